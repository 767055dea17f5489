# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=dash disable=SC2034,SC2154 # parts of one script: what one sets, another reads
# start_machine: launches the supervisor where it does not live, and waits until sshd listens. Given: inside.
# Answers: disk overlay|copy, up PORT.

# wait_until_up BOOTS: for sshd of the boot after that many.
wait_until_up() {
    tries=0
    while :; do
        sleep 0.1
        tries=$((tries + 1))
        pid=$(supervisor) || fail local-command-failed "command=systemd-nspawn" "said=$(tail -n 5 "$dir/console.log" 2>/dev/null | tr '\n\t' '  ')"
        [ "$(cat "$dir/boots" 2>/dev/null || echo 0)" -gt "$1" ] && is_listening "$(cat "$dir/port")" && break
        [ "$tries" -lt 1200 ] || fail connection-timeout "host=127.0.0.1" "port=$(cat "$dir/port")"
    done
    answer up "$(cat "$dir/port")"
}

start_machine() {
    answer disk "$(spec_of disk)"
    if supervisor >/dev/null; then
        wait_until_up 0
        return
    fi
    while IFS= read -r lower; do
        [ -d "$lower" ] || fail local-file "path=$lower"
    done <"$dir/lowers"
    printf '%s\n' "$inside" >"$dir/inside.new" && mv "$dir/inside.new" "$dir/inside.sh"
    # Ports are dealt out one machine at a time.
    exec 6>"$practice/.ports.lock"
    flock -w 60 6 || fail server-busy "machine=$id"
    port=$(cat "$dir/port" 2>/dev/null)
    if [ -z "$port" ] || is_listening "$port"; then
        port=$(free_port)
        echo "$port" >"$dir/port.new" && mv "$dir/port.new" "$dir/port"
    fi
    exec 6>&-
    rm -f "$dir/boots" "$dir/pid"
    say practice-booting
    if run_by_systemd; then
        systemctl reset-failed "firstlight-practice-$id.service" </dev/null 2>/dev/null
        systemd-run --quiet --collect "--unit=firstlight-practice-$id" --property=Delegate=yes --property=KillMode=mixed \
            --property=TasksMax=infinity /bin/sh "$dir/inside.sh" launch "$dir" </dev/null >/dev/null 2>"$dir/console.log" 8>&- ||
            fail local-command-failed "command=systemd-run" "said=$(tail -n 1 "$dir/console.log")"
    else
        setsid /bin/sh "$dir/inside.sh" launch "$dir" </dev/null >/dev/null 2>&1 8>&- &
    fi
    n=0
    while ! supervisor >/dev/null; do
        n=$((n + 1))
        [ "$n" -lt 100 ] || fail local-command-failed "command=unshare"
        sleep 0.05
    done
    wait_until_up 0
}
