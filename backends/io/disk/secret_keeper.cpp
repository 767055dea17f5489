// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/io/disk/secret_keeper.h"

namespace fl {

Status SecretKeeper::probe()
{
    return chosen().probe();
}

Keeping SecretKeeper::keeping()
{
    return m_system.probe() ? Keeping::System : m_vault.keeping();
}

Status SecretKeeper::unlock(const AskPassphrase &ask)
{
    return keeping() == Keeping::Vault ? m_vault.unlock(ask) : Status();
}

Status SecretKeeper::createVault(const Secret &passphrase)
{
    if (keeping() == Keeping::System)
        return fail({Cause::NotSupportedHere, {{QStringLiteral("why"), QStringLiteral("key-ring-works")}}, NextAction::ReadHelp, {}});
    return m_vault.createVault(passphrase);
}

} // namespace fl
