# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=dash disable=SC2034,SC2154 # parts of one script: what one sets, another reads
# The part of a practice machine that outlives the program: sh inside.sh VERB MACHINE-FOLDER (furnish.sh stands before it).
# Everything runs in mount and process namespaces of its own, so that the computer's mount table never changes and the
# death of one process (the namespace's first) takes the whole machine with it.
set -u
umask 022
export LC_ALL=C
verb=$1
dir=$2
cd "$dir" || exit 1

# Folders are named relative to the machine's: a colon or comma in the user's path would end overlayfs' option early.
mount_root() {
    mount --make-rprivate /
    [ -d upper ] || return 0 # a plain copy: nothing to mount
    lowers=
    n=0
    while IFS= read -r lower; do
        ln -sfn "$lower" "low$n"
        lowers=$lowers${lowers:+:}low$n
        n=$((n + 1))
    done <lowers
    mount -t overlay firstlight -o "lowerdir=$lowers,upperdir=upper,workdir=work" root
}

# The container shares the computer's network, so its resolver's address is good there too, 127.0.0.53 included.
copy_resolver() {
    rm -f root/etc/resolv.conf
    cat /etc/resolv.conf >root/etc/resolv.conf 2>/dev/null
    chmod 644 root/etc/resolv.conf
}

case $verb in
try)
    # Can an overlay be mounted here at all?
    mount_root && : >root/.firstlight-try && rm root/.firstlight-try
    ;;

prepare)
    # Reads the machine's own files from the folder "made" and puts them into its root, before it first boots.
    mount_root || exit 1
    furnish root made
    copy_resolver
    ;;

launch)
    # The supervisor's lock is held for its life: a second launch, however it came about, leaves at once.
    exec 9>lock
    flock -n 9 || exit 0
    start=$(sed 's/^.*) //' "/proc/$$/stat" | cut -d' ' -f20)
    echo "$$ $start $(cat /proc/sys/kernel/random/boot_id)" >pid.new && mv pid.new pid || exit 1
    [ "$(id -u)" = 0 ] || exec sh inside.sh contain "$dir"
    if [ ! -d /run/systemd/system ]; then
        # Nobody hands out cgroups here: make our own, or two machines would share the names that nspawn makes.
        for tree in /sys/fs/cgroup /sys/fs/cgroup/systemd /sys/fs/cgroup/unified; do
            [ -w "$tree/cgroup.procs" ] || continue
            mkdir -p "$tree/firstlight-${dir##*/}" && echo $$ >"$tree/firstlight-${dir##*/}/cgroup.procs"
        done
    fi
    exec unshare --mount --propagation private --pid --fork --kill-child=KILL --mount-proc sh inside.sh supervise "$dir"
    ;;

supervise)
    mount_root || exit 1
    mkdir -p /run/systemd/nspawn && mount -t tmpfs -o mode=700 firstlight /run/systemd/nspawn
    going=
    nspawn=
    trap 'going=1; [ -z "$nspawn" ] || kill -TERM "$nspawn"' TERM
    boots=0
    while [ -z "$going" ]; do
        boots=$((boots + 1))
        copy_resolver
        echo "Port $(cat port)" >root/etc/ssh/sshd_config.d/01-firstlight-port.conf
        echo "$boots" >boots.new && mv boots.new boots
        # No registration and no unit of its own: machined need not be there. It gets no right over the shared network.
        read -r host <root/etc/hostname || host=
        systemd-nspawn --quiet --directory=root "--machine=firstlight-${dir##*/}" "--hostname=${host:-practice}" \
            --register=no --keep-unit --resolv-conf=off --timezone=off --link-journal=no --boot \
            </dev/null >console.log 2>&1 9>&- &
        nspawn=$!
        # A trap ends wait early: only a process that is gone has an exit status of its own.
        while :; do
            wait "$nspawn"
            code=$?
            kill -0 "$nspawn" 2>/dev/null || break
        done
        [ "$code" = 133 ] || break # 133: the machine asked for a reboot
    done
    ;;

contain)
    # The same without root: podman makes the namespaces, and its container ends with 129 when it asks for a reboot.
    runtime=$(cat runtime 2>/dev/null)
    set -- podman
    [ -z "$runtime" ] || set -- podman --runtime "$runtime" --cgroup-manager=cgroupfs
    boots=0
    code=129
    while [ "$code" = 129 ]; do
        boots=$((boots + 1))
        echo "$boots" >boots.new && mv boots.new boots
        "$@" start --attach "firstlight-${dir##*/}" </dev/null >console.log 2>&1 9>&-
        code=$?
    done
    ;;
esac
