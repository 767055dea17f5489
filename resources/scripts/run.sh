# shellcheck shell=sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The job: runs the script of a step apart from every login, and leaves its log and its exit status in the job folder.
# Arguments as launch.sh. fl_started stands in front of it.

cd "$1" || exit 1
umask 022
exec </dev/null >>log 2>&1
# Room for the status is taken now: a full disk later must not hide how the step ended.
printf '    \n' >rc.tmp
fl_started "$$"
printf '%s %s\n' "$$" "$FL_STARTED" >pid.tmp
mv pid.tmp pid

setsid /bin/sh ./script "$@" &
fl_child=$!

(
    fl_seconds=0
    while [ "$fl_seconds" -lt "$5" ] && [ ! -e cancel ]; do
        sleep 1
        fl_seconds=$((fl_seconds + 1))
    done
    [ -e cancel ] || : >late
    kill -s TERM -- "-$fl_child"
    fl_seconds=0
    while [ "$fl_seconds" -lt 10 ] && kill -s 0 -- "-$fl_child"; do
        sleep 1
        fl_seconds=$((fl_seconds + 1))
    done
    kill -s KILL -- "-$fl_child"
) >/dev/null 2>&1 &
fl_watch=$!

wait "$fl_child" 2>/dev/null
fl_status=$?
kill "$fl_watch" 2>/dev/null
printf '%-4s\n' "$fl_status" | dd of=rc.tmp conv=notrunc,fsync 2>/dev/null
mv rc.tmp rc
