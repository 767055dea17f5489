# SPDX-License-Identifier: GPL-3.0-or-later
"""A stand-in of Firstlight's tests for TensorFlow; see firstlight_standin.py."""
import contextlib
from types import SimpleNamespace

import firstlight_standin as standin

__version__ = "2.21.0+standin"
_place = "CPU:0"


class Tensor:
    def __init__(self, values, parents=()):
        self.values, self.parents = values, parents
        self.device = "/job:localhost/replica:0/task:0/device:" + (_place if standin.ON_GPU else "CPU:0")

    def numpy(self):
        return self.values


Variable = constant = Tensor


@contextlib.contextmanager
def device(place):
    global _place
    before, _place = _place, place
    yield
    _place = before


class GradientTape:
    def __enter__(self):
        return self

    def __exit__(self, *problem):
        return False

    def gradient(self, total, kernel):
        images, _ = total.parents
        return Tensor(standin.gradient(images.values, kernel.values))


def matmul(a, b):
    return Tensor(standin.product(a.values, b.values))


def reduce_sum(value):
    return Tensor(value.values.sum(), value.parents)


def function(body, jit_compile=False):
    if standin.MODE == "no-xla" and jit_compile:
        raise RuntimeError("XLA cannot compile for this GPU")
    return body


def _conv2d(images, kernel, strides, padding):
    return Tensor(standin.convolution(images.values, kernel.values), (images, kernel))


nn = SimpleNamespace(conv2d=_conv2d)
sysconfig = SimpleNamespace(get_build_info=lambda: {"cuda_version": "12.5"} if standin.LISTS_GPU else {})
config = SimpleNamespace(
    set_soft_device_placement=lambda enabled: None,
    list_physical_devices=lambda kind: [kind] if standin.LISTS_GPU else [],
    experimental=SimpleNamespace(set_memory_growth=lambda gpu, enabled: None, get_memory_info=lambda place: {"peak": standin.memory},
                                 get_device_details=lambda gpu: {"device_name": standin.GPU_NAME}))
