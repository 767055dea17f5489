// SPDX-License-Identifier: GPL-3.0-or-later
// The first page: a new machine, the machines there are, or one whose set-up was not finished.
#pragma once

#include "wizard/page.h"

namespace fl {

class Card;
class CardGrid;

class StartPage : public Page {
    Q_OBJECT
public:
    explicit StartPage(PageContext &context);
    void load(const Choices &choices, const GivenSecrets &secrets) override;
    QString primaryText() const override;
    bool takesOver() override;

private:
    void show(const QStringList &machines, const QStringList &unfinished);
    CardGrid *m_cards;
    Card *m_new = nullptr, *m_machines = nullptr, *m_continue = nullptr;
    QString m_unfinished;
};

} // namespace fl
