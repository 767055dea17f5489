#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs a test on a display and a session bus of its own: with_display.sh PROGRAM [ARG]…
# The fixed size keeps screenshots alike everywhere; accessibility is what a screen reader would switch on. The server picks its
# number itself: two that look for a free one beforehand can find the same.
set -e
folder=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server"; rm -r "$folder"' EXIT
trap 'exit 143' HUP INT TERM
mkfifo "$folder/number"
Xvfb -noreset -displayfd 3 -screen 0 1280x1024x24 -nolisten tcp 3>"$folder/number" 2>/dev/null &
server=$!
read -r number <"$folder/number"
export DISPLAY=":$number" QT_LINUX_ACCESSIBILITY_ALWAYS_ON=1
unset XAUTHORITY
dbus-run-session -- "$@"
