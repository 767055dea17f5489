// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/run/host_key_renewal.h"

#include <QFile>
#include <QRegularExpression>

namespace fl {
namespace {

Result<ShellExit> runStage(Shell &shell, const QByteArray &stage, std::stop_token stop)
{
    QFile script(QStringLiteral(":/scripts/own-host-keys.sh"));
    (void)script.open(QIODevice::ReadOnly); // a resource of the program itself
    ShellScript whole{script.readAll(), {{"FL_STAGE", stage}, {"FL_OWN_KEYS", ownHostKeysMark}}, {}};
    whole.silence = std::chrono::seconds(60);
    auto exit = shell.run(whole, {}, stop);
    if (exit && exit->code != 0) {
        const bool sudo = exit->err.contains("sudo:");
        return fail({sudo ? Cause::SudoNotAllowed : Cause::StepFailed,
                     {{QStringLiteral("step"), QStringLiteral("trust-host-key")}},
                     sudo ? NextAction::AskAdministrator : NextAction::ShowLog,
                     QString::fromUtf8(exit->err),
                     {}});
    }
    return exit;
}

} // namespace

Status renewHostKey(Shell &shell, Endpoint &endpoint, SshConnector &ssh, std::stop_token stop)
{
    const auto made = runStage(shell, "make", stop);
    if (!made)
        return fail(made.error());
    QStringList own;
    static const QRegularExpression print(QStringLiteral("SHA256:[A-Za-z0-9+/]{43}"));
    for (auto found = print.globalMatch(QString::fromLatin1(made->out)); found.hasNext();)
        own << found.next().captured();
    if (own.isEmpty())
        return fail({Cause::StepFailed,
                     {{QStringLiteral("step"), QStringLiteral("trust-host-key")}},
                     NextAction::ShowLog,
                     QString::fromUtf8(made->out),
                     {}});
    const auto used = runStage(shell, "use", stop);
    if (!used)
        return fail(used.error());
    FL_TRY(ssh.forgetHostKey(endpoint.ssh.hostKeyAlias));
    endpoint.ssh.trustedHostKeys = own;
    for (const QString &path : {endpoint.throwAwayKeyFile, endpoint.throwAwayKeyFile + QStringLiteral(".pub")})
        QFile::remove(path);
    endpoint.throwAwayKeyFile.clear();
    return {};
}

} // namespace fl
