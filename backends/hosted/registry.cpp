// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/hosted/colab/colab.h"
#include "backends/hosted/hosted.h"

namespace fl {

HostedRegistry::HostedRegistry()
{
    m_services.push_back(std::make_unique<Colab>());
}

const HostedService *HostedRegistry::find(const QString &id) const
{
    for (const auto &service : m_services)
        if (service->id() == id)
            return service.get();
    return nullptr;
}

} // namespace fl
