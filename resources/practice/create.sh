# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=dash disable=SC2034,SC2154 # parts of one script: what one sets, another reads
# Makes the machine `id`, or finishes what an interrupted create began. Given besides: name, inside (text of inside.sh),
# recipe, apt_mirror, proxy, lowers (folders above the image, newest first, one a line; the tests' layers). Answers as start.sh.

make_machine() {
    probe || exit 1
    if [ "$road" = podman ]; then ensure_podman_image; else ensure_base; fi
    say practice-making
    # Nothing of a half-made one has ever run: begin anew.
    rm -rf --one-file-system "$dir"
    mkdir -p "$dir/made" || fail local-file "path=$dir"
    printf '%s\n' "$inside" >"$dir/inside.sh"
    make_keys
    disk=podman
    [ "$road" = podman ] || lay_root
    write_made
    if [ "$road" = podman ]; then
        make_container "$host"
    else
        unshare --mount sh "$dir/inside.sh" prepare "$dir" </dev/null >"$dir/console.log" 2>&1 8>&- ||
            fail local-command-failed "command=prepare" "said=$(tail -n 1 "$dir/console.log")"
    fi
    fingerprint=$(ssh-keygen -l -E sha256 -f "$dir/made/ssh_host_ed25519_key.pub" </dev/null | cut -d' ' -f2)
    cat >"$dir/spec.new" <<END
name $(printf %s "$name" | tr -d '\n\t')
road $road
disk $disk
user ada
fingerprint $fingerprint
created $(date +%s)000
END
    rm -rf "$dir/made"
    sync "$dir/spec.new" 2>/dev/null
    mv "$dir/spec.new" "$dir/spec"
}

# lay_root: an overlay over the image, or a copy of it. Sets `disk`.
lay_root() {
    mkdir -p "$dir/root" "$dir/upper" "$dir/work"
    chmod 755 "$dir/root" "$dir/upper"
    { [ -z "$lowers" ] || printf '%s\n' "$lowers"; printf '%s\n' "$base"; } >"$dir/lowers"

    disk=overlay
    if ! unshare --mount sh "$dir/inside.sh" try "$dir" </dev/null >"$dir/console.log" 2>&1 8>&-; then
        # The home itself may lie on an overlay, as in a container: then each machine is a full copy.
        [ -z "$lowers" ] || fail local-command-failed "command=mount -t overlay" "said=$(tail -n 1 "$dir/console.log")"
        disk=copy
        say practice-copying
        rm -rf "$dir/upper" "$dir/work" "$dir/root"
        cp -a --reflink=auto "$base" "$dir/root" 2>"$dir/console.log" 8>&- || fail disk-full "path=$dir" "said=$(tail -n 1 "$dir/console.log")"
    fi
}

make_keys() {
    # The user's key lives with the profile, so that it outlasts nothing and is found by the SSH side.
    keys=$home/machines/$id
    mkdir -p "$keys"
    if [ ! -s "$keys/id_ed25519.pub" ]; then
        rm -f "$keys/id_ed25519" "$keys/new" "$keys/new.pub"
        ssh-keygen -q -t ed25519 -N '' -C "firstlight $id" -f "$keys/new" </dev/null || fail local-command-failed "command=ssh-keygen"
        mv "$keys/new" "$keys/id_ed25519" && mv "$keys/new.pub" "$keys/id_ed25519.pub"
    fi
    rm -f "$dir/made"/ssh_host_*
    ssh-keygen -q -t ed25519 -N '' -C "$id" -f "$dir/made/ssh_host_ed25519_key" </dev/null || fail local-command-failed "command=ssh-keygen"
    cp "$keys/id_ed25519.pub" "$dir/made/authorized_keys"
}

# write_made: the rest of what furnish.sh reads. Sets `host`.
write_made() {
    echo ada >"$dir/made/user"
    host=$(printf %s "$name" | tr '[:upper:]' '[:lower:]' | tr -c 'a-z0-9' '-' | sed 's/--*/-/g; s/^-//; s/-$//' | cut -c1-40)
    host=${host:-practice}
    echo "$host" >"$dir/made/hostname"
    write_sources >"$dir/made/sources.list"
    write_apt_conf >"$dir/made/apt.conf"
    printf 'ListenAddress 127.0.0.1\nHostKey /etc/ssh/ssh_host_ed25519_key\n' >"$dir/made/sshd.conf"
}

lock_machine
# One that is there already starts, whatever room there is for another.
[ -s "$dir/spec" ] || make_machine
start_machine
