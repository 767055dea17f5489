# shellcheck shell=sh disable=SC2034,SC2154 # capitals come from the prelude, and are for the step
# SPDX-License-Identifier: GPL-3.0-or-later
# Stands behind nvidia.sh: what nvidia-driver is going to install and from where, the same for its apply and its ahead.

# fl_driver_wanted REPOSITORY PACKAGES ENROL_KEY: FL_PACKAGES for the kernel that runs, of which FL_FIRST has the driver's own version;
# FL_ENROL is yes where somebody has to accept a key at the computer's screen. Ends the step where such a driver cannot be had.
fl_driver_wanted() {
    fl_kernel=$(uname -r)
    fl_get os.version
    fl_version=$FL_VALUE
    fl_get os.id
    # 6.8.0-51-generic -> generic; with Ubuntu's newer kernel of an LTS the meta package has its name.
    fl_flavour=$(printf '%s\n' "$fl_kernel" | sed 's/^[0-9.]*-[0-9]*-//')
    if [ "$FL_VALUE" = ubuntu ] && fl_installed "linux-image-$fl_flavour-hwe-$fl_version"; then fl_flavour=$fl_flavour-hwe-$fl_version; fi
    FL_PACKAGES=$(printf '%s\n' "$2" | sed 's/[$]{KERNEL_FLAVOUR}/'"$fl_flavour"'/g; s/[$]{KERNEL}/'"$fl_kernel"'/g')
    # Oracle's own kernel has headers of its own; those of RHEL's would bring that kernel along.
    case $fl_kernel in *uek*) FL_PACKAGES=$(printf '%s\n' "$FL_PACKAGES" | sed "s/kernel-devel-[^ ]*/kernel-uek-devel-$fl_kernel/") ;; esac
    # The package of which Fabric Manager must have the very version.
    FL_FIRST=
    for fl_package in $FL_PACKAGES; do
        case $fl_package in nvidia-utils* | nvidia-driver-cuda* | nvidia-tesla-*-smi) FL_FIRST=$fl_package ;; esac
    done

    # With Secure Boot only modules load that the distribution signed, or whose key somebody accepts at the computer's screen.
    FL_ENROL=no
    fl_get secure_boot || true
    case $FL_VALUE:$FL_PACKAGES in
        *linux-modules-nvidia-*) ;;
        yes:*)
            [ "$3" = yes ] || fl_fail driver-secure-boot
            FL_ENROL=yes
            ;;
    esac

    # Where the driver that is there comes from: nvidia, distribution, runfile (NVIDIA's own installer); ours, or none.
    if fl_uses_dnf; then
        fl_there=$(rpm -qa --qf '%{NAME} %{VENDOR}\n' 'nvidia-driver*' 'kmod-nvidia*' 'akmod-nvidia*' 'xorg-x11-drv-nvidia*' 'nvidia-open*')
    else
        fl_there=$(dpkg-query -W -f='${db:Status-Status} ${Package} ${Maintainer}\n' 'nvidia-driver*' 'nvidia-dkms-*' 'nvidia-kernel-*' \
            'nvidia-headless-*' 'nvidia-open*' 'nvidia-tesla-*' 'nvidia-utils-*' 'linux-modules-nvidia-*' 'libnvidia-compute*' 2>/dev/null |
            sed -n 's/^installed //p')
    fi
    fl_from=none
    if [ -e /usr/bin/nvidia-uninstall ] || { [ -z "$fl_there" ] && [ -n "$FL_DRIVER" ]; }; then fl_from=runfile; fi
    while read -r fl_package fl_maker; do
        case $fl_package in '' | nvidia-driver-assistant | nvidia-driver-pinning-*) continue ;; esac
        if grep -qxE -e "(apt|rpm) $fl_package" "$FL_STATE/added"; then continue; fi
        case $fl_maker in
            *nvidia.com* | *'NVIDIA Corporation'*) fl_source=nvidia ;;
            *) fl_source=distribution ;;
        esac
        if [ "$fl_from" = none ] || [ "$fl_source" != "$1" ]; then fl_from=$fl_source; fi
    done <<THERE
$fl_there
THERE
    case $fl_from in
        none | "$1") ;;
        *) fl_fail driver-other-source "from=$fl_from" "wanted=$1" ;;
    esac
}

# fl_driver_sources REPOSITORY NVIDIA_MIRROR APT_MIRROR: after fl_nvidia_apt_ready.
fl_driver_sources() {
    case $3:$1 in
        :nvidia) fl_debian_components contrib ;;
        :*) fl_debian_components contrib non-free non-free-firmware ;;
    esac
    [ "$1" != nvidia ] || fl_nvidia_source "$2"
}

# fl_driver_modules: after the lists; fits FL_PACKAGES to what they offer for this kernel.
fl_driver_modules() {
    for fl_package in $FL_PACKAGES; do
        case $fl_package in
            linux-headers-*)
                # Debian keeps those of the newest kernel only.
                fl_installed "$fl_package" || fl_candidate "$fl_package" || fl_fail driver-headers-missing "kernel=$fl_kernel"
                ;;
            linux-modules-nvidia-*-"$fl_flavour")
                # The meta package follows the newest kernel; the one that runs may be older.
                fl_own=${fl_package%-"$fl_flavour"}-$fl_kernel
                if fl_candidate "$fl_own"; then FL_PACKAGES="$FL_PACKAGES $fl_own"; fi
                ;;
        esac
    done
    if [ "$FL_ENROL" = yes ] && ! command -v mokutil >/dev/null 2>&1; then FL_PACKAGES="$FL_PACKAGES mokutil"; fi
}
