# shellcheck shell=sh disable=SC2154 # fl_newline comes from the prelude
# SPDX-License-Identifier: GPL-3.0-or-later
# Lists what the user made below the notebook folder: `f SIZE MTIME NAME` for a file, `l` for a symbolic link (never followed), `x` when a
# folder could not be looked into; each ended by a NUL. Left out is what Jupyter and Python put there by themselves, and what we put
# there ourselves while nobody has changed it. alive.sh and prelude.sh stand in front; facts are loaded.

fl_root=$FL_DIR/notebooks
[ -d "$fl_root" ] || exit 0
if ! cd "$fl_root"; then
    printf 'x\0'
    exit 0
fi
export LC_ALL=C
fl_ours=$fl_newline
# fl_unchanged FILE FACT: one of ours as long as it has the sum that the fact tells.
fl_unchanged() {
    if fl_get "$2" && [ -f "$1" ] && [ "$(cksum <"$1")" = "$FL_VALUE" ]; then fl_ours=$fl_ours./${1#"$fl_root/"}$fl_newline; fi
}
if fl_get welcome; then fl_unchanged "$FL_VALUE" welcome.sum; fi
for fl_name in settings.json extensions.json; do fl_unchanged "$fl_root/.vscode/$fl_name" "vscode.$fl_name"; done
# One stat for many files, and it prints figures alone: no name can imitate them. A file that goes meanwhile is left out.
# shellcheck disable=SC2016 # for the shells that find starts
find . -type d \( -name .ipynb_checkpoints -o -name __pycache__ -o -path ./.firstlight-part \) -prune -o \
    -type l -exec sh -c 'for file; do printf "l\0"; done' sh {} + -o \
    -type f -exec sh -c '
        ours=$1
        shift
        one() {
            case $ours in *"
$2
"*) ;; *) printf "f %s %s\0" "$1" "${2#./}" ;; esac
        }
        if figures=$(stat -c "%s %Y" "$@" 2>/dev/null); then
            printf "%s\n" "$figures" | for file; do
                read -r figure
                one "$figure" "$file"
            done
        else
            for file; do
                figure=$(stat -c "%s %Y" "$file" 2>/dev/null) && one "$figure" "$file"
            done
        fi
        :
    ' sh "$fl_ours" {} + 2>/dev/null || printf 'x\0'
exit 0
