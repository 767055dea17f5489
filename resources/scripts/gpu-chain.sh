# shellcheck shell=sh disable=SC2153,SC2154 # capitals come from the client, fl_newline from the prelude
# SPDX-License-Identifier: GPL-3.0-or-later
# Looks along the way from an NVIDIA GPU to a computing kernel and tells what it finds as facts, each only where there is something to
# tell; backends/run/gpu_chain.h says what they mean. Changes nothing. A framework computes only when all before it is whole.
# Given: FL_ASK (random, begins each line meant for us), FL_FRAMEWORKS (words), the Python texts FL_CUDA, FL_WHEEL and one FL_TRY_<framework>
# each, in which @MARK@ is the mark and a name. alive.sh and prelude.sh stand in front; facts are loaded.
FL_MARK=$FL_ASK
fl_proof
fl_tell() { [ -z "$2" ] || fl_say fact "$1" "$2"; }
fl_tell_stored() { if fl_get "$2"; then fl_tell "$1" "$FL_VALUE"; fi; }

# fl_python SECONDS UNDER PROGRAM TEXT [ARGUMENT]...: FL_STATUS is how it ended, FL_LAST the last line it said; its lines behind the mark
# become facts whose names begin with UNDER. Python compiles nothing into the environment: the proof watches that.
fl_python() {
    fl_seconds=$1 fl_under=$2 fl_program=$3 fl_text=$4
    shift 4
    fl_out=$({
        printf '%s\n' "$fl_text" | PYTHONDONTWRITEBYTECODE=1 LD_LIBRARY_PATH='' KERAS_BACKEND="$fl_backend" \
            timeout "$fl_seconds" "$fl_program" - "$@" 2>&1
        printf '\n%s\n' "$?"
    } | tail -c 16000)
    FL_STATUS=${fl_out##*"$fl_newline"}
    FL_LAST=
    while IFS= read -r fl_line; do
        case $fl_line in
            "$FL_MARK"*)
                fl_line=${fl_line#"$FL_MARK"}
                fl_tell "$fl_under${fl_line%% *}" "${fl_line#* }"
                ;;
            *[!\ ]*) FL_LAST=$fl_line ;;
        esac
    done <<SAID
${fl_out%"$fl_newline"*}
SAID
}

# The card.
fl_count=0 fl_ids='' fl_bound='' fl_switch=no
for fl_device in /sys/bus/pci/devices/*; do
    if [ ! -r "$fl_device/vendor" ] || [ ! -r "$fl_device/class" ]; then continue; fi
    read -r fl_vendor <"$fl_device/vendor"
    read -r fl_class <"$fl_device/class"
    case $fl_vendor:$fl_class in
        0x10de:0x03*)
            fl_count=$((fl_count + 1))
            fl_id=''
            [ ! -r "$fl_device/device" ] || read -r fl_id <"$fl_device/device"
            fl_ids="$fl_ids ${fl_id#0x}"
            fl_driver=none
            if [ -h "$fl_device/driver" ]; then fl_driver=$(readlink "$fl_device/driver"); fi
            fl_bound="$fl_bound ${fl_driver##*/}"
            ;;
        0x10de:0x0680*) fl_switch=yes ;;
    esac
done
fl_tell gpus "$fl_count"
fl_tell pci "${fl_ids# }"
fl_tell bound "${fl_bound# }"
fl_tell_stored expected gpu.count
fl_tell_stored known.driver gpu.driver

# Where we are.
fl_kernel=$(uname -r)
fl_tell kernel "$fl_kernel"
fl_wsl=no
if grep -qi microsoft /proc/version 2>/dev/null; then fl_wsl=yes; fi
fl_tell wsl "$fl_wsl"
[ ! -e /dev/dxg ] || fl_tell dxg yes
fl_container=
if [ -e /.dockerenv ]; then
    fl_container=docker
elif [ -e /run/.containerenv ]; then
    fl_container=podman
elif [ -r /run/systemd/container ]; then
    read -r fl_container </run/systemd/container
else
    for fl_word in kubepods docker lxc; do
        if grep -q "$fl_word" /proc/1/cgroup 2>/dev/null; then fl_container=$fl_word; fi
    done
