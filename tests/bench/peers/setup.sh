# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=sh disable=SC2154 # service.sh stands in front
# What a person who knows how would type into `ssh host sh -s`: Jupyter and PyTorch from the distribution, a password, a
# certificate, a service that stays, and a proof. With unsafe_io=1 dpkg does not sync (for a machine one can throw away).
set -eu
packages="python3 python3-ipykernel python3-tornado python3-torch jupyter-notebook"
export DEBIAN_FRONTEND=noninteractive
if [ "${unsafe_io:-0}" = 1 ]; then
    echo force-unsafe-io | sudo tee /etc/dpkg/dpkg.cfg.d/unsafe-io >/dev/null
    sudo rm -f /var/lib/man-db/auto-update
fi
sudo apt-get -qq update
# shellcheck disable=SC2086 # words
sudo --preserve-env=DEBIAN_FRONTEND apt-get -qq install -y --no-install-recommends $packages >/dev/null
mkdir -p "$ours/notebooks"
certify
hash=$(python3 -c 'from notebook.auth import passwd; print(passwd("correct horse battery staple"))')
cat >"$ours/config.py" <<END
c.NotebookApp.password = "$hash"
c.NotebookApp.certfile = "$ours/cert.pem"
c.NotebookApp.keyfile = "$ours/key.pem"
c.NotebookApp.port = 8899
c.NotebookApp.port_retries = 0
c.NotebookApp.open_browser = False
c.NotebookApp.notebook_dir = "$ours/notebooks"
END
serve /usr/bin/jupyter-notebook
python3 -c 'import torch; x = torch.rand(500, 500, requires_grad=True); (x @ x).sum().backward(); assert x.grad is not None'
