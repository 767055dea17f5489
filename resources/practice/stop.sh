# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=dash disable=SC2034,SC2154 # parts of one script: what one sets, another reads

# stop_machine: asks it to power off, and pulls the plug after 30 seconds.
stop_machine() {
    if [ "$(spec_of road)" = podman ]; then
        stop_container gently
        return
    fi
    pid=$(supervisor) || return 0
    init=$(child_of "$pid")
    [ -z "$init" ] || kill -TERM "$init"
    wait_until_gone "$pid" 300 || kill_machine
}

# kill_machine: the namespace's first process takes all others along; unshare leaves when they are gone.
kill_machine() {
    if [ "$(spec_of road)" = podman ]; then
        stop_container now
        return
    fi
    pid=$(supervisor) || return 0
    init=$(child_of "$pid")
    kill -KILL "${init:-$pid}"
    wait_until_gone "$pid" 100 || kill -KILL "$pid"
    wait_until_gone "$pid" 100
}

wait_until_gone() {
    n=0
    started=$(start_time "$1")
    while [ -n "$started" ] && [ "$(start_time "$1")" = "$started" ]; do
        n=$((n + 1))
        [ "$n" -lt "$2" ] || return 1
        sleep 0.1
    done
}

# remove_cgroups: what nspawn made below ours; where systemd runs it cleans up after its unit.
remove_cgroups() {
    for tree in /sys/fs/cgroup /sys/fs/cgroup/systemd /sys/fs/cgroup/unified; do
        group=$tree/firstlight-$id
        [ -d "$group" ] || continue
        n=0
        # A killed process leaves its group a moment after it died.
        until find "$group" -depth -type d -exec rmdir {} + 2>/dev/null; do
            n=$((n + 1))
            [ "$n" -lt 50 ] || fail local-file "path=$group"
            sleep 0.1
        done
    done
}
