# SPDX-License-Identifier: GPL-3.0-or-later
"""A stand-in of Firstlight's tests for PyTorch; see firstlight_standin.py."""
from types import SimpleNamespace

import firstlight_standin as standin

__version__ = "2.15.0+standin"
version = SimpleNamespace(cuda="13.0" if standin.LISTS_GPU else None)


class device:
    def __init__(self, type, index=0):
        self.type, self.index = type, index

    def __str__(self):
        return self.type if self.type == "cpu" else f"{self.type}:{self.index}"


class Tensor:
    def __init__(self, values, place=None, parents=()):
        self.values, self.device, self.parents, self.grad = values, place or device("cpu"), parents, None

    def to(self, place):
        # The one that lies computes where it always did.
        return Tensor(self.values, place if place.type == "cpu" or standin.ON_GPU else device("cpu"))

    def requires_grad_(self):
        return self

    def __matmul__(self, other):
        return Tensor(standin.product(self.values, other.values), self.device)

    def sum(self):
        return Tensor(self.values.sum(), self.device, self.parents)

    def backward(self):
        images, kernel = self.parents
        by_kernel = standin.gradient(images.values.transpose(0, 2, 3, 1), kernel.values.transpose(2, 3, 1, 0))
        kernel.grad = Tensor(by_kernel.transpose(3, 2, 0, 1), kernel.device)

    def cpu(self):
        return self

    detach = cpu

    def numpy(self):
        return self.values


def from_numpy(values):
    return Tensor(values)


def conv2d(images, kernel):
    values = standin.convolution(images.values.transpose(0, 2, 3, 1), kernel.values.transpose(2, 3, 1, 0))
    return Tensor(values.transpose(0, 3, 1, 2), kernel.device, (images, kernel))


nn = SimpleNamespace(functional=SimpleNamespace(conv2d=conv2d))
cuda = SimpleNamespace(is_available=lambda: standin.LISTS_GPU, device_count=lambda: int(standin.LISTS_GPU), synchronize=lambda place: None,
                       max_memory_allocated=lambda index: standin.memory, get_device_name=lambda index=0: standin.GPU_NAME)
