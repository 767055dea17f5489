# SPDX-License-Identifier: GPL-3.0-or-later
# What the driver's own library answers, in lines behind the mark given: does CUDA start, which version does it offer, what does it see,
# and can a program have a place on each GPU. Exit status 0: all of that. Needs nothing but Python.
import ctypes
import sys

COMPUTE_CAPABILITY = (75, 76)  # CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR, _MINOR
number = ctypes.c_int()


def tell(name, value):
    print(f"{sys.argv[1]}{name} {value}")


def found(call, *arguments):
    """The number that a call gives; 0 when it fails."""
    number.value = 0
    return number.value if call(ctypes.byref(number), *arguments) == 0 else 0


cuda = ctypes.CDLL("libcuda.so.1")
cuda.cuCtxSetCurrent.argtypes = [ctypes.c_void_p]
status = cuda.cuInit(0)
tell("init", status)
if version := found(cuda.cuDriverGetVersion):
    tell("version", f"{version // 1000}.{version % 1000 // 10}")
if status != 0:
    sys.exit(1)
count = found(cuda.cuDeviceGetCount)
tell("count", count)
names, capabilities = [], []
for index in range(count):
    device = found(cuda.cuDeviceGet, index)
    name = ctypes.create_string_buffer(256)
    if cuda.cuDeviceGetName(name, 256, device) == 0:
        names.append(name.value.decode(errors="replace"))
    capabilities.append(".".join(str(found(cuda.cuDeviceGetAttribute, which, device)) for which in COMPUTE_CAPABILITY))
    context = ctypes.c_void_p()
    status = cuda.cuDevicePrimaryCtxRetain(ctypes.byref(context), device)
    if status == 0:
        cuda.cuDevicePrimaryCtxRelease_v2(device)
    else:
        break
tell("name", ", ".join(dict.fromkeys(names)))
tell("capability", " ".join(capabilities))
tell("context", status)
sys.exit(0 if count and status == 0 else 1)
