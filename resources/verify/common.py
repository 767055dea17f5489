# SPDX-License-Identifier: GPL-3.0-or-later
# Stands in front of each framework's script, in one and the same kernel: what is calculated, what must come out, and how it is told.
# @DEVICE@ is "gpu" where an NVIDIA GPU that is in the machine must be used, "cpu" where the wheels are the processor's on purpose.
import glob
import json
import os
import time

import numpy as np

PCI = "/sys/bus/pci/devices"


def nvidia_gpus():
    """How many the machine has, whatever a driver or a framework says of them."""
    count = 0
    for device in glob.glob(PCI + "/*"):
        try:
            with open(device + "/vendor", encoding="ascii") as vendor, open(device + "/class", encoding="ascii") as kind:
                count += vendor.read().strip() == "0x10de" and kind.read().startswith("0x03")
        except OSError:
            continue
    return count


def must_use_gpu():
    """Within Windows the bus shows none; /dev/dxg is the way to the one for which the wheels were chosen."""
    return "@DEVICE@" == "gpu" and (nvidia_gpus() > 0 or os.path.exists("/dev/dxg"))


random = np.random.default_rng(0)
A = random.standard_normal((512, 512)).astype("float32")
B = random.standard_normal((512, 512)).astype("float32")
IMAGES = random.standard_normal((4, 64, 64, 3)).astype("float32")  # number, height, width, channels
KERNEL = random.standard_normal((3, 3, 3, 8)).astype("float32")  # height, width, channels in, channels out


def agree(what, got, expected, tolerance):
    """Also refuses what is not a number. TF32 has ten bits of mantissa; wrong results are off by far more than the tolerances."""
    got = np.asarray(got, dtype="float64")
    right = got.shape == expected.shape and bool((np.abs(got - expected) < tolerance).all())
    assert right, f"the {what} is wrong"


def check_product(got):
    agree("matrix product", got, A.astype("float64") @ B.astype("float64"), 0.5)


def windows():
    """Each place of the kernel on the images: number, height, width, channels, kernel's height, kernel's width."""
    return np.lib.stride_tricks.sliding_window_view(IMAGES.astype("float64"), (3, 3), axis=(1, 2))


def check_convolution(got):
    agree("convolution", got, np.einsum("nhwcij,ijco->nhwo", windows(), KERNEL.astype("float64")), 0.1)


def check_gradient(got):
    """Of the sum over the convolution, by its kernel: the same for each channel that comes out."""
    by_place = windows().sum(axis=(0, 1, 2)).transpose(1, 2, 0)
    agree("gradient", got, np.repeat(by_place[..., None], KERNEL.shape[3], axis=3), 2)


def tell(version, gpus, seconds, cuda="", backend=""):
    result = {"version": version, "device": "gpu" if gpus else "cpu", "gpu": ", ".join(gpus), "cuda": cuda or "",
              "seconds": round(seconds, 3)}
    if backend:
        result["backend"] = backend
    print("@MARK@" + json.dumps(result))
