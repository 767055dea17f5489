// SPDX-License-Identifier: GPL-3.0-or-later
// A double of the Python index, with the doubles of wheels that double_wheels.py makes, and the layer of machines that use it.
#pragma once

#include "tests/practice/server_setup.h"

#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>

namespace fl {

/// The index, served on this computer. The machines share its network and know it by a name, as one knows a mirror.
class DoubleIndex {
public:
    DoubleIndex()
    {
        m_server.setWorkingDirectory(m_folder.path());
        m_server.setStandardErrorFile(QProcess::nullDevice()); // each request
        listen(0);
    }
    ~DoubleIndex() { silence(); }
    bool listens() const { return m_port != 0; }
    int port() const { return m_port; }
    QString url(const char *path) const { return QStringLiteral("http://wheels.example:%1/%2").arg(m_port).arg(QLatin1String(path)); }

    /// What it offers from now on.
    bool fill(const QStringList &options = {})
    {
        for (const char *index : {"simple", "torch"})
            QDir(m_folder.filePath(QLatin1String(index))).removeRecursively();
        return QProcess::execute(QStringLiteral("/usr/bin/python3"),
                                 QStringList{QStringLiteral(FL_SOURCE_DIR "/tests/practice/double_wheels.py"), m_folder.path()} + options)
            == 0;
    }
    bool lose(const QString &wheel) { return QFile::remove(m_folder.filePath(wheel)); }
    bool silence()
    {
        m_server.kill();
        return m_server.waitForFinished();
    }
    bool listen(int port)
    {
        m_server.start(QStringLiteral("/usr/bin/python3"),
                       {QStringLiteral("-u"), QStringLiteral("-m"), QStringLiteral("http.server"), QStringLiteral("--bind"),
                        QStringLiteral("127.0.0.1"), QString::number(port)});
        QByteArray said;
        while (!said.contains('\n') && m_server.waitForReadyRead())
            said += m_server.readAllStandardOutput();
        m_port = QRegularExpression(QStringLiteral("port (\\d+)")).match(QString::fromLatin1(said)).captured(1).toInt();
        return listens();
    }
    bool listenAgain() { return listen(m_port); }
    static bool nameIt(PracticeFixture &machine) { return machine.asRoot("echo 127.0.0.1 wheels.example >>/etc/hosts").ok(); }

private:
    QTemporaryDir m_folder;
    QProcess m_server;
    int m_port = 0;
};

/// A layer over `below` with what the doubles show and the steps would fetch from Debian; empty, and `problem`, when it cannot be made.
inline QString doublesLayer(const QString &below, QString &problem)
{
    if (below.isEmpty())
        return {};
    const QString name = QStringLiteral("doubles-") + below;
    const QString wrong = PracticeFixture::ensureLayer(name, below, [](PracticeFixture &machine) {
        return machine.installPackages({QStringLiteral("python3-jupyter-server"), QStringLiteral("python3-venv")});
    });
    problem += wrong;
    return wrong.isEmpty() ? name : QString();
}

} // namespace fl
