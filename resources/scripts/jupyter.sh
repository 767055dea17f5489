# shellcheck shell=sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Jupyter of a server that is set up: FL_DO is state, start or stop. alive.sh and prelude.sh stand in front; facts are loaded.

fl_unit=firstlight-jupyter.service
fl_uid=$(id -u)
if [ -d /run/systemd/system ] && [ -e "$FL_HOME/.config/systemd/user/$fl_unit" ]; then
    fl_systemd=yes
    export XDG_RUNTIME_DIR="/run/user/$fl_uid"
else
    fl_systemd=no
fi

# Whether a process of this user listens at Jupyter's port on 127.0.0.1.
fl_listens() {
    fl_get jupyter.port || return 1
    fl_hex=$(printf %04X "$FL_VALUE")
    while read -r _ fl_place _ fl_socket _ _ _ fl_owner _; do
        [ "$fl_place:$fl_socket:$fl_owner" = "0100007F:$fl_hex:0A:$fl_uid" ] && return 0
    done </proc/net/tcp
    return 1
}

# Sets fl_now; failed: it ended by itself, and systemd's starting it again has not helped yet. fl_ended is systemd's word on it.
fl_jupyter_state() {
    fl_now=stopped fl_ended=''
    if [ ! -r "$FL_DIR/jupyter/config.py" ]; then
        fl_now=absent
    elif [ "$fl_systemd" = yes ]; then
        # Where the user's manager is not there it says nothing: then nothing of it runs.
        fl_active='' fl_result='' fl_restarts=0 fl_status='' fl_sub=''
        while IFS='=' read -r fl_key fl_text; do
            case $fl_key in
                ActiveState) fl_active=$fl_text ;;
                ExecMainStatus) fl_status=$fl_text ;;
                NRestarts) fl_restarts=$fl_text ;;
                Result) fl_result=$fl_text ;;
                SubState) fl_sub=$fl_text ;;
            esac
        done <<SYSTEMD
$(systemctl --user show -p ActiveState,ExecMainStatus,NRestarts,Result,SubState "$fl_unit" 2>/dev/null)
SYSTEMD
        case $fl_active:$fl_sub in
            failed:* | *:auto-restart*) fl_now=failed ;;
            active:* | activating:* | reloading:*)
                fl_now=running
                # Started once more, and not there yet: that it stays is not known.
                [ "$fl_restarts" -eq 0 ] || fl_listens || fl_now=failed
                ;;
        esac
        [ "$fl_now" != failed ] || fl_ended="systemd: $fl_result, status $fl_status, started again $fl_restarts times"
    elif fl_alive "$FL_STATE/jupyter.pid"; then
        fl_now=running
    fi
}

# Why it is not there, as far as systemd and it itself have said.
fl_last_words() {
    [ -z "$fl_ended" ] || printf '%s\n' "$fl_ended"
    tail -n 20 "$FL_STATE/jupyter.log" 2>/dev/null | cut -c 1-500
}

fl_port_taken() { fl_last_words | grep -qE 'already in use|Address already'; }

fl_complain() {
    {
        printf '%s\n' "$1"
        fl_last_words
    } >&2
    if fl_port_taken; then exit 3; fi
    exit 1
}

fl_start_jupyter() {
    fl_jupyter_state
    [ "$fl_now" != absent ] || fl_complain 'Jupyter is not set up here'
    if [ "$fl_now" != running ]; then
        # From here on its log is of this start.
        (umask 077 && : >"$FL_STATE/jupyter.log")
        if [ "$fl_systemd" = yes ]; then
            # One that waits to be started again would not be started before its time, and count as started again.
            systemctl --user stop "$fl_unit" 2>/dev/null
            systemctl --user reset-failed "$fl_unit" 2>/dev/null
            systemctl --user start "$fl_unit" || fl_complain 'systemd does not start Jupyter'
        else
            (
                umask 077
                setsid /bin/sh "$FL_DIR/jupyter/start" </dev/null >"$FL_STATE/jupyter.log" 2>&1 &
                fl_started "$!"
                printf '%s %s\n' "$!" "$FL_STARTED" >"$FL_STATE/jupyter.pid"
            )
        fi
    fi
    fl_count=0
    until fl_listens; do
        fl_count=$((fl_count + 1))
        [ "$fl_count" -lt 300 ] || fl_complain 'Jupyter does not answer'
        sleep 0.2
        fl_jupyter_state
        case $fl_now in
            running) ;;
            *) fl_complain 'Jupyter ended right after its start' ;;
        esac
    done
}