fi
fl_tell container "$fl_container"
for fl_file in /sys/firmware/efi/efivars/SecureBoot-*; do
    [ -r "$fl_file" ] || continue
    if [ "$(od -An -tu1 "$fl_file" 2>/dev/null | tr -s ' ' | sed 's/.* //')" = 1 ]; then fl_tell secure_boot yes; else fl_tell secure_boot no; fi
done

# The module. FL_DRIVER is the version of the one that is loaded.
fl_tell module "$FL_DRIVER"
if [ -n "$FL_DRIVER" ]; then
    if grep -qs 'Open Kernel Module' /proc/driver/nvidia/version; then fl_tell flavour open; else fl_tell flavour proprietary; fi
else
    # fl_module FOLDER: a file of it, whichever way it is packed.
    fl_module() { find "$1" \( -name 'nvidia.ko*' -o -name 'nvidia-current.ko*' \) 2>/dev/null | head -n 1; }
    fl_tell module.file "$(fl_module "/lib/modules/$fl_kernel/")"
    for fl_folder in /lib/modules/*/; do
        fl_folder=${fl_folder%/}
        if [ "${fl_folder##*/}" != "$fl_kernel" ] && [ -n "$(fl_module "$fl_folder/")" ]; then fl_tell module.other "${fl_folder##*/}"; fi
    done
fi
[ ! -d /sys/module/nouveau ] || fl_tell nouveau yes
# The kernel's own words, where this account may read them.
fl_messages=$({ dmesg 2>/dev/null || journalctl -k -b -q -n 20000 --no-pager 2>/dev/null; } | grep -E 'nvidia|NVRM|[Mm]odule.*(rejected|restricted)' | tail -n 300)
fl_last_of() { printf '%s\n' "$fl_messages" | grep -E "$1" | tail -n 1 | cut -c 1-300; }
fl_tell refused "$(fl_last_of 'is rejected|is restricted|nvidia: (version magic|disagrees about|Unknown symbol)|probe routine failed|RmInitAdapter failed|requires use of the NVIDIA open')"
fl_tell xid "$(fl_last_of 'NVRM: Xid ')"

# The driver. nvidia-smi comes first: it makes the device files where they are missing and it may.
fl_smi=$(timeout 60 nvidia-smi --query-gpu=name --format=csv,noheader 2>/dev/null) &&
    fl_tell model "$(printf '%s\n' "$fl_smi" | awk '!seen[$0]++ { printf "%s%s", count++ ? ", " : "", $0 }')"
FL_STATUS=$?
if ! command -v nvidia-smi >/dev/null 2>&1; then
    FL_STATUS=127
elif [ -z "$fl_smi" ] || [ "$FL_STATUS" -ne 0 ]; then
    fl_smi=$(timeout 60 nvidia-smi 2>&1)
    fl_tell smi.said "$(printf '%s\n' "$fl_smi" | grep . | head -n 1 | cut -c 1-300)"
fi
fl_tell smi "$FL_STATUS"
fl_smi_ended=$FL_STATUS
fl_nodes=0 fl_allowed=yes
for fl_file in /dev/nvidia[0-9]*; do
    [ -e "$fl_file" ] || continue
    fl_nodes=$((fl_nodes + 1))
    if [ ! -r "$fl_file" ] || [ ! -w "$fl_file" ]; then fl_allowed=no; fi
done
for fl_word in ctl -uvm; do
    fl_file=/dev/nvidia$fl_word
    if [ ! -e "$fl_file" ]; then
        fl_tell "node$fl_word" no
    elif [ ! -r "$fl_file" ] || [ ! -w "$fl_file" ]; then
        fl_allowed=no
    fi
done
fl_tell nodes "$fl_nodes"
fl_tell allowed "$fl_allowed"
for fl_file in /dev/nvidia-nvswitch[0-9]*; do
    [ ! -e "$fl_file" ] || fl_switch=yes
done
if [ "$fl_switch" = yes ] && [ -d /run/systemd/system ]; then
    fl_tell fabric "$(systemctl is-active nvidia-fabricmanager.service 2>/dev/null || :)"
fi

# The library.
fl_library=
for fl_file in $(ldconfig -p 2>/dev/null | sed -n 's/^[[:space:]]*libcuda\.so\.1 .*\(64\|AArch\).* => //p') \
    /usr/lib/x86_64-linux-gnu/libcuda.so.1 /usr/lib/aarch64-linux-gnu/libcuda.so.1 /usr/lib64/libcuda.so.1 /usr/lib/wsl/lib/libcuda.so.1; do
    if [ -e "$fl_file" ]; then
        fl_library=$fl_file
        break
    fi
done
fl_tell library "$fl_library"
if [ -n "$fl_library" ]; then
    fl_file=$(readlink -f "$fl_library")
    fl_file=${fl_file##*/libcuda.so}
    fl_tell library.version "${fl_file#.}"
fi

# CUDA, by any Python that is here; and the settings that hide a GPU from it, of this login or of the service that runs notebooks.
if [ -n "${CUDA_VISIBLE_DEVICES+set}" ]; then
    fl_tell hidden yes
    fl_tell visible "$CUDA_VISIBLE_DEVICES"
else
    fl_uid=$(id -u)
    fl_file=$(XDG_RUNTIME_DIR=/run/user/$fl_uid systemctl --user show-environment 2>/dev/null | grep '^CUDA_VISIBLE_DEVICES=')
    if [ -n "$fl_file" ]; then
        fl_tell hidden yes
        fl_tell visible "${fl_file#*=}"
    fi
fi
fl_interpreter=
for fl_name in $FL_FRAMEWORKS; do
    if [ -z "$fl_interpreter" ] && fl_get "$fl_name.python" && [ -x "$FL_VALUE" ]; then fl_interpreter=$FL_VALUE; fi
done
if [ -z "$fl_interpreter" ] && fl_get jupyter.python && [ -x "$FL_VALUE" ]; then fl_interpreter=$FL_VALUE; fi
fl_whole=yes fl_backend=
if [ "$fl_count$fl_nodes$fl_wsl" != 00no ] || [ -n "$FL_DRIVER" ]; then
    fl_whole=no
    if [ -n "$fl_library" ]; then
        fl_python 60 cuda. "${fl_interpreter:-python3}" "$FL_CUDA" "${FL_MARK}"
        case $FL_STATUS:$fl_smi_ended in 0:* | 12[67]:0) fl_whole=yes ;; esac # without a Python nvidia-smi must do
        fl_tell cuda.said "$FL_LAST"
        if [ "$fl_whole" = no ]; then
            fl_tell holder "$(timeout 60 nvidia-smi --query-compute-apps=used_memory,process_name --format=csv,noheader,nounits 2>/dev/null |
                grep '^[0-9]' | sort -rn | head -n 1 | sed 's/^\([0-9]*\), *\(.*\)/\2 (\1 MiB)/')"
        fi
    fi
