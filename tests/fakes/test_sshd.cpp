// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fakes/test_sshd.h"

#include "tests/fakes/send_signal.h"

#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QTcpServer>
#include <QTcpSocket>
#include <QThread>

#include <pwd.h>
#include <unistd.h>

namespace fl {
namespace {

constexpr char program[] = "/usr/sbin/sshd";

void write(const QString &path, const QByteArray &content, QIODevice::OpenMode mode = QIODevice::WriteOnly)
{
    QFile file(path);
    if (!file.open(mode) || file.write(content) != content.size())
        qFatal("cannot write %s", qPrintable(path));
}

/// sshd's processes for one connection, found by their parents: killing the listener alone would leave them.
QList<qint64> childrenOf(qint64 parent)
{
    QFile file(QStringLiteral("/proc/%1/task/%1/children").arg(parent));
    QList<qint64> result;
    if (file.open(QIODevice::ReadOnly))
        for (const QByteArray &pid : file.readAll().split(' '))
            if (!pid.isEmpty()) {
                result += pid.toLongLong();
                result += childrenOf(pid.toLongLong());
            }
    return result;
}

} // namespace

TestSshd::TestSshd(Options options) : m_options(std::move(options)), m_port(m_options.port != 0 ? m_options.port : freePort())
{
    keygen({QStringLiteral("-q"), QStringLiteral("-t"), QStringLiteral("ed25519"), QStringLiteral("-N"), QString(), QStringLiteral("-f"),
            clientKey()});
    makeNewHostKeys();
    QFile key(clientKey() + QStringLiteral(".pub"));
    if (key.open(QIODevice::ReadOnly))
        authorize(key.readAll());
}

TestSshd::~TestSshd()
{
    stop();
}

QString TestSshd::problem()
{
    return QFileInfo::exists(QLatin1String(program)) ? QString() : QStringLiteral("openssh-server is not installed");
}

void TestSshd::makeNewHostKeys()
{
    for (const QString &type : m_options.hostKeyTypes) {
        const QString file = path(QStringLiteral("host_") + type);
        QFile::remove(file);
        QFile::remove(file + QStringLiteral(".pub"));
        keygen({QStringLiteral("-q"), QStringLiteral("-t"), type, QStringLiteral("-N"), QString(), QStringLiteral("-f"), file});
    }
}

void TestSshd::authorize(const QByteArray &publicKeyLine) const
{
    write(path(QStringLiteral("authorized_keys")), publicKeyLine.trimmed() + '\n', QIODevice::Append);
}

bool TestSshd::start()
{
    // SHLVL keeps bash from reading the .bashrc of whoever runs the tests.
    if (::getuid() == 0)
        QDir().mkpath(QStringLiteral("/run/sshd")); // its privilege separation folder
    QByteArray config = m_options.config + '\n';
    config += "Port " + QByteArray::number(m_port) + "\nListenAddress 127.0.0.1\n";
    for (const QString &type : m_options.hostKeyTypes)
        config += "HostKey " + QFile::encodeName(path(QStringLiteral("host_") + type)) + '\n';
    config += "AuthorizedKeysFile " + QFile::encodeName(path(QStringLiteral("authorized_keys")))
        + "\nStrictModes no\nPidFile none\nUsePAM no\nPermitRootLogin yes\nPasswordAuthentication no\nKbdInteractiveAuthentication no\n"
          "SetEnv SHLVL=5\nMaxStartups 500\nMaxSessions 500\nUseDNS no\nPrintMotd no\nLogLevel VERBOSE\n";
    write(path(QStringLiteral("sshd_config")), config);
    m_process.setStandardErrorFile(path(QStringLiteral("log")), QIODevice::Append);
    m_process.setStandardOutputFile(QProcess::nullDevice());
    m_process.start(QLatin1String(program),
                    {QStringLiteral("-D"), QStringLiteral("-e"), QStringLiteral("-f"), path(QStringLiteral("sshd_config"))});
    if (!m_process.waitForStarted())
        return false;
    QElapsedTimer timer;
    for (timer.start(); timer.elapsed() < 10000 && m_process.state() == QProcess::Running;) {
        QTcpSocket probe;
        probe.connectToHost(QStringLiteral("127.0.0.1"), static_cast<quint16>(m_port));
        if (probe.waitForConnected(1000) && probe.waitForReadyRead(5000))
            return true;
        m_process.waitForFinished(10);
    }
    qWarning("sshd did not start: %s", log().constData());
    return false;
}

void TestSshd::stop()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    const QList<qint64> children = childrenOf(m_process.processId());
    m_process.kill();
    m_process.waitForFinished();
    for (const qint64 pid : children)
        sendSignal(pid, SIGKILL);
}

QString TestSshd::user()
{
    const passwd *entry = ::getpwuid(::getuid());
    return entry != nullptr ? QString::fromLocal8Bit(entry->pw_name) : QString();
}

QString TestSshd::fingerprint(const QString &type) const
{
    return QString::fromLatin1(keygen({QStringLiteral("-lf"), path(QStringLiteral("host_%1.pub").arg(type))}).split(' ').value(1));
}

SshTarget TestSshd::target() const
{
    SshTarget target;
    target.host = QStringLiteral("127.0.0.1");
    target.port = m_port;
    target.user = user();
    target.keyFile = clientKey();
    target.useAgent = false;
    target.hostKeyAlias = QStringLiteral("m-%1").arg(m_port);
    for (const QString &type : m_options.hostKeyTypes)
        target.trustedHostKeys += fingerprint(type);
    return target;
}

QByteArray TestSshd::log() const
{
    QFile file(path(QStringLiteral("log")));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray TestSshd::keygen(const QStringList &arguments)
{
    QProcess process;
    process.start(QStringLiteral("ssh-keygen"), arguments);
    if (!process.waitForFinished() || process.exitCode() != 0)
        qFatal("ssh-keygen %s: %s", qPrintable(arguments.join(QLatin1Char(' '))), process.readAllStandardError().constData());
    return process.readAllStandardOutput();
}

int TestSshd::freePort()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return server.serverPort();
}

} // namespace fl
