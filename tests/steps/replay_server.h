// SPDX-License-Identifier: GPL-3.0-or-later
// A server that is played: the real script of a step, as the engine sends it, in one of the shells, with stand-ins for the programs that
// change a machine (tests/steps/stand-ins). The files of the system lie in a folder: the scripts' paths are turned there.
#pragma once

#include "backends/plan/resolver.h"
#include "backends/steps/job_scripts.h"

#include <QTemporaryDir>

namespace fl {

using Variables = std::vector<std::pair<QByteArray, QByteArray>>;

/// The step of the program with that id, and the table of what goes with what; a mistake in either ends the test.
ServerStep builtinStep(const char *id);
Matrix matrixOfTheProgram();

/// The shells that a server may have, by the name of a test's row.
QList<std::pair<const char *, QStringList>> serverShells();

/// What the resolver answers for an L4 with PyTorch on that system, or for what `ask` makes of that, as the step takes it.
Variables driverVariables(const Matrix &matrix, const QString &system, const std::function<void(ResolveInput &)> &ask = {});

class ReplayServer {
public:
    /// `system` is ID-VERSION as in /etc/os-release: "ubuntu-24.04".
    ReplayServer(const QStringList &shell, const QString &system);

    QByteArray mark() const { return m_mark; }
    QString path(const QString &name) const { return m_folder.filePath(name); } ///< "etc/apt" is the played machine's /etc/apt
    void write(const QString &name, const QByteArray &text) const;
    QByteArray read(const QString &name) const;
    void fact(const QByteArray &name, const QByteArray &value) const;
    void installed(const QByteArray &package, const QByteArray &version, const QByteArray &from) const;
    /// That version is loaded, and the libraries are of that one.
    void driver(const QByteArray &loaded, bool open, const QByteArray &library) const;
    void pci(const char *vendor, const char *kind) const;
    void withoutGpu() const; ///< it begins with one

    /// The stand-in of that name (or NAME-VERB) says so and fails from now on.
    void says(const char *standIn, const QByteArray &text) const { write(QStringLiteral("say/") + QLatin1String(standIn), text); }

    int check(const ServerStep &step, const Variables &variables);
    void apply(const ServerStep &step, const Variables &variables);
    void verify(const ServerStep &step, const Variables &variables);
    void ahead(const ServerStep &step, const Variables &variables); ///< with what it said in the log
    /// A script that is no step's: the facts it tells, by name.
    QMap<QString, QString> told(const ShellScript &script);
    int status() const { return m_status.toInt(); } ///< how the last script ended

    /// The part of undo that root does, with what was written down so far.
    void undo();
    void undoAll(); ///< all of it
    /// What lies on the disk is loaded; what is only in memory is gone.
    void reboot() const;

    bool asksForReboot() const { return m_said.contains("reboot"); }
    /// What ran and changed something, a line each, and what was said (fail, notice, reboot) since the last call.
    QByteArray story();
    QByteArray log() const { return m_log; }

private:
    QByteArray turned(QByteArray script) const;
    void run(const QByteArray &script, const QStringList &arguments);

    QStringList m_shell;
    QTemporaryDir m_folder;
    QByteArray m_mark = "@mark@", m_log, m_status;
    QList<QByteArray> m_said;
};

} // namespace fl
