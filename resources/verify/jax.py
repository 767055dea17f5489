# SPDX-License-Identifier: GPL-3.0-or-later
# JAX multiplies, convolves and differentiates. It falls back to the processor with no more than a warning.
os.environ.setdefault("XLA_PYTHON_CLIENT_PREALLOCATE", "false")  # other kernels may hold a part of the GPU
import importlib.util

import jax
import jax.numpy as jnp


def convolve(images, kernel):
    return jax.lax.conv_general_dilated(images, kernel, (1, 1), "VALID", dimension_numbers=("NHWC", "HWIO", "NHWC"))


def prove(device):
    started = time.time()
    a, b, images, kernel = (jax.device_put(value, device) for value in (A, B, IMAGES, KERNEL))
    product = jnp.matmul(a, b, precision="highest").block_until_ready()
    output = jax.jit(convolve)(images, kernel).block_until_ready()
    gradient = jax.grad(lambda values: convolve(images, values).sum())(kernel).block_until_ready()
    seconds = time.time() - started
    for value in (product, output, gradient):
        assert value.devices() == {device}, "JAX computed somewhere else: on " + str(value.devices())
    check_product(product)
    check_convolution(output)
    check_gradient(gradient)
    return seconds


devices = jax.devices()
if must_use_gpu() or jax.default_backend() != "cpu":
    assert jax.default_backend() == "gpu", "there is an NVIDIA GPU, but JAX uses the backend " + jax.default_backend()
    assert all(device.platform in ("gpu", "cuda") for device in devices), "JAX computes on " + str(devices)
    seconds = max(prove(device) for device in devices)
    for device in devices:
        memory = device.memory_stats()  # None with an allocator that keeps no account
        assert memory is None or memory["peak_bytes_in_use"] > A.nbytes, "the GPU's memory was not used"
    cuda = [major for major in ("13", "12") if importlib.util.find_spec(f"jax_cuda{major}_plugin")]
    tell(jax.__version__, [device.device_kind for device in devices], seconds, " ".join(cuda))
else:
    tell(jax.__version__, [], prove(devices[0]))
