// SPDX-License-Identifier: GPL-3.0-or-later
// The program's whole life over the fake cloud, one start after another: the ledger and the cloud's book are what stays.
#pragma once

#include "backends/core/error_json.h"
#include "backends/run/machine_operations.h"
#include "tests/fakes/fake_cloud.h"
#include "tests/fakes/fake_fuse.h"
#include "tests/fakes/fake_ports.h"
#include "tests/fakes/fake_run.h"

namespace fl {

/// One start of the program.
struct CloudStart {
    FakeClock &clock;
    FakeSsh ssh;
    FakeNoTunnels tunnels;
    FakeNoHttp http;
    FakeKeyRing ring;
    FakeAsker asker;
    FakeCloudProvider *cloud = nullptr;
    std::unique_ptr<MachineOperations> operations;
    std::vector<Error> errors;
    OperationCall call;

    CloudStart(const QString &home, const FakeCloudFaults &faults, FakeClock &time, Ledger &ledger, Shell &shell,
               std::vector<ServerStep> steps = {}) :
        clock(time),
        ssh(shell),
        call{[this](const Event &event) {
                 if (event.kind == EventKind::Error)
                     if (const auto error = errorFromJson(event.data))
                         errors.push_back(*error);
             },
             asker,
             {},
             {}}
    {
        auto made = std::make_unique<FakeCloudProvider>(home + QStringLiteral("/cloud"), faults);
        cloud = made.get();
        std::vector<std::unique_ptr<Provider>> providers;
        providers.push_back(std::move(made));
        operations = std::make_unique<MachineOperations>(Ports{clock, shell, ssh, tunnels, ring, ledger, http, home},
                                                         ProviderRegistry(std::move(providers)), std::move(steps));
    }

    Result<SetupResult> setUp(const QString &region = QStringLiteral("here-1"))
    {
        Choices choices;
        choices.where = QStringLiteral("cloud");
        choices.provider.insert(QStringLiteral("region"), region);
        choices.software.frameworks.clear(); // no server, no steps
        const auto plan = operations->plan(choices, call);
        return plan ? operations->setup(*plan, call) : fail(plan.error());
    }
    /// What a user does after a crash: start, go on with what is unfinished.
    void goOn()
    {
        if (const auto unfinished = operations->reconcile(call))
            for (const Machine &machine : *unfinished)
                (void)operations->resume(machine.id, call);
    }
    /// Delete what there is, as often as a patient user presses the button. True: the list is empty.
    bool removeAll(int tries = 8)
    {
        for (int i = 0; i < tries; ++i) {
            const auto all = operations->list();
            if (!all || all->empty())
                return all.has_value();
            for (const Machine &machine : *all)
                (void)operations->destroy(machine.id, call);
        }
        return operations->list()->empty();
    }
};

} // namespace fl
