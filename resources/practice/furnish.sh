# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=dash disable=SC2034,SC2154 # parts of one script: what one sets, another reads

# furnish ROOT MADE: puts a machine's own files into its root (empty: the one we are in), before it first boots.
furnish() {
    read -r host <"$2/hostname"
    read -r user <"$2/user"
    echo "$host" >"$1/etc/hostname"
    { cat /etc/hosts 2>/dev/null; echo "127.0.1.1 $host"; } | awk '!seen[$0]++' >"$2/hosts"
    cat "$2/hosts" >"$1/etc/hosts" # in place: it may be a mount
    : >"$1/etc/machine-id"
    rm -f "$1"/etc/ssh/ssh_host_*
    install -m 600 "$2/ssh_host_ed25519_key" "$1/etc/ssh/"
    install -m 644 "$2/ssh_host_ed25519_key.pub" "$1/etc/ssh/"
    install -m 644 "$2/sshd.conf" "$1/etc/ssh/sshd_config.d/00-firstlight.conf"
    install -m 644 "$2/sources.list" "$1/etc/apt/sources.list"
    install -m 644 "$2/apt.conf" "$1/etc/apt/apt.conf.d/50firstlight-host"
    rm -f "$1"/etc/apt/sources.list.d/0000* "$1/etc/apt/apt.conf.d/99mmdebstrap" "$1/etc/dpkg/dpkg.cfg.d/99mmdebstrap"
    mkdir -p "$1/home/$user/.ssh"
    install -m 600 "$2/authorized_keys" "$1/home/$user/.ssh/authorized_keys"
    chmod 700 "$1/home/$user/.ssh"
    chroot "$1/" chown -R "$user:" "/home/$user/.ssh"
}
