# shellcheck shell=sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs as root, through sudo: starts a root step's job apart from this login. Arguments: the job folder, home, user and uid of the
# one who logs in, the limit in seconds, the unit's name. fl_alive stands in front of it.

fl_job=$1
: >"$fl_job/launched"
# What an earlier, killed job of this step left running would fight with the new one.
if [ -e "$fl_job/orphan" ] && fl_alive "$fl_job/orphan"; then
    read -r fl_pid _ <"$fl_job/orphan"
    kill -KILL -- "-$fl_pid" 2>/dev/null
fi
# Through a shell: under SELinux a service may not execute a file of somebody's home itself.
if [ -d /run/systemd/system ] && command -v systemd-run >/dev/null 2>&1 &&
    systemd-run --quiet --collect --unit="$6" --service-type=exec /bin/sh "$fl_job/run" "$@" >/dev/null 2>"$fl_job/launch.err" </dev/null; then
    exit 0
fi
setsid /bin/sh "$fl_job/run" "$@" </dev/null >/dev/null 2>&1 &
exit 0
