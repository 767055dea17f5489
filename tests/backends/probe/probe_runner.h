// SPDX-License-Identifier: GPL-3.0-or-later
// Runs the built probe against the test double of the driver, in an environment and below a root that the test makes.
#pragma once

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

namespace fl {

inline QString probeProgram()
{
    return QStringLiteral(FL_BINARY_DIR "/bin/firstlight-probe");
}

inline QString fakeDriver()
{
    return QStringLiteral(FL_BINARY_DIR "/tests/fake_driver");
}

struct ProbeRun {
    int code = -1; ///< -1: did not end by itself
    QByteArray out, err;
    QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
    QString cause() const { return json()[QLatin1String("error")][QLatin1String("cause")].toString(); }
};

using Settings = QMap<QString, QString>;

inline QProcessEnvironment environment(const Settings &settings)
{
    QProcessEnvironment all;
    all.insert(QStringLiteral("HOME"), QDir::tempPath());
    all.insert(QStringLiteral("PATH"), qEnvironmentVariable("PATH"));
    for (auto it = settings.begin(); it != settings.end(); ++it)
        all.insert(it.key(), it.value());
    return all;
}

inline ProbeRun runProbe(const QStringList &arguments, const Settings &settings = {}, const QString &program = probeProgram())
{
    QProcess process;
    process.setProcessEnvironment(environment(settings));
    process.start(program, arguments);
    ProbeRun run;
    if (!process.waitForFinished(60000)) {
        process.kill();
        process.waitForFinished();
        return run;
    }
    run.code = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    run.out = process.readAllStandardOutput();
    run.err = process.readAllStandardError();
    return run;
}

/// A root with what a server has: `gpu` on the bus, the kernel module, device nodes.
class FakeRoot {
public:
    void put(const QString &path, const QByteArray &content)
    {
        const QString full = m_dir.path() + path;
        QDir().mkpath(full.section(QLatin1Char('/'), 0, -2));
        QFile file(full);
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("cannot write %s", qPrintable(full));
    }
    void gpu()
    {
        put(QStringLiteral("/sys/bus/pci/devices/0000:10:00.0/vendor"), "0x10de\n");
        put(QStringLiteral("/sys/bus/pci/devices/0000:10:00.0/class"), "0x030200\n");
    }
    void module()
    {
        put(QStringLiteral("/proc/driver/nvidia/version"),
            "NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  580.95.05  Release Build  (test double)\n");
    }
    void nodes()
    {
        put(QStringLiteral("/dev/nvidia0"), {});
        put(QStringLiteral("/dev/nvidiactl"), {});
    }
    QStringList arguments() const { return {QStringLiteral("--root"), m_dir.path()}; }

private:
    QTemporaryDir m_dir;
};

} // namespace fl
