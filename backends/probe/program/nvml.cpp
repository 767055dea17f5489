// SPDX-License-Identifier: GPL-3.0-or-later
#include "nvml.h"

#include "cuda.h"
#include "old_glibc.h"

namespace fl::probe {

Nvml::Nvml(const std::string &folder) : m_library(openDriverLibrary(folder, "libnvidia-ml.so.1"))
{
    if (!m_library)
        return;
#define FL_NV(member, symbol, parameters) m_##member = reinterpret_cast<decltype(m_##member)>(dlsym(m_library, symbol));
    FL_NVML_FUNCTIONS(FL_NV)
#undef FL_NV
}

} // namespace fl::probe
