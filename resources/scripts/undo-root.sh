# shellcheck shell=sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The part of undo that needs root: system units and what they run, packages and where they came from, lingering. $1 is the state folder; undo-list there holds its lines of `added`.

echo began
cd "$1" || exit 1
export LC_ALL=C DEBIAN_FRONTEND=noninteractive NEEDRESTART_SUSPEND=1
# What could stop the machine goes first, and what would keep a package.
while read -r fl_kind fl_name; do
    case $fl_kind:$fl_name in
        system-unit:firstlight-*[!a-z-]*) ;; # no name of ours
        system-unit:firstlight-*)
            systemctl disable --now "$fl_name.timer" >/dev/null 2>&1
            rm -rf "/etc/systemd/system/$fl_name.timer" "/etc/systemd/system/$fl_name.service" "/run/$fl_name"
            systemctl daemon-reload >/dev/null 2>&1
            echo "gone system-unit $fl_name"
            ;;
        system-tree:/usr/local/lib/firstlight)
            rm -rf "$fl_name"
            echo "gone system-tree $fl_name"
            ;;
        # A package that is held cannot be removed.
        hold:*)
            if command -v apt-mark >/dev/null 2>&1; then apt-mark unhold "$fl_name"; else dnf -y versionlock delete "$fl_name"; fi >/dev/null 2>&1
            echo "gone hold $fl_name"
            ;;
        # What does this may go with our packages.
        dnf-module:*)
            dnf -y module reset "$fl_name" >/dev/null 2>&1
            echo "gone dnf-module $fl_name"
            ;;
        dnf-repo:*)
            dnf -y config-manager --set-disabled "$fl_name" >/dev/null 2>&1
            echo "gone dnf-repo $fl_name"
            ;;
        linger:*)
            loginctl disable-linger "$fl_name" 2>&1
            if [ -e "/var/lib/systemd/linger/$fl_name" ]; then
                echo "left linger $fl_name cannot-be-removed"
            else
                echo "gone linger $fl_name"
            fi
            ;;
    esac
done <undo-list

sed -n 's/^apt //p' undo-list | sort -u >undo-ours
if [ -s undo-ours ]; then
    fl_apt() { apt-get -q -y -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 "$@" </dev/null 2>&1; }
    # What is ours and wanted by nothing else: apt knows, once they count as installed for others' sake. Removing those alone can
    # never take away a package that was there before, or one of the user's that came to need ours. What merely recommends or
    # suggests one of ours (a small system does so of tzdata and python3) lived without it before.
    dpkg-query -W -f='${Package} ${db:Status-Status}\n' 2>/dev/null | sed -n 's/ installed$//p' | sort -u >undo-installed
    comm -12 undo-ours undo-installed >undo-present
    xargs -r apt-mark auto <undo-present >/dev/null 2>&1
    apt-get -s -o APT::AutoRemove::RecommendsImportant=false -o APT::AutoRemove::SuggestsImportant=false autoremove 2>/dev/null | sed -n 's/^Remv \([^ ]*\).*/\1/p' | sort -u >undo-free
    comm -12 undo-present undo-free >undo-take
    if [ -s undo-take ]; then
        # Nothing but these may go with them.
        # shellcheck disable=SC2046 # a list of package names
        apt-get -s purge $(cat undo-take) 2>/dev/null | sed -n 's/^\(Remv\|Purg\) \([^ ]*\).*/\2/p' | sort -u >undo-would
        if [ -z "$(comm -13 undo-take undo-would)" ]; then
            # shellcheck disable=SC2046
            fl_apt purge $(cat undo-take) | sed 's/^/log /'
        fi
    fi
    # apt never offers what has the priority "required" (tzdata); a minimal system can be without.
    dpkg-query -W -f='${Package} ${Priority}\n' 2>/dev/null | sed -n 's/ required$//p' | sort -u >undo-required
    comm -12 undo-present undo-required >undo-rest
    # Nor the headers of the kernel that runs.
    grep '^linux-headers-' undo-present >>undo-rest
    while read -r fl_name; do
        # shellcheck disable=SC2046 # one name or none
        set -- $(apt-get -s purge "$fl_name" 2>/dev/null | sed -n 's/^\(Remv\|Purg\) \([^ ]*\).*/\2/p' | sort -u)
        if [ "$*" = "$fl_name" ]; then
            fl_apt purge "$fl_name" | sed 's/^/log /'
        fi
    done <undo-rest
    dpkg-query -W -f='${Package} ${db:Status-Status}\n' 2>/dev/null | sed -n 's/ installed$//p' | sort -u >undo-installed
    comm -23 undo-ours undo-installed | sed 's/^/gone apt /'
    # Still there though nothing needs it: that is a failure. Still there because something does: it is the user's now.
    comm -12 undo-take undo-installed 2>/dev/null | sed 's/^/left apt /; s/$/ cannot-be-removed/'
