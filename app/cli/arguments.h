// SPDX-License-Identifier: GPL-3.0-or-later
// The command line, taken apart. Pure.
#pragma once

#include "backends/core/result.h"

#include <QStringList>

namespace fl::cli {

struct CommandLine {
    QString verb;      ///< "setup", "list" …; "help" and "version" for the options of that name
    QString id;        ///< a machine's id or name, or a provider's id; empty: none
    QString value;     ///< the word behind the id, for a verb that takes one: hours, or a folder of this computer
    QStringList paths; ///< all words behind the id, for a verb that takes files of this computer
    QString planFile, where;
    QString folder; ///< --folder of this computer; --to below a machine's notebook folder
    QString outFile, resultCode, pdfFile;
    std::optional<double> budget;               ///< US dollars
    int hoursPerWeek = 10;                      ///< a rented machine would be used
    std::optional<QString> bundle;              ///< the file; empty: only shown
    std::optional<double> hours;                ///< of the door for Colab
    std::optional<int> watch;                   ///< milliseconds
    QList<std::pair<QString, QString>> set;     ///< in order
    QList<std::pair<QString, QString>> secrets; ///< name, and "@FILE" or "-"
    bool json = false, yes = false, open = false, fresh = false, remove = false, repair = false, verbose = false, back = false,
         upload = false, signOut = false, stop = false;
};

/// Errors: Usage (param what).
Result<CommandLine> parseArguments(const QStringList &arguments);

/// What `--help` prints.
QString helpText();

Error usageError(const QString &what);

} // namespace fl::cli
