# shellcheck shell=sh disable=SC2154 # set by eval
# SPDX-License-Identifier: GPL-3.0-or-later
# Sends files of the notebook folder, each behind a line `MARK NUMBER SIZE SHA256`: the bytes from an offset on. What a file grows by
# meanwhile is not sent. A file that is no longer there or cannot be read has a dash for its size. The last line is `MARK end`.
# Given: FL_SEND (random, begins the lines), FL_COUNT, and for each number FL_FILE_<number> and FL_FROM_<number> (the offset; a dash: no
# bytes are wanted). alive.sh and prelude.sh stand in front.

cd "$FL_DIR/notebooks" || exit 1
# A copy is work: while it goes on, it stands among the jobs, so that a machine that stops itself when it is idle sees it.
for fl_job in "$FL_STATE"/jobs/copy-*/; do
    [ -d "$fl_job" ] && ! fl_alive "${fl_job}pid" && rm -rf "$fl_job"
done
fl_job=$FL_STATE/jobs/copy-$$
trap 'rm -rf "$fl_job"' EXIT
trap 'exit 1' HUP INT TERM PIPE
(umask 077 && mkdir -p "$fl_job") && fl_started "$$" && printf '%s %s\n' "$$" "$FL_STARTED" >"$fl_job/pid"
export LC_ALL=C
fl_number=0
while [ "$fl_number" -lt "$FL_COUNT" ]; do
    fl_number=$((fl_number + 1))
    eval "fl_file=./\$FL_FILE_$fl_number fl_from=\$FL_FROM_$fl_number"
    fl_sum=
    if [ ! -L "$fl_file" ] && [ -f "$fl_file" ] && [ -r "$fl_file" ] && fl_size=$(stat -c %s "$fl_file" 2>/dev/null); then
        fl_sum=$(head -c "$fl_size" "$fl_file" 2>/dev/null | sha256sum)
        fl_sum=${fl_sum%% *}
    fi
    if [ -z "$fl_sum" ]; then
        printf '%s %s - -\n' "$FL_SEND" "$fl_number"
        continue
    fi
    printf '%s %s %s %s\n' "$FL_SEND" "$fl_number" "$fl_size" "$fl_sum"
    if [ "$fl_from" != - ] && [ "$fl_from" -lt "$fl_size" ]; then
        tail -c "+$((fl_from + 1))" "$fl_file" | head -c "$((fl_size - fl_from))"
    fi
done
printf '%s end\n' "$FL_SEND"
exit 0
