# shellcheck shell=sh disable=SC2153 # capitals come from the prelude and the job
# SPDX-License-Identifier: GPL-3.0-or-later
# Stands in front of every apply, after prelude.sh: installing from a Python index, in one way for all steps.

# What Jupyter must be at least.
# shellcheck disable=SC2034 # for the steps
FL_JUPYTER='jupyterlab>=4.6 jupyter-server>=2.20'

# fl_heard COMMAND...: runs it; 1 when it failed. All that it says is in the job's log, and once more in pip.log for fl_pip_failed.
fl_heard() {
    rm -f "$FL_JOB_DIR/pip.ok"
    { "$@" 2>&1 && : >"$FL_JOB_DIR/pip.ok"; } | tee "$FL_JOB_DIR/pip.log" || :
    [ -e "$FL_JOB_DIR/pip.ok" ]
}

# fl_environment NAME [VERSION]: a venv of ours; 1 when it cannot be made. One that was never filled to the end (no fl_environment_whole
# yet) is made anew: pip takes a package for installed of which only half is there, because the disk was full or the step was killed.
# With a Python of that version ("3.12") where the system's is another one and uv can get it, else with the system's.
fl_environment() {
    [ ! -e "$FL_DIR/envs/$1/.whole" ] || return 0
    fl_added tree "$FL_DIR/envs/$1"
    rm -rf "$FL_DIR/envs/${1:?}"
    if [ -n "${2:-}" ] && [ "$(fl_python_version python3)" != "$2" ]; then
        fl_added tree "$FL_DIR/envs/python"
        ! fl_heard "$FL_DIR/envs/pip-install" "$1" --python "$2" || return 0
        rm -rf "$FL_DIR/envs/${1:?}"
    fi
    fl_heard python3 -m venv "$FL_DIR/envs/$1"
}

# fl_python_version PROGRAM: prints "3.12".
fl_python_version() { "$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])'; }

# fl_environment_whole NAME: all that the set-up puts there is there. From now on it may hold what the user has added.
fl_environment_whole() { : >"$FL_DIR/envs/$1/.whole"; }

# fl_pip ENVIRONMENT [pip's arguments]...: ~/firstlight/envs/pip-install, which python-env writes; 1 when it failed.
fl_pip() {
    rm -rf "$FL_DIR/envs/cache/tmp"
    fl_heard "$FL_DIR/envs/pip-install" "$@"
}

# fl_pip_failed STEP [k=v]...: ends the step with the cause that pip or uv named; the words go along where a place is to blame.
fl_pip_failed() {
    fl_step=$1
    shift
    fl_says() { grep -qiE -e "$1" "$FL_JOB_DIR/pip.log"; }
    fl_free=$(df -Pk "$FL_DIR" | tail -n 1 | { read -r _ _ _ fl_kb _; echo $((fl_kb / 1024)); })
    # On a full disk its message may not have found room either.
    if fl_says 'No space left on device|Disk quota exceeded' || [ "$fl_free" -lt 1 ]; then
        fl_fail disk-full "path=$FL_DIR" "free=$fl_free"
    elif fl_says 'CERTIFICATE_VERIFY_FAILED|invalid peer certificate|UnknownIssuer'; then
        fl_fail package-source-failed problem=certificate-unknown "$@"
    elif fl_says 'DO NOT MATCH THE HASHES|hash mismatch'; then
        fl_fail package-source-failed problem=hash-mismatch "$@"
    # Before "no such package": that is what pip says in the end of an index it could not reach. One try that failed is no failure.
    elif fl_says 'Retry\(total=0|Max retries exceeded|Failed to connect|dns error|error sending request|client error \(Connect\)'; then
        fl_fail no-internet "$@"
    elif fl_says 'HTTP error [45][0-9][0-9]|[45][0-9][0-9] (Client|Server) Error|HTTP status (client|server) error'; then
        fl_fail package-source-failed problem=not-found "$@"
    elif fl_says 'No matching distribution|No solution found|not found in the package registry'; then
        fl_fail package-source-failed problem=no-such-package "$@"
    fi
    fl_fail step-failed "step=$fl_step"
}
