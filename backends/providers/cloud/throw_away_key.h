// SPDX-License-Identifier: GPL-3.0-or-later
// The host key that a machine is handed where nothing else vouches for one: it proves the first visit, over which the machine gets keys of
// its own (backends/run/host_key_renewal.h). What reads the machine's first orders can read it, so it is worth nothing from then on.
#pragma once

#include "backends/providers/provider.h"

namespace fl {

/// Where the machine notes that its keys are its own.
inline constexpr char ownHostKeysMark[] = "/etc/ssh/firstlight-host-keys";

struct ThrowAwayKey {
    QString file;        ///< of the private half, OpenSSH's format; ".pub" beside it
    QString fingerprint; ///< "SHA256:…"
};

/// The one of that machine, while it is needed; unset: there is none.
std::optional<ThrowAwayKey> throwAwayKey(const QString &machine, const QString &home);
/// The same, made when there is none.
Result<ThrowAwayKey> makeThrowAwayKey(const QString &machine, Ports &ports);

/// Orders for cloud-init that take it as the machine's host key at every start, until the machine has keys of its own. Not for its first
/// one: there cloud-init makes keys of its own after it has heard them.
Result<QByteArray> throwAwayOrders(const ThrowAwayKey &key);
/// Orders for the first start of all: it is the machine's host key from the beginning, and no other is made.
Result<QByteArray> firstBootOrders(const ThrowAwayKey &key);

/// "SHA256:…" of an OpenSSH public key's line; empty: it is none.
QString fingerprintOf(const QString &publicKeyLine);

} // namespace fl
