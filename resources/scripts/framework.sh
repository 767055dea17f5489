# shellcheck shell=sh disable=SC2153 # capitals come from the prelude and the job
# SPDX-License-Identifier: GPL-3.0-or-later
# Stands in front of every apply, after conda.sh: a framework in an environment of its own, with a kernel that has it, the same for all.

# fl_framework_ahead NAME PYTHON INDEX REQUIREMENTS [TORCH_MIRROR [BACKEND]]: only in ahead: fetches what fl_framework will install.
fl_framework_ahead() {
    fl_get source
    fl_source=$FL_VALUE
    [ "$fl_source" = pypi ] || return 0
    fl_name=$1 fl_index=$3 fl_wanted=$4
    [ -n "$fl_wanted" ] || fl_usual "${6:-$1}" "${5:-}"
    fl_ahead_environment "$2"
    fl_framework_install cache/ahead
    rm -rf "$FL_DIR/envs/cache/ahead"
}

# fl_framework NAME TITLE PYTHON INDEX REQUIREMENTS [TORCH_MIRROR [BACKEND]]: ends the step when it cannot be done. PYTHON, INDEX and
# REQUIREMENTS are the resolver's, empty where nobody has asked it; BACKEND is what Keras computes with.
fl_framework() {
    fl_name=$1 fl_title=$2 fl_python=$3 fl_index=$4 fl_wanted=$5 fl_backend=${7:-}
    rm -f "$FL_STATE/proof.json" # what it proved was another one
    fl_get source
    fl_source=$FL_VALUE
    if [ "$fl_source" = distro ]; then
        fl_framework_distro
    else
        [ -n "$fl_wanted" ] || fl_usual "${fl_backend:-$fl_name}" "${6:-}"
        fl_framework_environment
    fi
    fl_fact "$fl_name.python" "$fl_interpreter"
    fl_fact "$fl_name.kernel" "$fl_kernel"
    fl_fact "$fl_name.device" "$fl_device"
    fl_fact "$fl_name" "$FL_STEP_HASH-$fl_source"
}

# fl_has_gpu: whether the machine has one of NVIDIA's.
fl_has_gpu() { fl_get gpu.count && [ "$FL_VALUE" != 0 ]; }

# fl_usual FRAMEWORK TORCH_MIRROR: what is installed where the resolver was not asked.
fl_usual() {
    case $1-$fl_source in
        jax-conda)
            fl_wanted=jax
            ! fl_has_gpu || fl_wanted='jax jaxlib=*=cuda*'
            ;;
        *-conda)
            fl_wanted=$1-cpu
            ! fl_has_gpu || fl_wanted=$1-gpu
            ;;
        pytorch-*)
            fl_index=${2:-https://download.pytorch.org/whl}/cpu fl_wanted='torch torchvision'
            ! fl_has_gpu || fl_index=${fl_index%/cpu}/cu130
            ;;
        tensorflow-*)
            fl_wanted=tensorflow
            [ "$(uname -m)" != x86_64 ] || fl_wanted=tensorflow-cpu
            ! fl_has_gpu || fl_wanted='tensorflow[and-cuda]'
            ;;
        jax-*)
            fl_wanted=jax
            ! fl_has_gpu || fl_wanted='jax[cuda13]'
            ;;
    esac
    [ "$fl_name" != keras ] || fl_wanted="$fl_wanted keras"
}

# fl_device_of "REQUIREMENTS INDEX": builds for the GPU say so in their name or their index. Only those must use it: the others are the
# resolver's choice, with a reason.
fl_device_of() {
    case $1 in
        *cuda* | *-gpu* | */cu[0-9]*) fl_device=gpu ;;
        *) fl_device=cpu ;;
    esac
}

# fl_split INDEX REQUIREMENTS: fl_first are those that come from the index, fl_later those from where everything else does: the index may
# know the framework's own packages alone, and Keras is never there.
fl_split() {
    fl_first='' fl_later=''
    set -f
    for fl_each in $2; do
        case $1:$fl_each in
            :* | *:keras*) fl_later="$fl_later $fl_each" ;;
            *) fl_first="$fl_first $fl_each" ;;
        esac
    done
    set +f
}

