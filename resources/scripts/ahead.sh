# shellcheck shell=sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What later steps need is fetched while earlier ones work: one process on the server, started by start.sh, runs their scripts `ahead`
# one after the other. In the state folder's `ahead`: NAME.now while that of step NAME runs, NAME.over when it need not run any more.
# fl_alive and the prelude stand in front.

# fl_ahead_start: this process is it, and in nobody's way.
fl_ahead_start() {
    cd "$FL_STATE/ahead" || exit 1
    # shellcheck disable=SC2034 # fl_heard writes there
    FL_JOB_DIR=$FL_STATE/ahead
    rm -f ./*.now
    fl_started "$$" && printf '%s %s\n' "$$" "$FL_STARTED" >pid
    renice -n 19 -p "$$" >/dev/null 2>&1
    ionice -c 3 -p "$$" >/dev/null 2>&1
}

# fl_ahead_begin NAME: 1 when the step itself is at work already. First said, then asked; start.sh does it the other way round, so that
# never both go on.
fl_ahead_begin() {
    : >"$1.now"
    [ -e "$1.over" ] || return 0
    rm -f "$1.now"
    return 1
}

# fl_ahead_done NAME: well or not.
fl_ahead_done() {
    : >"$1.over"
    rm -f "$1.now"
}

# fl_ahead_next: at the end; goes on with what start.sh found ready meanwhile.
fl_ahead_next() {
    # From here on either start.sh sees that nobody is at work, or we see what it brought.
    [ -e next ] || rm -f pid
    if mv next script 2>/dev/null; then exec /bin/sh ./script; fi
}

# fl_ahead_wait NAME: in the step's job, which finds in the cache what is being fetched.
fl_ahead_wait() {
    [ ! -e "$FL_STATE/ahead/$1.now" ] || fl_progress - downloading what=packages
    while [ -e "$FL_STATE/ahead/$1.now" ] && fl_alive "$FL_STATE/ahead/pid"; do
        sleep 0.2
    done
}
