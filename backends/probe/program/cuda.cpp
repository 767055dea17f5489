// SPDX-License-Identifier: GPL-3.0-or-later
#include "cuda.h"

#include "old_glibc.h"
#include "text.h"

namespace fl::probe {

void *openDriverLibrary(const std::string &folder, const char *name)
{
    if (!folder.empty())
        return dlopen((folder + "/" + name).c_str(), RTLD_NOW | RTLD_LOCAL);
    if (void *library = dlopen(name, RTLD_NOW | RTLD_LOCAL))
        return library;
    // Where WSL 2, Google's images and NVIDIA's container runtime put it without telling the linker.
    for (const char *place : {"/usr/lib/wsl/lib/", "/usr/local/nvidia/lib64/", "/usr/lib64/nvidia/", "/run/nvidia/driver/usr/lib64/"})
        if (void *library = dlopen((std::string(place) + name).c_str(), RTLD_NOW | RTLD_LOCAL))
            return library;
    return nullptr;
}

Cuda::Cuda(const std::string &folder) : m_library(openDriverLibrary(folder, "libcuda.so.1"))
{
    if (!m_library)
        return;
#define FL_CU(member, symbol, parameters) m_##member = reinterpret_cast<decltype(m_##member)>(dlsym(m_library, symbol));
    FL_CUDA_FUNCTIONS(FL_CU)
#undef FL_CU
}

std::string Cuda::name(CuResult code) const
{
    if (code == CuNoLibrary)
        return "no libcuda.so.1";
    if (code == CuNoFunction)
        return "the driver is too old for this call";
    const char *text = nullptr;
    if (errorName(code, &text) == CuSuccess && text)
        return clean(std::string_view(text), 60);
    return "CUDA error " + decimal(code);
}

} // namespace fl::probe
