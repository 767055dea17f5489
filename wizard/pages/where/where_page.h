// SPDX-License-Identifier: GPL-3.0-or-later
// Where the notebook shall run: a card for each provider.
#pragma once

#include "wizard/page.h"

namespace fl {

class Card;
class CardGrid;

class WherePage : public Page {
    Q_OBJECT
public:
    explicit WherePage(PageContext &context);
    void load(const Choices &choices, const GivenSecrets &secrets) override;
    void store(Choices &choices, GivenSecrets &secrets) const override;
    QString problem(QString *field = nullptr) const override;
    QString primaryText() const override;
    bool ready() const override;

private:
    void show();
    QString chosen() const;
    CardGrid *m_cards;
    QLabel *m_waiting;
    QMap<QString, Card *> m_byId;
    QString m_where;
};

} // namespace fl
