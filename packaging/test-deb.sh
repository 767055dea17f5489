#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# test-deb.sh FILE.deb: installs the package in a fresh minimal root of this system's release and starts both programs there,
# then removes it and looks for what it left. Nothing of the root is kept.
set -euo pipefail
deb=$(readlink -f "$1")
# shellcheck source=/dev/null
suite=$(. /etc/os-release && echo "$VERSION_CODENAME")

inside=$(mktemp)
trap 'rm -f "$inside"' EXIT
cat >"$inside" <<'IN'
set -eu
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 HOME=/tmp/home QT_QPA_PLATFORM=offscreen
mkdir -p "$HOME" && chmod 700 "$HOME"
apt-get -qq install -y --no-install-recommends /tmp/firstlight.deb >/tmp/apt.log 2>&1 || { tail -20 /tmp/apt.log; exit 1; }
firstlight-cli --version
firstlight --version
firstlight-cli list --json
# The window itself: it must still be there after five seconds (124: ended by us) and have said nothing.
rc=0
timeout 5 firstlight >/tmp/window.log 2>&1 || rc=$?
[ $rc = 124 ] || { echo "the wizard ended by itself with $rc:"; cat /tmp/window.log; exit 1; }
! grep -iE 'could not|cannot|error|warning|fail' /tmp/window.log || exit 1
test -s /usr/share/man/man1/firstlight-cli.1.gz -o ! -d /usr/share/man
apt-get -qq purge -y firstlight >/dev/null 2>&1
! find /usr -iname '*firstlight*' | grep . || exit 1
echo "package: installs, starts and leaves nothing behind"
IN
# shellcheck disable=SC2016 # "$1" is the root, for the hook's shell
mmdebstrap --quiet --variant=apt --skip=cleanup/tmp \
    --customize-hook="upload '$deb' /tmp/firstlight.deb" \
    --customize-hook="upload '$inside' /tmp/inside.sh" \
    --customize-hook='chroot "$1" sh /tmp/inside.sh' \
    "$suite" /dev/null
