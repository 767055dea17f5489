// SPDX-License-Identifier: GPL-3.0-or-later
// The home folder of a played server: what a step puts there, with the real scripts in one of the shells, and fakes for the programs that
// fetch something.
#pragma once

#include "backends/steps/job_scripts.h"
#include "backends/steps/server_step.h"

#include <QDir>
#include <QProcess>
#include <QTemporaryDir>

#include <algorithm>

namespace fl {

class StepHome {
public:
    static QList<QStringList> shells()
    {
        return {{QStringLiteral("dash")},
                {QStringLiteral("busybox"), QStringLiteral("sh")},
                {QStringLiteral("bash"), QStringLiteral("--posix")}};
    }

    explicit StepHome(const QStringList &shell) : m_shell(shell)
    {
        for (const char *folder : {"bin", "job", "firstlight/envs", ".local/state/firstlight"})
            QDir(m_folder.path()).mkpath(QLatin1String(folder));
    }
    QString home() const { return m_folder.path(); }
    QString path(const char *name) const { return m_folder.filePath(QLatin1String(name)); }
    void write(const char *name, const QByteArray &text) const
    {
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("cannot write %s", name);
    }
    void program(const char *name, const QByteArray &text) const
    {
        write(name, text);
        QFile::setPermissions(path(name), QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
    }
    QByteArray read(const char *name) const
    {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void facts(const QByteArray &text) const { write(".local/state/firstlight/facts", text); }
    QByteArray fact(const QByteArray &name) const
    {
        QByteArray value;
        for (const QByteArray &line : read(".local/state/firstlight/facts").split('\n'))
            if (line.startsWith(name + ' '))
                value = line.mid(name.size() + 1);
        return value;
    }
    /// Runs the step's apply; what the fakes wrote into $ASKED, a line each, then what the step said. The home folder is ~ in it.
    QByteArray apply(const QString &id, const QMap<QByteArray, QByteArray> &values = {}) { return run(id, &ServerStep::apply, values); }
    QByteArray ahead(const QString &id, const QMap<QByteArray, QByteArray> &values = {}) { return run(id, &ServerStep::ahead, values); }

    /// Whether the step's check finds nothing to do.
    bool there(const QString &id)
    {
        (void)run(id, &ServerStep::check, {});
        return m_status == 0;
    }

private:
    QByteArray run(const QString &id, QByteArray ServerStep::*part, const QMap<QByteArray, QByteArray> &values)
    {
        const auto steps = *builtinServerSteps();
        const auto step = std::find_if(steps.begin(), steps.end(), [&](const ServerStep &each) { return each.id == id; });
        QByteArray script = "FL_MARK=@ FL_HOME=$HOME FL_NOW=1 FL_READONLY=no FL_BOOT_FILE=/dev/null FL_STEP_HASH=h\n";
        for (const QString &name : step->params)
            script += name.toUtf8() + "=" + quoted(values.value(name.toUtf8())) + "\n";
        for (const char *shared : {"prelude.sh", "environments.sh", "conda.sh", "framework.sh", "network.sh"})
            script += scriptResource(shared);
        script += "FL_JOB_DIR=$HOME/job\nfl_load\nset -eu\n" + (*step).*part;
        QFile::remove(path("asked"));
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        for (const char *theirs : {"http_proxy", "https_proxy", "CURL_CA_BUNDLE", "CONDA_OVERRIDE_CUDA"})
            environment.remove(QLatin1String(theirs));
        environment.insert(QStringLiteral("HOME"), home());
        environment.insert(QStringLiteral("ASKED"), path("asked"));
        environment.insert(QStringLiteral("PATH"), path("bin") + QLatin1Char(':') + environment.value(QStringLiteral("PATH")));
        process.setProcessEnvironment(environment);
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(m_shell.first(), m_shell.mid(1) + QStringList{QStringLiteral("-s")});
        process.write(script);
        process.closeWriteChannel();
        process.waitForFinished(30000);
        m_status = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
        QByteArray said = read("asked") + process.readAll();
        return said.replace(home().toUtf8(), "~");
    }

    QTemporaryDir m_folder;
    QStringList m_shell;
    int m_status = -1;
};

} // namespace fl
