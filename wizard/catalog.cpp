// SPDX-License-Identifier: GPL-3.0-or-later
#include "wizard/catalog.h"

namespace fl {

Catalog::Catalog(Backend &backend, QObject *parent) : QObject(parent), m_backend(backend)
{
}

void Catalog::load()
{
    if (m_asked)
        return;
    m_asked = true;
    m_backend.call(
        Backend::quick(), this,
        [](Operations &operations, OperationCall &call) {
            std::pair<std::vector<ProviderInfo>, Ways> answer;
            for (const auto &provider : operations.providers())
                answer.first.push_back({provider->id(), provider->abilities(), provider->fields(),
                                        operations.availability(provider->id(), call), QString::fromUtf8(provider->policy()).trimmed()});
            if (auto knowledge = operations.knowledge())
                answer.second = std::move(knowledge->ways);
            return answer;
        },
        [this](std::pair<std::vector<ProviderInfo>, Ways> &&answer) {
            m_providers = std::move(answer.first);
            m_ways = std::move(answer.second);
            m_loaded = true;
            emit loaded();
        });
}

const ProviderInfo *Catalog::find(const QString &id) const
{
    for (const ProviderInfo &info : m_providers)
        if (info.id == id)
            return &info;
    return nullptr;
}

} // namespace fl
