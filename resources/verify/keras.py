# SPDX-License-Identifier: GPL-3.0-or-later
# Keras multiplies and convolves with the backend that its kernel names, and takes one training step whose outcome NumPy knows.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "1")
os.environ.setdefault("TF_FORCE_GPU_ALLOW_GROWTH", "true")  # other kernels may hold a part of the GPU
os.environ.setdefault("XLA_PYTHON_CLIENT_PREALLOCATE", "false")
import keras

backend = keras.backend.backend()
assert backend == os.environ.get("KERAS_BACKEND"), "Keras computes with " + backend + ", not with what its kernel names"


def place_of(value):
    """As the backend says it: "cuda:0", "/job:…/device:GPU:0", "{CudaDevice(id=0)}"."""
    return str(value.devices() if callable(getattr(value, "devices", None)) else value.device).lower()


def gpu_names():
    if backend == "torch":
        import torch
        return [torch.cuda.get_device_name(index) for index in range(torch.cuda.device_count())]
    if backend == "tensorflow":
        import tensorflow as tf
        return [tf.config.experimental.get_device_details(gpu).get("device_name", "NVIDIA GPU")
                for gpu in tf.config.list_physical_devices("GPU")]
    import jax
    return [device.device_kind for device in jax.devices() if device.platform != "cpu"]


started = time.time()
product = keras.ops.matmul(keras.ops.convert_to_tensor(A), keras.ops.convert_to_tensor(B))
output = keras.ops.conv(keras.ops.convert_to_tensor(IMAGES), keras.ops.convert_to_tensor(KERNEL), strides=1, padding="valid",
                        data_format="channels_last")
check_product(keras.ops.convert_to_numpy(product))
check_convolution(keras.ops.convert_to_numpy(output))

# One step down the slope of the mean squared error of a line: w - rate * 2/n * X'(Xw - y).
features, truth = A[:256, :16], B[:256, :1]
model = keras.Sequential([keras.Input((16,)), keras.layers.Dense(1, use_bias=False)])
model.compile(optimizer=keras.optimizers.SGD(learning_rate=0.1), loss="mean_squared_error")
before = np.asarray(model.get_weights()[0], dtype="float64")
model.fit(features, truth, batch_size=len(features), epochs=1, shuffle=False, verbose=0)
after = before - 0.1 * 2 / len(features) * features.T.astype("float64") @ (features @ before - truth)
agree("training step", model.get_weights()[0], after, 0.01)
assert np.abs(after - before).max() > 0.02, "the training step is too small to be seen"
seconds = time.time() - started

places = {place_of(product), place_of(output), place_of(model.weights[0].value)}
on_gpu = [place for place in places if "cuda" in place or "gpu" in place]
if must_use_gpu() or on_gpu:
    assert len(on_gpu) == len(places), "there is an NVIDIA GPU, but Keras computed on " + ", ".join(sorted(places))
    tell(keras.__version__, gpu_names(), seconds, backend=backend)
else:
    tell(keras.__version__, [], seconds, backend=backend)
