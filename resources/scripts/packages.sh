# shellcheck shell=sh disable=SC2153,SC2154 # capitals and fl_newline come from the prelude and the job
# SPDX-License-Identifier: GPL-3.0-or-later
# Stands in front of every apply, after framework.sh: installing with the system's package manager, in one way for all steps.

# fl_packages_ready STEP PROXY CA [MIRROR]: comes first. What the package manager says is kept in packages.log, from which failures are
# named. MIRROR is where dnf finds 9/BaseOS/x86_64/os, as Rocky Linux and AlmaLinux are mirrored.
fl_packages_ready() {
    FL_STEP=$1 FL_PROXY=$2 FL_CA=''
    fl_get os.version || true
    FL_MIRROR=${4:+${4%/}/${FL_VALUE%%.*}}
    [ -z "$3" ] || FL_CA=$FL_STATE/extra-ca.pem
    export DEBIAN_FRONTEND=noninteractive NEEDRESTART_SUSPEND=1 DEBCONF_NONINTERACTIVE_SEEN=true
    fl_get limit.lock || FL_VALUE=600
    FL_LOCK_LIMIT=$FL_VALUE
    : >"$FL_JOB_DIR/packages.log"
}

fl_free() { df -Pk "$1" | tail -n 1 | { read -r _ _ _ fl_kb _; echo $((fl_kb / 1024)); }; }

# fl_room PATH MB: ends the step unless so much is free there.
fl_room() {
    fl_mb=$(fl_free "$1")
    [ "$fl_mb" -ge "$2" ] || fl_fail disk-full "path=$1" "need=$2" "free=$fl_mb"
}

