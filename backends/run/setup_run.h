// SPDX-License-Identifier: GPL-3.0-or-later
// The way from a plan to a proven machine; run again, it changes only what is not so already.
//
//   local steps (machine, connection, secrets) -> all checks in one round trip -> apply what is to do, in order ->
//   checks again -> nothing to do: proven
#pragma once

#include "backends/run/resolution.h"
#include "backends/run/session.h"

namespace fl {

struct SetupOptions {
    bool replacePassword = false;
    bool proveAgain = false; ///< run the verify of every step, also of those that were there
    bool planTold = false;   ///< it is part of something larger, which has told its Plan event
    bool endUntold = false;  ///< and tells the end itself: no Result event
    QStringList again;       ///< server steps that are applied once more, whatever their check finds
};

/// What the server told becomes what we know of the machine, except what this computer decides.
void takeServerFacts(Machine &machine, const ServerFacts &facts);

class SetupRun {
public:
    SetupRun(Session &session, const Plan &plan, const std::vector<ServerStep> &scripts, SetupOptions options = {});
    Result<SetupResult> run();

private:
    Status localSteps();
    Status runLocal(const LocalStep &step, const PlanStep &planned);
    Status serverSteps();
    Status applyAll(Engine &engine, std::vector<BoundStep> &steps, const std::vector<CheckResult> &checks);
    Status apply(Engine &engine, const BoundStep &step, const std::vector<BoundStep> &ahead);
    Status prove(Engine &engine, const std::vector<BoundStep> &steps);
    void keepLogins();
    Result<std::vector<BoundStep>> bound();
    Result<bool> resolve();
    Result<bool> somebodySitsThere();
    Status restart(Engine &engine);
    Result<bool> bindToNews(std::vector<BoundStep> &steps);
    void takeFacts(const ServerFacts &facts) { takeServerFacts(m_session.machine, facts); }
    Result<SetupResult> finish();
    qint64 now() const { return m_session.ports.clock.now(); }

    Session &m_session;
    const Plan &m_plan;
    const std::vector<ServerStep> &m_scripts;
    SetupOptions m_options;
    std::optional<Matrix> m_matrix;            ///< read only when it is asked
    std::optional<QJsonObject> m_resolvedFrom; ///< the resolverFacts of m_resolution
    Resolution m_resolution;                   ///< that the steps are bound to
    QMap<QString, Secret> m_made;
    QString m_operation;
    qint64 m_started = 0;
    int m_changed = 0;
};

/// Of the Plan event.
QJsonObject planData(const Plan &plan);

/// The kind of machine that durations are learnt for.
QString machineKind(const Plan &plan);

} // namespace fl
