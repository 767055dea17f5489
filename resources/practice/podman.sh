# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=dash disable=SC2034,SC2154 # parts of one script: what one sets, another reads
# The road without root: a rootless container of podman. The image is podman's; the rest is as with systemd-nspawn.
# Given besides: starter (text of furnish.sh and boot.sh), recipe.

image_name() { echo "localhost/firstlight-practice:$(base_name)"; }

# pod WORDS…: podman with the runtime that the machine was made with, which is kept beside it.
pod() {
    runtime=$(cat "$dir/runtime" 2>/dev/null)
    if [ -n "$runtime" ]; then
        podman --runtime "$runtime" --cgroup-manager=cgroupfs "$@" </dev/null
    else
        podman "$@" </dev/null
    fi
}

# choose_runtime: sets `chosen` to the runtime that podman must be told, empty where its own choice works. None works: 1, and
# `said` is what podman said. An empty root will do to ask: that there is no program in it (127) is the last thing to go wrong.
choose_runtime() {
    said=
    for chosen in '' runc crun; do
        [ -z "$chosen" ] || has "$chosen" || continue
        empty=$(mktemp -d) || continue
        set -- podman
        [ -z "$chosen" ] || set -- podman --runtime "$chosen" --cgroup-manager=cgroupfs
        heard=$("$@" run --rm --network=host --rootfs "$empty" true </dev/null 2>&1 8>&-)
        code=$?
        rm -rf --one-file-system "$empty"
        [ "$code" != 127 ] || return 0
        said=${said:-$(printf %s "$heard" | sed -n '$ { s/^time=.* msg=//; s/^Error: //; p; }' | tr '\t' ' ')}
    done
    return 1
}

# Without root, systemd has a cgroup tree it may write to only where the new kind is the only one.
systemd_may_run() { [ -e /sys/fs/cgroup/cgroup.controllers ]; }

ensure_podman_image() {
    ! podman image exists "$(image_name)" </dev/null 2>/dev/null || return 0
    mkdir -p "$cache" || fail local-file "path=$cache"
    exec 7>"$cache/.lock"
    if ! flock -n 7; then
        say practice-waiting-for-image
        flock -w 900 7 || fail server-busy "machine=$id"
    fi
    if ! podman image exists "$(image_name)" </dev/null 2>/dev/null; then
        rm -f "$cache"/building-*.tar
        say practice-building-image "log=$cache/build.log"
        write_sources >"$cache/sources"
        set -- --quiet --mode=unshare --variant=apt "--include=$packages" --dpkgopt=force-unsafe-io --aptopt='Acquire::Retries "3"'
        while IFS= read -r option; do set -- "$@" "--aptopt=$option"; done <<END
$(write_apt_conf)
END
        # The hook runs as the namespace's root, who may not read our folders: the text travels in the environment.
        # shellcheck disable=SC2016 # the hook's own variables
        (
            cd /
            umask 022
            fl_customize=$recipe
            export fl_customize
            exec mmdebstrap "$@" --customize-hook='printf "%s\ncustomize\n" "$fl_customize" | chroot "$1" /bin/sh -s' \
                bookworm - "$cache/sources" </dev/null
        ) >"$cache/building-$$.tar" 2>"$cache/build.log" 7>&- 8>&- ||
            fail package-source-failed "log=$cache/build.log" "said=$(tail -n 3 "$cache/build.log" | tr '\n\t' '  ')"
        podman import --quiet "$cache/building-$$.tar" "$(image_name)" </dev/null >>"$cache/build.log" 2>&1 7>&- 8>&- ||
            fail local-command-failed "command=podman import" "said=$(tail -n 1 "$cache/build.log")"
        rm -f "$cache"/building-*.tar
    fi
    exec 7>&-
}

# make_container HOSTNAME: furnished at its first boot from the folder "made". probe has `chosen` the runtime.
make_container() {
    printf '%s\n' "$starter" >"$dir/made/boot"
    init=systemd
    if ! systemd_may_run; then
        say practice-without-systemd
        init=sshd
    fi
    echo "$init" >"$dir/init"
    cp "$dir/init" "$dir/made/init"
    echo 0 >"$dir/made/port"
    rm -f "$dir/runtime"
    [ -z "$chosen" ] || echo "$chosen" >"$dir/runtime"
    pod rm --force --time 0 "firstlight-$id" >/dev/null 2>&1
    # SYS_ADMIN holds inside its user namespace only: the boot id is mounted with it.
    pod create --name "firstlight-$id" --hostname "$1" --network=host --systemd=always --cap-add=SYS_ADMIN "$(image_name)" \
        /bin/sh /firstlight/boot >"$dir/console.log" 2>&1 8>&- ||
        fail local-command-failed "command=podman create" "said=$(tail -n 1 "$dir/console.log")"
    pod cp "$dir/made/." "firstlight-$id:/firstlight" >"$dir/console.log" 2>&1 8>&- ||
        fail local-command-failed "command=podman cp" "said=$(tail -n 1 "$dir/console.log")"
}

# tell_container FILE: the container's copy of a file of the machine's folder.
tell_container() {
    pod cp "$dir/$1" "firstlight-$id:/firstlight/$1" >"$dir/console.log" 2>&1 8>&- 6>&- ||
        fail local-command-failed "command=podman cp" "said=$(tail -n 1 "$dir/console.log")"
}

stop_container() {
    if [ "$1" = gently ]; then
        signal=TERM
        [ "$(cat "$dir/init")" != systemd ] || signal=37 # SIGRTMIN+3: systemd's "power off"
        pod kill --signal "$signal" "firstlight-$id" >/dev/null 2>&1
        pid=$(supervisor) && wait_until_gone "$pid" 300 && return
    fi
    pod kill "firstlight-$id" >/dev/null 2>&1
    pid=$(supervisor) || return 0
    wait_until_gone "$pid" 100 || kill -KILL "$pid"
}

remove_container() {
    has podman || return 0
    pod rm --force --time 0 "firstlight-$id" >/dev/null 2>&1
    ! pod container exists "firstlight-$id" 2>/dev/null || fail local-command-failed "command=podman rm"
}
