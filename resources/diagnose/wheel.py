# SPDX-License-Identifier: GPL-3.0-or-later
# What a framework in its environment was built for, in lines behind the mark given: its version, the CUDA it wants (nothing: it is the
# processor's variant) and the GPUs it has code for. Arguments: the framework, the mark.
import importlib
import importlib.util
import sys

name, mark = sys.argv[1:]
MODULES = {"pytorch": "torch", "torch": "torch"}


def tell(key, value):
    print(f"{mark}{key} {value}")


def cuda_of(framework, module):
    if framework == "pytorch":
        # For those it has a list of, and without one where it finds no GPU.
        tell("archs", " ".join(getattr(module.cuda, "get_arch_list", list)()))
        return module.version.cuda or ""
    if framework == "tensorflow":
        build = module.sysconfig.get_build_info()
        tell("archs", " ".join(build.get("cuda_compute_capabilities", [])))
        return build.get("cuda_version", "")
    plugins = (major for major in ("13", "12") if importlib.util.find_spec(f"jax_cuda{major}_plugin"))
    return next(plugins, "")


module = importlib.import_module(MODULES.get(name, name))
tell("version", module.__version__)
if name == "keras":
    backend = module.backend.backend()
    tell("backend", backend)
    name = {"torch": "pytorch"}.get(backend, backend)
    module = importlib.import_module(MODULES.get(name, name))
tell("cuda", cuda_of(name, module))
