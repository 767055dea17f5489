# shellcheck shell=sh disable=SC2154 # from the prelude
# SPDX-License-Identifier: GPL-3.0-or-later
# A second door to this machine's Jupyter, for Google Colab's page in the user's browser: a server of its own on 127.0.0.1, without TLS (that page
# speaks no other), with a token of its own, and with an end that comes by itself, whoever is connected by then. FL_DO is start, state or
# stop; FL_SECONDS is how long it may stand open. Prints `port=`, `left=` (seconds) and `token=` while it is open, and nothing else.
# alive.sh and prelude.sh stand in front; facts are loaded.

fl_box=$FL_DIR/jupyter/colab
fl_unit=firstlight-colab.service
fl_uid=$(id -u)
fl_job=$FL_STATE/jobs/colab
fl_systemd=no
if [ -d /run/systemd/system ] && [ -S "/run/user/$fl_uid/systemd/private" ]; then
    fl_systemd=yes
    export XDG_RUNTIME_DIR="/run/user/$fl_uid"
fi

fl_listening() {
    fl_hex=$(printf %04X "$1")
    cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | grep -q "^ *[0-9]*: [0-9A-F]*:$fl_hex [0-9A-F:]* 0A "
}
fl_shut() {
    [ "$fl_systemd" = no ] || systemctl --user stop "$fl_unit" 2>/dev/null
    if fl_alive "$fl_box/pid"; then
        # The group: kernels are its children.
        kill -s TERM -- "-$fl_pid" 2>/dev/null
        fl_count=0
        while fl_alive "$fl_box/pid" && [ "$fl_count" -lt 100 ]; do
            fl_count=$((fl_count + 1))
            sleep 0.1
        done
        kill -s KILL -- "-$fl_pid" 2>/dev/null
    fi
    rm -rf "$fl_box" "$fl_job"
}
fl_tell() {
    read -r fl_port fl_end <"$fl_box/open"
    read -r fl_up _ </proc/uptime
    printf 'port=%s\nleft=%s\ntoken=%s\n' "$fl_port" "$((fl_end - ${fl_up%%.*}))" "$(cat "$fl_box/token")"
}
fl_complain() {
    printf '%s\n' "$1" >&2
    sed 's/token=[0-9a-f]*/token=…/g' "$fl_box/log" 2>/dev/null | tail -n 20 >&2
    fl_shut
    exit 1
}

fl_write() {
    umask 077
    mkdir -p "$fl_box" "$fl_job"
    od -An -N24 -tx1 /dev/urandom | tr -d ' \n' >"$fl_box/token"
    cat >"$fl_box/config.py" <<CONFIG
# Written by Firstlight: for Google Colab's page, for a while.
import os

port = $1
CONFIG
    cat >>"$fl_box/config.py" <<'CONFIG'
here = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(here, "token"), encoding="ascii") as file:
    token = file.read().strip()
c = get_config()  # noqa: F821
for section, folder in ((c.ServerApp, "root_dir"), (c.NotebookApp, "notebook_dir")):
    section.ip = "127.0.0.1"
    section.port = port
    section.port_retries = 0
    section.open_browser = False
    section.allow_origin = "https://colab.research.google.com"
    section.allow_credentials = True
    section.password = ""
    section.token = token
    setattr(section, folder, os.path.join(here, "..", "..", "notebooks"))
c.IdentityProvider.token = token
# Jupyter lets a page of any origin in that knows the token. Here it must be Colab's as well.
for module in ("jupyter_server.base.handlers", "notebook.base.handlers"):
    try:
        handler = __import__(module, fromlist=["AuthenticatedHandler"]).AuthenticatedHandler
        handler.skip_check_origin = lambda self: self.request.method == "OPTIONS"
    except ImportError:
        pass
CONFIG
    cat >"$fl_box/start" <<'START'
#!/bin/sh
# Written by Firstlight: ends by itself after so many seconds, and takes its folder along.
here=$(dirname "$(readlink -f "$0")")
export JUPYTER_CONFIG_DIR="$here/own/config" JUPYTER_DATA_DIR="$here/../own/data" JUPYTER_RUNTIME_DIR="$here/own/run"
export JUPYTER_PATH="$HOME/.local/share/jupyter" IPYTHONDIR="$here/../own/ipython" PYTHONUNBUFFERED=1
unset JUPYTER_TOKEN
# shellcheck source=/dev/null # proxy and certificates, where there are any
if [ -r "$here/../../network.sh" ]; then . "$here/../../network.sh"; fi
umask 077
trap : TERM # who ends the group ends Jupyter, which ends its kernels first
cd "$here/../../notebooks" || exit 1
START
    # In the foreground: else it would leave the group that a stop ends.
    # shellcheck disable=SC2016 # for the script that is written
    printf 'timeout --foreground -k 10 %s %s --config="$here/config.py" >"$here/log" 2>&1\n' "$FL_SECONDS" "$2" >>"$fl_box/start"
    # shellcheck disable=SC2016
    printf 'rm -rf "$here" %s\n' "'$fl_job'" >>"$fl_box/start"
}

fl_start() {
    fl_get jupyter.program || fl_complain 'Jupyter is not set up here'
    fl_program=$FL_VALUE
    fl_port=8910
    while fl_listening "$fl_port"; do
        fl_port=$((fl_port + 1))
        [ "$fl_port" -lt 9910 ] || fl_complain 'no port is free'
    done
    fl_write "$fl_port" "$fl_program"
    if [ "$fl_systemd" = yes ]; then
        systemd-run --user --quiet --collect --unit="$fl_unit" -p UMask=0077 -p NoNewPrivileges=yes \
            -p RuntimeMaxSec="$((FL_SECONDS + 30))" /bin/sh "$fl_box/start" || fl_complain 'systemd does not start it'
        fl_main_pid=$(systemctl --user show -p MainPID --value "$fl_unit")
    else
        setsid /bin/sh "$fl_box/start" </dev/null >/dev/null 2>&1 5>&- &
        fl_main_pid=$!
    fi
    fl_started "$fl_main_pid" || fl_complain 'it ended right after its start'
    printf '%s %s\n' "$fl_main_pid" "$FL_STARTED" >"$fl_box/pid"
    # Work: a machine that stops itself when it is idle sees it among the jobs.
    printf '%s %s\n' "$fl_main_pid" "$FL_STARTED" >"$fl_job/pid"
    fl_count=0
    until fl_listening "$fl_port"; do
        fl_count=$((fl_count + 1))
        [ "$fl_count" -lt 300 ] || fl_complain 'it does not answer'
        fl_alive "$fl_box/pid" || fl_complain 'it ended right after its start'
        sleep 0.2
    done
    read -r fl_up _ </proc/uptime # clocks are set
    printf '%s %s\n' "$fl_port" "$((${fl_up%%.*} + FL_SECONDS))" >"$fl_box/open"
}

case $FL_DO in
    stop) fl_shut ;;
    *)
        if ! fl_alive "$fl_box/pid" || [ ! -r "$fl_box/open" ]; then
            if [ -d "$fl_box" ]; then fl_shut; fi # what a restart left
            if [ "$FL_DO" = start ]; then fl_start; fi
        fi
        if [ -r "$fl_box/open" ]; then fl_tell; fi
        ;;
esac
exit 0
