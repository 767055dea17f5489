# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=dash disable=SC2034,SC2154 # parts of one script: what one sets, another reads
# What there is of the machine `id`, or of all (id empty). Answers: machine ID STATE k=v… per machine; STATE is creating,
# running, stopped or deleting.

describe() {
    if [ ! -s "$dir/spec" ]; then
        answer machine "$id" creating
        return
    fi
    state=stopped
    ! supervisor >/dev/null || state=running
    answer machine "$id" "$state" "name=$(spec_of name)" "user=$(spec_of user)" "port=$(cat "$dir/port" 2>/dev/null)" \
        "fingerprint=$(spec_of fingerprint)" "created=$(spec_of created)" "road=$(spec_of road)" "disk=$(spec_of disk)"
}

if [ -n "$id" ]; then
    if [ -d "$dir" ]; then
        describe
    elif [ -d "$practice/.gone-$id" ]; then
        answer machine "$id" deleting
    fi
else
    for dir in "$practice"/m-*/; do
        [ -d "$dir" ] || continue
        dir=${dir%/}
        id=${dir##*/}
        describe
    done
    for gone in "$practice"/.gone-m-*/; do
        [ -d "$gone" ] || continue
        gone=${gone%/}
        answer machine "${gone##*/.gone-}" deleting
    done
fi
exit 0
