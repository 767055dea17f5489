// SPDX-License-Identifier: GPL-3.0-or-later
// Where secrets are kept: in the system's key ring when it works, else in the vault when the user has made one, else nowhere,
// and each is asked for. Never in plain text. Any thread.
#pragma once

#include "backends/ports/keyring.h"

namespace fl {

class SecretKeeper : public KeyRing {
public:
    /// Both must outlive it.
    SecretKeeper(KeyRing &system, KeyRing &vault) : m_system(system), m_vault(vault) { }

    Status probe() override;
    Result<std::optional<Secret>> read(const SecretRef &ref) override { return chosen().read(ref); }
    Status write(const SecretRef &ref, const Secret &secret) override { return chosen().write(ref, secret); }
    Status remove(const SecretRef &ref) override { return chosen().remove(ref); }
    Keeping keeping() override;
    Status unlock(const AskPassphrase &ask) override;
    Status createVault(const Secret &passphrase) override;
    Status forgetVault() override { return m_vault.forgetVault(); } ///< also one from before there was a key ring

private:
    /// The system's where there is neither: its error says why.
    KeyRing &chosen() { return keeping() == Keeping::Vault ? m_vault : m_system; }

    KeyRing &m_system, &m_vault;
};

} // namespace fl
