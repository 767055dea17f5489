# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=sh
# Stands in front of what is typed by hand: the certificate and the service are the same wherever Jupyter came from.
ours=$HOME/by-hand

certify() {
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 365 -subj /CN=localhost \
        -addext subjectAltName=IP:127.0.0.1 -keyout "$ours/key.pem" -out "$ours/cert.pem" 2>/dev/null
}

# serve PROGRAM: as a service of the user's that stays; it answers when this returns.
serve() {
    mkdir -p "$HOME/.config/systemd/user"
    cat >"$HOME/.config/systemd/user/by-hand.service" <<END
[Service]
ExecStart=$1 --config=$ours/config.py
[Install]
WantedBy=default.target
END
    sudo loginctl enable-linger "$(id -un)"
    XDG_RUNTIME_DIR=/run/user/$(id -u)
    export XDG_RUNTIME_DIR
    systemctl --user -q enable --now by-hand.service
    n=0
    until openssl s_client -connect 127.0.0.1:8899 </dev/null >/dev/null 2>&1; do
        n=$((n + 1))
        [ $n -lt 300 ] || exit 1
        sleep 0.2
    done
}
