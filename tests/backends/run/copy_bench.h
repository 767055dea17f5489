// SPDX-License-Identifier: GPL-3.0-or-later
// A MachineOperations that knows one machine, "lab", which is set up and cannot be reached but through the test's shell: for copying to it
// and from it.
#pragma once

#include "backends/run/machine_operations.h"
#include "tests/fakes/fake_ports.h"
#include "tests/fakes/fake_run.h"

namespace fl {

struct CopyBench {
    FakeClock clock;
    FakeSsh ssh;
    FakeNoTunnels tunnels;
    FakeNoHttp http;
    FakeKeyRing ring;
    FakeLedger ledger;
    FakeAsker asker;
    FakeMachineProvider *provider = nullptr;
    std::unique_ptr<MachineOperations> operations;
    std::vector<Event> events;
    std::stop_source stop;
    OperationCall call;

    CopyBench(Shell &shell, const QString &profile) :
        ssh(shell),
        call{[this](const Event &event) { events.push_back(event); }, asker, {}, stop.get_token()}
    {
        auto made = std::make_unique<FakeMachineProvider>();
        provider = made.get();
        provider->place.local = false;
        provider->instance = InstanceState::Running;
        std::vector<std::unique_ptr<Provider>> providers;
        providers.push_back(std::move(made));
        operations = std::make_unique<MachineOperations>(Ports{clock, shell, ssh, tunnels, ring, ledger, http, profile},
                                                         ProviderRegistry(std::move(providers)), std::vector<ServerStep>{});
        Machine machine;
        machine.id = QStringLiteral("m-0123456789ab");
        machine.name = QStringLiteral("lab");
        machine.where = QStringLiteral("fake");
        machine.state = MachineState::Ready;
        machine.facts = {{QStringLiteral("cpus"), QStringLiteral("2")}};
        (void)ledger.save(machine);
    }
    static QStringList leftOf(const CopiedFiles &copied)
    {
        QStringList lines;
        for (const CopiedFiles::Left &one : copied.left)
            lines << QString::fromUtf8(one.path) + QLatin1Char(' ') + one.why;
        return lines;
    }
};

} // namespace fl
