# SPDX-License-Identifier: GPL-3.0-or-later
"""What the stand-ins for torch, tensorflow, keras and jax beside this file share. None of them is the software whose name it bears: they
know the calls of Firstlight's verification alone, and compute them with NumPy on the processor.

How they behave is said by $FIRSTLIGHT_STANDIN, or by the file firstlight_standin.mode beside this one:

    honest-cpu         there is no GPU, and they say so
    honest-gpu         as a framework that uses a GPU looks from outside (also the stand-in's only way to have one)
    claims-gpu         lists a GPU, and computes on the processor all the same
    no-kernel-image    lists a GPU; what it was built for is another one, which shows at the first calculation
    wrong-product, wrong-convolution, wrong-gradient, not-a-number
"""
import os
import pathlib

import numpy as np

_file = pathlib.Path(__file__).with_suffix(".mode")
MODE = os.environ.get("FIRSTLIGHT_STANDIN") or (_file.read_text(encoding="ascii").strip() if _file.exists() else "honest-cpu")
LISTS_GPU = MODE in ("honest-gpu", "claims-gpu", "no-kernel-image")
ON_GPU = MODE == "honest-gpu"
GPU_NAME = "Stand-in of no GPU"
memory = 0  # bytes that "the GPU" has held


def computed(what, values):
    global memory
    if MODE == "no-kernel-image":
        raise RuntimeError("CUDA error: no kernel image is available for execution on the device")
    if ON_GPU:
        memory += 8 << 20
    if MODE == "wrong-" + what:
        values = values.copy()
        values.flat[0] += 50
    if MODE == "not-a-number":
        values = values * float("nan")
    return values


def product(a, b):
    return computed("product", a @ b)


def _windows(images, kernel):
    return np.lib.stride_tricks.sliding_window_view(images, kernel.shape[:2], axis=(1, 2))


def convolution(images, kernel):
    """number-height-width-channels by height-width-in-out."""
    return computed("convolution", np.einsum("nhwcij,ijco->nhwo", _windows(images, kernel), kernel))


def gradient(images, kernel):
    """Of the sum over the convolution, by the kernel."""
    by_place = _windows(images.astype("float64"), kernel).sum(axis=(0, 1, 2)).transpose(1, 2, 0)
    return computed("gradient", np.repeat(by_place[..., None], kernel.shape[3], axis=3))
