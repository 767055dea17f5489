// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backends/core/result.h"
#include "backends/core/secret.h"

namespace fl {

class KeyRing {
public:
    virtual ~KeyRing() = default;
    /// Whether secrets can be kept at all: a real write, read and delete, done once.
    virtual Status probe() = 0;
    virtual Result<std::optional<Secret>> read(const SecretRef &ref) = 0;
    virtual Status write(const SecretRef &ref, const Secret &secret) = 0;
    virtual Status remove(const SecretRef &ref) = 0; ///< fine when it was not there
};

} // namespace fl
