# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=dash disable=SC2034,SC2154 # parts of one script: what one sets, another reads
# The image that all practice machines of this profile share: built once per recipe, kept in the cache.
# Given: recipe (text of recipe.sh), apt_mirror, proxy.

base_name() { printf '%s %s' "$recipe" "$(uname -m)" | sha256sum | cut -c1-16; }

# The computer's own Debian sources, where it is a Debian 12, else the public ones: what works here works there.
write_sources() {
    # shellcheck disable=SC2016 # apt's own variables
    own=$(apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' </dev/null 2>/dev/null |
        awk '$2 ~ /^bookworm(-updates|-security)?$/ && $1 !~ /^(cdrom|file|copy):/ { if (!seen[$0]++) c[$1 " " $2] = c[$1 " " $2] " " $3 }
             END { for (k in c) if (c[k] ~ / main/) print "deb", k c[k] }' | sort)
    case $own in
    *' bookworm '*) ;;
    *) own='deb http://deb.debian.org/debian bookworm main
deb http://deb.debian.org/debian bookworm-updates main
deb http://deb.debian.org/debian-security bookworm-security main' ;;
    esac
    if [ -n "$apt_mirror" ]; then
        own=$(echo "$own" | grep ' bookworm-security ')
        own="deb $apt_mirror bookworm main
deb $apt_mirror bookworm-updates main
$own"
    fi
    echo "$own"
}

# How apt gets out of this computer: proxy and the like, never what it installs.
write_apt_conf() {
    apt-config dump 2>/dev/null </dev/null | grep -E '^Acquire::(http|https|Check-Valid-Until|Check-Date|ForceIPv[46])(::| )' | grep -vE '::(User-Agent|SslKey|SslCert|Auth)'
    [ -z "$proxy" ] || echo "Acquire::http::Proxy \"$proxy\"; Acquire::https::Proxy \"$proxy\";"
}

# ensure_base: sets `base` to the image's folder; builds it in a folder beside it and renames it when it is whole.
ensure_base() {
    base=$cache/$(base_name)
    [ -d "$base" ] && return
    mkdir -p "$cache" || fail local-file "path=$cache"
    exec 7>"$cache/.lock"
    if ! flock -n 7; then
        say practice-waiting-for-image
        flock -w 900 7 || fail server-busy "machine=$id"
    fi
    [ -d "$base" ] && { exec 7>&-; return; }
    # What a build left that was cut off. Its mounts went with its namespace.
    rm -rf --one-file-system "$cache"/building-*
    say practice-building-image "log=$cache/build.log"
    building=$cache/building-$$
    mkdir "$building" || fail local-file "path=$building"
    write_sources >"$cache/sources"
    set -- --quiet --mode=root --variant=apt "--include=$packages" --dpkgopt=force-unsafe-io --aptopt='Acquire::Retries "3"'
    while IFS= read -r option; do set -- "$@" "--aptopt=$option"; done <<END
$(write_apt_conf)
END
    chmod 755 "$building"
    # In namespaces of its own: cut off anywhere, it leaves no mount and no process behind.
    (umask 022; exec unshare --mount --propagation private --pid --fork --kill-child=KILL --mount-proc \
        mmdebstrap "$@" bookworm "$building/root" "$cache/sources" </dev/null) >"$cache/build.log" 2>&1 7>&- 8>&- ||
        fail package-source-failed "log=$cache/build.log" "said=$(tail -n 3 "$cache/build.log" | tr '\n\t' '  ')"
    (umask 022; printf '%s\ncustomize\n' "$recipe" | exec chroot "$building/root" /bin/sh -s) >>"$cache/build.log" 2>&1 7>&- 8>&- ||
        fail local-command-failed "command=chroot" "log=$cache/build.log"
    mv "$building/root" "$base" || fail local-file "path=$base"
    rmdir "$building"
    # Images of other recipes, unless a machine still stands on them.
    for old in "$cache"/*/; do
        old=${old%/}
        [ "$old" = "$base" ] || grep -qsxF -- "$old" "$practice"/*/lowers || rm -rf --one-file-system "$old"
    done
    exec 7>&-
}