# fl_holder: HOLDER is "name (pid)" of whoever holds one of apt's locks; empty when nobody does.
# perl is in every Debian (perl-base) and can ask the kernel: fcntl F_GETLK (5) for a write lock (1); 2 means free.
fl_holder() {
    HOLDER=
    fl_pid=$(perl -e '
        for my $file (@ARGV) {
            open(my $handle, "+<", $file) or next;
            my $lock = pack("s s x4 q q i x4", 1, 0, 0, 0, 0);
            fcntl($handle, 5, $lock) or next;
            my ($type, undef, undef, undef, $pid) = unpack("s s x4 q q i", $lock);
            if ($type != 2) { print $pid; exit }
        }' /var/lib/dpkg/lock-frontend /var/lib/dpkg/lock /var/lib/apt/lists/lock /var/cache/apt/archives/lock 2>/dev/null) || true
    [ -z "$fl_pid" ] || fl_name_holder
}

# HOLDER is the process fl_pid, as people know it.
fl_name_holder() {
    fl_name=
    if [ -r "/proc/$fl_pid/comm" ]; then read -r fl_name <"/proc/$fl_pid/comm"; fi
    HOLDER="${fl_name:-a program}${fl_pid:+ ($fl_pid)}"
}

fl_apt_is_locked() { fl_holder && [ -n "$HOLDER" ]; }

# fl_wait_while LOCKED…: calls LOCKED every second until it fails, and ends the step when the time allowed is over. HOLDER is then who it
# found at work.
fl_wait_while() {
    fl_waited=0
    while "$@"; do
        [ "$fl_waited" -lt "$FL_LOCK_LIMIT" ] || fl_fail package-lock-held "holder=$HOLDER" "seconds=$fl_waited"
        [ $((fl_waited % 10)) -ne 0 ] || fl_progress - waiting-for-lock "holder=$HOLDER"
        sleep 1
        fl_waited=$((fl_waited + 1))
    done
}

# fl_packages_failed [CAUSE k=v…]: ends the step with the cause that apt or dnf named, or else with that. The log is kept for the details.
fl_packages_failed() {
    # A source of ours that does not answer must not stay in everybody's way.
    [ -z "${FL_NEW_SOURCE-}" ] || rm -f "$FL_NEW_SOURCE"
    fl_says() { grep -qE -e "$1" "$FL_JOB_DIR/packages.log"; }
    if fl_says 'No space left on device|enough free space|[0-9]+[KMG]B more space (needed )?on|Curl error \(23\)'; then
        fl_fail disk-full path=/var "free=$(fl_free /var)"
    elif fl_says 'Could not get lock|is another process using it|Unable to acquire the dpkg frontend lock'; then
        fl_holder
        fl_fail package-lock-held "holder=${HOLDER:-a program}"
    elif fl_says 'Hash Sum mismatch|unexpected size|Hashes of expected file|checksum doesn.t match|incorrect checksum'; then
        fl_fail package-source-failed problem=hash-mismatch
    elif fl_says 'Release file .* (is expired|is not valid yet)|invalid for another'; then
        fl_fail package-source-failed problem=release-expired
    elif fl_says 'NO_PUBKEY|EXPKEYSIG|is not signed|signatures were invalid|signatures couldn.t be verified|GPG check FAILED|signature verification failed|do not have any GPG public keys|Curl error \(37\)'; then
        fl_fail package-source-failed problem=key-missing
    elif fl_says 'Could not resolve|Temporary failure resolving|Could not connect|Unable to connect|Network is unreachable|Connection timed out|Connection refused|Connection failed|Curl error \((5|6|7|28|35)\)'; then
        fl_fail no-internet
    elif fl_says '404 +(Not Found|File not found)|does not have a Release file|403 +Forbidden|50[0-9] |Status code: [45][0-9][0-9]|Failed to download metadata'; then
        fl_fail package-source-failed problem=not-found
    elif fl_says 'remove is disabled'; then
        fl_fail package-broken problem=would-remove
    elif fl_says 'Unable to locate package|has no installation candidate|Version .* was not found|Unable to find a match|No match for argument|No matching Packages|missing groups or modules'; then
        fl_fail package-source-failed problem=no-such-package
    elif fl_says 'no enabled repositories'; then
        fl_fail package-source-failed problem=no-source
    elif fl_says 'Unmet dependencies|held broken packages|dependency problems|dpkg was interrupted|returned an error code|Sub-process|Depsolve Error|nothing provides|Error: Transaction failed|scriptlet failed'; then
        fl_fail package-broken ${fl_rest:+"package=$fl_rest"}
    fi
    [ "$#" -ne 0 ] || set -- step-failed "step=$FL_STEP"
    fl_fail "$@"
}

# fl_apt_ready STEP PROXY CA MIRROR COMPONENTS [SUITE]...: the settings of every fl_apt. With a mirror of the distribution's packages
# only it is asked (for the release and each SUITE of it, as -updates), and what lies in the job's folder sources.
fl_apt_ready() {
    fl_packages_ready "$1" "$2" "$3"
    fl_mirror=$4 fl_components=$5
    shift 5
    [ -z "$fl_mirror" ] || mkdir -p "$FL_JOB_DIR/sources"
    {
        printf '%s "%s";\n' DPkg::Lock::Timeout "$FL_LOCK_LIMIT" Acquire::Retries 2 Acquire::http::Timeout 30 Acquire::https::Timeout 30 \
            Dpkg::Use-Pty 0 APT::Install-Recommends false APT::Keep-Downloaded-Packages false
        printf 'Dpkg::Options:: "%s";\n' --force-confold --force-confdef
        [ -z "$FL_PROXY" ] || printf '%s "%s";\n' Acquire::http::Proxy "$FL_PROXY" Acquire::https::Proxy "$FL_PROXY"
        [ -z "$FL_CA" ] || printf '%s "%s";\n' Acquire::https::CaInfo "$FL_CA"
        [ -z "$fl_mirror" ] || printf '%s "%s";\n' Dir::Etc::sourcelist "$FL_JOB_DIR/mirror.list" Dir::Etc::sourceparts "$FL_JOB_DIR/sources"
    } >"$FL_JOB_DIR/apt.conf"
    [ -n "$fl_mirror" ] || return 0
    fl_get os.codename
    for fl_suite in "" "$@"; do
        printf 'deb %s %s%s %s\n' "$fl_mirror" "$FL_VALUE" "$fl_suite" "$fl_components"
    done >"$FL_JOB_DIR/mirror.list"
}

# fl_apt SHARE_FROM SHARE_TO ARGS…: runs apt-get; its status lines become progress between the two shares of the step.
fl_apt() {
    fl_from=$1 fl_to=$2
    shift 2
    fl_wait_while fl_apt_is_locked
    echo 1 >"$FL_JOB_DIR/apt.rc"
    {
        {
            fl_status=0
            apt-get -q -y -c "$FL_JOB_DIR/apt.conf" "$@" -o APT::Status-Fd=3 3>&4 </dev/null 2>&1 || fl_status=$?
            echo "$fl_status" >"$FL_JOB_DIR/apt.rc"
        } | tee -a "$FL_JOB_DIR/packages.log"
    } 4>&1 >&5 | {
        fl_last=
        while IFS=: read -r fl_kind fl_name fl_percent _; do
            case $fl_kind in
                dlstatus) code=downloading fl_name=packages ;;
                pmstatus) code=installing ;;
                *) continue ;;
            esac
            fl_whole=${fl_percent%%.*}
            case $fl_whole in '' | *[!0-9]*) continue ;; esac
            # apt counts the download and the installation from 0 to 100 each.
            fl_share=$((fl_from + (fl_to - fl_from) * fl_whole / 400))
            [ "$fl_kind" = dlstatus ] || fl_share=$((fl_from + (fl_to - fl_from) / 4 + (fl_to - fl_from) * fl_whole * 3 / 400))
            [ "$fl_share" != "$fl_last" ] || continue
            fl_last=$fl_share
            fl_progress "0.$(printf %02d "$fl_share")" "$code" "what=$fl_name"
        done
    }
    read -r fl_status <"$FL_JOB_DIR/apt.rc"
    # Killed from outside, as by a system that ran out of memory, it or what it runs: the engine begins such a job once more.
    if [ "$fl_status" = 137 ] || grep -qE 'Sub-process .* exited unexpectedly|received signal 9|killed by signal \(Killed\)' "$FL_JOB_DIR/packages.log"; then exit 137; fi
    [ "$fl_status" = 0 ]
}

