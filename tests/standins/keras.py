# SPDX-License-Identifier: GPL-3.0-or-later
"""A stand-in of Firstlight's tests for Keras; see firstlight_standin.py. Its backend must be there, and is not used."""
import importlib
import os
from types import SimpleNamespace

import numpy as np

import firstlight_standin as standin

__version__ = "3.15.0+standin"
_backend = os.environ.get("KERAS_BACKEND", "tensorflow")
importlib.import_module(_backend)
backend = SimpleNamespace(backend=lambda: _backend)


class Tensor:
    def __init__(self, values):
        self.values = values
        self.device = "cuda:0" if standin.ON_GPU else "cpu"


def _conv(images, kernel, strides, padding, data_format):
    return Tensor(standin.convolution(images.values, kernel.values))


ops = SimpleNamespace(convert_to_tensor=Tensor, convert_to_numpy=lambda tensor: tensor.values, conv=_conv,
                      matmul=lambda a, b: Tensor(standin.product(a.values, b.values)))
layers = SimpleNamespace(Dense=lambda units, use_bias: units)
optimizers = SimpleNamespace(SGD=lambda learning_rate: learning_rate)


def Input(shape):
    return shape


class Sequential:
    """A line without a height, and its mean squared error."""

    def __init__(self, parts):
        (width,), units = parts
        self.values = np.random.default_rng(1).uniform(-0.5, 0.5, (width, units)).astype("float32")

    def compile(self, optimizer, loss):
        self.rate = optimizer

    def fit(self, features, truth, batch_size, epochs, shuffle, verbose):
        slope = 2 / len(features) * features.T @ (features @ self.values - truth)
        self.values = self.values - self.rate * standin.computed("gradient", slope)

    def get_weights(self):
        return [self.values]

    @property
    def weights(self):
        return [SimpleNamespace(value=Tensor(self.values))]
