# SPDX-License-Identifier: GPL-3.0-or-later
"""A part of the stand-in for JAX."""
import firstlight_standin as standin
from jax import Array


def matmul(a, b, precision):
    return Array(standin.product(a.values, b.values))
