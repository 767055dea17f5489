# shellcheck shell=sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Stands in front of every check, apply and verify. Given: FL_MARK (random, begins each line meant for us), FL_HOME, FL_USER, FL_UID
# (of the user who logs in, also when this runs as root), FL_BOOT_FILE, FL_NOW (seconds since the epoch), FL_READONLY (yes in a check).
# Written to start as few processes as it can: a set-up with nothing to do runs all of this.

exec 5>&1
export LC_ALL=C.UTF-8
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
FL_STATE=$FL_HOME/.local/state/firstlight
# shellcheck disable=SC2034 # for the steps
FL_DIR=$FL_HOME/firstlight
# What Jupyter must be at least.
# shellcheck disable=SC2034
FL_JUPYTER='jupyterlab>=4.6 jupyter_server>=2.20'
fl_newline='
'
fl_tab='	'
FL_FACTS=$fl_newline

# FL_TEXT is the text without newlines and tabs: they frame what we say.
fl_clean() {
    case $1 in
        *["$fl_newline$fl_tab"]*)
            fl_ifs=$IFS
            IFS=$fl_newline$fl_tab
            set -f
            # shellcheck disable=SC2086 # split at what must go
            set -- $1
            set +f
            IFS=' '
            FL_TEXT=$*
            IFS=$fl_ifs
            ;;
        *) FL_TEXT=$1 ;;
    esac
}

fl_say() {
    fl_line=$FL_MARK$1
    shift
    for fl_word in "$@"; do
        fl_clean "$fl_word"
        fl_line=$fl_line$fl_tab$FL_TEXT
    done
    printf '%s\n' "$fl_line" >&5
}

# Reads the facts of earlier steps and runs.
fl_load() {
    [ -r "$FL_STATE/facts" ] || return 0
    while IFS= read -r fl_line; do
        FL_FACTS=$FL_FACTS$fl_line$fl_newline
    done <"$FL_STATE/facts"
}

# fl_get NAME: FL_VALUE is the fact, newest first; 1 and empty when it is not known.
fl_get() {
    FL_VALUE=
    case $FL_FACTS in *"$fl_newline$1 "*) ;; *) return 1 ;; esac
    FL_VALUE=${FL_FACTS##*"$fl_newline$1 "}
    FL_VALUE=${FL_VALUE%%"$fl_newline"*}
}

# fl_fact NAME VALUE: learnt.
fl_fact() {
    fl_say fact "$1" "$2"
    fl_clean "$2"
    fl_known=$FL_TEXT
    if fl_get "$1" && [ "$FL_VALUE" = "$fl_known" ]; then
        return 0
    fi
    FL_FACTS=$FL_FACTS$1' '$fl_known$fl_newline
    [ "$FL_READONLY" = yes ] || printf '%s %s\n' "$1" "$fl_known" >>"$FL_STATE/facts"
}

# fl_added KIND NAME: put on the server by us. Said before the thing is made, so that nothing is left over if we are stopped.
fl_added() {
    fl_clean "$1 $2"
    grep -qxF -e "$FL_TEXT" "$FL_STATE/added" 2>/dev/null || printf '%s\n' "$FL_TEXT" >>"$FL_STATE/added"
    fl_say added "$1" "$2"
}

# fl_folder PATH: makes a folder of ours, mode 0700, and says so if it was not there.
fl_folder() {
    [ -d "$1" ] && return 0
    fl_added dir "$1"
    (umask 077 && mkdir -p "$1")
}

# fl_progress FRACTION CODE [k=v]...: FRACTION is 0 to 1, or - when nobody knows.
fl_progress() { fl_say progress "$@"; }

# fl_notice CODE [k=v]...: something to say that is no error.
fl_notice() { fl_say notice "$@"; }

# fl_fail CAUSE [k=v]...: ends the step. In a subshell it ends that alone.
fl_fail() {
    fl_say fail "$@"
    exit 70
}

# fl_reboot: what apply did needs a reboot before verify.
fl_reboot() { fl_say reboot; }

# FL_BOOT is the id of this boot; FL_DRIVER the version of the NVIDIA driver that is loaded, or empty.
fl_system() {
    FL_BOOT='' FL_DRIVER=''
    [ -r "$FL_BOOT_FILE" ] && read -r FL_BOOT <"$FL_BOOT_FILE"
    [ -r /sys/module/nvidia/version ] && read -r FL_DRIVER </sys/module/nvidia/version
    return 0
}

# FL_PROVEN is yes when what proof.json proved still stands: same boot, same driver, and nothing it watches is newer than it.
# FL_PROOF_STEP is the hash of the verify step that proved it.
# shellcheck disable=SC2034,SC2094 # read by the steps; -nt opens nothing
fl_proof() {
    FL_PROVEN='' FL_PROOF_STEP=''
    fl_file=$FL_STATE/proof.json
    [ -r "$fl_file" ] || return 0
    fl_proof_boot='' fl_proof_driver='' fl_fresh=yes
    while read -r fl_key fl_text; do
        fl_text=${fl_text%,}
        fl_text=${fl_text#\"}
        fl_text=${fl_text%\"}
        case $fl_key in
            '"boot_id":') fl_proof_boot=$fl_text ;;
            '"driver":') fl_proof_driver=$fl_text ;;
            '"step":') FL_PROOF_STEP=$fl_text ;;
            '"watch'*) # watch, watch.1, watch.2 …
                # shellcheck disable=SC3013 # dash, busybox and bash know -nt
                if [ ! -e "$fl_text" ] || [ "$fl_text" -nt "$fl_file" ]; then
                    fl_fresh=no
                fi
                ;;
        esac
    done <"$fl_file"
    if [ "$fl_fresh" = yes ] && [ -n "$FL_BOOT" ] && [ "$fl_proof_boot" = "$FL_BOOT" ] && [ "$fl_proof_driver" = "$FL_DRIVER" ]; then
        FL_PROVEN=yes
    fi
}

# fl_framework_there NAME: in a check, whether it was put there for the source that counts now, and its kernel still is.
fl_framework_there() {
    fl_get source || return 1
    fl_source=$FL_VALUE
    { fl_get "$1" && [ "$FL_VALUE" = "$FL_STEP_HASH-$fl_source" ] && fl_get "$1.python" && [ -x "$FL_VALUE" ]; } || return 1
    [ "$fl_source" = distro ] || { fl_get "$1.kernel" && [ -r "$FL_DIR/envs/jupyter/share/jupyter/kernels/$FL_VALUE/kernel.json" ]; }
}

# fl_uses_dnf: is this a relative of RHEL? FL_VALUE stays as it is.
fl_uses_dnf() {
    fl_kept=${FL_VALUE-}
    fl_get os.id || true
    fl_system=$FL_VALUE FL_VALUE=$fl_kept
    case $fl_system in rhel | rocky | almalinux | ol) return 0 ;; esac
    return 1
}

# fl_installed PACKAGE…: are all of them there?
fl_installed() {
    if fl_uses_dnf; then
        rpm -q "$@" >/dev/null 2>&1 || return 1 # it counts what is missing
        return 0
    fi
    fl_states=$(dpkg-query -W -f='${db:Status-Abbrev}\n' "$@" 2>/dev/null) || return 1
    case $fl_states in *[!hi\ "$fl_newline"]*) return 1 ;; esac
}
