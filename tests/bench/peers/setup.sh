# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=sh
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
ours=$HOME/by-hand
mkdir -p "$ours/notebooks"
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 365 -subj /CN=localhost \
    -addext subjectAltName=IP:127.0.0.1 -keyout "$ours/key.pem" -out "$ours/cert.pem" 2>/dev/null
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
mkdir -p "$HOME/.config/systemd/user"
cat >"$HOME/.config/systemd/user/by-hand.service" <<END
[Service]
ExecStart=/usr/bin/jupyter-notebook --config=$ours/config.py
[Install]
WantedBy=default.target
END
sudo loginctl enable-linger "$(id -un)"
XDG_RUNTIME_DIR=/run/user/$(id -u)
export XDG_RUNTIME_DIR
systemctl --user -q enable --now by-hand.service
n=0
until openssl s_client -connect 127.0.0.1:8899 </dev/null >/dev/null 2>&1; do
    n=$((n + 1))
    [ $n -lt 300 ] || exit 1
    sleep 0.2
done
python3 -c 'import torch; x = torch.rand(500, 500, requires_grad=True); (x @ x).sum().backward(); assert x.grad is not None'
