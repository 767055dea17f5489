# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=dash disable=SC2034,SC2154 # parts of one script: what one sets, another reads
# The image's contents; its text names the image in the cache. `packages` is read by base.sh; the rest runs in the new root.
packages=openssh-server,sudo,systemd,systemd-sysv,dbus,dbus-user-session,libpam-systemd,iproute2,ca-certificates,procps,less,nano
customize() {
    set -e
    # Each machine gets a host key and an id of its own.
    rm -f /etc/ssh/ssh_host_*
    : >/etc/machine-id
    useradd --create-home --shell /bin/bash --comment 'Ada' ada
    echo 'ada ALL=(ALL) NOPASSWD: ALL' >/etc/sudoers.d/ada
    chmod 440 /etc/sudoers.d/ada
    # pam_nologin turns users away while the machine boots: answer only once they are welcome.
    mkdir -p /etc/systemd/system/ssh.service.d
    printf '[Unit]\nAfter=systemd-user-sessions.service\n' >/etc/systemd/system/ssh.service.d/firstlight.conf
    # Nothing that wakes up by itself: it would take the package lock, or time at boot.
    for unit in apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer e2scrub_all.timer e2scrub_reap.service \
        console-getty.service getty.target systemd-networkd.service systemd-timesyncd.service; do
        ln -sf /dev/null "/etc/systemd/system/$unit"
    done
    ln -sf /lib/systemd/system/multi-user.target /etc/systemd/system/default.target
    rm -f /etc/apt/apt.conf.d/99mmdebstrap /etc/dpkg/dpkg.cfg.d/99mmdebstrap
}
