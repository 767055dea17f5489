# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# What the measurements written as scripts share; see figures.h for the manner. Sourced, never run.

# seconds FUNCTION…: runs it and prints the seconds it took, -1 when it failed. Its own output goes to the file $log.
seconds() {
    local began ended
    began=$(date +%s%N)
    if "$@" >>"${log:-/dev/null}" 2>&1 </dev/null; then
        ended=$(date +%s%N)
        awk -v n=$((ended - began)) 'BEGIN { printf "%.4f\n", n / 1e9 }'
    else
        echo -1
    fi
}

median() { sort -g | awk '{ a[NR] = $1 } $1 < 0 { bad = 1 } END { print bad || !NR ? -1 : NR % 2 ? a[(NR + 1) / 2] : (a[NR / 2] + a[NR / 2 + 1]) / 2 }'; }

# alternated ROUNDS FUNCTION…: medians of the functions' seconds into the array medians, in their order.
alternated() {
    local times=$1 round i turn all
    shift
    local functions=("$@") runs
    runs=$(mktemp -d)
    for ((round = 0; round < times; round++)); do
        for ((i = 0; i < ${#functions[@]}; i++)); do
            turn=$(((i + round) % ${#functions[@]}))
            seconds "${functions[turn]}" >>"$runs/$turn"
        done
    done
    medians=()
    for ((i = 0; i < ${#functions[@]}; i++)); do
        all=$(median <"$runs/$i")
        medians+=("$all")
    done
    rm -r "$runs"
}

# figure WHAT UNIT OURS PEER_NAME PEER GOAL: one line, as figures.h prints it; lower is better.
figure() {
    awk -v what="$1" -v unit="$2" -v ours="$3" -v name="$4" -v peer="$5" -v goal="$6" 'BEGIN {
        ratio = ours >= 0 && peer > 0 ? ours / peer : -1
        printf "%-34s ours %9.3f %-5s %-28s %9.3f %-5s ratio %8.4f  goal <= %-7.4g %s\n", what, ours, unit, name, peer, unit, ratio, goal,
            ratio < 0 ? "FAILED" : ratio <= goal ? "met" : "missed"
    }'
}
