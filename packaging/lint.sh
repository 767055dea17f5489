#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# ./dev lint: formatting of every C++ source, shellcheck of every script (those inside the step files too), and clang-tidy on
# the sources that differ from origin's main branch or are not committed yet. --all: clang-tidy on every source.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/.."
readonly build=build/release
bad=0
said() { printf '%-13s %s\n' "$1" "$2"; }

mapfile -t sources < <(git ls-files -co --exclude-standard -- '*.cpp' '*.h')
# shellcheck disable=SC2016 # the inner shell's $0
mapfile -t ragged < <(printf '%s\0' "${sources[@]}" | xargs -0 -n 1 -P "$(nproc)" \
    sh -c 'clang-format --dry-run -Werror "$0" 2>/dev/null || echo "$0"' | sort)
if [[ ${#ragged[@]} == 0 ]]; then
    said clang-format "${#sources[@]} files fine"
else
    said clang-format "put right by: clang-format -i ${ragged[*]}"
    bad=1
fi

mapfile -t scripts < <(git ls-files -co --exclude-standard | while read -r file; do
    case "$file" in
    *.sh | dev | .ci/run) echo "$file" ;;
    esac
done)
if shellcheck -x "${scripts[@]}"; then said shellcheck "${#scripts[@]} scripts fine"; else bad=1; fi

# The scripts of a step are the block scalars check, apply, verify and ahead. What the engine puts in front (fl_* functions, the
# step's parameters) is unknown to shellcheck: undefined variables (SC2153, SC2154) are therefore the step tests' business.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for file in resources/steps/*.yaml; do
    [[ -e $file ]] || continue
    awk -v out="$work/$(basename "$file" .yaml)" '
        /^(check|apply|verify|ahead): *\|/ { part = $1; sub(":", "", part); name = out "." part ".sh"; print "#!/bin/sh" > name; next }
        /^[^ \t]/ { part = "" }
        part != "" { sub(/^  /, ""); print > name }' "$file"
done
mapfile -t parts < <(find "$work" -name '*.sh' | sort)
if [[ ${#parts[@]} == 0 ]]; then
    said "step scripts" "none"
elif (cd "$work" && shellcheck -s sh -e SC2153,SC2154,SC1091 ./*.sh); then
    said "step scripts" "${#parts[@]} fine"
else
    bad=1
fi

if [[ ${1:-} == --all ]]; then
    mapfile -t changed < <(printf '%s\n' "${sources[@]}" | grep '\.cpp$')
else
    base=$(git merge-base HEAD origin/main 2>/dev/null || git rev-parse HEAD~1 2>/dev/null || git hash-object -t tree /dev/null)
    mapfile -t changed < <({
        git diff --name-only --diff-filter=d "$base" -- '*.cpp'
        git ls-files -o --exclude-standard -- '*.cpp'
    } | sort -u)
fi
if [[ ${#changed[@]} == 0 ]]; then
    said clang-tidy "nothing changed"
elif printf '%s\0' "${changed[@]}" | nice xargs -0 -n 1 -P "$(nproc)" clang-tidy -p $build --quiet; then
    said clang-tidy "${#changed[@]} files fine"
else
    bad=1
fi
exit $bad
