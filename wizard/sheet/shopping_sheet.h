// SPDX-License-Identifier: GPL-3.0-or-later
// What to buy for a sum of money, on paper: the parts with dated prices, what the same costs when it is rented, after how long one pays
// for the other, and what a computer should have. A room of its own, so that the command line has it without the windows. A
// QGuiApplication must exist.
#pragma once

#include "backends/plan/rent_or_buy.h"
#include "backends/run/knowledge.h"

namespace fl {

/// "15 to 19 months", "3 to 4 years": until the rent is what the computer costs.
QString payOff(const RentedInstead &rented);

/// Rich text for a QTextDocument, dark on white. `budget` in US dollars; `day`: when it is made.
QString shoppingSheet(const Knowledge &knowledge, double budget, int hoursPerWeek, const QDate &day);

/// A4. Errors: LocalFile.
Status writePdf(const QString &sheet, const QString &path);

} // namespace fl
