# shellcheck shell=sh disable=SC2153,SC2154 # capitals and fl_newline come from the prelude and the job
# SPDX-License-Identifier: GPL-3.0-or-later
# Stands in front of every apply, after packages.sh: where NVIDIA's packages come from.

# Where a new source and its key go.
FL_APT_PARTS=/etc/apt/sources.list.d FL_APT_RINGS=/usr/share/keyrings

# fl_download URL FILE: 1 when it failed; what was said is in packages.log.
fl_download() {
    rm -f "$2"
    if fl_uses_dnf; then
        curl -fsSL --retry 2 --connect-timeout 30 --max-time 300 ${FL_PROXY:+--proxy "$FL_PROXY"} ${FL_CA:+--cacert "$FL_CA"} -o "$2" "$1"
    else
        # On every Debian and Ubuntu, where curl is not.
        /usr/lib/apt/apt-helper -c "$FL_JOB_DIR/apt.conf" download-file "$1" "$2"
    fi >>"$FL_JOB_DIR/packages.log" 2>&1 </dev/null
}

# fl_key_bytes FILE: the OpenPGP key of an armoured file as bytes.
fl_key_bytes() { sed -n '/^-----BEGIN PGP PUBLIC/,/^-----END/p' "$1" | tr -d '\r' | sed '/^-----/d; /^[A-Za-z]*: /d; /^=/d; /^$/d' | base64 -d 2>/dev/null; }

# fl_fingerprint FILE: FL_VALUE is the fingerprint of the one primary key in a file of bytes; 1 when there is none, or another beside it
# that would be trusted as well. A version 4 fingerprint is the SHA-1 of 0x99, the length in two bytes and the packet (RFC 4880, 12.2);
# gpg is not on every server.
fl_fingerprint() {
    FL_VALUE=
    fl_packet=$(od -An -v -tu1 "$1" | awk '
        { for (i = 1; i <= NF; i++) b[n++] = $i }
        END {
            p = 0
            while (p < n) {
                if (b[p] >= 192) {
                    type = b[p] - 192
                    if (b[p + 1] < 192) { length_ = b[p + 1]; head = 2 }
                    else if (b[p + 1] < 224) { length_ = (b[p + 1] - 192) * 256 + b[p + 2] + 192; head = 3 }
                    else if (b[p + 1] == 255) { length_ = ((b[p + 2] * 256 + b[p + 3]) * 256 + b[p + 4]) * 256 + b[p + 5]; head = 6 }
                    else exit
                } else if (b[p] >= 128) {
                    type = int((b[p] - 128) / 4)
                    if (b[p] % 4 == 0) { length_ = b[p + 1]; head = 2 }
                    else if (b[p] % 4 == 1) { length_ = b[p + 1] * 256 + b[p + 2]; head = 3 }
                    else if (b[p] % 4 == 2) { length_ = ((b[p + 1] * 256 + b[p + 2]) * 256 + b[p + 3]) * 256 + b[p + 4]; head = 5 }
                    else exit
                } else exit
                if (type == 6) { keys++; begin = p + head; size = length_ }
                p += head + length_
            }
            if (keys == 1 && p == n && b[begin] == 4) print begin + 1, size
        }')
    [ -n "$fl_packet" ] || return 1
    fl_size=${fl_packet#* }
    FL_VALUE=$({
        printf '%b' "$(printf '\\0231\\0%03o\\0%03o' $((fl_size / 256)) $((fl_size % 256)))"
        tail -c "+${fl_packet% *}" "$1" | head -c "$fl_size"
    } | sha1sum | cut -d ' ' -f 1 | tr a-f A-F)
}

# fl_key URL FILE PIN: fetches a key that must be the one we know: its fingerprint, or sha256:… of the file without its Version line.
# FILE.gpg holds its bytes.
fl_key() {
    fl_download "$1" "$2" || fl_packages_failed
    fl_key_bytes "$2" >"$2.gpg" || true
    case $3 in
        sha256:*) FL_VALUE=sha256:$(sed '/^Version/d' "$2" | sha256sum | cut -d ' ' -f 1) ;;
        *) fl_fingerprint "$2.gpg" || true ;;
    esac
    [ "$FL_VALUE" = "$3" ] || fl_fail package-source-failed problem=key-unknown "url=$1" "found=$FL_VALUE"
}

# fl_put FILE: standard input becomes a file of the system, which undo takes away (its name begins with firstlight-).
fl_put() {
    fl_added system-file "$1"
    mkdir -p "${1%/*}"
    cat >"$1.new"
    chmod 0644 "$1.new"
    mv "$1.new" "$1"
}

