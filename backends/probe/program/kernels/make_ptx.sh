#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Makes the committed *.ptx from matmul.cu with clang (14 or newer; no CUDA Toolkit needed). Run it after a change of the kernels.
set -eu
cd "$(dirname "$0")"
out=${1:-.}
: "${CLANG:=clang++}"
make() { # FILE KERNEL ARCH PTX-VERSION
    "$CLANG" -x cuda --cuda-device-only --cuda-gpu-arch="$3" -nocudainc -nocudalib -Wno-unknown-cuda-version -std=c++17 -O3 \
        -Xclang -target-feature -Xclang "+ptx$4" -DFL_WITH_"$2" -S -o "$out/$1" matmul.cu
}
make f32_sm50.ptx F32 sm_50 60
make wmma_sm70.ptx WMMA sm_70 63
make mma_sm80.ptx MMA sm_80 70
