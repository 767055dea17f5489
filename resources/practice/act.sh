# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=dash disable=SC2034,SC2154 # parts of one script: what one sets, another reads
# Given: act (start, stop, reboot or destroy). Answers of start.sh; `stopped`; `gone`.

known() { [ -s "$dir/spec" ] || fail machine-missing "machine=$id"; }

lock_machine
case $act in
start)
    known
    start_machine
    ;;
stop)
    known
    stop_machine
    remove_cgroups
    answer stopped
    ;;
reboot)
    known
    if [ "$(spec_of road)" = podman ]; then
        # Without systemd there is nobody in it to ask.
        stop_machine
        start_machine
    elif pid=$(supervisor); then
        boots=$(cat "$dir/boots")
        init=$(child_of "$(child_of "$(child_of "$pid")")")
        [ -n "$init" ] || fail local-command-failed "command=reboot"
        kill -39 "$init" # SIGRTMIN+5: systemd's "reboot"
        wait_until_up "$boots"
    else
        start_machine
    fi
    ;;
destroy)
    gone=$practice/.gone-$id
    kill_machine
    # One whose folder someone else removed runs on without a pid file: its command line names the folder.
    # shellcheck disable=SC2013 # paths of numbers
    for found in $(grep -lzsFx -- "$dir" /proc/[0-9]*/cmdline 2>/dev/null); do
        found=${found#/proc/}
        found=${found%/cmdline}
        grep -qzsx -- 'inside.sh' "/proc/$found/cmdline" && kill -KILL "$found" 2>/dev/null && wait_until_gone "$found" 100
    done
    [ "$(id -u)" = 0 ] || remove_container
    ! run_by_systemd || [ "$(id -u)" != 0 ] || systemctl stop "firstlight-practice-$id.service" </dev/null >/dev/null 2>&1
    remove_cgroups
    # Renamed first: whatever happens now, it is known as half removed.
    [ ! -d "$dir" ] || { rm -rf --one-file-system "$gone"; mv "$dir" "$gone"; }
    rm -rf --one-file-system "$gone" || fail local-file "path=$gone"
    rm -f "$home/machines/$id/id_ed25519" "$home/machines/$id/id_ed25519.pub" "$home/machines/$id/new" "$home/machines/$id/new.pub"
    rmdir "$home/machines/$id" "$home/machines" 2>/dev/null
    rm -f "$practice/.$id.lock"
    # The last one takes the folder along.
    [ -n "$(find "$practice" -mindepth 1 -maxdepth 1 ! -name .ports.lock 2>/dev/null)" ] || {
        rm -f "$practice/.ports.lock"
        rmdir "$practice" 2>/dev/null
    }
    { [ -e "$dir" ] || [ -e "$gone" ]; } && fail local-file "path=$dir"
    answer gone
    ;;
esac
