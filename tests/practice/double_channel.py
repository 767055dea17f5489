#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A double of conda-forge for any web server: a folder with conda-forge/noarch/ and miniforge/.

The packages are those of double_wheels.py under conda-forge's names, and they carry no software either. The installer in miniforge/ is a
stand-in: it leaves the stand-in for conda of tests/standins. Prints the installer's SHA-256.

    double_channel.py FOLDER INSTALLER [--without NAME]… [--damage NAME]… [--weight NAME=MEGABYTES]…

INSTALLER is the file's name; the options are those of double_wheels.py, with conda-forge's names.
"""
import argparse
import hashlib
import json
import pathlib
import zipfile

from double_wheels import PROJECTS, STANDINS, contents

# conda-forge's name and version, what it needs, and the project of double_wheels.py whose files it has; none: its name is all there is
PACKAGES = [
    ("python", "3.12.9", [], None),
    ("jupyterlab", "4.6.1", ["python", "jupyter_server>=2.4"], "jupyterlab"),
    ("jupyter_server", "2.20.3", ["python"], "jupyter-server"),
    ("ipykernel", "6.30.1", ["python"], "ipykernel"),
    ("numpy", "2.3.4", ["python"], "numpy"),
    ("pytorch", "2.13.0", ["python"], "torch"),
    ("pytorch-cpu", "2.13.0", ["pytorch=2.13.0"], None),
    ("pytorch-gpu", "2.13.0", ["pytorch=2.13.0", "__cuda"], None),
    ("torchvision", "0.28.0", ["pytorch"], "torchvision"),
    ("cuda-version", "13.0", [], None),
    ("firstlight-standin", "1", ["python"], "firstlight-standin"),
    ("tensorflow-cpu", "2.19.1", ["firstlight-standin"], "tensorflow"),
    ("keras", "3.13.0", ["firstlight-standin"], "keras"),
    ("jax", "0.9.0", ["firstlight-standin"], "jax"),
    ("jaxlib", "0.9.0", ["python"], None),
]

INSTALLER = """#!/bin/sh
# A stand-in for Miniforge's installer, of Firstlight's tests.
set -eu
[ "$1 $2" = '-b -p' ] && [ ! -e "$3" ]
python3 -m venv --without-pip "$3"
{
    echo "#!$3/bin/python"
    cat <<'CONDA'
%sCONDA
} >"$3/bin/conda"
chmod +x "$3/bin/conda"
"""


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("installer")
    parser.add_argument("--without", action="append", default=[])
    parser.add_argument("--damage", action="append", default=[])
    parser.add_argument("--weight", action="append", default=[])
    arguments = parser.parse_args()
    weights = dict(weight.split("=") for weight in arguments.weight)
    for name in [*arguments.without, *arguments.damage, *weights]:
        if name not in [package for package, *_ in PACKAGES]:
            parser.error(f"there is no double of {name}")

    installer = arguments.folder / "miniforge" / arguments.installer
    installer.parent.mkdir(parents=True, exist_ok=True)
    installer.write_text(INSTALLER % (STANDINS / "conda.py").read_text(encoding="utf-8"), encoding="utf-8")
    print(hashlib.sha256(installer.read_bytes()).hexdigest())

    channel = arguments.folder / "conda-forge" / "noarch"
    channel.mkdir(parents=True, exist_ok=True)
    projects = {project: (scripts, modules) for _, project, _, _, scripts, modules in PROJECTS}
    records = {}
    for name, version, depends, project in PACKAGES:
        if name in arguments.without:
            continue
        path = channel / f"{name}-{version}-0.conda"
        files = contents(project, version, [], *projects[project], int(weights.get(name, 0))) if project else {}
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for inside, content in files.items():
                archive.writestr(inside, content)
        digest = "0" * 64 if name in arguments.damage else hashlib.sha256(path.read_bytes()).hexdigest()
        records[path.name] = {"fn": path.name, "name": name, "version": version, "build": "0", "depends": depends, "sha256": digest}
    (channel / "repodata.json").write_text(json.dumps({"packages.conda": records}))


main()