# fl_apt_uris ARGS…: prints what apt-get would fetch, a line each: file, bytes, and the SHA-256 that its lists have of it, as SHA256:1f….
fl_apt_uris() {
    apt-get -q -y -c "$FL_JOB_DIR/apt.conf" -o Acquire::ForceHash=SHA256 --print-uris "$@" 2>/dev/null </dev/null | sed -n "s/^'[^']*' //p"
}

# fl_apt_take ARGS…: what was fetched ahead of this step (ahead-apt.sh), and is what apt-get would fetch now, comes to where apt keeps what
# it has fetched; fl_taken names it. It lay with the user, so nothing that apt-get has not read in its own lists counts: first it goes to
# where no user reaches it, and what then has another hash goes for good. Whoever could still write into one that is open could write
# into this script as well.
fl_apt_take() {
    fl_taken=
    fl_ahead=$FL_STATE/ahead/apt/$FL_STEP
    [ -d "$fl_ahead" ] || return 0
    eval "$(apt-config -c "$FL_JOB_DIR/apt.conf" shell fl_archives Dir::Cache::archives/d)"
    fl_archives=${fl_archives%/}
    mkdir -p "$fl_archives/partial"
    fl_apt_uris "$@" >"$FL_JOB_DIR/uris"
    while read -r fl_file _ fl_hash; do
        case $fl_file:$fl_hash in
            */*:*) continue ;;
            *.deb:SHA256:*) ;;
            *) continue ;;
        esac
        if [ ! -f "$fl_ahead/$fl_file" ] || [ -L "$fl_ahead/$fl_file" ]; then continue; fi
        fl_part=$fl_archives/partial/$fl_file
        fl_is=
        if mv -f "$fl_ahead/$fl_file" "$fl_part" && chown -h root:root "$fl_part" && [ -f "$fl_part" ] && [ ! -L "$fl_part" ]; then
            chmod 0644 "$fl_part"
            fl_is=$(sha256sum <"$fl_part")
        fi
        if [ "${fl_hash#*:}" = "${fl_is%% *}" ]; then
            mv -f "$fl_part" "$fl_archives/$fl_file"
            fl_taken="$fl_taken $fl_file"
        else
            rm -rf "$fl_part"
            echo "fetched again, for it is another file: $fl_file"
        fi
    done <"$FL_JOB_DIR/uris"
}

# fl_half_done: the packages that dpkg has begun and not ended, on one line. Not by dpkg --audit: that names also what was always so, as
# a stranger's package without checksums.
fl_half_done() {
    dpkg-query -W -f='${db:Status-Status} ${db:Status-Eflag} ${Package}\n' 2>/dev/null |
        awk '$1 ~ /^(half-installed|unpacked|half-configured|triggers-awaited|triggers-pending)$/ || $2 != "ok" { printf "%s%s", gap, $3; gap = " " }'
}

# fl_apt_lists SHARE_FROM SHARE_TO: mends a package manager that was broken off, then fetches the lists.
fl_apt_lists() {
    fl_wait_while fl_apt_is_locked
    fl_rest=$(fl_half_done)
    if [ -n "$(ls -A /var/lib/dpkg/updates 2>/dev/null)" ] || [ -n "$fl_rest" ]; then
        echo "dpkg was interrupted earlier; finishing its work first: $fl_rest"
        dpkg --configure -a --force-confold --force-confdef </dev/null 2>&1 || true
        # What was broken off while it was unpacked, or lacks what it needs, has to be fetched, for which there may be no lists yet.
        if [ -n "$(fl_half_done)" ]; then
            fl_apt 0 "$1" update || true
            fl_apt 0 "$1" -o APT::Get::Remove=false -f install || true
            # What was broken off while its files were being replaced is fetched by that, but only put there again where it is named.
            fl_rest=$(fl_half_done)
            # shellcheck disable=SC2086 # words
            [ -z "$fl_rest" ] || fl_apt 0 "$1" -o APT::Get::Remove=false --reinstall install $fl_rest || true
            # What had to wait for another the first time; a second time finds nothing new.
            dpkg --configure -a --force-confold --force-confdef </dev/null 2>&1 || true
        fi
        fl_rest=$(fl_half_done)
        if [ -n "$fl_rest" ]; then
            echo "still not whole: $fl_rest"
            fl_packages_failed package-broken "package=$fl_rest"
        fi
        : >"$FL_JOB_DIR/packages.log" # that is over
    fi
    fl_progress 0.01 fetching-lists
    fl_apt "$1" "$2" update || fl_packages_failed
    # apt-get update ends with 0 when an index could not be fetched and an old one is there.
    if grep -qE '^(W|E): (Failed to fetch|Some index files failed)' "$FL_JOB_DIR/packages.log"; then
        fl_packages_failed
    fi
    FL_NEW_SOURCE=
}

# fl_candidate PACKAGE: can apt install it?
fl_candidate() {
    case $(LC_ALL=C apt-cache -c "$FL_JOB_DIR/apt.conf" policy "$1" 2>/dev/null) in *"Candidate: (none)"* | '') return 1 ;; esac
}

# fl_apt_install SHARE_FROM SHARE_TO [apt-get's options]… PACKAGE…: nothing is removed unless FL_MAY_REMOVE is true.
# apt says what it is about to do before it does it (Pre-Install-Pkgs, version 3: name, old version, …; no old version is "-"). What is
# new is written down then, for undo; what is upgraded is not ours to take away.
fl_apt_install() {
    cat >"$FL_JOB_DIR/hook" <<'HOOK'
awk 'NF == 9 && $2 == "-" { print "apt " $1 }' | sort -u >"$2/new"
grep -vxF -f "$1/added" "$2/new" >"$2/unknown"
cat "$2/unknown" >>"$1/added"
HOOK
    : >"$FL_JOB_DIR/new"
    fl_failed=no
    fl_begin=$1 fl_end=$2
    shift 2
    fl_apt_take -o "APT::Get::Remove=${FL_MAY_REMOVE:-false}" install "$@"
    # The downloads are not kept: they would stay behind after undo.
    fl_apt "$fl_begin" "$fl_end" -o "APT::Get::Remove=${FL_MAY_REMOVE:-false}" install "$@" \
        -o "DPkg::Pre-Install-Pkgs::=/bin/sh '$FL_JOB_DIR/hook' '$FL_STATE' '$FL_JOB_DIR'" -o DPkg::Tools::Options::/bin/sh::Version=3 ||
        fl_failed=yes
    for fl_file in $fl_taken; do
        rm -f "$fl_archives/$fl_file"
    done
    for fl_package in "$@"; do
        ! grep -qxF "apt ${fl_package%%=*}" "$FL_JOB_DIR/new" || fl_say added apt "${fl_package%%=*}"
    done
    [ "$fl_failed" = no ] || fl_packages_failed
}

# fl_dnf ARGS…: runs dnf; waits while another has its lock; 1 when it failed.
fl_dnf() {
    fl_wait_while fl_dnf_is_locked "$@"
    [ -e "$FL_JOB_DIR/dnf.ok" ]
}

# dnf has to be run to tell: its lock lies in a folder that each version has elsewhere, and rpm has one of its own.
fl_dnf_is_locked() {
    rm -f "$FL_JOB_DIR/dnf.ok"
    # The system's own repositories with their keys, from another place.
    for fl_repository in ${FL_MIRROR:+baseos:BaseOS appstream:AppStream extras:extras}; do
        set -- "--setopt=${fl_repository%:*}.mirrorlist=" "--setopt=${fl_repository%:*}.metalink=" \
            "--setopt=${fl_repository%:*}.baseurl=$FL_MIRROR/${fl_repository#*:}/\$basearch/os/" "$@"
    done
    {
        dnf -y --setopt=exit_on_lock=True --setopt=install_weak_deps=False --setopt=retries=2 --setopt=timeout=30 \
            ${FL_PROXY:+"--setopt=proxy=$FL_PROXY"} ${FL_CA:+"--setopt=sslcacert=$FL_CA"} "$@" </dev/null 2>&1 && : >"$FL_JOB_DIR/dnf.ok"
    } | tee "$FL_JOB_DIR/dnf.said" || :
    cat "$FL_JOB_DIR/dnf.said" >>"$FL_JOB_DIR/packages.log"
    [ ! -e "$FL_JOB_DIR/dnf.ok" ] || return 1
    grep -qE 'already locked by|Waiting for process with pid|transaction lock' "$FL_JOB_DIR/dnf.said" || return 1
    fl_pid=$(sed -nE 's/.*(locked by|with pid) ([0-9]+).*/\2/p' "$FL_JOB_DIR/dnf.said" | head -n 1)
    fl_name_holder
}

