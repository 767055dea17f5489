# shellcheck shell=sh disable=SC2153,SC2154,SC2024 # capitals come from the client, fl_tab from the prelude; sudo writes no file of ours
# SPDX-License-Identifier: GPL-3.0-or-later
# Takes back what the file `added` lists, newest first, and nothing else. Says `gone KIND NAME` or `left KIND NAME WHY` a line; what
# has become the user's (a folder with files of theirs, a package something of theirs needs) stays without a word.
# Given: FL_OWNER, the secret FL_SUDO (empty: sudo without a password), FL_ROOT_SCRIPT (undo-root.sh). alive.sh and prelude.sh stand in front.
# Exit 0: all gone; 1: something is left; 75: another set-up is at work; 77: sudo refused.

[ -d "$FL_STATE" ] || exit 0
cd "$FL_STATE" || exit 1
fl_uid=$(id -u)
export XDG_RUNTIME_DIR="/run/user/$fl_uid"
fl_left=0

# The door for Colab, where one stands open.
systemctl --user stop firstlight-colab.service >/dev/null 2>&1
if fl_alive "$FL_DIR/jupyter/colab/pid"; then kill -s KILL -- "-$fl_pid" 2>/dev/null; fi
rm -rf "$FL_DIR/jupyter/colab" jobs/colab

fl_take_lock() {
    command -v flock >/dev/null 2>&1 || return 0
    exec 9>>lock
    flock -n 9 && return 0
    IFS=$fl_tab read -r fl_owner fl_who <lock
    if [ "$fl_owner" = "$FL_OWNER" ]; then
        # Ours: end its jobs, then its keeper lets go.
        for fl_job in jobs/*/; do
            [ -e "${fl_job}pid" ] && [ ! -e "${fl_job}rc" ] && : >"${fl_job}cancel"
        done
        fl_count=0
        for fl_job in jobs/*/; do
            while [ -e "${fl_job}pid" ] && [ ! -e "${fl_job}rc" ] && fl_alive "${fl_job}pid" && [ "$fl_count" -lt 150 ]; do
                fl_count=$((fl_count + 1))
                sleep 0.2
            done
        done
        : >unlock
        flock -w 5 9 && return 0
        fl_who='a set-up of yours'
    fi
    printf '%s\n' "$fl_who" >&2
    exit 75
}
fl_take_lock
fl_ahead_end
rm -rf ahead
[ -e added ] || : >added

# As root first, because it may be refused: then nothing has been taken away yet.
if grep -qE '^(apt|rpm|linger|hold|system-unit|system-tree|system-file|system-line|dnf-repo|dnf-module) ' added; then
    umask 077
    printf '%s\n' "$FL_ROOT_SCRIPT" >undo-root
    grep -E '^(apt|rpm|linger|hold|system-unit|system-tree|system-file|system-line|dnf-repo|dnf-module) ' added >undo-list
    if [ "$fl_uid" -eq 0 ]; then
        /bin/sh undo-root "$FL_STATE" </dev/null >undo-out 2>&1
    elif [ -n "$FL_SUDO" ]; then
        printf '%s\n' "$FL_SUDO" | sudo -S -p '' -- /bin/sh "$FL_STATE/undo-root" "$FL_STATE" >undo-out 2>undo-error
    else
        sudo -n -- /bin/sh "$FL_STATE/undo-root" "$FL_STATE" </dev/null >undo-out 2>undo-error
    fi
    if ! grep -q '^began$' undo-out; then
        cat undo-out undo-error >&2 2>/dev/null
        rm -f undo-root undo-list undo-out undo-error
        exit 77
    fi
    while read -r fl_verb fl_rest; do
        case $fl_verb in
            gone) printf 'gone %s\n' "$fl_rest" ;;
            left)
                printf 'left %s\n' "$fl_rest"
                fl_left=1
                ;;
        esac
    done <undo-out
fi

