# SPDX-License-Identifier: GPL-3.0-or-later
"""Stands for uv in tests: the two of its commands that pip-install calls, done with venv and pip. What it fetches stays in UV_CACHE_DIR."""
import os
import shutil
import sys


def main():
    words = sys.argv[1:]
    if words[:2] == ["venv", "--python"]:
        python = shutil.which(words[2])
        if not python:
            sys.exit(f"error: No interpreter found for {words[2]}")
        os.execv(python, [python, "-m", "venv", words[-1]])
    if words[:3] == ["pip", "install", "--python"]:
        os.environ["PIP_CACHE_DIR"] = os.path.join(os.environ["UV_CACHE_DIR"], "standin")
        os.execv(words[3], [words[3], "-m", "pip", "install", *words[4:]])
    sys.exit(f"error: the stand-in does not know {words}")
