// SPDX-License-Identifier: GPL-3.0-or-later
// The list of providers: adding one is a folder and a line in registry.cpp.
#pragma once

#include "backends/providers/provider.h"

#include <memory>

namespace fl {

class ProviderRegistry {
public:
    ProviderRegistry(); ///< all that are built in
    explicit ProviderRegistry(std::vector<std::unique_ptr<Provider>> providers);
    const std::vector<std::unique_ptr<Provider>> &all() const { return m_providers; }
    Provider *find(const QString &id) const; ///< nullptr: unknown

private:
    std::vector<std::unique_ptr<Provider>> m_providers;
};

} // namespace fl
