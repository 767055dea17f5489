# shellcheck shell=sh disable=SC2153 # capitals come from the prelude and the job
# SPDX-License-Identifier: GPL-3.0-or-later
# Stands in front of every apply, after environments.sh: conda itself, in ~/firstlight/envs/conda, for conda-forge alone. Nothing is said
# to the user's shell: no "conda init".

# fl_conda STEP INSTALLER SHA256 MIRROR PROXY CA_FILE: puts conda there, its settings, and conda-install beside it; ends the step when that
# cannot be done. MIRROR, PROXY and CA_FILE may be empty.
fl_conda() {
    fl_root=$FL_DIR/envs/conda
    if [ ! -e "$fl_root/.whole" ] || ! fl_get conda || [ "$FL_VALUE" != "$3" ]; then
        [ -n "$2" ] || fl_fail not-supported-here "what=conda ($(uname -m))"
        fl_added tree "$fl_root"
        rm -rf "${fl_root:?}"
        fl_miniforge "$@"
        fl_environment_whole conda
        fl_fact conda "$3"
    fi
    fl_conda_settings "$4" "$5" "$6" >"$fl_root/.condarc"
    fl_conda_installer
}

# fl_miniforge, as fl_conda: a mirror of one's own may have the installer in miniforge/; whence it came does not matter to its hash.
fl_miniforge() {
    fl_file=$FL_DIR/envs/cache/${2##*/}
    mkdir -p "$FL_DIR/envs/cache/home" "$FL_DIR/envs/cache/tmp"
    fl_progress - installing what=Miniforge
    for fl_place in ${4:+"${4%/}/miniforge/${2##*/}"} "$2"; do
        if fl_fetched "$fl_place" "$fl_file" "$5" "$6"; then
            fl_place=
            break
        fi
    done
    [ -z "$fl_place" ] || fl_install_failed "$1" "host=$2"
    fl_is=$(sha256sum <"$fl_file")
    if [ "${fl_is%% *}" != "$3" ]; then
        echo "${2##*/} has the SHA-256 ${fl_is%% *} instead of $3"
        rm -f "$fl_file"
        fl_fail package-source-failed problem=hash-mismatch "host=${2##*/}"
    fi
    # It writes a list of environments into the home folder.
    (
        export HOME="$FL_DIR/envs/cache/home" TMPDIR="$FL_DIR/envs/cache/tmp"
        fl_heard sh "$fl_file" -b -p "$fl_root"
    ) || fl_install_failed "$1"
    rm -f "$fl_file"
}

# fl_fetched URL FILE PROXY CA_FILE: 1 when it cannot be had.
fl_fetched() {
    (
        [ -z "$3" ] || export http_proxy="$3" https_proxy="$3"
        [ -z "$4" ] || export CURL_CA_BUNDLE="$4"
        fl_heard curl -fsSL --retry 3 --connect-timeout 20 -o "$2" "$1"
    )
}

# fl_conda_settings MIRROR PROXY CA_FILE: they lie within the installation, so they count for this conda alone and go with it.
fl_conda_settings() {
    fl_text() { printf "'%s'" "$(printf %s "$1" | sed "s/'/''/g")"; }
    # Comments go by printf: the program sends its scripts without those that begin a line.
    printf '# Written by Firstlight. The channels of Anaconda (defaults) need a paid licence in larger organisations.\n'
    cat <<'SETTINGS'
channels: [conda-forge]
denylist_channels: [defaults]
register_envs: false
number_channel_notices: 0
notify_outdated_conda: false
auto_update_conda: false
SETTINGS
    printf 'pkgs_dirs: [%s]\nenvs_dirs: [%s]\n' "$(fl_text "$FL_DIR/envs/cache/conda")" "$(fl_text "$FL_DIR/envs")"
    [ -z "$1" ] || printf 'channel_alias: %s\n' "$(fl_text "${1%/}")"
    [ -z "$2" ] || printf 'proxy_servers: {http: %s, https: %s}\n' "$(fl_text "$2")" "$(fl_text "$2")"
    [ -z "$3" ] || printf 'ssl_verify: %s\n' "$(fl_text "$3")"
}

# Its own home folder: settings in the user's were made for another conda. Who names the CUDA knows the driver; conda would ask for the
# one that is loaded.
fl_conda_installer() {
    fl_added file "$FL_DIR/envs/conda-install"
    {
        printf '#!/bin/sh\n# Written by Firstlight: conda-install ENVIRONMENT PACKAGE… installs from conda-forge into one of the environments beside it.\n'
        cat <<'INSTALLER'
environment=${1:?the name of an environment is missing}
shift
here=$(cd "$(dirname "$0")" && pwd) || exit 1
export HOME="$here/cache/home" TMPDIR="$here/cache/tmp"
mkdir -p "$HOME" "$TMPDIR" || exit 1
for word in "$@"; do
    case $word in cuda-version=*) export CONDA_OVERRIDE_CUDA="${word#*=}" ;; esac
done
verb=install
[ -d "$here/$environment/conda-meta" ] || verb=create
exec "$here/conda/bin/conda" "$verb" -y -p "$here/$environment" --override-channels -c conda-forge "$@"
INSTALLER
    } >"$FL_DIR/envs/conda-install"
    chmod 0700 "$FL_DIR/envs/conda-install"
}
