# shellcheck shell=sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Says which boot this is and asks for the next one, a second later so that the answer still gets out. Given: FL_FOLLOW FL_BOOT_FILE and
# the secret FL_SUDO (empty: sudo without a password).

export LC_ALL=C
fl_tab='	'
fl_out() { printf '%s%s\n' "$FL_FOLLOW" "$1"; }
fl_command='setsid /bin/sh -c "sleep 1; systemctl reboot || reboot" >/dev/null 2>&1 </dev/null &'
read -r fl_boot <"$FL_BOOT_FILE"
fl_out "open$fl_tab$fl_boot"
if [ "$(id -u)" -eq 0 ]; then
    /bin/sh -c "$fl_command"
elif [ -n "$FL_SUDO" ]; then
    fl_error=$(printf '%s\n' "$FL_SUDO" | sudo -S -p "$FL_FOLLOW" -- /bin/sh -c "$fl_command" 2>&1)
else
    fl_error=$(sudo -n -- /bin/sh -c "$fl_command" 2>&1 </dev/null)
fi
fl_status=$?
if [ "$fl_status" -eq 0 ]; then
    fl_out going
else
    printf '%s\n' "$fl_error" | while IFS= read -r fl_line; do
        fl_out "sudo$fl_tab$fl_line"
    done
fi
exit 0
