// SPDX-License-Identifier: GPL-3.0-or-later
// What the cards of ways that lead out of this program say, and the rows of "Help me choose". GUI-free.
#pragma once

#include "backends/plan/ways.h"
#include "wizard/facts.h"

namespace fl {

struct WayCard {
    QString id, title, sentence, badge;
    FactRows facts;
    QString note;   ///< what its button does, and what Firstlight does not do there
    QString button; ///< its text
    QString link;   ///< what it opens; empty: it leads to `instead`
    QString instead;
    bool hosted = false; ///< its button offers a ready notebook
};

/// `hosted`: a notebook can be written for it.
WayCard wayCard(const Ways &ways, const Way &way, bool hosted);

struct ChooseRow {
    QString way, title, price;
    bool fits = false;
    QStringList reasons;
    QString source; ///< of the price, with its month; empty: none
    QString place;  ///< the provider's card to choose; empty: its page is opened
    QString link;   ///< empty: there is nothing to open
};

/// Every living way, what fits first.
std::vector<ChooseRow> chooseRows(const Ways &ways, const Wishes &wishes);

} // namespace fl
