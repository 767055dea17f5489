#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs a test on a display and a session bus of its own: with_display.sh PROGRAM [ARG]…
# The fixed Xvfb size keeps screenshots alike everywhere; accessibility is what a screen reader would switch on.
export QT_LINUX_ACCESSIBILITY_ALWAYS_ON=1
exec xvfb-run --auto-servernum --server-args="-screen 0 1280x1024x24 -nolisten tcp" dbus-run-session -- "$@"