# fl_dnf_install [dnf's options]… PACKAGE…: NAME=VERSION as for apt. What is new is told from the list before, which a step that was
# broken off leaves behind.
fl_dnf_install() {
    [ -e "$FL_STATE/rpm.before" ] || rpm -qa --qf '%{NAME}\n' | sort -u >"$FL_STATE/rpm.before"
    fl_failed=no
    fl_words=
    for fl_package in "$@"; do
        case $fl_package in *=*) fl_package=${fl_package%%=*}-${fl_package#*=} ;; esac
        fl_words="$fl_words $fl_package"
    done
    set -f
    # shellcheck disable=SC2086 # a list of packages, of which dnf itself reads the stars
    fl_dnf install $fl_words || fl_failed=yes
    set +f
    rpm -qa --qf '%{NAME}\n' | sort -u | comm -13 "$FL_STATE/rpm.before" - | sed '/^gpg-pubkey$/d; s/^/rpm /' >"$FL_JOB_DIR/new"
    grep -vxF -f "$FL_STATE/added" "$FL_JOB_DIR/new" >"$FL_JOB_DIR/unknown" || true
    cat "$FL_JOB_DIR/unknown" >>"$FL_STATE/added"
    rm -f "$FL_STATE/rpm.before"
    for fl_package in "$@"; do
        ! grep -qxF "rpm ${fl_package%%=*}" "$FL_JOB_DIR/new" || fl_say added rpm "${fl_package%%=*}"
    done
    [ "$fl_failed" = no ] || fl_packages_failed
}

# fl_programs STEP PROXY CA MIRROR PROGRAM…: those that are not there are installed, from the system's packages of the same names.
fl_programs() {
    fl_step=$1 fl_through=$2 fl_trusted=$3 fl_from=$4
    shift 4
    fl_wanted=
    for fl_program in "$@"; do
        command -v "$fl_program" >/dev/null 2>&1 || fl_wanted="$fl_wanted $fl_program"
    done
    [ -n "$fl_wanted" ] || return 0
    if fl_uses_dnf; then
        fl_packages_ready "$fl_step" "$fl_through" "$fl_trusted" "$fl_from"
        # shellcheck disable=SC2086 # words
        fl_dnf_install $fl_wanted
    else
        fl_apt_ready "$fl_step" "$fl_through" "$fl_trusted" "$fl_from" main
        fl_apt_lists 1 5
        # shellcheck disable=SC2086
        fl_apt_install 5 90 $fl_wanted
    fi
}
