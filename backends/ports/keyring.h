// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backends/core/result.h"
#include "backends/core/secret.h"

#include <functional>

namespace fl {

/// Where secrets are kept on this computer.
enum class Keeping {
    Nowhere, ///< each is asked for when it is wanted
    System,  ///< the system's key ring
    Vault,   ///< a file of ours, locked by a passphrase
};

class KeyRing {
public:
    virtual ~KeyRing() = default;
    /// Whether secrets can be kept at all: a real write, read and delete, done once.
    virtual Status probe() = 0;
    virtual Result<std::optional<Secret>> read(const SecretRef &ref) = 0;
    virtual Status write(const SecretRef &ref, const Secret &secret) = 0;
    virtual Status remove(const SecretRef &ref) = 0; ///< fine when it was not there

    virtual Keeping keeping() { return probe() ? Keeping::System : Keeping::Nowhere; }
    /// Gives the passphrase (attempt from 1). Unset: nobody will. An error: not now, and it may be asked again.
    using AskPassphrase = std::function<Result<std::optional<Secret>>(int attempt)>;
    /// Opens the vault, where there is one and it is locked; asks three times at most. Whoever wants the same meanwhile waits.
    /// Left locked once, it stays so until the program ends, and nobody is asked again.
    /// Errors: KeyRingUnavailable (why: locked, newer), VaultPassphrase, VaultDamaged (param copy: set aside), the one of `ask`.
    virtual Status unlock(const AskPassphrase &) { return {}; }
    /// Errors: BadValue (a passphrase too short), LocalFile (there is one), NotSupportedHere (the system's key ring works).
    virtual Status createVault(const Secret &) { return fail({Cause::NotSupportedHere, {}, NextAction::ReadHelp, {}}); }
    virtual Status forgetVault() { return {}; } ///< with all that is in it; fine when there is none
};

} // namespace fl
