# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=dash disable=SC2034,SC2154 # parts of one script: what one sets, another reads
# start_machine: launches the supervisor where it does not live, and waits until sshd listens. Given: inside.
# Answers: disk overlay|copy|podman, up PORT.

# wait_until_up BOOTS: for sshd of the boot after that many.
wait_until_up() {
    tries=0
    while :; do
        sleep 0.1
        tries=$((tries + 1))
        supervisor >/dev/null || start_without_systemd || fail local-command-failed "command=$(spec_of road)" \
            "said=$(tail -n 5 "$dir/console.log" 2>/dev/null | tr '\n\t' '  ')"
        [ "$(cat "$dir/boots" 2>/dev/null || echo 0)" -gt "$1" ] && is_listening "$(cat "$dir/port")" && break
        [ "$tries" -lt 1200 ] || fail connection-timeout "host=127.0.0.1" "port=$(cat "$dir/port")"
    done
    : >"$dir/was-up"
    answer up "$(cat "$dir/port")"
}

# start_without_systemd: where systemd cannot run in a rootless container, sshd runs by itself; said once.
start_without_systemd() {
    [ "$(cat "$dir/init" 2>/dev/null)" = systemd ] && [ ! -e "$dir/was-up" ] || return 1
    say practice-without-systemd
    echo sshd >"$dir/init"
    tell_container init
    rm -f "$dir/boots" "$dir/pid"
    launch
}

start_machine() {
    answer disk "$(spec_of disk)"
    if supervisor >/dev/null; then
        wait_until_up 0
        return
    fi
    if [ "$(spec_of road)" = podman ]; then
        pod kill "firstlight-$id" >/dev/null 2>&1 # one that lost its supervisor
    else
        while IFS= read -r lower; do
            [ -d "$lower" ] || fail local-file "path=$lower"
        done <"$dir/lowers"
    fi
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
    [ "$(spec_of road)" = nspawn ] || tell_container port
    rm -f "$dir/boots" "$dir/pid"
    say practice-booting
    launch
    wait_until_up 0
}

launch() {
    if run_by_systemd && [ "$(id -u)" = 0 ]; then
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
}