fi

sed -n 's/^rpm //p' undo-list | sort -u >undo-ours
if [ -s undo-ours ]; then
    rpm -qa --qf '%{NAME}\n' | sort -u >undo-installed
    comm -12 undo-ours undo-installed >undo-take
    # rpm takes away no package that is not named, and none that another one needs. What something of the user's came to need is the
    # user's now: rpm says what would be missed ("python(abi) = 3.12 is needed by (installed) …"), and who provides that stays.
    while [ -s undo-take ] && ! xargs rpm -e --test <undo-take >undo-missed 2>&1; do
        sed -n 's/^[[:space:]]*\(.*\) is needed by (installed) .*/\1/p' undo-missed | sed 's/ [<=>]\{1,\} .*//' | sort -u |
            while read -r fl_name; do rpm -q --qf '%{NAME}\n' --whatprovides "$fl_name" 2>/dev/null; done | sort -u >undo-needed
        comm -23 undo-take undo-needed >undo-free
        [ -n "$(comm -12 undo-take undo-needed)" ] || break
        mv undo-free undo-take
    done
    if [ -s undo-take ]; then xargs rpm -e <undo-take 2>&1 | sed 's/^/log /'; fi
    rpm -qa --qf '%{NAME}\n' | sort -u >undo-installed
    comm -23 undo-ours undo-installed | sed 's/^/gone rpm /'
    comm -12 undo-take undo-installed | sed 's/^/left rpm /; s/$/ cannot-be-removed/'
fi
# Where the packages came from, and what was said about them, comes after they are gone.
while read -r fl_kind fl_name; do
    case $fl_kind:$fl_name in
        system-line:/etc/dnf/dnf.conf\ *)
            awk -v "line=${fl_name#* }" '$0 != line' /etc/dnf/dnf.conf >/etc/dnf/dnf.conf.new
            chmod 0644 /etc/dnf/dnf.conf.new
            mv /etc/dnf/dnf.conf.new /etc/dnf/dnf.conf
            echo "gone system-line $fl_name"
            ;;
        system-file:*..*) ;; # no way out of these folders
        system-file:/etc/*/firstlight-* | system-file:/usr/share/keyrings/firstlight-* | system-file:/etc/pki/rpm-gpg/RPM-GPG-KEY-firstlight-* | \
            system-file:/usr/local/share/ca-certificates/firstlight-*)
            rm -f "$fl_name"
            # --fresh: else the links to what is gone stay behind.
            case $fl_name in
                /etc/modprobe.d/*) if command -v update-initramfs >/dev/null 2>&1; then update-initramfs -u; else dracut -f; fi >/dev/null 2>&1 ;;
                /usr/local/share/ca-certificates/*) command -v update-ca-certificates >/dev/null 2>&1 && update-ca-certificates --fresh >/dev/null 2>&1 ;;
                /etc/pki/ca-trust/*) update-ca-trust ;;
            esac
            echo "gone system-file $fl_name"
            ;;
    esac
done <undo-list
chown -R --reference=. . 2>/dev/null
exit 0
