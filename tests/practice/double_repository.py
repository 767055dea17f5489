#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A double of NVIDIA's repository for apt and of a distribution's mirror: a folder with nvidia/debian12/x86_64/ and debian/ for any web
server, both signed by a key of their own, which is printed in base64.

The packages are real ones for dpkg and apt, and stand-ins for what their names promise: the driver's are empty, the toolkit's nvcc
compiles nothing. What is not named below the distribution is not in it: a machine that is to use it has the rest already.

    double_repository.py FOLDER [--weight PACKAGE=MEGABYTES]… [--files PACKAGE=NUMBER]… [--until PACKAGE=FILE]…

--weight lets a package be so large to fetch, --files gives it so many small files to unpack, which are little to fetch. With --until dpkg is
not done with it before there is that file on the machine (*: any), and gives up after five minutes.
"""
import argparse
import base64
import gzip
import hashlib
import os
import pathlib
import subprocess
import sys
import tempfile

NVIDIA, MIRROR = "nvidia/debian12/x86_64", "debian"
NVCC = "#!/bin/sh\n# A stand-in: it says a version and compiles nothing.\necho 'Cuda compilation tools, release 13.0, V13.0.88'\n"
PIN = "Package: *nvidia*\nPin: version 580.*\nPin-Priority: 1000\n"

# where, package, version, depends, files
PACKAGES = [
    (NVIDIA, "nvidia-driver-pinning-580", "580-1", "", {"etc/apt/preferences.d/nvidia-driver-pinning-580": PIN}),
    (NVIDIA, "libnvidia-compute", "580.95.05-1", "", {}),
    (NVIDIA, "libnvidia-compute", "590.10-1", "", {}),
    (NVIDIA, "nvidia-driver-cuda", "580.95.05-1", "libnvidia-compute (= 580.95.05-1)", {}),
    (NVIDIA, "nvidia-driver-cuda", "590.10-1", "libnvidia-compute (= 590.10-1)", {}),
    (NVIDIA, "nvidia-kernel-open-dkms", "580.95.05-1", "", {}),
    (NVIDIA, "nvidia-kernel-open-dkms", "590.10-1", "", {}),
    (NVIDIA, "cuda-toolkit-13-0", "13.0.2-1", "cuda-nvcc-13-0", {}),
    (NVIDIA, "cuda-nvcc-13-0", "13.0.88-1", "", {"usr/local/cuda-13.0/bin/nvcc": NVCC}),
    (NVIDIA, "cudnn9-cuda-13", "9.15.1-1", "", {"usr/share/cudnn-standin": "whole\n"}),
    (MIRROR, "ca-certificates", "30000101", "", {}),  # newer than any real one
]


def by_package(words):
    return dict(word.split("=") for word in words)


def waiting(file):
    return f'#!/bin/sh\nn=0\nuntil set -- {file} && [ -e "$1" ]; do n=$((n + 1)); [ "$n" -lt 1500 ] || exit 1; sleep 0.2; done\n'


def build(folder, place, package, version, depends, files, weight, count):
    """The .deb, and its stanza of the list."""
    with tempfile.TemporaryDirectory() as work:
        tree = pathlib.Path(work)
        control = f"Package: {package}\nVersion: {version}\nArchitecture: all\nMaintainer: Stand-in <cudatools@nvidia.com>\n"
        control += f"Depends: {depends}\n" if depends else ""
        control += "Description: a stand-in of Firstlight's tests\n"
        for path, text in {**files, "DEBIAN/control": control}.items():
            (tree / path).parent.mkdir(parents=True, exist_ok=True)
            (tree / path).write_text(text)
            (tree / path).chmod(0o755 if text.startswith("#!") else 0o644)
        if weight or count:
            many = tree / "usr/share" / f"{package}-standin"
            many.mkdir(parents=True)
            (many / "weight").write_bytes(os.urandom(weight << 20))
            for number in range(count):
                (many / str(number)).write_text(f"{number}\n" * 500)
        file = folder / place / f"{package}_{version}_all.deb"
        subprocess.run(["dpkg-deb", "-Znone" if weight else "-Zgzip", "--root-owner-group", "-b", work, file], check=True, stdout=sys.stderr)
    data = file.read_bytes()
    name = file.name if place == NVIDIA else f"./{file.name}"
    return f"{control}Filename: {name}\nSize: {len(data)}\nSHA256: {hashlib.sha256(data).hexdigest()}\n\n"


def publish(root, lists, fields, sign):
    """The list of packages and the signed file that names it. `lists` is where the list lies below root."""
    release = fields + "Date: Fri, 27 Nov 2026 10:00:00 UTC\nSHA256:\n"
    for name, text in lists.items():
        for path, data in ((name, text.encode()), (name + ".gz", gzip.compress(text.encode()))):
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(data)
            release += f" {hashlib.sha256(data).hexdigest()} {len(data)} {path}\n"
    (root / "InRelease").write_bytes(sign(release.encode()))
    (root / "Release").write_text(release)  # as pre-flight asks for it


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--weight", action="append", default=[])
    parser.add_argument("--files", action="append", default=[])
    parser.add_argument("--until", action="append", default=[])
    given = parser.parse_args()
    weights, counts, untils = by_package(given.weight), by_package(given.files), by_package(given.until)

    with tempfile.TemporaryDirectory() as home:
        def gpg(*arguments, data=b""):
            command = ["gpg", "--homedir", home, "--batch", "--quiet", "--pinentry-mode", "loopback", "--passphrase", "", *arguments]
            return subprocess.run(command, input=data, check=True, stdout=subprocess.PIPE).stdout

        gpg("--quick-gen-key", "Stand-in of Firstlight's tests", "rsa2048", "sign", "never")
        lists = {NVIDIA: "", MIRROR: ""}
        for place in lists:
            (given.folder / place).mkdir(parents=True)
        for place, package, version, depends, files in PACKAGES:
            if package in untils:
                files = {**files, "DEBIAN/postinst": waiting(untils[package])}
            lists[place] += build(given.folder, place, package, version, depends, files, int(weights.get(package, 0)), int(counts.get(package, 0)))
        architecture = subprocess.run(["dpkg", "--print-architecture"], check=True, stdout=subprocess.PIPE, text=True).stdout.strip()
        publish(given.folder / NVIDIA, {"Packages": lists[NVIDIA]}, "Origin: NVIDIA's stand-in\n", lambda text: gpg("--clearsign", data=text))
        publish(given.folder / MIRROR / "dists/bookworm", {
            f"{component}/binary-{architecture}/Packages": lists[MIRROR] if component == "main" else ""
            for component in ("main", "contrib", "non-free", "non-free-firmware")
        }, f"Origin: Debian's stand-in\nSuite: stable\nCodename: bookworm\nArchitectures: {architecture}\nComponents: main contrib non-free "
           "non-free-firmware\n", lambda text: gpg("--clearsign", data=text))
        print(base64.b64encode(gpg("--export")).decode())
        subprocess.run(["gpgconf", "--homedir", home, "--kill", "all"], check=True)
    # What pre-flight asks a Python index for.
    (given.folder / "simple/pip").mkdir(parents=True)
    (given.folder / "simple/pip/index.html").write_text("<!DOCTYPE html>\n")


main()
