# shellcheck shell=sh disable=SC2153 # capitals come from the prelude and the job
# SPDX-License-Identifier: GPL-3.0-or-later
# Stands in front of every apply, after prelude.sh: environments and what is installed into them, in one way for all steps, whether it
# comes from a Python index or from conda-forge (the fact `source`).

# fl_heard COMMAND...: runs it; 1 when it failed. All that it says is in the job's log, and once more in heard.log for fl_install_failed.
fl_heard() {
    rm -f "$FL_JOB_DIR/heard.ok"
    { "$@" 2>&1 && : >"$FL_JOB_DIR/heard.ok"; } | tee "$FL_JOB_DIR/heard.log" || :
    [ -e "$FL_JOB_DIR/heard.ok" ]
}

fl_from_conda() { fl_get source && [ "$FL_VALUE" = conda ]; }

# fl_environment NAME [VERSION]: an environment of ours; 1 when it cannot be made. One that was never filled to the end (no
# fl_environment_whole yet) is made anew: pip takes a package for installed of which only half is there, because the disk was full or the
# step was killed. So is one of the other source. With a Python of that version ("3.12") where it can be had, else with the system's.
fl_environment() {
    fl_kind=pypi
    [ ! -d "$FL_DIR/envs/$1/conda-meta" ] || fl_kind=conda
    fl_get source
    if [ -e "$FL_DIR/envs/$1/.whole" ] && [ "$FL_VALUE" = "$fl_kind" ]; then return 0; fi
    fl_added tree "$FL_DIR/envs/$1"
    rm -rf "$FL_DIR/envs/${1:?}"
    if fl_from_conda; then
        fl_install "$1" "python${2:+=$2}"
        return
    fi
    fl_system_python
    if [ -n "${2:-}" ] && [ "$(fl_python_version "$FL_PYTHON")" != "$2" ]; then
        fl_added tree "$FL_DIR/envs/python"
        ! fl_heard "$FL_DIR/envs/pip-install" "$1" --python "$2" || return 0
        rm -rf "$FL_DIR/envs/${1:?}"
    fi
    # uv does in a moment what takes Python's own seconds. By its path: a name may mean to uv one that it has fetched.
    if [ -x "$FL_DIR/envs/uv/bin/uv" ]; then
        ! fl_heard "$FL_DIR/envs/pip-install" "$1" --python "$(command -v "$FL_PYTHON")" || return 0
        rm -rf "$FL_DIR/envs/${1:?}"
    fi
    fl_heard "$FL_PYTHON" -m venv "$FL_DIR/envs/$1"
}

# fl_system_python: FL_PYTHON is the Python that environments are made with.
fl_system_python() {
    fl_get python.program || FL_VALUE=python3
    FL_PYTHON=$FL_VALUE
}

# fl_python_version PROGRAM: prints "3.12".
fl_python_version() { "$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])'; }

# fl_environment_whole NAME: all that the set-up puts there is there. From now on it may hold what the user has added.
fl_environment_whole() {
    : >"$FL_DIR/envs/$1/.whole"
    [ ! -e "$FL_DIR/envs/pip.conf" ] || cp "$FL_DIR/envs/pip.conf" "$FL_DIR/envs/$1/pip.conf" # of network-user
}

# fl_ahead_environment [VERSION]: only in ahead: cache/ahead, an environment that is thrown away. uv fetches nothing without installing
# it, but into its cache, from where an installation then costs links. Without uv there is no environment: nothing is fetched ahead.
fl_ahead_environment() {
    rm -rf "$FL_DIR/envs/cache/ahead"
    fl_system_python
    fl_wanted_python=$(command -v "$FL_PYTHON")
    if [ -n "${1:-}" ] && [ "$(fl_python_version "$FL_PYTHON")" != "$1" ]; then
        fl_added tree "$FL_DIR/envs/python"
        fl_wanted_python=$1
    fi
    fl_heard "$FL_DIR/envs/pip-install" cache/ahead --python "$fl_wanted_python"
}

# fl_install ENVIRONMENT [arguments]...: ~/firstlight/envs/pip-install or conda-install, which python-env writes; 1 when it failed.
fl_install() {
    fl_installer=pip-install
    ! fl_from_conda || fl_installer=conda-install
    # Each has its own: what is fetched ahead is at work beside it.
    rm -rf "$FL_DIR/envs/cache/tmp/$1"
    fl_heard "$FL_DIR/envs/$fl_installer" "$@"
}

# fl_install_failed STEP [k=v]...: ends the step with the cause that pip, uv, conda or curl named; the words go along where a place is to
# blame.
fl_install_failed() {
    fl_step=$1
    shift
    fl_says() { grep -qiE -e "$1" "$FL_JOB_DIR/heard.log"; }
    fl_free=$(df -Pk "$FL_DIR" | tail -n 1 | { read -r _ _ _ fl_kb _; echo $((fl_kb / 1024)); })
    # On a full disk its message may not have found room either.
    if fl_says 'No space left on device|Disk quota exceeded|NoSpaceLeftError' || [ "$fl_free" -lt 1 ]; then
        fl_fail disk-full "path=$FL_DIR" "free=$fl_free"
    elif fl_says 'CERTIFICATE_VERIFY_FAILED|invalid peer certificate|UnknownIssuer|CondaSSLError|curl: \((60|77)\)'; then
        fl_fail package-source-failed problem=certificate-unknown "$@"
    elif fl_says 'DO NOT MATCH THE HASHES|hash mismatch|ChecksumMismatchError'; then
        fl_fail package-source-failed problem=hash-mismatch "$@"
    # Before "no such package": that is what pip says in the end of an index it could not reach. One try that failed is no failure.
    elif fl_says 'Retry\(total=0|Max retries exceeded|Failed to connect|dns error|error sending request|client error \(Connect\)' ||
        fl_says 'HTTP 000 CONNECTION FAILED|Could not resolve (host|proxy)|CondaProxyError|ProxyError|curl: \((5|6|7|18|28|35|52|55|56|97)\)'; then
        fl_fail no-internet "$@"
    elif fl_says 'HTTP error [45][0-9][0-9]|[45][0-9][0-9] (Client|Server) Error|HTTP status (client|server) error' ||
        fl_says 'CondaHTTPError: HTTP [45][0-9][0-9]|HTTP [45][0-9][0-9] [A-Z ]+ for (url|channel)|curl: \(22\)|UnavailableInvalidChannel'; then
        fl_fail package-source-failed problem=not-found "$@"
    elif fl_says 'No matching distribution|No solution found|not found in the package registry' ||
        fl_says 'PackagesNotFound|UnsatisfiableError|nothing provides|Could not solve for environment specs|No candidates were found'; then
        fl_fail package-source-failed problem=no-such-package "$@"
    fi
    fl_fail step-failed "step=$fl_step"
}
