// SPDX-License-Identifier: GPL-3.0-or-later
// A step: possible? -> already done? (check) -> run (apply) -> proven? (verify).
#pragma once

#include "backends/core/event.h"
#include "backends/core/machine.h"
#include "backends/core/plan.h"
#include "backends/ports/ports.h"
#include "backends/providers/provider.h"
#include "backends/steps/outcome.h"

namespace fl {

/// The way to the server of this run: connects (and has the host key decided) on first use; all steps share the connection.
class ServerLink {
public:
    virtual ~ServerLink() = default;
    virtual Result<Shell *> shell(std::stop_token stop) = 0;
};

struct StepContext {
    const Plan &plan;
    const PlanStep &step;
    Machine &machine; ///< steps record facts in it; run/ saves it
    Provider &provider;
    Ports &ports;
    Asker &asker;
    EventSink events;
    std::stop_token stop;
    ServerLink &server;
    /// By name ("jupyter.password"): what the user gave for this run, and what the key ring holds; unset: nothing.
    std::function<std::optional<Secret>(const QString &name)> given, kept;
    std::function<std::optional<Secret>(const QString &name)> keptForProvider; ///< as ProviderCall::kept
    bool replacePassword = false;                                              ///< the user wants another password for Jupyter
    /// Made in this run: for the server steps "PASSWORD_HASH", "KEY_PEM"; for the key ring "jupyter.password"; for the user's eyes,
    /// once, "jupyter.password.new".
    QMap<QString, Secret> &made;

    /// What the provider may know of this run.
    ProviderCall providerCall() const
    {
        const auto own = [this](const QString &name) {
            auto secret = given(name);
            return secret ? secret : kept(name);
        };
        return {ports, events, stop, own, keptForProvider, &asker};
    }
};

/// A step in C++ on this computer: create-machine, trust-host-key, jupyter-secrets …
class LocalStep {
public:
    virtual ~LocalStep() = default;
    virtual QString id() const = 0;
    /// Checks first; runs only what is needed; proves it. Safe to run again after an interruption at any point.
    virtual Result<StepOutcome> run(StepContext &context) = 0;
};

/// All local steps, in registry.cpp.
const std::vector<std::unique_ptr<LocalStep>> &localSteps();

} // namespace fl
