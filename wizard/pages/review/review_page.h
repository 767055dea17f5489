// SPDX-License-Identifier: GPL-3.0-or-later
// The whole plan before anything happens: what, how long, what it makes, what it costs, and the very commands on demand.
#pragma once

#include "backends/core/plan.h"
#include "wizard/page.h"

namespace fl {

class ReviewPage : public Page {
    Q_OBJECT
public:
    explicit ReviewPage(PageContext &context);
    void load(const Choices &choices, const GivenSecrets &secrets) override;
    QString primaryText() const override;
    bool ready() const override { return m_plan.has_value(); }
    std::optional<CostText> cost() const override;
    bool startsHere(const QWidget *) const override { return false; } ///< it is read first; Enter then goes on
    bool enterGoesOn() const override { return m_plan && m_plan->perHour && m_plan->perHour->isFree(); }
    bool takesOver() override;

signals:
    void setupRequested(const fl::Plan &plan);

private:
    void ask();
    void showPlan();
    QWidget *stepList();
    void showCommands();

    QVBoxLayout *m_body;
    Choices m_choices;
    GivenSecrets m_secrets;
    std::optional<Plan> m_plan;
    std::stop_source m_asking{std::nostopstate};
};

} // namespace fl