# fl_nvidia_place: fl_place/fl_arch, also FL_VALUE, is where this system's packages are in NVIDIA's repository.
fl_nvidia_place() {
    fl_get os.version
    fl_version=$FL_VALUE
    fl_get os.id
    case $FL_VALUE in
        debian) fl_place=debian${fl_version%%.*} ;;
        ubuntu) fl_place=ubuntu${fl_version%%.*}${fl_version#*.} ;;
        *) fl_place=rhel${fl_version%%.*} ;;
    esac
    fl_get arch
    fl_arch=$FL_VALUE
    [ "$fl_arch" = x86_64 ] || fl_arch=sbsa
    FL_VALUE=$fl_place/$fl_arch
}

# fl_nvidia_source [MIRROR]: NVIDIA's repository for this system, unless the server has it already. Where each key was read:
# tests/steps/recordings/README.md.
fl_nvidia_source() {
    fl_nvidia_place
    case $fl_place in
        debian12 | ubuntu2204 | ubuntu2404) fl_file=3bf863cc.pub fl_pin=EB693B3035CD5710E231E123A4B469963BF863CC ;;
        debian13) fl_file=8793F200.pub fl_pin=02182E60104FCDC26EAE1B8597A5D4CB8793F200 ;;
        ubuntu2604) fl_file=60DF8A40.pub fl_pin=14BAFBC7562AD710CA04E69905FBB6DA60DF8A40 ;;
        rhel8 | rhel9) fl_file=D42D0685.pub fl_pin=610C7B14E068A878070DA4E99CD0A493D42D0685 ;;
        rhel10) fl_file=CDF6BA43.pub fl_pin=sha256:afbea87d3b979b3788ef34223aeeb323ade481128e2c133723ae99b8a51368bb ;;
        *) fl_fail system-unsupported "system=$fl_place" ;;
    esac
    fl_base=${1:-https://developer.download.nvidia.com/compute/cuda/repos}
    fl_base=${fl_base%/}/$fl_place/$fl_arch
    if fl_uses_dnf; then
        fl_list=/etc/yum.repos.d/firstlight-nvidia.repo fl_ring=/etc/pki/rpm-gpg/RPM-GPG-KEY-firstlight-nvidia
        set -- /etc/yum.repos.d/*.repo
    else
        fl_list=$FL_APT_PARTS/firstlight-nvidia.sources fl_ring=$FL_APT_RINGS/firstlight-nvidia.gpg
        set -- /etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources
    fi
    for fl_other in "$@"; do
        if [ "$fl_other" != "$fl_list" ] && grep -qs "^[^#].*/$fl_place/$fl_arch" "$fl_other"; then
            # Another entry for the same place would be refused for its other key.
            fl_nvidia_beside_mirror "$fl_other"
            return 0
        fi
    done
    if [ ! -e "$fl_ring" ] || ! grep -qsF "$fl_base" "$fl_list"; then
        fl_key "$fl_base/$fl_file" "$FL_JOB_DIR/key" "$fl_pin"
        if fl_uses_dnf; then
            fl_put "$fl_ring" <"$FL_JOB_DIR/key"
            printf '[firstlight-nvidia]\nname=NVIDIA\nbaseurl=%s\nenabled=1\ngpgcheck=1\ngpgkey=file://%s\n' "$fl_base" "$fl_ring" | fl_put "$fl_list"
        else
            fl_put "$fl_ring" <"$FL_JOB_DIR/key.gpg"
            printf 'Types: deb\nURIs: %s/\nSuites: /\nSigned-By: %s\n' "$fl_base" "$fl_ring" | fl_put "$fl_list"
        fi
    fi
    # shellcheck disable=SC2034 # for fl_packages_failed
    FL_NEW_SOURCE=$fl_list
    fl_nvidia_beside_mirror "$fl_list"
}

# With a mirror of the distribution's packages apt looks into the job's folder only.
fl_nvidia_beside_mirror() {
    if [ -d "$FL_JOB_DIR/sources" ] && [ "${1%/*}" != "$FL_JOB_DIR/sources" ]; then cp "$1" "$FL_JOB_DIR/sources/"; fi
}

# fl_nvidia_apt_ready STEP PROXY CA MIRROR: fl_apt_ready with all that a distribution has for its GPUs.
fl_nvidia_apt_ready() {
    fl_get os.id
    if [ "$FL_VALUE" = ubuntu ]; then
        fl_apt_ready "$1" "$2" "$3" "$4" 'main restricted universe multiverse' -updates -security
    else
        fl_apt_ready "$1" "$2" "$3" "$4" 'main contrib non-free non-free-firmware'
    fi
}

