# shellcheck shell=sh disable=SC2034,SC2154 # capitals are for packages.sh and nvidia.sh, and come from the prelude
# SPDX-License-Identifier: GPL-3.0-or-later
# Stands in front of every ahead, after ahead.sh: apt fetches what a step will install, run by the user in folders of its own below
# ahead/apt. It takes no lock and changes nothing of the system's. In ahead/apt/STEP lies what has come; fl_apt_take is the other end.

fl_put() { cat >"$1"; } # a source and its key go into those folders too
fl_apt_is_locked() { return 1; }

# fl_ahead_apt STEP MIRROR: comes first; then the step's own fl_apt_ready and sources.
fl_ahead_apt() {
    FL_JOB_DIR=$FL_STATE/ahead/apt
    fl_ahead_apt_room 300 # its lists
    FL_APT_PARTS=$FL_JOB_DIR/sources FL_APT_RINGS=$FL_JOB_DIR
    rm -rf "$FL_JOB_DIR/sources" "$FL_JOB_DIR/preferences"
    mkdir -p "$FL_JOB_DIR/lists/partial" "$FL_JOB_DIR/$1/partial" "$FL_JOB_DIR/sources" "$FL_JOB_DIR/preferences"
    cp /etc/apt/preferences.d/* "$FL_JOB_DIR/preferences/" 2>/dev/null || :
    # Where a mirror stands for the distribution, only it is asked.
    [ -n "$2" ] || cp /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources "$FL_JOB_DIR/sources/" 2>/dev/null || :
    # What is at work beside us has packages half there. It will have ended by then.
    sed 's/^\(Status: install\) .*/\1 ok installed/' /var/lib/dpkg/status >"$FL_JOB_DIR/status"
}

# fl_ahead_apt_lists: then. What the system does after its own lists is not done.
fl_ahead_apt_lists() {
    {
        printf '%s "%s";\n' Debug::NoLocking true Acquire::Languages none Dir::State "$FL_JOB_DIR" Dir::State::lists "$FL_JOB_DIR/lists" \
            Dir::State::status "$FL_JOB_DIR/status" Dir::Cache "$FL_JOB_DIR" Dir::Cache::archives "$FL_JOB_DIR/$FL_STEP" \
            Dir::Etc::sourceparts "$FL_JOB_DIR/sources" Dir::Etc::preferencesparts "$FL_JOB_DIR/preferences"
        printf '#clear %s;\n' APT::Update DPkg::Pre-Invoke DPkg::Post-Invoke AptCli::Hooks
    } >>"$FL_JOB_DIR/apt.conf"
    fl_apt 0 1 update
}

# fl_ahead_apt_get PACKAGE…: what they need comes.
fl_ahead_apt_get() {
    # Of what is at work beside us some is not even unpacked: -f.
    set -- -f --allow-downgrades install "$@"
    fl_apt_uris "$@" >"$FL_JOB_DIR/uris"
    fl_ahead_apt_room "$(awk '{ bytes += $2 } END { printf "%d\n", bytes / 1048576 + 1 }' "$FL_JOB_DIR/uris")"
    fl_apt 0 1 -d "$@"
}

# fl_ahead_apt_room MB: is there so much more than the whole set-up needs? What has come is not on its disk twice, but may be on another.
fl_ahead_apt_room() {
    fl_get disk.need.mb
    fl_room "$FL_STATE" $((FL_VALUE + $1))
}

# fl_ahead_apt_pins PACKAGE: what it will tell apt once it is installed counts here too.
fl_ahead_apt_pins() {
    for fl_package in "$FL_JOB_DIR/$FL_STEP/$1"_*.deb; do
        if [ -e "$fl_package" ]; then
            dpkg-deb -x "$fl_package" "$FL_JOB_DIR/unpacked"
            cp "$FL_JOB_DIR"/unpacked/etc/apt/preferences.d/* "$FL_JOB_DIR/preferences/"
            rm -rf "$FL_JOB_DIR/unpacked"
        fi
    done
}

# fl_candidate_version PACKAGE: prints the version that apt would install, without an epoch.
fl_candidate_version() { LC_ALL=C apt-cache -c "$FL_JOB_DIR/apt.conf" policy "$1" | sed -n 's/^ *Candidate: \([0-9]*:\)\{0,1\}//p'; }
