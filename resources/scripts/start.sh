# shellcheck shell=sh disable=SC2153 # capitals come from the client
# SPDX-License-Identifier: GPL-3.0-or-later
# Starts a step's job, or finds the one that runs; follow.sh comes behind it in the same round trip. fl_alive stands in front.
# Given: FL_FOLLOW (random, begins what is said to the client and is no log), FL_JOB FL_STEP FL_ATTEMPT FL_OWNER FL_WHO FL_ROOT FL_LIMIT
# FL_MARK FL_BOOT_FILE, the texts FL_SCRIPT FL_AHEAD FL_RUN FL_LAUNCH FL_KEEPER, and the secrets FL_SECRETS (assignments) and FL_SUDO.

umask 077
export LC_ALL=C
fl_tab='	'
fl_out() { printf '%s%s\n' "$FL_FOLLOW" "$1"; }
fl_give_up() {
    fl_out "$1"
    exit 0
}

fl_state=$HOME/.local/state/firstlight
if ! { mkdir -p "$fl_state/jobs" && cd "$fl_state" && : >>facts && : >>added; }; then
    # shellcheck disable=SC2046 # words of df's line
    set -- $(df -Pk "$HOME" | tail -n 1)
    fl_give_up "full$fl_tab$4"
fi
read -r fl_boot <"$FL_BOOT_FILE"

# One set-up at a time. The keeper holds the lock; the owner's name in the file lets the same machine record in again.
: >lease
if command -v flock >/dev/null 2>&1; then
    exec 9>>lock
    if flock -n 9 || { [ -e unlock ] && flock -w 3 9; }; then
        rm -f unlock
        # What has come stays, for after a restart: it is looked at before it is used, and goes with this set-up.
        fl_alive ahead/pid || rm -f ahead/* 2>/dev/null
        printf '%s\t%s\n' "$FL_OWNER" "$FL_WHO" >lock
        printf '%s\n' "$FL_KEEPER" | setsid /bin/sh -s "$fl_state" >/dev/null 2>&1 &
    else
        IFS=$fl_tab read -r fl_owner fl_who <lock
        [ "$fl_owner" = "$FL_OWNER" ] || fl_give_up "busy$fl_tab$fl_who"
    fi
    exec 9>&-
fi

# Before the job begins (ahead.sh).
[ ! -d ahead ] || : >"ahead/$FL_STEP.over"

fl_job=
fl_orphan=
for fl_other in jobs/*/; do
    [ -e "${fl_other}step" ] || continue
    read -r fl_step <"${fl_other}step"
    [ "$fl_step" = "$FL_STEP" ] || continue
    fl_attempt='' fl_job_boot=''
    [ -e "${fl_other}attempt" ] && read -r fl_attempt <"${fl_other}attempt"
    [ -e "${fl_other}boot_id" ] && read -r fl_job_boot <"${fl_other}boot_id"
    if [ "$fl_attempt" = "$FL_ATTEMPT" ]; then
        fl_job=$fl_other
    elif [ "$fl_job_boot" = "$fl_boot" ] && [ -e "${fl_other}pid" ] && [ ! -e "${fl_other}rc" ] && fl_alive "${fl_other}pid"; then
        fl_job=$fl_other
    else
        [ "$fl_job_boot" = "$fl_boot" ] && [ ! -e "${fl_other}rc" ] && [ -e "${fl_other}child" ] && read -r fl_orphan <"${fl_other}child"
        rm -rf "$fl_other"
    fi
done

if [ -z "$fl_job" ]; then
    fl_job=jobs/$FL_JOB/
    rm -rf "$fl_job"
    if ! { mkdir "$fl_job" && printf '%s' "$FL_SCRIPT" >"${fl_job}script" && printf '%s' "$FL_RUN" >"${fl_job}run" &&
        printf '%s' "$FL_LAUNCH" >"${fl_job}launch" && printf '%s' "$FL_SECRETS" >"${fl_job}secrets" &&
        printf '%s\n' "$FL_MARK" >"${fl_job}mark" && printf '%s\n' "$fl_boot" >"${fl_job}boot_id" && : >"${fl_job}log" &&
        printf '%s\n' "$FL_STEP" >"${fl_job}step" && printf '%s\n' "$FL_ATTEMPT" >"${fl_job}attempt"; }; then
        rm -rf "$fl_job"
        # shellcheck disable=SC2046 # words of df's line
        set -- $(df -Pk . | tail -n 1)
        fl_give_up "full$fl_tab$4"
    fi
    [ -z "$fl_orphan" ] || printf '%s\n' "$fl_orphan" >"${fl_job}orphan"
    fl_path=$fl_state/${fl_job%/}
    fl_uid=$(id -u)
    set -- "$fl_path" "$HOME" "$(id -un)" "$fl_uid" "$FL_LIMIT" "fl-$FL_JOB-$FL_ATTEMPT"
    if [ "$FL_ROOT" != yes ]; then
        if [ -n "$fl_orphan" ] && fl_alive "${fl_job}orphan"; then
            kill -s KILL -- "-${fl_orphan%% *}" 2>/dev/null
        fi
        setsid /bin/sh "$fl_path/run" "$@" </dev/null >/dev/null 2>&1 &
    elif [ "$fl_uid" -eq 0 ]; then
        /bin/sh "$fl_path/launch" "$@" </dev/null >/dev/null 2>&1
    elif ! command -v sudo >/dev/null 2>&1; then
        rm -rf "$fl_job"
        fl_give_up "sudo${fl_tab}sudo: command not found"
    elif [ -n "$FL_SUDO" ]; then
        printf '%s\n' "$FL_SUDO" | sudo -S -p "$FL_FOLLOW" -- /bin/sh "$fl_path/launch" "$@" >/dev/null 2>"${fl_job}sudo"
    else
        sudo -n -- /bin/sh "$fl_path/launch" "$@" </dev/null >/dev/null 2>"${fl_job}sudo"
    fi
    if [ "$FL_ROOT" = yes ] && [ ! -e "${fl_job}launched" ]; then
        while IFS= read -r fl_line; do
            fl_out "sudo$fl_tab$fl_line"
        done <"${fl_job}sudo"
        rm -rf "$fl_job"
        fl_give_up "sudo-end"
    fi
fi
FL_SECRETS='' FL_SUDO=''
if [ -n "$FL_AHEAD" ] && mkdir -p ahead && printf '%s' "$FL_AHEAD" >ahead/next.new && mv ahead/next.new ahead/next; then
    # Who is at work goes on with it.
    if ! fl_alive ahead/pid && mv ahead/next ahead/script 2>/dev/null; then setsid /bin/sh ahead/script </dev/null >ahead/log 2>&1 & fi
fi
