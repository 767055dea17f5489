#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A double of PyPI and of PyTorch's index: a folder with simple/ and torch/cpu/ (PEP 503) for any web server.

The wheels in it are doubles too. Those that Debian has carry no software: they show Python what Debian's own packages have, so that the
venv, pip, its errors, the kernel and the steps are those of the real way, while what then runs is Debian's Jupyter and PyTorch. TensorFlow,
Keras and JAX, which Debian has not, are the stand-ins of tests/standins, and so is uv.

    double_wheels.py FOLDER [--uv] [--without NAME]… [--damage NAME]… [--weight NAME=MEGABYTES]… [--version NAME=VERSION]… [--lying-torch]

--uv offers a uv too, --without leaves a project out of both indexes, --damage gives its wheel a wrong hash, --weight lets it unpack to so many megabytes, --version
offers another version of it. --lying-torch puts a torch into the wheel of that name that multiplies wrongly.
"""
import argparse
import base64
import hashlib
import pathlib
import zipfile

# pip itself must not see Debian's packages, or it would call them installed and fetch nothing.
PTH = "import sys; 'pip' in sys.orig_argv or sys.path.append('/usr/lib/python3/dist-packages')\n"

STANDINS = pathlib.Path(__file__).parents[1] / "standins"

# index, project, version, requirements, console scripts, modules of STANDINS
PROJECTS = [
    ("simple", "jupyterlab", "4.6.1", ["jupyter-server>=2.4"], ["jupyter-lab = jupyter_server.serverapp:main"], []),
    ("simple", "jupyter-server", "2.20.3", [], [], []),
    ("simple", "ipykernel", "6.30.1", [], [], []),
    ("simple", "numpy", "2.3.4", [], [], []),
    ("torch/cpu", "torch", "2.15.0+cpu", [], [], []),
    ("torch/cpu", "torchvision", "0.29.2+cpu", ["torch==2.15.0"], [], []),
    ("simple", "firstlight-standin", "1", [], [], ["firstlight_standin.py"]),
    ("simple", "tensorflow", "2.21.0", ["firstlight-standin"], [], ["tensorflow.py"]),
    ("simple", "keras", "3.15.1", ["firstlight-standin"], [], ["keras.py"]),
    ("simple", "jax", "0.12.0", ["firstlight-standin"], [], ["jax/__init__.py", "jax/numpy.py"]),
    ("simple", "uv", "0.9.0", [], ["uv = uv:main"], ["uv.py"]),
]


def contents(project, version, requirements, scripts, modules, megabytes=0):
    """The files of site-packages, but for RECORD."""
    name = project.replace("-", "_")
    info = f"{name}-{version}.dist-info"
    files = {
        f"double_of_{name}.pth": PTH.encode(),
        f"{info}/METADATA": "".join(
            [f"Metadata-Version: 2.1\nName: {project}\nVersion: {version}\nSummary: a double of Firstlight's tests\n"]
            + [f"Requires-Dist: {requirement}\n" for requirement in requirements]).encode(),
        f"{info}/WHEEL": b"Wheel-Version: 1.0\nGenerator: double_wheels\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    if scripts:
        files[f"{info}/entry_points.txt"] = ("[console_scripts]\n" + "\n".join(scripts) + "\n").encode()
    for module in modules:
        files[module] = (STANDINS / module).read_bytes()
    if "torch.py" in modules:
        files["firstlight_standin.mode"] = b"wrong-product\n"
    if megabytes:
        files[f"double_of_{name}.weight"] = bytes(megabytes << 20)
    return files


def wheel(folder, project, version, requirements, scripts, modules, megabytes):
    name = project.replace("-", "_")
    info = f"{name}-{version}.dist-info"
    files = contents(project, version, requirements, scripts, modules, megabytes)
    record = ""
    for path, content in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
        record += f"{path},sha256={digest},{len(content)}\n"
    files[f"{info}/RECORD"] = (record + f"{info}/RECORD,,\n").encode()
    path = folder / f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for inside, content in files.items():
            archive.writestr(inside, content)
    return path


def page(folder, links):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "index.html").write_text("<!DOCTYPE html>\n<title>double</title>\n" + links)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--uv", action="store_true")
    parser.add_argument("--without", action="append", default=[])
    parser.add_argument("--damage", action="append", default=[])
    parser.add_argument("--weight", action="append", default=[])
    parser.add_argument("--version", action="append", default=[])
    parser.add_argument("--lying-torch", action="store_true")
    arguments = parser.parse_args()
    versions = dict(version.split("=") for version in arguments.version)
    weights = dict(weight.split("=") for weight in arguments.weight)
    known = {project for _, project, *_ in PROJECTS}
    for name in [*arguments.without, *arguments.damage, *weights, *versions]:
        if name not in known:
            parser.error(f"there is no double of {name}")

    page(arguments.folder / "simple" / "pip", "")  # what the pre-flight check asks for
    for index, project, version, requirements, scripts, modules in PROJECTS:
        if project in arguments.without or (project == "uv" and not arguments.uv):
            continue
        version = versions.get(project, version)
        if project == "torchvision":  # goes with one torch alone
            requirements = ["torch==" + versions.get("torch", "2.15.0").split("+")[0]]
        if project == "torch" and arguments.lying_torch:
            modules = ["firstlight_standin.py", "torch.py"]
        folder = arguments.folder / index / project
        folder.mkdir(parents=True, exist_ok=True)
        path = wheel(folder, project, version, requirements, scripts, modules, int(weights.get(project, 0)))
        digest = "0" * 64 if project in arguments.damage else hashlib.sha256(path.read_bytes()).hexdigest()
        name = path.name.replace("+", "%2B")
        page(folder, f'<a href="{name}#sha256={digest}">{path.name}</a>\n')


if __name__ == "__main__":
    main()
