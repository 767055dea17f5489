// SPDX-License-Identifier: GPL-3.0-or-later
// A profile of the program's own, with the real services and a user whose answers are written down before.
#pragma once

#include "app/services/services.h"
#include "tests/fakes/fake_run.h"
#include "tests/practice/practice_fixture.h"

#include <QTemporaryDir>

namespace fl {

class FaultProfile {
public:
    explicit FaultProfile(const PracticeFixture &machine) : call{[this](const Event &event) { events.push_back(event); }, asker, {}, {}}
    {
        qunsetenv("DBUS_SESSION_BUS_ADDRESS"); // no key ring: nothing is remembered between two runs
        choices.where = QStringLiteral("ssh");
        choices.machineName = QStringLiteral("lab");
        choices.ssh = {machine.host(), machine.port(), machine.user(), machine.keyFile(), {}, machine.hostKey()};
        choices.software.source = Source::Distro;
        services = *Services::open(home.path(), Services::Access::Write);
    }

    Operations &operations() { return services->operations(); }
    Result<SetupResult> setup(const Choices &wanted)
    {
        events.clear();
        const auto plan = operations().plan(wanted, call);
        return plan ? operations().setup(*plan, call) : fail(plan.error());
    }
    void answer(const QList<QByteArray> &secrets)
    {
        asker.answers.clear();
        asker.asked.clear();
        for (const QByteArray &each : secrets)
            asker.answers.push_back({true, Secret(QByteArray(each))});
    }
    /// The error as the events told it; there must be one, and it must be the last thing said.
    int errorsTold() const
    {
        return static_cast<int>(
            std::count_if(events.begin(), events.end(), [](const Event &event) { return event.kind == EventKind::Error; }));
    }
    bool said(const char *code) const
    {
        return std::any_of(events.begin(), events.end(),
                           [&](const Event &event) { return event.data.value(QLatin1String("say")).toString() == QLatin1String(code); });
    }

    QTemporaryDir home;
    FakeAsker asker;
    std::vector<Event> events;
    OperationCall call;
    Choices choices; ///< what is right
    std::unique_ptr<Services> services;
};

} // namespace fl
