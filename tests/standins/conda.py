# SPDX-License-Identifier: GPL-3.0-or-later
"""A stand-in for conda, which cannot be had where the tests run. It is not conda: it knows `create` and `install` with -p, a channel of
tests/practice/double_channel.py, and the messages of conda's that Firstlight reads, as conda's source has them.

The settings are those of .condarc in its own installation: channel_alias and pkgs_dirs.
"""
import errno
import hashlib
import json
import os
import pathlib
import re
import sys
import urllib.error
import urllib.request
import venv
import zipfile

ROOT = pathlib.Path(sys.prefix)


def end(message):
    sys.exit("\n" + message)


def setting(name):
    found = re.search(rf"^{name}: \[?'(.*?)'\]?$", (ROOT / ".condarc").read_text(encoding="utf-8"), re.M)
    return found[1].replace("''", "'") if found else end(f"the stand-in finds no {name} in .condarc")


def fetch(url):
    try:
        with urllib.request.urlopen(url, timeout=20) as answer:
            return answer.read()
    except urllib.error.HTTPError as error:
        end(f"CondaHTTPError: HTTP {error.code} {error.reason.upper()} for url <{url}>")
    except urllib.error.URLError:
        end(f"CondaHTTPError: HTTP 000 CONNECTION FAILED for url <{url}>")


def numbers(version):
    return [int(part) for part in re.findall(r"\d+", version)]


def fits(record, spec):
    """NAME, NAME>=VERSION, NAME=VERSION or NAME=VERSION=BUILD; the build is not looked at, for there is one."""
    relation, version = re.match(r"[\w-]+(>=|=|)([\d.]*)", spec).groups()
    if relation == ">=":
        return numbers(record["version"]) >= numbers(version)
    version = version.rstrip(".")
    return not version or f"{record['version']}.".startswith(f"{version}.")


def chosen(records, specs):
    """Each record once, what it needs before itself."""
    order, wanting = {}, []

    def take(spec):
        name = re.match(r"[\w-]+", spec)[0]
        if name in order:
            return
        if name not in records or not fits(records[name], spec):
            wanting.append(spec)
            return
        for need in records[name]["depends"]:
            if need == "__cuda":
                if not os.environ.get("CONDA_OVERRIDE_CUDA"):
                    end("LibMambaUnsatisfiableError: Encountered problems while solving:\n  - nothing provides __cuda")
            else:
                take(need)
        order[name] = records[name]

    for spec in specs:
        take(spec)
    if wanting:
        end("PackagesNotFoundError: The following packages are not available from current channels:\n\n"
            + "".join(f"  - {spec}\n" for spec in wanting))
    return order.values()


def link(prefix, archive, record):
    if record["name"] == "python":
        venv.create(prefix, symlinks=True)
    site = next(prefix.glob("lib/python3*/site-packages"))
    with zipfile.ZipFile(archive) as package:
        package.extractall(site)
        scripts = [name for name in package.namelist() if name.endswith("entry_points.txt")]
        for script, module, function in re.findall(r"^(\S+) = (\S+):(\S+)$", package.read(scripts[0]).decode() if scripts else "", re.M):
            path = prefix / "bin" / script
            path.write_text(f"#!{prefix}/bin/python\nimport sys\nfrom {module} import {function}\nsys.exit({function}())\n")
            path.chmod(0o755)
    note = prefix / "conda-meta" / f"{record['name']}-{record['version']}.json"
    note.parent.mkdir(parents=True, exist_ok=True)
    note.write_text(json.dumps(record))


def main():
    verb, *words = sys.argv[1:]
    if words[:2] != ["-y", "-p"] or words[3:6] != ["--override-channels", "-c", "conda-forge"]:
        end(f"the stand-in does not know: {sys.argv}")
    prefix, specs = pathlib.Path(words[2]), words[6:]
    if (verb == "create") == (prefix / "conda-meta").exists():
        end(f"EnvironmentLocationNotFound or already there: {prefix}")
    channel = setting("channel_alias") + "/conda-forge/noarch"
    packages = pathlib.Path(setting("pkgs_dirs"))
    records = json.loads(fetch(f"{channel}/repodata.json"))["packages.conda"]
    for record in chosen({record["name"]: record for record in records.values()}, specs):
        if (prefix / "conda-meta" / f"{record['name']}-{record['version']}.json").exists():
            continue
        archive = packages / record["fn"]
        url = f"{channel}/{record['fn']}"
        if not archive.exists():
            content = fetch(url)
            if hashlib.sha256(content).hexdigest() != record["sha256"]:
                end(f"ChecksumMismatchError: Conda detected a mismatch between the expected content and downloaded content\nfor url '{url}'.")
            packages.mkdir(parents=True, exist_ok=True)
            archive.write_bytes(content)
        print(f"linking {record['fn']}", flush=True)
        link(prefix, archive, record)


try:
    main()
except OSError as problem:
    if problem.errno != errno.ENOSPC:
        raise
    end("NoSpaceLeftError: No space left on devices.")
