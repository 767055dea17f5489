# shellcheck shell=sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Holds the server's lock (file descriptor 9, inherited) between the steps of one set-up, and goes half a minute after the last of
# them, so that a client that died does not lock the server. What is fetched ahead ends with it, and what nobody took of it goes. $1 is the state folder. alive.sh
# stands in front of it.

cd "$1" || exit 1
fl_idle=0
while [ "$fl_idle" -lt 30 ] && [ ! -e unlock ]; do
    sleep 1
    fl_idle=$((fl_idle + 1))
    if [ -e lease ]; then
        rm -f lease
        fl_idle=0
    fi
    for fl_job in jobs/*/; do
        if [ -e "${fl_job}pid" ] && [ ! -e "${fl_job}rc" ] && fl_alive "${fl_job}pid"; then
            fl_idle=0
        fi
    done
done
fl_ahead_end
rm -rf ahead/apt
