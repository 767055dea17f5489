// SPDX-License-Identifier: GPL-3.0-or-later
// The host keys that cloud-init writes to the console at the first boot: the provider vouches for them, so nobody has to compare.
// Source: cloud-init's cc_keys_to_console. Pure.
#pragma once

#include <QByteArray>
#include <QStringList>

namespace fl::aws {

/// "SHA256:…" of every key between the marks of the last whole block; none before there is one.
QStringList hostKeysOf(const QByteArray &console);

} // namespace fl::aws
