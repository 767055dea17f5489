# shellcheck shell=sh disable=SC2154 # start.sh stands in front
# SPDX-License-Identifier: GPL-3.0-or-later
# Hands on a job's log from byte FL_OFFSET to its end as it grows, then says how it ended. fl_job names the folder (start.sh).
# The mark of the job goes first: a job found running has another than the client would have given it.

# fl_room: "free kB<TAB>place" of the fullest of the disks that a step writes to.
fl_room() {
    df -Pk . "$HOME/firstlight" /var /tmp 2>/dev/null | {
        fl_least='' fl_place=''
        while read -r _ _ _ fl_free _ fl_mounted; do
            case $fl_free in '' | *[!0-9]*) continue ;; esac
            if [ -z "$fl_least" ] || [ "$fl_free" -lt "$fl_least" ]; then fl_least=$fl_free fl_place=$fl_mounted; fi
        done
        printf '%s\t%s' "$fl_least" "$fl_place"
    }
}

fl_attempt='' fl_pid='' fl_count=0
while [ ! -s "${fl_job}pid" ] && [ ! -e "${fl_job}rc" ] && [ "$fl_count" -lt 300 ]; do
    sleep 0.05
    fl_count=$((fl_count + 1))
done
read -r fl_mark <"${fl_job}mark"
[ -e "${fl_job}attempt" ] && read -r fl_attempt <"${fl_job}attempt"
read -r fl_job_boot <"${fl_job}boot_id"
fl_out "open$fl_tab$fl_attempt$fl_tab$fl_mark"

(
    # A sign of life each second: silence means that the connection is gone.
    while sleep 1 >/dev/null 2>&1; do
        fl_out beat
    done
) &
fl_beat=$!
if [ "$fl_job_boot" = "$fl_boot" ] && [ ! -e "${fl_job}rc" ] && fl_alive "${fl_job}pid"; then
    tail -c "+$((FL_OFFSET + 1))" -s 0.1 -f --pid="$fl_pid" "${fl_job}log"
else
    tail -c "+$((FL_OFFSET + 1))" "${fl_job}log"
fi
kill "$fl_beat" 2>/dev/null
wait "$fl_beat" 2>/dev/null
if [ -e "${fl_job}rc" ]; then
    read -r fl_status <"${fl_job}rc"
    fl_why=
    [ -e "${fl_job}late" ] && fl_why=late
    [ -e "${fl_job}cancel" ] && fl_why=cancel
    fl_left=
    [ "$fl_status" -eq 0 ] || fl_left=$(fl_room)
    fl_out "end$fl_tab$fl_status$fl_tab$fl_why$fl_tab$fl_left"
elif [ "$fl_job_boot" != "$fl_boot" ]; then
    fl_out "end${fl_tab}rebooted"
elif fl_alive "${fl_job}pid"; then
    fl_out "end${fl_tab}again"
elif [ -e "${fl_job}rc" ]; then
    fl_out "end${fl_tab}again"
else
    fl_out "end${fl_tab}dead$fl_tab$fl_tab$(fl_room)"
fi
exit 0
