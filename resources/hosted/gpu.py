# SPDX-License-Identifier: GPL-3.0-or-later
# Which GPU has this computer?
import shutil
import subprocess

gpu = ""
if shutil.which("nvidia-smi"):
    answer = subprocess.run(["nvidia-smi", "--query-gpu=name", "--format=csv,noheader"], capture_output=True, text=True)
    gpu = answer.stdout.strip().splitlines()[0].strip() if answer.returncode == 0 and answer.stdout.strip() else ""
print(gpu or "@NO_GPU@")
