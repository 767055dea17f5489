# shellcheck shell=sh disable=SC2154 # FL_STAGE and FL_OWN_KEYS come from the client
# SPDX-License-Identifier: GPL-3.0-or-later
# Gives a machine host keys of its own in place of a throw-away one. FL_STAGE=make: makes them beside those in use, once, and prints their
# fingerprints; use: puts them in the place of the others, with the mark FL_OWN_KEYS, and lets sshd read them. Root, or sudo without a
# password, is needed.
set -eu
fl_new=/etc/ssh/firstlight-new
fl_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi; }

fl_make() {
    # Root's alone from the first byte on.
    fl_root sh -c "umask 077; mkdir -p $fl_new/etc/ssh; ssh-keygen -A -f $fl_new >/dev/null
        for key in $fl_new/etc/ssh/ssh_host_*_key.pub; do ssh-keygen -l -E sha256 -f \"\$key\"; done"
}

fl_use() {
    fl_root sh -c "set -eu; : >$FL_OWN_KEYS
        rm -f /etc/ssh/ssh_host_*_key /etc/ssh/ssh_host_*_key.pub
        mv $fl_new/etc/ssh/ssh_host_* /etc/ssh/
        rm -rf $fl_new
        chmod 644 /etc/ssh/ssh_host_*_key.pub
        if [ -d /run/systemd/system ]; then systemctl reload ssh 2>/dev/null || systemctl reload sshd
        else kill -HUP \"\$(cat /run/sshd.pid)\"; fi"
}

case $FL_STAGE in make) fl_make ;; use) fl_use ;; esac
