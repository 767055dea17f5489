# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=sh
# Twenty checks that a finished machine is finished, as one would write them by hand: `ssh host sh -s < checks.sh`.
# Says which one failed and stops there. checks.yml asks the same of Ansible.
set -u
check() { "$@" >/dev/null 2>&1 || { echo "failed: $*" >&2 && exit 1; }; }
mode_is() { [ "$(stat -c %a "$2")" = "$1" ]; }
free_is() { [ "$(df -Pk "$2" | awk 'NR == 2 { print $4 }')" -ge "$1" ]; }
ram_is() { [ "$(awk '/^MemTotal/ { print $2 }' /proc/meminfo)" -ge "$1" ]; }
installed() { [ "$(dpkg-query -W -f '${db:Status-Status}\n' "$@" | sort -u)" = installed ]; }
this_boot() { grep -qF "$(cat /proc/sys/kernel/random/boot_id)" "$1"; }
ours=$HOME/firstlight/jupyter
state=$HOME/.local/state/firstlight
check grep -Eq '^ID=(debian|ubuntu)$' /etc/os-release
check grep -q '^VERSION_ID=' /etc/os-release
check test "$(uname -m)" = x86_64
check free_is 500000 "$HOME"
check ram_is 1000000
check command -v python3
check command -v sudo
check installed ca-certificates sudo
check installed jupyter-notebook python3-ipykernel
check installed python3-torch
check test -d "$HOME/firstlight/notebooks"
check mode_is 700 "$ours"
check test -s "$ours/cert.pem"
check openssl x509 -in "$ours/cert.pem" -noout -checkend 2592000
check mode_is 600 "$ours/key.pem"
check test -e "/var/lib/systemd/linger/$(id -un)"
check systemctl --user is-enabled firstlight-jupyter.service
check systemctl --user is-active firstlight-jupyter.service
check test -s "$HOME/firstlight/notebooks/Welcome.ipynb"
check this_boot "$state/proof.json"
