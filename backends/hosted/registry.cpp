// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/hosted/colab/colab.h"
#include "backends/hosted/hosted.h"

namespace fl {

HostedRegistry::HostedRegistry()
{
    m_services.push_back(std::make_unique<Colab>());
}

Choices hostedChoices(const QString &service, const QString &language)
{
    Choices choices;
    choices.where = service;
    choices.software.frameworks = {QStringLiteral("pytorch"), QStringLiteral("tensorflow"), QStringLiteral("keras")};
    choices.software.notebookLanguage = language;
    return choices;
}

const HostedService *HostedRegistry::find(const QString &id) const
{
    for (const auto &service : m_services)
        if (service->id() == id)
            return service.get();
    return nullptr;
}

} // namespace fl
