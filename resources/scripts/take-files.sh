# shellcheck shell=sh disable=SC2154 # set by eval, and by the prelude
# SPDX-License-Identifier: GPL-3.0-or-later
# Takes files of the user's into the notebook folder. Until a file is whole it stands in a folder of ours in there, under a name of ours;
# then it gets its own name, where nothing has it. No symbolic link on the way is followed, nothing that is there is changed.
# Given: FL_TAKE (random, begins each line said), FL_DO, FL_COUNT, and for each number FL_NAME_<number> (relative) and FL_ID_<number> (hex).
#   look    what stands there: `NUMBER none|file|link|way SUM PART`: the SHA-256 of a file as large as FL_SIZE_<number> says (else a dash), and
#           the bytes that wait for the rest. First `free KIB`.
#   take    the archive FL_TAKE.tar among the parts has a piece for each number: it goes behind the FL_AT_<number> bytes that wait. The last one has
#           FL_SUM_<number> (the whole file's SHA-256), FL_TIME_<number> (seconds) and FL_MODE_<number>. Says `NUMBER more SIZE`, `placed`, `taken`
#           (its name was given away meanwhile), `link`, `way`, `cannot`, `again` (not what it should be: it begins anew).
#   forget  forgets what waits under the ids.
# The last line is `end`. alive.sh and prelude.sh stand in front.

fl_parts=.firstlight-part
export LC_ALL=C
fl_tell() { printf '%s %s\n' "$FL_TAKE" "$*"; }
fl_size() { if [ -f "$1" ]; then FL_SIZE=$(($(wc -c <"$1"))); else FL_SIZE=0; fi; }
fl_sum() {
    FL_SUM=$(sha256sum <"$1" 2>/dev/null)
    FL_SUM=${FL_SUM%% *}
    [ -n "$FL_SUM" ] || FL_SUM=-
}
# fl_stands NAME: FL_STANDS is what has that name: none, file, link (it, or a folder on the way), way (something else).
fl_stands() {
    fl_rest=$1 fl_at=.
    while :; do
        fl_at=$fl_at/${fl_rest%%/*}
        if [ -L "$fl_at" ]; then FL_STANDS='link'; return; fi
        case $fl_rest in
            */*) fl_rest=${fl_rest#*/} ;;
            *) break ;;
        esac
        if [ -e "$fl_at" ] && [ ! -d "$fl_at" ]; then FL_STANDS=way; return; fi
    done
    FL_STANDS=none
    if [ -f "$fl_at" ]; then FL_STANDS='file'; elif [ -e "$fl_at" ]; then FL_STANDS=way; fi
}

fl_look() {
    # A copy is work: as long as the connection lasts it stands among the jobs, so that a machine that stops itself when it is idle sees it.
    fl_job=$FL_STATE/jobs/copy-$PPID
    if fl_started "$PPID"; then (umask 077 && mkdir -p "$fl_job" && printf '%s %s\n' "$PPID" "$FL_STARTED" >"$fl_job/pid"); fi
    # What nobody came back for within a week.
    find "$fl_parts" -type f -mtime +7 -exec rm -f {} + 2>/dev/null
    fl_tell free "$(df -Pk . | awk 'NR == 2 { print $4 }')"
    fl_number=0
    while [ "$fl_number" -lt "$FL_COUNT" ]; do
        fl_number=$((fl_number + 1))
        eval "fl_name=\$FL_NAME_$fl_number fl_id=\$FL_ID_$fl_number fl_wanted=\$FL_SIZE_$fl_number"
        fl_stands "$fl_name"
        FL_SUM=-
        if [ "$FL_STANDS" = file ]; then
            fl_size "./$fl_name"
            if [ "$FL_SIZE" -eq "$fl_wanted" ]; then fl_sum "./$fl_name"; fi
        fi
        fl_size "$fl_parts/$fl_id"
        fl_tell "$fl_number" "$FL_STANDS" "$FL_SUM" "$FL_SIZE"
    done
}

