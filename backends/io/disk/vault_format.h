// SPDX-License-Identifier: GPL-3.0-or-later
// The bytes of a vault file (vault_file.h says what stands where), without the file.
#pragma once

#include "backends/core/secret.h"

#include <QByteArray>

#include <map>
#include <optional>

namespace fl::vault {

using Entries = std::map<SecretRef, Secret>;

/// What the passphrase is stretched by; kept as it stands in the file.
struct Lock {
    unsigned long long operations = 0, memory = 0;
    QByteArray salt;
    bool operator==(const Lock &) const = default;
};

/// A file taken apart; nothing of it proven but the sum at its end.
struct Sealed {
    Lock lock;
    QByteArray header, nonce, box;
};

enum class Flaw { None, Damaged, Newer };

Flaw parse(const QByteArray &file, Sealed &sealed);
Lock newLock(unsigned long long operations, unsigned long long memory);
/// Unset: there is not that much memory.
std::optional<Secret> stretch(const Secret &passphrase, const Lock &lock);
QByteArray seal(const Entries &entries, const Lock &lock, const Secret &key);
/// Unset: another key, or an altered file.
std::optional<Entries> open(const Sealed &sealed, const Secret &key);

} // namespace fl::vault
