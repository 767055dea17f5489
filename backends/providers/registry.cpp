// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/providers/registry.h"

#include "backends/providers/aws/aws_provider.h"
#include "backends/providers/here/here_provider.h"
#include "backends/providers/lambda/lambda_provider.h"
#include "backends/providers/practice/practice_provider.h"
#include "backends/providers/ssh/ssh_provider.h"

namespace fl {

ProviderRegistry::ProviderRegistry()
{
    m_providers.push_back(std::make_unique<PracticeProvider>());
    m_providers.push_back(std::make_unique<SshProvider>());
    m_providers.push_back(std::make_unique<HereProvider>());
    m_providers.push_back(std::make_unique<AwsProvider>());
    m_providers.push_back(std::make_unique<LambdaProvider>());
}

ProviderRegistry::ProviderRegistry(std::vector<std::unique_ptr<Provider>> providers) : m_providers(std::move(providers))
{
}

Provider *ProviderRegistry::find(const QString &id) const
{
    for (const auto &provider : m_providers)
        if (provider->id() == id)
            return provider.get();
    return nullptr;
}

} // namespace fl