fi

# The frameworks.
fl_tell_stored source source
fl_tell proven "$FL_PROVEN"
for fl_name in $FL_FRAMEWORKS; do
    fl_tell_stored "$fl_name.device" "$fl_name.device"
    fl_get "$fl_name" || continue
    fl_get "$fl_name.python" || continue
    fl_interpreter=$FL_VALUE
    fl_tell "$fl_name.python" "$fl_interpreter"
    case $fl_interpreter in "$FL_DIR/envs/"*/bin/python) fl_tell "$fl_name.own" yes ;; esac
    [ "$fl_whole" = yes ] || continue
    fl_backend=
    if fl_get "$fl_name.kernel"; then
        fl_backend=$(sed -n 's/.*"KERAS_BACKEND": "\([a-z]*\)".*/\1/p' "$FL_DIR/envs/jupyter/share/jupyter/kernels/$FL_VALUE/kernel.json" 2>/dev/null)
    fi
    fl_python 300 "$fl_name." "$fl_interpreter" "$FL_WHEEL" "$fl_name" "$FL_MARK"
    fl_tell "$fl_name.loads" "$FL_STATUS"
    fl_tell "$fl_name.said" "$FL_LAST"
    if [ "$FL_STATUS" -eq 0 ]; then
        eval "fl_text=\$FL_TRY_$fl_name"
        fl_python 300 "$fl_name." "$fl_interpreter" "$fl_text"
        fl_tell "$fl_name.computes" "$FL_STATUS"
        fl_tell "$fl_name.said" "$FL_LAST"
    fi
    [ "$FL_STATUS" -eq 0 ] || fl_whole=no
done
exit 0
