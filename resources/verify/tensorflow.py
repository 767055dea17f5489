# SPDX-License-Identifier: GPL-3.0-or-later
# TensorFlow multiplies, convolves and differentiates, and lets XLA compile: on a GPU that is newer than its wheels, XLA is what fails.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "1")
import tensorflow as tf

# What cannot run where it is told to run must fail, not move to the processor in silence.
tf.config.set_soft_device_placement(False)


def prove(place):
    started = time.time()
    with tf.device(place):
        a, b = tf.constant(A), tf.constant(B)
        product = tf.matmul(a, b)
        kernel = tf.Variable(KERNEL)
        with tf.GradientTape() as tape:
            output = tf.nn.conv2d(tf.constant(IMAGES), kernel, strides=1, padding="VALID")
            total = tf.reduce_sum(output)
        gradient = tape.gradient(total, kernel)
        compiled = tf.function(lambda left, right: tf.matmul(left, right), jit_compile=True)(a, b)
        results = [value.numpy() for value in (product, output, gradient, compiled)]
    seconds = time.time() - started
    for tensor in (product, output, gradient, compiled):
        assert tensor.device.endswith(place), "TensorFlow computed somewhere else: on " + tensor.device
    check_product(results[0])
    check_convolution(results[1])
    check_gradient(results[2])
    agree("product that XLA compiled", results[3], A.astype("float64") @ B.astype("float64"), 0.5)
    return seconds


gpus = tf.config.list_physical_devices("GPU")
if must_use_gpu() or gpus:
    assert gpus, "there is an NVIDIA GPU, but TensorFlow cannot use it"
    for gpu in gpus:
        tf.config.experimental.set_memory_growth(gpu, True)  # other kernels may hold a part of it
    seconds = []
    for index in range(len(gpus)):
        seconds.append(prove(f"GPU:{index}"))
        assert tf.config.experimental.get_memory_info(f"GPU:{index}")["peak"] > A.nbytes, "the GPU's memory was not used"
    names = [tf.config.experimental.get_device_details(gpu).get("device_name", "NVIDIA GPU") for gpu in gpus]
    tell(tf.__version__, names, max(seconds), tf.sysconfig.get_build_info().get("cuda_version"))
else:
    tell(tf.__version__, [], prove("CPU:0"))
