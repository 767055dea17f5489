// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of what it is and its value, as cards and panels show them. GUI-free.
#pragma once

#include <QList>
#include <QString>

namespace fl {

struct FactRow {
    QString name, value;
    bool data = false; ///< the value comes from a machine or a person and stands as it is: there is nothing in it to translate
    bool operator==(const FactRow &) const = default;
};
using FactRows = QList<FactRow>;

} // namespace fl