# fl_ours PATH: below the home folder, and no way out of it.
fl_ours() {
    case $1 in
        *..*) return 1 ;;
        "$FL_HOME"/*) return 0 ;;
        *) return 1 ;;
    esac
}
fl_say_gone() {
    if [ -e "$2" ] || [ -L "$2" ]; then
        printf 'left %s %s %s\n' "$1" "$2" cannot-be-removed
        fl_left=1
    else
        printf 'gone %s %s\n' "$1" "$2"
    fi
}

fl_unit=firstlight-jupyter.service
if grep -qxF "unit $fl_unit" added; then
    systemctl --user disable --now "$fl_unit" >/dev/null 2>&1
    rm -f "$FL_HOME/.config/systemd/user/$fl_unit" "$FL_HOME/.config/systemd/user/default.target.wants/$fl_unit"
    systemctl --user daemon-reload >/dev/null 2>&1
    systemctl --user reset-failed "$fl_unit" >/dev/null 2>&1
    rmdir "$FL_HOME/.config/systemd/user/default.target.wants" "$FL_HOME/.config/systemd/user" "$FL_HOME/.config/systemd" 2>/dev/null
    printf 'gone unit %s\n' "$fl_unit"
elif fl_alive jupyter.pid; then
    read -r fl_pid _ <jupyter.pid
    kill -s TERM -- "-$fl_pid" 2>/dev/null
    fl_count=0
    while fl_alive jupyter.pid && [ "$fl_count" -lt 50 ]; do
        fl_count=$((fl_count + 1))
        sleep 0.1
    done
    kill -s KILL -- "-$fl_pid" 2>/dev/null
fi

# Halves of files that were being copied here.
[ -L "$FL_DIR/notebooks/.firstlight-part" ] || rm -rf "$FL_DIR/notebooks/.firstlight-part"

# Newest first: what lies in a folder goes before the folder.
sed '1!G;h;$!d' added >undo-order
while read -r fl_kind fl_name; do
    case $fl_kind in file | tree | dir) fl_ours "$fl_name" || continue ;; esac
    # A tool's file that the user has changed since is theirs.
    if [ "$fl_kind" = file ] && [ -e "$fl_name" ] && fl_get "sum:$fl_name" && [ "$(cksum <"$fl_name")" != "$FL_VALUE" ]; then continue; fi
    case $fl_kind in
        file)
            case $fl_name in
                "$FL_DIR/notebooks"/*)
                    # What the user has worked in is theirs.
                    fl_base=${fl_name##*/}
                    case $fl_name in */.vscode/*) fl_sum=vscode.$fl_base ;; *) fl_sum=welcome.sum ;; esac
                    if [ -e "$fl_name" ] && fl_get "$fl_sum" && [ "$(cksum <"$fl_name")" != "$FL_VALUE" ]; then continue; fi
                    rm -f "$FL_DIR/notebooks/.ipynb_checkpoints/${fl_base%.ipynb}-checkpoint.ipynb"
                    rmdir "$FL_DIR/notebooks/.ipynb_checkpoints" 2>/dev/null
                    ;;
            esac
            rm -f "$fl_name"
            fl_say_gone file "$fl_name"
            ;;
        tree)
            rm -rf "$fl_name"
            fl_say_gone tree "$fl_name"
            ;;
        dir)
            case $fl_name in "$FL_STATE" | "$FL_STATE"/*) rm -rf "$fl_name" ;; esac
            rm -rf "$fl_name/__pycache__"
            rmdir "$fl_name" 2>/dev/null
            [ -e "$fl_name" ] || printf 'gone dir %s\n' "$fl_name"
            ;;
    esac
done <undo-order

if [ "$fl_left" -eq 0 ]; then
    cd "$FL_HOME" && rm -rf "$FL_STATE"
    rmdir "$FL_HOME/.local/state" "$FL_HOME/.local" 2>/dev/null
fi
exit "$fl_left"
