// SPDX-License-Identifier: GPL-3.0-or-later
// The system's key ring through QtKeychain, on a thread of its own with an event loop. Any thread may call; a
// QCoreApplication must exist. Nothing is ever kept in plain text: without a key ring every call is KeyRingUnavailable
// (param "why": no-bus, no-backend, denied, timeout).
#pragma once

#include "backends/ports/keyring.h"

#include <chrono>
#include <memory>

namespace fl {

class QtKeyRing : public KeyRing {
public:
    /// `patience`: how long the key ring may take to answer; it may have to ask the user to unlock it.
    explicit QtKeyRing(std::chrono::milliseconds patience = std::chrono::seconds(10));
    ~QtKeyRing() override;

    Status probe() override;
    Result<std::optional<Secret>> read(const SecretRef &ref) override;
    Status write(const SecretRef &ref, const Secret &secret) override;
    Status remove(const SecretRef &ref) override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace fl