# fl_place PART NAME: gives it its name; 1: that is taken.
fl_place() {
    case $2 in */*) mkdir -p "./${2%/*}" || return 1 ;; esac
    # Of two that come at the same time a link is made by one alone. Where a file system has none, nobody but us writes here.
    if ! ln "$1" "./$2" 2>/dev/null; then
        if [ -e "./$2" ] || [ -L "./$2" ]; then return 1; fi
        mv "$1" "./$2" || return 1
    fi
    rm -f "$1"
}

fl_take() {
    fl_box=$fl_parts/$FL_TAKE
    trap 'rm -rf "$fl_box" "$fl_box.tar"' EXIT
    trap 'exit 1' HUP INT TERM PIPE
    mkdir "$fl_box" && tar -xf "$fl_box.tar" -C "$fl_box" || exit 74
    rm -f "$fl_box.tar"
    fl_whole='' fl_number=0
    while [ "$fl_number" -lt "$FL_COUNT" ]; do
        fl_number=$((fl_number + 1))
        eval "fl_id=\$FL_ID_$fl_number fl_from=\$FL_AT_$fl_number fl_wanted=\$FL_SUM_$fl_number"
        fl_part=$fl_parts/$fl_id
        fl_size "$fl_part"
        if [ "$FL_SIZE" -ne "$fl_from" ]; then
            fl_tell "$fl_number" more "$FL_SIZE"
            continue
        fi
        if [ "$fl_from" -eq 0 ]; then
            mv -f "$fl_box/$fl_number" "$fl_part" || exit 74
        else
            cat "$fl_box/$fl_number" >>"$fl_part" || exit 74
            rm -f "$fl_box/$fl_number"
        fi
        if [ -z "$fl_wanted" ]; then
            fl_size "$fl_part"
            fl_tell "$fl_number" more "$FL_SIZE"
            continue
        fi
        fl_sum "$fl_part"
        if [ "$FL_SUM" != "$fl_wanted" ]; then
            rm -f "$fl_part"
            fl_tell "$fl_number" again
            continue
        fi
        fl_whole="$fl_whole $fl_number"
        set -- "$@" "$fl_part"
    done
    # Durable before it has its name: what has its name is whole, also after a power cut.
    [ "$#" -eq 0 ] || sync "$@" 2>/dev/null || :
    for fl_number in $fl_whole; do
        eval "fl_name=\$FL_NAME_$fl_number fl_id=\$FL_ID_$fl_number fl_time=\$FL_TIME_$fl_number fl_mode=\$FL_MODE_$fl_number"
        fl_part=$fl_parts/$fl_id
        fl_stands "$fl_name"
        if [ "$FL_STANDS" != none ]; then
            [ "$FL_STANDS" != file ] || FL_STANDS=taken
            fl_tell "$fl_number" "$FL_STANDS"
            continue
        fi
        chmod "$fl_mode" "$fl_part"
        touch -d "@$fl_time" "$fl_part" 2>/dev/null
        if fl_place "$fl_part" "$fl_name"; then
            fl_tell "$fl_number" placed
        elif [ -e "./$fl_name" ]; then
            fl_tell "$fl_number" taken
        else
            fl_tell "$fl_number" cannot
        fi
    done
}

cd "$FL_DIR/notebooks" || exit 73
umask 077
if [ -L "$fl_parts" ]; then
    echo "$fl_parts is a link" >&2
    exit 73
fi
case $FL_DO in
    look)
        mkdir -p "$fl_parts" || exit 73
        fl_look
        ;;
    take) fl_take ;;
    forget)
        fl_number=0
        while [ "$fl_number" -lt "$FL_COUNT" ]; do
            fl_number=$((fl_number + 1))
            eval "fl_id=\$FL_ID_$fl_number"
            rm -f "$fl_parts/$fl_id"
        done
        rmdir "$fl_parts" 2>/dev/null
        rm -rf "$FL_STATE/jobs/copy-$PPID"
        ;;
esac
fl_tell end
exit 0
