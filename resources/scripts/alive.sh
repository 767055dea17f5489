# shellcheck shell=sh
# SPDX-License-Identifier: GPL-3.0-or-later

# fl_alive FILE: does the process that FILE names ("pid starttime") still run? The start time keeps a reused pid from passing for it.
fl_alive() {
    fl_pid='' fl_start=''
    [ -r "$1" ] && read -r fl_pid fl_start <"$1"
    [ -n "$fl_pid" ] || return 1
    if fl_started "$fl_pid"; then
        [ "$FL_STARTED" = "$fl_start" ]
    else
        # /proc may hide the processes of others (hidepid); kill then tells "not yours" from "not there".
        case $(kill -0 "$fl_pid" 2>&1) in *ermitted*) return 0 ;; esac
        return 1
    fi
}

# fl_started PID: FL_STARTED is when it started, in clock ticks since boot (field 22 of proc_pid_stat(5)).
fl_started() {
    FL_STARTED=
    fl_stat=
    { read -r fl_stat <"/proc/$1/stat"; } 2>/dev/null || return 1
    # After the name, which may hold blanks and brackets, it is the 20th.
    fl_stat=${fl_stat##*) }
    fl_field=0
    while [ "$fl_field" -lt 19 ]; do
        fl_stat=${fl_stat#* }
        fl_field=$((fl_field + 1))
    done
    FL_STARTED=${fl_stat%% *}
    [ -n "$FL_STARTED" ]
}

# fl_ahead_end: in the state folder, ends what fetches ahead of its step (ahead.sh); in a second it writes no more.
fl_ahead_end() {
    fl_alive ahead/pid || return 0
    fl_count=0
    while kill -s KILL -- "-$fl_pid" 2>/dev/null && [ "$fl_count" -lt 10 ]; do
        fl_count=$((fl_count + 1))
        sleep 0.1
    done
}
