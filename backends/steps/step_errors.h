// SPDX-License-Identifier: GPL-3.0-or-later
// Errors of server steps, each with the one thing to do next.
#pragma once

#include "backends/core/error.h"

#include <QStringList>

namespace fl {

Error stepError(Cause cause, QMap<QString, QString> params = {}, QString detail = {});

/// sudo's complaint, in the C locale, by what it means: SudoNeedsTty, SudoNotAllowed, NotSupportedHere (root may not read the home
/// folder), else SudoPassword (wrong, or wanted).
Cause sudoCause(const QString &complaint);

} // namespace fl