# fl_framework_install ENVIRONMENT [options]...: 1 when it failed; fl_asked then is "host=INDEX", or empty where it was the usual one.
fl_framework_install() {
    fl_into=$1 fl_status=0
    shift
    fl_split "$fl_index" "$fl_wanted"
    fl_asked=${fl_first:+host=$fl_index}
    set -f
    # shellcheck disable=SC2086 # words of the requirements
    [ -z "$fl_first" ] || fl_install "$fl_into" $fl_first --index-url "$fl_index" "$@" || fl_status=1
    if [ "$fl_status" = 0 ]; then
        fl_asked=
        # shellcheck disable=SC2086
        fl_install "$fl_into" ipykernel numpy $fl_later "$@" || fl_status=1
    fi
    set +f
    return "$fl_status"
}

fl_framework_environment() {
    # Keras sits on another framework: an environment for each, so that changing it breaks nothing that was there.
    fl_env=$fl_name${fl_backend:+-$fl_backend}
    fl_kernel=firstlight-$fl_name
    fl_interpreter=$FL_DIR/envs/$fl_env/bin/python
    fl_progress - installing "what=$fl_title"
    fl_environment "$fl_env" "$fl_python" || fl_install_failed "framework-$fl_name"
    fl_is=$(fl_python_version "$fl_interpreter")
    [ "${fl_python:-$fl_is}" = "$fl_is" ] || fl_notice python-other "framework=$fl_title" "wanted=$fl_python" "python=$fl_is"

    # pip takes the processor's build for the GPU's when only the index differs; conda knows them apart.
    fl_again=
    if [ "$fl_source" = pypi ] && fl_get "$fl_env.from" && [ "$FL_VALUE" != "$fl_wanted $fl_index" ]; then fl_again=--force-reinstall; fi
    fl_framework_install "$fl_env" ${fl_again:+"$fl_again"} || fl_install_failed "framework-$fl_name" ${fl_asked:+"$fl_asked"}
    fl_environment_whole "$fl_env"
    fl_fact "$fl_env.from" "$fl_wanted $fl_index"

    # The wheels bring their own CUDA; libraries of the system's in front of it break them.
    set -- --env LD_LIBRARY_PATH ''
    # What activating a conda environment would say; Jupyter fills its own PATH in.
    # shellcheck disable=SC2016
    [ "$fl_source" != conda ] || set -- "$@" --env CONDA_PREFIX "$FL_DIR/envs/$fl_env" --env PATH "$FL_DIR/envs/$fl_env/bin:"'${PATH}'
    case $fl_backend in
        '') ;;
        pytorch) set -- "$@" --env KERAS_BACKEND torch ;;
        *) set -- "$@" --env KERAS_BACKEND "$fl_backend" ;;
    esac
    # Beside Jupyter itself, where it goes with it; what it leaves on the way goes with the job.
    IPYTHONDIR=$FL_JOB_DIR/ipython TMPDIR=$FL_JOB_DIR "$fl_interpreter" -m ipykernel install --prefix "$FL_DIR/envs/jupyter" \
        --name "$fl_kernel" --display-name "$fl_title" "$@"
    # They were for a run that has to go on: each package lies there a second time. What conda unpacked is linked, and shared.
    rm -rf "$FL_DIR/envs/cache/pip" "$FL_DIR/envs/cache/conda/"*.conda "$FL_DIR/envs/cache/conda/"*.tar.bz2
    fl_device_of "$fl_wanted $fl_index"
}

# The distribution packages PyTorch alone, for its own Python and kernel.
fl_framework_distro() {
    if [ "$fl_name" != pytorch ]; then
        fl_get source.why || :
        fl_why=not-packaged
        [ "$FL_VALUE" != index-silent ] || fl_why=not-packaged-index-silent
        fl_fail not-supported-here "why=$fl_why" "framework=$fl_title"
    fi
    # It computes on the processor alone. Who chose it was told so; to anybody else a GPU that is not used is a failure.
    fl_interpreter=/usr/bin/python3 fl_kernel=python3 fl_device=gpu
    if fl_get source.why && [ "$FL_VALUE" = asked-for ]; then fl_device=cpu; fi
}
