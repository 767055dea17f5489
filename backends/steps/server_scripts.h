// SPDX-License-Identifier: GPL-3.0-or-later
// Scripts for a server that is set up: Jupyter's state, start and stop, and taking back what set-up added. Each is one round trip.
#pragma once

#include "backends/ports/shell.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace fl {

/// Prints `jupyter=running|stopped|failed|absent`, of one that failed `jupyter.said=…` (the end of its log) and `jupyter.port-taken=yes`, `facts` lines as `fact NAME VALUE`, `boot_id=…`, `gpu=…` (nvidia-smi's CSV), one a line.
ShellScript readStateScript();

/// Exit 0: done. 1: could not (the reason is on stderr). 3: somebody else has its port. Start waits until Jupyter answers, at most a minute.
ShellScript jupyterStartScript();
ShellScript jupyterStopScript();

/// Lists what the user made below the notebook folder, NUL-ended: `f SIZE MTIME NAME` (seconds since the epoch), `l` for a symbolic link,
/// `x` when a folder could not be looked into.
ShellScript listFilesScript();

struct FileWanted {
    QByteArray path;            ///< relative to the notebook folder
    std::optional<qint64> from; ///< unset: its size and hash alone
};
/// Sends them in that order: `MARK NUMBER SIZE SHA256` (NUMBER from 1; dashes: it cannot be read) and the bytes [from, SIZE) behind it; at
/// the end `MARK end`.
ShellScript sendFilesScript(const QByteArray &mark, const std::vector<FileWanted> &files);

/// A Jupyter of its own for Google Colab's page: plain http on the server's 127.0.0.1, a token, gone after `seconds`. Start leaves one that is
/// open as it is. Start and state print `port=`, `left=` (seconds) and `token=` (a secret) while it is open. Exit 1: could not (on stderr why).
enum class ColabDo { Start, State, Stop };
ShellScript colabScript(ColabDo what, qint64 seconds = 0);

struct FileGiven {
    QByteArray name; ///< relative to the notebook folder
    QByteArray id;   ///< hex: under it waits what has come so far
    qint64 size = 0;
    qint64 at = 0;        ///< where its piece goes
    QByteArray sha256;    ///< of the whole, with the last piece; empty: there is more to come
    qint64 modified = 0;  ///< ms
    bool program = false; ///< may be run
};
/// What stands under those names: `MARK free KIB`, `MARK NUMBER none|file|link|way SUM PART` (resources/scripts/take-files.sh), `MARK end`.
ShellScript lookAtFilesScript(const QByteArray &mark, const std::vector<FileGiven> &files);
/// Puts the pieces of the archive that was uploaded to takenArchive(mark) where they belong: `MARK NUMBER more SIZE|placed|taken|…`, `MARK end`.
ShellScript takeFilesScript(const QByteArray &mark, const std::vector<FileGiven> &files);
QString takenArchive(const QByteArray &mark);
/// The copy is over; what waits under the ids is not waited with.
ShellScript forgetFilesScript(const QByteArray &mark, const std::vector<FileGiven> &files);

/// Looks along the way from an NVIDIA GPU to a kernel of each framework that computes: `MARKfact NAME VALUE` a line, with tabs between
/// (backends/run/gpu_chain.h). Changes nothing; a framework's part can take minutes.
ShellScript gpuChainScript(const QByteArray &mark, const QStringList &frameworks);

struct Mending {
    std::vector<std::pair<QByteArray, QByteArray>> learnt; ///< facts as they are now, in place of what the server remembers
    QByteArray anew;                                       ///< the framework whose environment is made anew; empty: none
};
/// Makes the next set-up do that part again; the proof ends. Exit 0: so it will. 75: another set-up is at work (who, on stderr).
ShellScript mendScript(const QString &machine, const Mending &mending);

/// Removes exactly what `added` lists, newest first, and our folders where nothing of the user's is in them. Prints
/// `gone KIND NAME` or `left KIND NAME WHY` a line. Root rights are needed where packages or linger were added: `sudoPassword`
/// empty means sudo without a password. Exit 0: all gone. 1: something is left. 75: another set-up is at work. 77: sudo refused.
ShellScript undoScript(const QString &machine, const Secret &sudoPassword);

} // namespace fl
