// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dashboard/desktop.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCall>
#include <QDesktopServices>
#include <QProcess>
#include <QStandardPaths>
#include <QUrl>
#include <QVariantMap>

namespace fl {
namespace {

struct Terminal {
    const char *program;
    QStringList before; ///< what stands between it and the words
};

const std::vector<Terminal> &terminals()
{
    static const std::vector<Terminal> all{
#ifdef Q_OS_WIN
        {"wt.exe", {}},
        {"cmd.exe", {QStringLiteral("/c"), QStringLiteral("start"), QString()}},
#else
        {"xdg-terminal-exec", {}},           {"gnome-terminal", {QStringLiteral("--")}}, {"kgx", {QStringLiteral("--")}},
        {"konsole", {QStringLiteral("-e")}}, {"xfce4-terminal", {QStringLiteral("-x")}}, {"x-terminal-emulator", {QStringLiteral("-e")}},
        {"xterm", {QStringLiteral("-e")}},
#endif
    };
    return all;
}

} // namespace

bool SystemDesktop::openUrl(const QString &url)
{
    return QDesktopServices::openUrl(QUrl(url));
}

bool SystemDesktop::openTerminal(const QStringList &words)
{
    for (const Terminal &terminal : terminals()) {
        const QString program = QStandardPaths::findExecutable(QString::fromLatin1(terminal.program));
        if (!program.isEmpty() && QProcess::startDetached(program, terminal.before + words))
            return true;
    }
    return false;
}

bool SystemDesktop::openEditor(const QString &sshName)
{
    for (const char *name : {"code", "code-insiders", "codium"}) {
        const QString program = QStandardPaths::findExecutable(QString::fromLatin1(name));
        if (!program.isEmpty() && QProcess::startDetached(program, {QStringLiteral("--remote"), QStringLiteral("ssh-remote+") + sshName}))
            return true;
    }
    return false;
}

void SystemDesktop::notify(const QString &title, const QString &text)
{
    // org.freedesktop.Notifications, version 1.2. The text may be read as markup, and names come from strangers.
    QDBusMessage call =
        QDBusMessage::createMethodCall(QStringLiteral("org.freedesktop.Notifications"), QStringLiteral("/org/freedesktop/Notifications"),
                                       QStringLiteral("org.freedesktop.Notifications"), QStringLiteral("Notify"));
    call << QStringLiteral("Firstlight") << 0U << QStringLiteral("org.firstlight.Firstlight") << title << text.toHtmlEscaped()
         << QStringList() << QVariantMap() << -1;
    QDBusConnection::sessionBus().asyncCall(call); // who shows none does not answer, which is no fault
}

} // namespace fl
