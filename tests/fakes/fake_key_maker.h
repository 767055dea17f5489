// SPDX-License-Identifier: GPL-3.0-or-later
// SSH that makes a key pair which is none, and reaches nobody.
#pragma once

#include "backends/ports/ssh.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace fl {

class FakeKeyMaker : public SshConnector {
public:
    explicit FakeKeyMaker(QString folder) : m_folder(std::move(folder)) { }
    Result<std::unique_ptr<SshSession>> connect(const SshTarget &, const SshSecrets &, std::chrono::milliseconds, std::stop_token) override
    {
        return fail(Error{.cause = Cause::ConnectionRefused, .params = {}, .detail = {}});
    }
    Status forgetHostKey(const QString &) override { return {}; }
    QString knownHostsFile() const override { return m_folder + QStringLiteral("/known_hosts"); }
    Result<QString> makeKeyPair(const QString &path, const QString &comment) override
    {
        QDir().mkpath(QFileInfo(path).path());
        for (const QString &name : {path, path + QStringLiteral(".pub")}) {
            QFile file(name);
            if (!file.open(QIODevice::WriteOnly) || file.write("ssh-ed25519 AAAAC3 " + comment.toUtf8()) < 0)
                return fail(Error{.cause = Cause::LocalFile, .params = {}, .detail = {}});
        }
        return QStringLiteral("ssh-ed25519 AAAAC3 ") + comment;
    }

private:
    QString m_folder;
};

} // namespace fl
