# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=dash disable=SC2034,SC2154 # parts of one script: what one sets, another reads
# Put in front of every script of this folder. Given: home (the profile's folder), id (a machine's, where there is one).
# Answers go to standard output, one a line, fields parted by tabs: `say CODE k=v…`, `fail CAUSE k=v…`, others as the
# script says. Every child gets </dev/null: this text itself comes in on standard input.
set -u
umask 077
export LC_ALL=C
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
case $home in
/*) ;;
*) exit 2 ;;
esac
practice=$home/practice
cache=$home/cache/practice
dir=$practice/${id:-none}
boot=$(cat /proc/sys/kernel/random/boot_id)

answer() {
    line=$1
    shift
    for field; do line="$line	$field"; done
    printf '%s\n' "$line"
}
say() { answer say "$@"; }
fail() {
    answer fail "$@"
    exit 1
}
has() { command -v "$1" >/dev/null 2>&1; }
run_by_systemd() { [ -d /run/systemd/system ] && has systemd-run; }

# Holds fd 8 on the machine until the script ends. The file goes when the machine goes, so look again what was locked.
lock_machine() {
    mkdir -p "$practice" || fail local-file "path=$practice"
    while :; do
        exec 8>"$practice/.$id.lock"
        flock -w 900 8 || fail server-busy "machine=$id"
        [ "$(stat -Lc %i "/proc/$$/fd/8")" = "$(stat -c %i "$practice/.$id.lock" 2>/dev/null)" ] && return
    done
}

# spec_of NAME: a line of the machine's spec. The file is there once the machine is made whole, and only then.
spec_of() { sed -n "s/^$1 //p" "$dir/spec" 2>/dev/null; }

# start_time PID: with the boot id, tells a process from a later one of the same number. Empty for a dead one.
start_time() { sed -n 's/^.*) \([^Z] .*\)$/\1/p' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f20; }

# supervisor: prints the pid of the machine's supervisor, where it lives.
supervisor() {
    { read -r s_pid s_start s_boot <"$dir/pid"; } 2>/dev/null || return 1
    [ "$s_boot" = "$boot" ] && [ -n "$s_start" ] && [ "$(start_time "$s_pid")" = "$s_start" ] && echo "$s_pid"
}

child_of() { cat /proc/[0-9]*/stat 2>/dev/null | awk -v parent="$1" '{ own = $1; sub(/^.*\) /, ""); if ($2 == parent) { print own; exit } }'; }

# The listening TCP ports of this computer, in decimal.
listening() {
    cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | awk '
        function value(hex,   i, sum) {
            sum = 0
            for (i = 1; i <= length(hex); i++) sum = sum * 16 + index("0123456789ABCDEF", substr(hex, i, 1)) - 1
            return sum
        }
        $4 == "0A" { n = split($2, part, ":"); print value(part[n]) }'
}
is_listening() { listening | grep -qx "$1"; }

# free_port: one that nobody listens on and no other practice machine has, below the range the kernel hands out.
free_port() {
    taken=$(
        listening
        cat "$practice"/*/port 2>/dev/null
    )
    port=$((22000 + ($(od -An -N2 -tu2 /dev/urandom) % 8000)))
    while echo "$taken" | grep -qx "$port"; do port=$((port + 1)); done
    echo "$port"
}
