// SPDX-License-Identifier: GPL-3.0-or-later
// What can be had (or what the machine has), beside what it is good for.
#pragma once

#include "backends/plan/advice.h"
#include "wizard/page.h"

namespace fl {

class Card;
class CardGrid;
class Kept;

class HardwarePage : public Page {
    Q_OBJECT
public:
    explicit HardwarePage(PageContext &context);
    void load(const Choices &choices, const GivenSecrets &secrets) override;
    void store(Choices &choices, GivenSecrets &secrets) const override;
    QString problem(QString *field = nullptr) const override;
    QString primaryText() const override;
    bool ready() const override { return m_ready; }
    std::optional<CostText> cost() const override;

private:
    void ask();
    struct Answer {
        Result<std::vector<Offer>> offers;
        std::vector<AdviceRow> advice; ///< of a computer that is there and was looked at
    };
    void show(Answer &&answer);
    void showQuota();
    const Offer *chosen() const;

    QVBoxLayout *m_body;
    Choices m_choices;
    GivenSecrets m_secrets;
    std::vector<Offer> m_offers;
    std::vector<Card *> m_cards;
    Kept *m_quota = nullptr; ///< of the chosen card
    std::stop_source m_asking{std::nostopstate};
    bool m_ready = false;
};

} // namespace fl