fl_stop_jupyter() {
    if [ "$fl_systemd" = yes ]; then
        systemctl --user stop "$fl_unit" || fl_complain 'systemd does not stop Jupyter'
    elif fl_alive "$FL_STATE/jupyter.pid"; then
        read -r fl_pid _ <"$FL_STATE/jupyter.pid"
        # The group: kernels are its children.
        kill -s TERM -- "-$fl_pid" 2>/dev/null
        fl_count=0
        while fl_alive "$FL_STATE/jupyter.pid"; do
            fl_count=$((fl_count + 1))
            [ "$fl_count" -lt 50 ] || kill -s KILL -- "-$fl_pid" 2>/dev/null
            [ "$fl_count" -lt 100 ] || fl_complain 'Jupyter does not end'
            sleep 0.1
        done
    fi
}

# What runs in the notebooks, as a line of JSON: kernels=[{"path":…,"state":…,"active":ms},…]. Nothing where Jupyter does not answer.
fl_kernels() {
    fl_get jupyter.python || return 0
    fl_python=$FL_VALUE
    fl_get jupyter.port || return 0
    fl_port=$FL_VALUE
    fl_get config.base_url || return 0
    timeout 10 "$fl_python" -I -c '
import datetime, json, ssl, sys, urllib.request
port, base, certificate, token = sys.argv[1:]
with open(token, encoding="utf-8") as file:
    header = {"Authorization": "token " + file.read().strip()}
opener = urllib.request.build_opener(
    urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=ssl.create_default_context(cafile=certificate)))
with opener.open(urllib.request.Request(f"https://127.0.0.1:{port}{base}api/sessions", headers=header), timeout=5) as answer:
    sessions = json.load(answer)
def told(session):
    kernel = session["kernel"]
    active = datetime.datetime.fromisoformat(kernel["last_activity"].replace("Z", "+00:00"))
    return {"path": session["path"][:200], "state": kernel["execution_state"], "active": int(active.timestamp() * 1000)}
print("kernels=" + json.dumps([told(session) for session in sessions[:64]]))
' "$fl_port" "$FL_VALUE" "$FL_DIR/jupyter/cert.pem" "$FL_STATE/token" 2>/dev/null
}

case $FL_DO in
    state)
        fl_jupyter_state
        printf 'jupyter=%s\nboot_id=%s\n' "$fl_now" "$FL_BOOT"
        df -Pk "$FL_HOME" 2>/dev/null | awk 'NR == 2 { printf "disk.free.mb=%d\n", $4 / 1024 }'
        while read -r fl_line; do
            printf 'fact %s\n' "$fl_line"
        done 2>/dev/null <"$FL_STATE/facts"
        # Written by the timer of the step idle-stop at each look.
        sed -n 's/^idle /idle=/p' /run/firstlight-idle-stop/last 2>/dev/null
        [ "$fl_now" != running ] || fl_kernels
        if [ "$fl_now" = failed ]; then
            ! fl_port_taken || echo jupyter.port-taken=yes
            fl_last_words | sed 's/^/jupyter.said=/'
        fi
        if [ -n "$FL_DRIVER" ]; then
            nvidia-smi --query-gpu=index,name,utilization.gpu,memory.used,memory.total,temperature.gpu --format=csv,noheader,nounits 2>/dev/null |
                while IFS= read -r fl_line; do
                    printf 'gpu=%s\n' "$fl_line"
                done
        fi
        ;;
    start) fl_start_jupyter ;;
    stop) fl_stop_jupyter ;;
esac
exit 0
