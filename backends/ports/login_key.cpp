// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/ports/login_key.h"

#include <QFile>
#include <QFileInfo>

namespace fl {

Result<QString> loginKey(const QString &path, const QString &machine, SshConnector &ssh)
{
    QFile known(path + QStringLiteral(".pub"));
    if (QFileInfo::exists(path) && known.open(QIODevice::ReadOnly))
        return QString::fromUtf8(known.readAll()).trimmed(); // of a run that was cut
    return ssh.makeKeyPair(path, QStringLiteral("firstlight-") + machine);
}

} // namespace fl
