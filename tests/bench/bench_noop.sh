#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The second run on a finished machine: nothing to change. Ours is the whole `firstlight-cli setup` again, process start
# included; the peers ask the same twenty questions of the same machine (peers/checks.*). Twice: as it is, and as if it were
# 50 ms away. The machine is made for this, in a home of its own, and deleted again; FL_BENCH_KEEP=1 keeps it for the next time.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/../.."
# shellcheck source=tests/bench/figures.sh
. tests/bench/figures.sh
readonly cli=build/release/bin/firstlight-cli folder=$PWD/build/bench/noop peers=tests/bench/peers
readonly rounds=${FL_BENCH_ROUNDS:-5}
mkdir -p "$folder"
export FIRSTLIGHT_HOME=$folder/home
log=$folder/log
: >"$log"

setup() { "$cli" setup "$@" --set software.source=distro --yes --json; }
near() { setup --where practice --set machine.name=bench; }
far() { setup --where ssh --set machine.name=bench-far --set ssh.host=127.0.0.1 --set ssh.port="$far_port" --set ssh.user="$user" --set ssh.key="$key" --set ssh.host_key="$fingerprint"; }

proxy=
finish() {
    [[ ! $proxy ]] || kill "$proxy" 2>/dev/null || true
    if [[ ! ${FL_BENCH_KEEP:-} ]]; then
        # The far machine is the near one: what destroy would take back there goes with it.
        "$cli" destroy bench --yes >>"$log" 2>&1 && rm -rf "$FIRSTLIGHT_HOME"
    fi
}
trap finish EXIT
fail() {
    echo "noop: $* FAILED"
    tail -n 5 "$log" >&2
    exit 1
}

near >>"$log" 2>&1 || fail "the machine could not be set up:"
for machine in "$FIRSTLIGHT_HOME"/practice/*/; do [[ -s $machine/spec ]] && break; done
user=$(sed -n 's/^user //p' "$machine/spec")
fingerprint=$(sed -n 's/^fingerprint //p' "$machine/spec")
port=$(cat "$machine/port")
key=$FIRSTLIGHT_HOME/machines/$(basename "$machine")/id_ed25519
coproc PROXY { build/release/bench/delay_proxy "$port" 50; }
proxy=$PROXY_PID
read -r far_port <&"${PROXY[0]}"
far >>"$log" 2>&1 || fail "the machine could not be reached through the delay:"

# What the peers need to know; the host key is compared with the one the machine was made with.
hosts=$folder/known_hosts
ssh-keyscan -t ed25519 -p "$port" 127.0.0.1 2>/dev/null | sed 's/^[^ ]* /bench /' >"$hosts"
[[ $(ssh-keygen -l -E sha256 -f "$hosts" | cut -d' ' -f2) == "$fingerprint" ]] || fail "another host key:"
options="-o UserKnownHostsFile=$hosts -o HostKeyAlias=bench -o IdentitiesOnly=yes"
peer_port=$port
# shellcheck disable=SC2086 # options are words
plain() { ssh -F none $options -i "$key" -p "$peer_port" "$user@127.0.0.1" sh -s <"$peers/checks.sh"; }
ansible() {
    # A control socket of its own each time: the next run of a user's comes later than ControlPersist's minute.
    local control
    control=$(mktemp -d) || return
    LC_ALL=C.UTF-8 ANSIBLE_SSH_CONTROL_PATH_DIR=$control ANSIBLE_LOCALHOST_WARNING=false ANSIBLE_RETRY_FILES_ENABLED=false \
        ansible-playbook -i 127.0.0.1, -u "$user" --private-key "$key" --ssh-common-args "$options" \
        -e "ansible_port=$peer_port ansible_user=$user ansible_python_interpreter=/usr/bin/python3" "$peers/checks.yml"
    local rc=$?
    rm -rf "$control"
    return $rc
}
mitogen() {
    local plugins
    plugins=$(dpkg -L ansible-mitogen | grep '/plugins/strategy$' | head -n 1) || return
    ANSIBLE_STRATEGY_PLUGINS=$plugins ANSIBLE_STRATEGY=mitogen_linear ansible
}

compare() {
    local name=$1 ours=$2 goals=("${@:3}") peers_of=(plain ansible) i
    local names=("ssh host sh -s" "Ansible" "Ansible with mitogen")
    ! dpkg -s ansible-mitogen >/dev/null 2>&1 || peers_of+=(mitogen)
    alternated "$rounds" "$ours" "${peers_of[@]}"
    for ((i = 0; i < ${#peers_of[@]}; i++)); do
        figure "$name" s "${medians[0]}" "${names[i]}" "${medians[i + 1]}" "${goals[i]}"
    done
}
compare "nothing to change, loopback" near 0.75 0.01667 0.025
peer_port=$far_port
compare "nothing to change, +50 ms" far 0.75 0.01667 0.037