# fl_cuda_wanted VERSION PACKAGES CUDNN_PACKAGES: FL_TOOLKIT and FL_CUDNN are those that are not there. What an image brought along, by
# whatever way, is not installed a second time.
# shellcheck disable=SC2034 # for the step
fl_cuda_wanted() {
    FL_TOOLKIT=$2 FL_CUDNN=$3
    [ -x "/usr/local/cuda-$1/bin/nvcc" ] || return 0
    if grep -qxE -e "(apt|rpm) ${2%% *}" "$FL_STATE/added"; then return 0; fi
    FL_TOOLKIT=
    # A cuDNN of one version alone is for GPUs that others do not know.
    case $3 in *=*) ;; *) [ ! -e "/usr/local/cuda-$1/include/cudnn_version.h" ] || FL_CUDNN= ;; esac
}

# fl_cuda_sources REPOSITORY OF_CUDNN NVIDIA_MIRROR APT_MIRROR: after it, for cuda-toolkit.
fl_cuda_sources() {
    [ "$1:$4" != distribution: ] || fl_debian_components contrib non-free
    case $1:$2 in *nvidia*) fl_nvidia_source "$3" ;; esac
}

# fl_debian_components COMPONENT…: on Debian, what its own sources offer of these too, from the same places with the same keys.
fl_debian_components() {
    fl_get os.id
    [ "$FL_VALUE" = debian ] || return 0
    fl_get os.codename
    # What the sources name, also while no list was ever fetched.
    # shellcheck disable=SC2016 # for apt
    fl_known=$(apt-get indextargets --format '$(RELEASE) $(COMPONENT)' 'Created-By: Packages' 2>/dev/null)
    fl_wanted=
    for fl_component in "$@"; do
        case "$fl_known$fl_newline" in *"$FL_VALUE $fl_component$fl_newline"*) ;; *) fl_wanted="$fl_wanted $fl_component" ;; esac
    done
    [ -n "$fl_wanted" ] || return 0
    cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list 2>/dev/null |
        sed -nE "s/^(deb[[:space:]].*[[:space:]]$FL_VALUE(-updates|-security)?[[:space:]]+)main([[:space:]].*)?\$/\\1${fl_wanted# }/p" >"$FL_JOB_DIR/components.list"
    for fl_other in /etc/apt/sources.list.d/*.sources; do
        if [ -r "$fl_other" ]; then
            awk -v codename="$FL_VALUE" -v wanted="$fl_wanted" '
                function end() { if (ours && main) printf "%s\n", text; text = ""; ours = main = 0 }
                /^#/ { next }
                /^[[:space:]]*$/ { end(); next }
                /^Suites:/ { for (i = 2; i <= NF; i++) if ($i == codename || index($i, codename "-") == 1) ours = 1 }
                /^Components:/ { for (i = 2; i <= NF; i++) if ($i == "main") main = 1; $0 = "Components:" wanted }
                { text = text $0 "\n" }
                END { end() }' "$fl_other"
        fi
    done >"$FL_JOB_DIR/components.sources"
    for fl_kind in list sources; do
        if [ -s "$FL_JOB_DIR/components.$fl_kind" ]; then
            fl_put "$FL_APT_PARTS/firstlight-debian.$fl_kind" <"$FL_JOB_DIR/components.$fl_kind"
        fi
    done
}

# fl_rhel_extras: EPEL, where dkms is, and CRB, which that needs.
fl_rhel_extras() {
    fl_get os.version
    fl_major=${FL_VALUE%%.*}
    fl_get os.id
    fl_known=$(dnf -q repolist --enabled 2>/dev/null || true)
    case $fl_known in
        *epel*) ;;
        *) if [ "$FL_VALUE" = ol ]; then fl_dnf_install "oracle-epel-release-el$fl_major"; else fl_dnf_install epel-release; fi ;;
    esac
    fl_crb=crb
    [ "$fl_major" != 8 ] || fl_crb=powertools
    case $FL_VALUE in
        rhel) fl_crb=codeready-builder-for-rhel-$fl_major-$(uname -m)-rpms ;;
        ol) fl_crb=ol${fl_major}_codeready_builder ;;
    esac
    case $fl_known in
        *"$fl_crb"*) ;;
        *)
            fl_dnf_install dnf-plugins-core
            fl_added dnf-repo "$fl_crb"
            fl_dnf config-manager --set-enabled "$fl_crb" || fl_packages_failed
            ;;
    esac
}
