#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# ./dev bench [NAME…]: runs the measurements, each a program bench_NAME or a script bench_NAME.sh. Every line compares our figure
# with that of what one would use instead, from the same run on the same computer. Without names all but the long ones run.
# A missed goal is reported and is no failure; a measurement that could not be made is one.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/../.."
readonly long=" setup frameworks ahead "
declare -A made=()
for file in build/release/bench/bench_* tests/bench/bench_*.sh; do
    [[ -x $file && ! -d $file ]] || continue
    name=$(basename "$file" .sh)
    made[${name#bench_}]=$file
done
if [[ $# == 0 ]]; then
    for name in "${!made[@]}"; do
        [[ $long == *" $name "* ]] || set -- "$@" "$name"
    done
fi
known=$(printf '%s\n' "${!made[@]}" | sort | tr '\n' ' ')
[[ $# != 0 ]] || { echo "bench: there is no measurement" >&2 && exit 1; }
for name in "$@"; do
    [[ ${made[$name]:-} ]] || { echo "bench: no measurement '$name'; there are: $known" >&2 && exit 2; }
done
printf '%s, %s cores, load %s\n' "$(uname -sm)" "$(nproc)" "$(cut -d' ' -f1-3 /proc/loadavg)"
bad=()
out=$(mktemp)
trap 'rm -f "$out"' EXIT
for name in $(printf '%s\n' "$@" | sort -u); do
    echo "== $name"
    rc=0
    "${made[$name]}" </dev/null | tee "$out" || rc=$?
    if [[ $rc != 0 ]] || grep -q 'FAILED$' "$out"; then bad+=("$name"); fi
done
if [[ ${#bad[@]} != 0 ]]; then
    echo "could not be measured: ${bad[*]}"
    exit 1
fi
