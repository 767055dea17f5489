# shellcheck shell=sh disable=SC2153,SC2154 # capitals and fl_newline come from the prelude and the job
# SPDX-License-Identifier: GPL-3.0-or-later
# Stands in front of every apply, after nvidia.sh: which mirror is used, and what the machine's own tools are told of proxy and certificates.

# fl_without_proxy HOSTS: what this step runs reaches those without the proxy.
fl_without_proxy() { [ -z "$1" ] || export NO_PROXY="$1" no_proxy="$1"; }

# fl_quoted TEXT: prints it as one word of the shell.
fl_quoted() { printf "'%s'" "$(printf %s "$1" | sed "s/'/'\\\\''/g")"; }

# fl_trusted URL...: FL_VALUE is the hosts of those without TLS, for pip. Who names such a place means it; pip would pass it over in silence.
fl_trusted() {
    FL_VALUE=
    for fl_url in "$@"; do
        case $fl_url in
            http://*)
                fl_url=${fl_url#http://}
                FL_VALUE="$FL_VALUE${FL_VALUE:+ }${fl_url%%/*}"
                ;;
        esac
    done
}

# fl_uptime: FL_VALUE is a time in milliseconds, by a clock that nobody sets.
fl_uptime() {
    read -r FL_VALUE _ </proc/uptime
    FL_VALUE=$(printf '%s0' "${FL_VALUE%.*}${FL_VALUE#*.}" | sed 's/^0*\(.\)/\1/')
}

# fl_fastest NAME PATH URLS: FL_VALUE is the one of the URLs (with commas between) from which PATH comes first, all asked at once by the
# step's own `answers URL FILE`; it is told as the fact mirror.NAME. A single one is taken as it is. 1: none answers, FL_VALUE is the first.
fl_fastest() {
    FL_VALUE=${3%%,*}
    [ "$FL_VALUE" != "$3" ] || return 0
    fl_mirror=$1 fl_path=$2 fl_race=$FL_JOB_DIR/mirrors fl_count=0
    rm -rf "$fl_race"
    mkdir "$fl_race"
    fl_ifs=$IFS
    IFS=,
    set -f
    # shellcheck disable=SC2086 # at the commas
    set -- $3
    set +f
    IFS=$fl_ifs
    for fl_url in "$@"; do
        fl_count=$((fl_count + 1))
        (
            fl_uptime
            fl_begun=$FL_VALUE
            answers "${fl_url%/}/$fl_path" "$fl_race/reach.$fl_count" || exit 0
            fl_uptime
            printf '%s %s %s\n' $((FL_VALUE - fl_begun)) "$fl_count" "$fl_url" >"$fl_race/$fl_count"
        ) &
    done
    wait
    fl_best=$(cat "$fl_race"/[0-9]* 2>/dev/null | sort -n | head -n 1)
    rm -rf "$fl_race"
    FL_VALUE=$1
    [ -n "$fl_best" ] || return 1
    fl_notice mirror-chosen "mirror=$fl_mirror" "url=${fl_best##* }" "ms=${fl_best%% *}"
    fl_fact "mirror.$fl_mirror" "${fl_best##* }"
    FL_VALUE=${fl_best##* }
}

# fl_ca_bundle: FL_VALUE is the file with all the authorities that the system trusts.
fl_ca_bundle() {
    FL_VALUE=/etc/ssl/certs/ca-certificates.crt
    [ ! -e /etc/pki/tls/certs/ca-bundle.crt ] || FL_VALUE=/etc/pki/tls/certs/ca-bundle.crt
}

# fl_config FILE HINT: standard input becomes a tool's file in the user's home; without any, one of ours goes. A file that is the user's,
# or was ours and has been changed since, stays as it is, and a notice says what to add there: HINT.
fl_config() {
    cat >"$FL_JOB_DIR/config"
    fl_new=$(cksum <"$FL_JOB_DIR/config")
    fl_old=
    if [ -e "$1" ]; then fl_old=$(cksum <"$1"); elif [ -L "$1" ]; then fl_old=a-link; fi
    fl_get "sum:$1" || :
    if [ -n "$fl_old" ] && [ "$fl_old" != "$FL_VALUE" ] && [ "$fl_old" != "$fl_new" ]; then
        [ ! -s "$FL_JOB_DIR/config" ] || fl_notice config-yours "file=$1" "add=$2"
    elif [ -s "$FL_JOB_DIR/config" ]; then
        fl_parent=${1%/*}
        fl_folder "${fl_parent%/*}"
        fl_folder "$fl_parent"
        fl_added file "$1"
        (umask 022 && cat "$FL_JOB_DIR/config" >"$1.new")
        mv "$1.new" "$1"
        fl_fact "sum:$1" "$fl_new" # after it: whoever is stopped between finds the same content again
    elif [ -n "$fl_old" ]; then
        rm -f "$1"
        rmdir "${1%/*}" 2>/dev/null || :
    fi
    rm -f "$FL_JOB_DIR/config"
}

# fl_system_config FILE: as root, the same for a file of the system's folders whose name is ours alone.
fl_system_config() {
    cat >"$FL_JOB_DIR/config"
    if [ -s "$FL_JOB_DIR/config" ]; then fl_put "$1" <"$FL_JOB_DIR/config"; else rm -f "$1"; fi
    rm -f "$FL_JOB_DIR/config"
}

# fl_dnf_setting KEY VALUE: as root, a line in dnf's [main], where dnf reads no file beside its own; without a value ours goes. Another's
# stays, and a notice says what to write there.
fl_dnf_setting() {
    fl_file=/etc/dnf/dnf.conf
    fl_get "dnf.$1" || :
    awk -v "old=${FL_VALUE:+$1=$FL_VALUE}" 'old == "" || $0 != old' "$fl_file" >"$FL_JOB_DIR/dnf.conf"
    fl_setting=${2:+$1=$2}
    if [ -n "$fl_setting" ] && grep -q "^$1[ =]" "$FL_JOB_DIR/dnf.conf"; then
        fl_notice config-yours "file=$fl_file" "add=$fl_setting"
        fl_setting=
    fi
    [ -z "$fl_setting" ] || fl_added system-line "$fl_file $fl_setting"
    awk -v "new=$fl_setting" '{ print } new != "" && $1 == "[main]" { print new }' "$FL_JOB_DIR/dnf.conf" >"$fl_file.new"
    chmod 0644 "$fl_file.new"
    mv "$fl_file.new" "$fl_file"
    fl_fact "dnf.$1" "${fl_setting#*=}"
}
