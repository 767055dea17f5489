# shellcheck shell=sh disable=SC2034,SC2153,SC2154 # capitals come from the client or go to the prelude, fl_tab comes from it
# SPDX-License-Identifier: GPL-3.0-or-later
# Makes the next set-up do a part of itself anew, and nothing else. Given: FL_OWNER (who may hold the server's lock), FL_LEARNT (`name value`
# lines: how it is now, in place of what was remembered) and FL_ANEW (a framework whose environment counts as never finished; may be empty).
# alive.sh and prelude.sh stand in front; facts are loaded. Exit 75: another set-up is at work.

[ -d "$FL_STATE" ] && cd "$FL_STATE" || exit 1
if command -v flock >/dev/null 2>&1; then
    exec 9>>lock
    if ! flock -n 9; then
        IFS=$fl_tab read -r fl_owner fl_who <lock
        if [ "$fl_owner" != "$FL_OWNER" ]; then
            printf '%s\n' "$fl_who" >&2
            exit 75
        fi
    fi
fi
FL_READONLY=no
while read -r fl_name fl_value; do
    [ -z "$fl_name" ] || fl_fact "$fl_name" "$fl_value"
done <<LEARNT
$FL_LEARNT
LEARNT
if [ -n "$FL_ANEW" ]; then
    if fl_get "$FL_ANEW.python"; then
        case $FL_VALUE in "$FL_DIR/envs/"*/bin/python) rm -f "${FL_VALUE%/bin/python}/.whole" ;; esac
    fi
    fl_fact "$FL_ANEW" ''
fi
rm -f "$FL_STATE/proof.json"
exit 0
