// SPDX-License-Identifier: GPL-3.0-or-later
// Doubles of the Python index (double_wheels.py), of conda-forge (double_channel.py) and of apt's repositories (double_repository.py), and
// machines that use them.
#pragma once

#include "tests/practice/server_setup.h"

#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>

namespace fl {

/// A folder of this computer behind a web server. The machines share its network and know it by a name, as one knows a mirror.
class DoubleServer {
public:
    DoubleServer()
    {
        m_server.setWorkingDirectory(m_folder.path());
        m_server.setStandardErrorFile(QProcess::nullDevice()); // each request
        listen(0);
    }
    ~DoubleServer() { silence(); }
    bool listens() const { return m_port != 0; }
    int port() const { return m_port; }
    QString url(const char *path) const { return QStringLiteral("http://wheels.example:%1/%2").arg(m_port).arg(QLatin1String(path)); }

    bool lose(const QString &file) { return QFile::remove(m_folder.filePath(file)); }
    /// What has `what` in its path waits until something with `until` in its path is asked for.
    bool hold(const QByteArray &what, const QByteArray &until) const
    {
        QFile file(m_folder.filePath(QStringLiteral("hold")));
        return file.open(QIODevice::WriteOnly) && file.write(what + ' ' + until) > 0;
    }
    /// All answers together are no faster than that from now on.
    bool slow(qint64 bytesPerSecond) const
    {
        QFile file(m_folder.filePath(QStringLiteral("rate")));
        return file.open(QIODevice::WriteOnly) && file.write(QByteArray::number(bytesPerSecond)) > 0;
    }
    /// The paths that were asked for, in their order.
    QByteArrayList asked() const
    {
        QFile file(m_folder.filePath(QStringLiteral("asked")));
        return file.open(QIODevice::ReadOnly) ? file.readAll().split('\n') : QByteArrayList();
    }
    bool silence()
    {
        m_server.kill();
        return m_server.waitForFinished();
    }
    bool listen(int port)
    {
        m_server.start(QStringLiteral("/usr/bin/python3"),
                       {QStringLiteral(FL_SOURCE_DIR "/tests/practice/double_server.py"), QString::number(port)});
        QByteArray said;
        while (!said.contains('\n') && m_server.waitForReadyRead())
            said += m_server.readAllStandardOutput();
        m_port = QRegularExpression(QStringLiteral("port (\\d+)")).match(QString::fromLatin1(said)).captured(1).toInt();
        return listens();
    }
    bool listenAgain() { return listen(m_port); }

protected:
    /// What the script says when it has filled the folder anew; empty: it failed.
    QByteArray fillWith(const char *script, const QStringList &options)
    {
        QDir folder(m_folder.path());
        for (const QString &old : folder.entryList(QDir::Dirs | QDir::NoDotAndDotDot))
            QDir(folder.filePath(old)).removeRecursively();
        QProcess process;
        process.start(QStringLiteral("/usr/bin/python3"),
                      QStringList{QStringLiteral(FL_SOURCE_DIR "/tests/practice/") + QLatin1String(script), m_folder.path()} + options);
        return process.waitForFinished(300000) && process.exitCode() == 0 ? process.readAllStandardOutput() + '\n' : QByteArray();
    }

private:
    QTemporaryDir m_folder;
    QProcess m_server;
    int m_port = 0;
};

/// The Python index, and PyTorch's.
class DoubleIndex : public DoubleServer {
public:
    void serve(ServerSetup &setup) const
    {
        setup.set("SOURCE", "pypi");
        setup.set("PYPI_MIRROR", url("simple").toLatin1());
        setup.set("TORCH_MIRROR", url("torch").toLatin1());
    }
    /// What it offers from now on.
    bool fill(const QStringList &options = {}) { return !fillWith("double_wheels.py", options).isEmpty(); }
};

/// conda-forge, with a stand-in for Miniforge's installer.
class DoubleChannel : public DoubleServer {
public:
    /// `installer` is its file name. Answers its SHA-256; empty: it could not be filled.
    QByteArray fill(const QString &installer, const QStringList &options = {})
    {
        return fillWith("double_channel.py", QStringList{installer} + options).trimmed();
    }
};

/// NVIDIA's repository for Debian 12 and a mirror of Debian's, with packages that stand in for the driver and the toolkit.
class DoubleRepository : public DoubleServer {
public:
    bool fill(const QStringList &options = {})
    {
        m_key = QByteArray::fromBase64(fillWith("double_repository.py", options).trimmed());
        return !m_key.isEmpty();
    }
    /// The machine has NVIDIA's repository already, as somebody put it there, and trusts the key.
    bool serve(PracticeFixture &machine, ServerSetup &setup) const
    {
        setup.set("SOURCE", "pypi");
        setup.set("PYPI_MIRROR", url("simple").toLatin1());
        setup.set("APT_MIRROR", url("debian").toLatin1());
        setup.set("NVIDIA_MIRROR", url("nvidia").toLatin1());
        setup.set("DRIVER_ACTION", "install");
        setup.set("DRIVER_BRANCH", "580");
        setup.set("DRIVER_MODULE", "open");
        setup.set("DRIVER_REPOSITORY", "nvidia");
        setup.set("DRIVER_BEFORE", "nvidia-driver-pinning-580");
        setup.set("DRIVER_PACKAGES", "nvidia-driver-cuda nvidia-kernel-open-dkms");
        setup.set("CUDA_VERSION", "13.0");
        setup.set("CUDA_PACKAGES", "cuda-toolkit-13-0");
        setup.set("CUDA_REPOSITORY", "nvidia");
        setup.set("CUDNN_VERSION", "9.15");
        setup.set("CUDNN_PACKAGES", "cudnn9-cuda-13");
        setup.set("CUDNN_REPOSITORY", "nvidia");
        return machine.writeFile(QStringLiteral("/etc/apt/trusted.gpg.d/standin.gpg"), m_key)
            && machine.writeFile(QStringLiteral("/etc/apt/sources.list.d/nvidia.sources"),
                                 "Types: deb\nURIs: " + url("nvidia/debian12/x86_64/").toLatin1()
                                     + "\nSuites: /\nSigned-By: /etc/apt/trusted.gpg.d/standin.gpg\n");
    }

private:
    QByteArray m_key;
};

/// Lets a machine know the doubles by their name.
inline bool nameDoubles(PracticeFixture &machine)
{
    return machine.asRoot("echo 127.0.0.1 wheels.example >>/etc/hosts").ok();
}

/// A layer over `below` with what the doubles show and the steps would fetch from Debian; empty, and `problem`, when it cannot be made.
inline QString doublesLayer(const QString &below, QString &problem)
{
    if (below.isEmpty())
        return {};
    const QString name = QStringLiteral("doubles-curl-") + below;
    const QString wrong = PracticeFixture::ensureLayer(name, below, [](PracticeFixture &machine) {
        return machine.installPackages({QStringLiteral("python3-jupyter-server"), QStringLiteral("python3-venv"), QStringLiteral("curl")});
    });
    problem += wrong;
    return wrong.isEmpty() ? name : QString();
}

/// A machine over that layer, and a double that it knows by its name; `problem` is empty when all is well.
template <typename Double>
struct MachineWithDouble {
    PracticeFixture machine;
    Double served;
    QString problem;

    explicit MachineWithDouble(const QString &layer) : machine(layer)
    {
        if (!machine.isUp())
            problem = machine.problem();
        else if (!served.listens() || !nameDoubles(machine))
            problem = QStringLiteral("the double cannot be served");
    }
};

} // namespace fl
