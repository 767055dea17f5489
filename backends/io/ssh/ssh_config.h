// SPDX-License-Identifier: GPL-3.0-or-later
// The few words of ~/.ssh/config that a wizard can offer.
#pragma once

#include "backends/ports/ssh.h"

namespace fl {

/// Gives the texts of the files that an Include names (patterns already expanded), in order.
using SshConfigIncludes = std::function<std::vector<QByteArray>(const QString &pattern)>;

/// Pure: no disk beyond `includes`. Host patterns serve as defaults, as in ssh; only plain aliases are listed. Match blocks and
/// what is not understood are passed over. `home` stands for ~ and %d.
std::vector<SshConfigHost> parseSshConfig(const QByteArray &text, const QString &home, const SshConfigIncludes &includes);

/// Reads ~/.ssh/config of this user; empty when there is none.
std::vector<SshConfigHost> sshConfigHosts();

} // namespace fl
