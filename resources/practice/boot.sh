# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=dash disable=SC2034,SC2154 # parts of one script: what one sets, another reads
# The first program in a rootless container, below /firstlight: furnishes it once, then becomes systemd or sshd.
umask 022
cd /firstlight || exit 1
[ -e furnished ] || { furnish '' /firstlight && : >furnished; } || exit 1
echo "Port $(cat port)" >/etc/ssh/sshd_config.d/01-firstlight-port.conf
# A container would show the computer's boot id, and a reboot of this machine could not be told.
cat /proc/sys/kernel/random/uuid >/run/firstlight-boot-id
chmod 644 /run/firstlight-boot-id
mount --bind /run/firstlight-boot-id /proc/sys/kernel/random/boot_id
[ "$(cat init)" != systemd ] || exec /lib/systemd/systemd
mkdir -p /run/sshd
rm -f /run/nologin
exec /usr/sbin/sshd -D
