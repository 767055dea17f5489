// SPDX-License-Identifier: GPL-3.0-or-later
#include "real_cli.h"

#include "tests/fakes/send_signal.h"
#include "tests/practice/practice_fixture.h"

#include <QFile>
#include <QJsonDocument>

namespace fl {

namespace {

QJsonObject object(const QByteArray &line)
{
    return QJsonDocument::fromJson(line).object();
}

} // namespace

QJsonObject RealCli::Ran::last() const
{
    return object(out.trimmed().split('\n').last());
}

QJsonObject RealCli::Ran::line(const char *kind) const
{
    for (const QByteArray &each : out.split('\n'))
        if (const QJsonObject found = object(each); found.value(QLatin1String("kind")) == QLatin1String(kind))
            return found;
    return {};
}

void RealCli::prepare(QProcess &process, const QStringList &arguments) const
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("FIRSTLIGHT_HOME"), m_home.path());
    environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8"));
    environment.remove(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"));
    process.setProcessEnvironment(environment);
    process.setProgram(QStringLiteral(FL_BINARY_DIR "/bin/firstlight-cli"));
    process.setArguments(arguments);
}

RealCli::Ran RealCli::run(const QStringList &arguments, int seconds, const QByteArray &input) const
{
    QProcess process;
    prepare(process, arguments);
    process.start();
    process.write(input);
    process.closeWriteChannel();
    const bool ended = process.waitForFinished(seconds * 1000);
    if (!ended) {
        process.kill();
        process.waitForFinished();
    }
    return {ended && process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAllStandardOutput(),
            process.readAllStandardError()};
}

RealCli::Ran RealCli::run(const char *line, int seconds) const
{
    return run(QString::fromLatin1(line).split(QLatin1Char(' ')), seconds);
}

QStringList RealCli::set(const QStringList &settings)
{
    QStringList words;
    for (const QString &setting : settings)
        words << QStringLiteral("--set") << setting;
    return words;
}

QStringList RealCli::sshSetUp(const PracticeFixture &machine, const QStringList &settings)
{
    return QStringList{QStringLiteral("setup"), QStringLiteral("--where"), QStringLiteral("ssh"), QStringLiteral("--yes"),
                       QStringLiteral("--json")}
    + set({QStringLiteral("machine.name=box"), QStringLiteral("ssh.host=") + machine.host(),
           QStringLiteral("ssh.port=%1").arg(machine.port()), QStringLiteral("ssh.user=") + machine.user()})
        + set(settings);
}

QStringList RealCli::trustedSetUp(const PracticeFixture &machine, const QStringList &settings)
{
    return sshSetUp(machine, {QStringLiteral("ssh.key=") + machine.keyFile(), QStringLiteral("ssh.host_key=") + machine.hostKey()})
        + set(settings);
}

QStringList RealCli::secret(const char *name, const QByteArray &value) const
{
    QFile file(m_secrets.filePath(QLatin1String(name)));
    if (!file.open(QIODevice::WriteOnly) || file.write(value) != value.size())
        qFatal("cannot write %s", qPrintable(file.fileName()));
    return {QStringLiteral("--secret"), QStringLiteral("%1=@%2").arg(QLatin1String(name), file.fileName())};
}

RealCli::Opened::Opened(const RealCli &cli, const QString &name, const QStringList &more)
{
    cli.prepare(m_process, QStringList{QStringLiteral("open"), name, QStringLiteral("--json")} + more);
    m_process.start();
    while (!m_out.contains('\n') && m_process.waitForReadyRead(60'000))
        m_out += m_process.readAllStandardOutput();
    m_line = object(m_out.left(m_out.indexOf('\n')));
}

int RealCli::Opened::end()
{
    if (m_process.state() != QProcess::NotRunning)
        sendSignal(m_process.processId(), SIGINT);
    return m_process.waitForFinished(30'000) || m_process.state() == QProcess::NotRunning ? m_process.exitCode() : -1;
}

} // namespace fl
