// SPDX-License-Identifier: GPL-3.0-or-later
// One look at all steps and what is done of it: what was there may be so no longer once a step below it changed something, so what
// stands on that waits for the next look.
#pragma once

#include "backends/steps/engine.h"

#include <algorithm>

namespace fl {

/// How many looks there can be: each goes further up the chain of needs; more than that is a fault in the steps.
constexpr int mostRounds = 6;

class Round {
public:
    /// Asked of each step in order. True: apply it now; it then counts as changed.
    bool applies(const BoundStep &step, CheckState state)
    {
        const QString &id = step.script->id;
        const auto standsOn = [&](const QStringList &ids) {
            return std::any_of(step.script->needs.begin(), step.script->needs.end(),
                               [&](const QString &need) { return ids.contains(need); });
        };
        if (standsOn(m_doubtful) || (state != CheckState::ToDo && standsOn(m_changed)))
            m_doubtful += id;
        else if (state == CheckState::ToDo)
            m_changed += id;
        return m_changed.contains(id);
    }

    /// Of the steps after number `now`, which is applied: those that may fetch meanwhile what they will need.
    static std::vector<BoundStep> ahead(const std::vector<BoundStep> &steps, const std::vector<CheckResult> &checks, size_t now)
    {
        std::vector<BoundStep> fetching;
        for (size_t i = now + 1; i < steps.size(); ++i) {
            const ServerStep &script = *steps[i].script;
            const bool ready = std::none_of(steps.begin() + static_cast<std::ptrdiff_t>(now), steps.end(),
                                            [&](const BoundStep &step) { return script.aheadNeeds.contains(step.script->id); });
            if (checks[i].state == CheckState::ToDo && !script.ahead.isEmpty() && ready)
                fetching.push_back({&script, steps[i].variables, {}});
        }
        return fetching;
    }

private:
    QStringList m_changed, m_doubtful;
};

} // namespace fl
