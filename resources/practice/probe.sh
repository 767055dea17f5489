# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=dash disable=SC2034,SC2154 # parts of one script: what one sets, another reads
# probe: can practice machines live on this computer? Reads only. Given: recipe. Answers: `room disk=MB memory=MB
# image=yes|no path=…`, then `road nspawn|podman|setsid` (setsid: podman, and no systemd in it), or `no CODE k=v…` (what is missing) and the status 1.

probe() {
    base=$cache/$(base_name)
    image=no
    road=nspawn
    if [ "$(id -u)" != 0 ]; then
        road=podman
        ! has podman || ! podman image exists "$(image_name)" </dev/null 2>/dev/null || image=yes
    elif [ -d "$base" ]; then
        image=yes
    fi

    # The nearest folder that is there already.
    place=$home
    while [ ! -d "$place" ]; do place=${place%/*}; [ -n "$place" ] || place=/; done
    disk=$(df -Pk "$place" 2>/dev/null | awk 'NR == 2 { print int($4 / 1024) }')
    memory=$(awk '/^MemAvailable:/ { print int($2 / 1024) }' /proc/meminfo)
    answer room "disk=${disk:-0}" "memory=${memory:-0}" "image=$image" "path=$place"

    missing=
    for tool in unshare flock setsid ssh-keygen awk sha256sum; do has "$tool" || missing="$missing $tool"; done
    need=3500
    [ "$image" = yes ] || need=4000 # the image, and what set-up installs
    if [ "${disk:-0}" -lt "$need" ]; then
        answer no practice-disk-low "path=$place" "free=${disk:-0}" "need=$need"
        return 1
    fi
    if [ "${memory:-0}" -lt 700 ]; then
        answer no practice-memory-low "free=${memory:-0}" "need=700"
        return 1
    fi
    if [ "$(id -u)" = 0 ]; then
        has systemd-nspawn || missing="$missing systemd-nspawn"
        [ "$image" = yes ] || has mmdebstrap || missing="$missing mmdebstrap"
        [ "$image" = yes ] || [ -e /usr/share/keyrings/debian-archive-keyring.gpg ] || missing="$missing debian-archive-keyring"
        if [ -n "$missing" ]; then
            answer no practice-needs-tools "tools=${missing# }" 'packages=systemd-container mmdebstrap debian-archive-keyring openssh-client'
            return 1
        elif ! unshare --mount --pid --fork --mount-proc true </dev/null 2>/dev/null; then
            answer no practice-no-rights
            return 1
        else
            answer road nspawn
        fi
    else
        # sudo or pkexec would work too, but rights that were not asked for are not taken.
        for tool in podman newuidmap; do has "$tool" || missing="$missing $tool"; done
        [ "$image" = yes ] || has mmdebstrap || missing="$missing mmdebstrap"
        if [ -n "$missing" ]; then
            answer no practice-needs-root "tools=${missing# }" 'packages=podman uidmap mmdebstrap openssh-client'
            return 1
        elif ! grep -q "^$(id -un):\|^$(id -u):" /etc/subuid 2>/dev/null; then
            answer no practice-needs-subuid "user=$(id -un)"
            return 1
        elif ! choose_runtime; then
            case $said in
            # crun refuses a mixed cgroup tree, runc takes it.
            *cgroup*) has runc || {
                answer no practice-needs-tools tools=runc packages=runc
                return 1
            } ;;
            esac
            answer no practice-podman-broken "said=$said"
            return 1
        elif systemd_may_run; then
            answer road podman
        else
            answer road setsid
        fi
    fi
}
