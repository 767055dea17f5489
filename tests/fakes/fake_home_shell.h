// SPDX-License-Identifier: GPL-3.0-or-later
// A machine that is a folder of this computer: real scripts in one of the shells, with that folder as their home. The line to it is cut
// where a test wants it.
#pragma once

#include "backends/ports/shell.h"

#include <QDir>
#include <QFile>
#include <QProcess>

namespace fl {

class FakeHomeShell : public Shell {
public:
    explicit FakeHomeShell(QString home, QStringList program = {QStringLiteral("/bin/sh")}) :
        m_home(std::move(home)),
        m_program(std::move(program))
    {
    }
    /// The line's messages are counted from 1: an upload is one, what a script says is one.
    int cutAt = 0;        ///< that one is lost; 0: none
    bool arrives = false; ///< and yet it was heard: an upload is whole, a script has run
    int messages = 0;
    qint64 uploaded = 0;
    std::function<void(const QByteArray &what)> before; ///< FL_DO of a script, or "upload"

    Result<ShellExit> run(const ShellScript &script, const Sink &sink, std::stop_token stop) override
    {
        for (const auto &[name, value] : script.variables)
            if (before && name == "FL_DO")
                before(value);
        if (stop.stop_requested())
            return fail({Cause::Cancelled, {}, NextAction::Resume, {}, {}});
        const bool cut = ++messages == cutAt;
        if (cut && !arrives)
            return lost();
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("HOME"), m_home);
        process.setProcessEnvironment(environment);
        process.setWorkingDirectory(m_home);
        process.start(m_program.first(), m_program.mid(1) + QStringList{QStringLiteral("-s")});
        assembled(script).reveal([&](QByteArrayView text) { process.write(text.data(), text.size()); });
        process.closeWriteChannel();
        process.waitForFinished(60'000);
        if (cut)
            return lost();
        ShellExit exit{process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
        if (sink)
            sink(exit.out);
        return exit;
    }
    Status upload(const QString &path, QByteArrayView content, int, std::stop_token stop) override
    {
        if (before)
            before("upload");
        if (stop.stop_requested())
            return fail({Cause::Cancelled, {}, NextAction::Resume, {}, {}});
        const bool cut = ++messages == cutAt;
        QFile file(QString(path).replace(0, 1, m_home));
        if ((!cut || arrives) && (!file.open(QIODevice::WriteOnly) || file.write(content.data(), content.size()) != content.size()))
            return fail({Cause::ServerFile, {{QStringLiteral("path"), path}}, NextAction::ChangeInput, file.errorString(), {}});
        if (cut)
            return fail(lost().error());
        uploaded += content.size();
        return {};
    }
    bool isAlive() const override { return true; }

private:
    static Result<ShellExit> lost() { return fail({Cause::ConnectionLost, {}, NextAction::Retry, {}, {}}); }
    QString m_home;
    QStringList m_program;
};

} // namespace fl
