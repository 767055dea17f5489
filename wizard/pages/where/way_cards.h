// SPDX-License-Identifier: GPL-3.0-or-later
// What the cards of ways that lead out of this program say, and the rows of "Help me choose". GUI-free.
#pragma once

#include "backends/plan/ways.h"
#include "wizard/facts.h"

namespace fl {

struct WayCard {
    QString id, title, sentence, badge;
    FactRows facts;
    QString priceLink; ///< where the oldest of its prices was seen; empty: it costs nothing, or nobody knows
    QString note;      ///< what its button does, and what Firstlight does not do there
    QString button;    ///< its text
    QString place;     ///< the provider's card that it leads to; empty: none
    QString link;      ///< what it opens otherwise; empty: it leads to `instead`
    QString instead;
    QString opens;       ///< a file of its projects that a second button reads; empty: none
    QString opensButton; ///< its text
    bool hosted = false; ///< its button offers a ready notebook
    bool buys = false;   ///< its button makes a shopping list
};

/// `hosted`: a notebook can be written for it. `today`: how old its prices are is told by that.
WayCard wayCard(const Ways &ways, const Way &way, bool hosted, const QDate &today);

struct ChooseRow {
    QString way, title, price;
    bool fits = false;
    QStringList reasons;
    QString source;    ///< of the price, with its month; empty: none
    QString place;     ///< the provider's card to choose; empty: its page is opened
    QString link;      ///< empty: there is nothing to open
    bool buys = false; ///< a shopping list can be made
};

/// Every living way, what fits first.
std::vector<ChooseRow> chooseRows(const Ways &ways, const Wishes &wishes);

} // namespace fl
