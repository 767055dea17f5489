// SPDX-License-Identifier: GPL-3.0-or-later
// Secrets in one file of the profile's folder (secrets.vault), locked by a passphrase, for computers without a key ring.
//
//   "FLVAULT" and version 1 · Argon2id's operations and bytes of memory, 8 bytes each, little-endian · salt, 16 · nonce, 24
//   · the secrets in XChaCha20-Poly1305, with all the above as additional data · BLAKE2b-256 of all the above
//
// The passphrase is stretched by Argon2id; the nonce is new at each write. The sum at the end, which every version has, tells a
// damaged file from a wrong passphrase without a key; against whoever computes it anew, the cipher's tag stands.
// A damaged file is set aside (secrets.vault.damaged) and never emptied. Written whole under another name, then renamed.
// Any thread, and several programs: who writes holds secrets.lock.
#pragma once

#include "backends/ports/keyring.h"

#include <memory>

namespace fl {

class VaultFile : public KeyRing {
public:
    /// What a guess costs. The default is libsodium's "moderate": about a second and 256 MiB.
    struct Limits {
        unsigned long long operations = 3;
        unsigned long long memory = 256ULL << 20;
    };

    explicit VaultFile(const QString &folder);
    VaultFile(const QString &folder, Limits limits);
    ~VaultFile() override;

    bool exists() const;
    QString path() const;

    /// Whether there is one. Errors of all: KeyRingUnavailable (why: no-vault, locked, newer), VaultDamaged, LocalFile.
    Status probe() override;
    Result<std::optional<Secret>> read(const SecretRef &ref) override;
    Status write(const SecretRef &ref, const Secret &secret) override;
    Status remove(const SecretRef &ref) override;
    Keeping keeping() override;
    Status unlock(const AskPassphrase &ask) override;
    Status createVault(const Secret &passphrase) override;
    Status forgetVault() override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace fl
