// SPDX-License-Identifier: GPL-3.0-or-later
// What is wrong with the answers to a provider's fields; GUI-free.
#pragma once

#include "backends/core/choices.h"
#include "backends/providers/provider.h"

namespace fl {

struct FieldProblem {
    QString key; ///< empty: nothing is wrong
    enum class Why { None, Missing, NotANumber, FileMissing } why = Why::None;
};

/// The first problem, in the order of the fields. Secrets are never required here: a key ring or an agent may have them.
FieldProblem accountProblem(const std::vector<Field> &fields, const QMap<QString, QString> &values);

/// A machine's name: 1 to 63 of a-z, A-Z, 0-9, '.', '_' and '-', beginning with a letter or digit (it becomes an SSH alias
/// and a container's host name).
bool isMachineName(const QString &name);

} // namespace fl
