// SPDX-License-Identifier: GPL-3.0-or-later
// A report for whoever is told of a problem. It is made from a list of what may be in it, never by taking things out: versions,
// states, steps, causes, counts, and those facts whose values have a form in which nothing else fits. No names of people or
// machines, no addresses, no paths, no texts of logs. The user sees it before it is saved.
#pragma once

#include "backends/ports/keyring.h"
#include "backends/ports/ledger.h"
#include "backends/run/redaction.h"

#include <QStringList>

namespace fl {

struct ReportParts {
    Keeping keeping = Keeping::Nowhere;
    std::optional<Error> keyRing;   ///< why it cannot be used
    const Ledger *ledger = nullptr; ///< null: it could not be opened
    std::optional<Error> problem;   ///< why
    QStringList places, steps;      ///< the ids that may stand in it; any other is "other"
};

/// Lines of "name: value", by indentation. Masked once more at the end.
QString makeReport(const ReportParts &parts, const Redactor &redactor);

/// Writes it, 0600, in the place of a file of that name. Errors: LocalFile.
Status saveReport(const QString &path, const QString &text);

} // namespace fl
