// SPDX-License-Identifier: GPL-3.0-or-later
// The provider with the stand-in for Lambda around it, and a machine that is about to be made there.
#pragma once

#include "backends/io/net/qt_http.h"
#include "backends/providers/lambda/lambda_provider.h"
#include "tests/cloudsim/lambda_sim.h"
#include "tests/fakes/fake_key_maker.h"
#include "tests/fakes/fake_ports.h"
#include "tests/fakes/fake_run.h"
#include "tests/fakes/fake_shells.h"

#include <QDateTime>
#include <QTemporaryDir>

namespace fl {

struct LambdaHome {
    QTemporaryDir home;
    LambdaSim sim;
    QtHttp http;
    FakeClock clock;
    FakeKeyMaker ssh{home.path()};
    FakeNoTunnels tunnels;
    FakeKeyRing ring;
    FakeLedger ledger;
    FakeAgreeableShell shell;
    Ports ports{clock, shell, ssh, tunnels, ring, ledger, http, home.path()};
    LambdaProvider lambda{lambda::Environment{{}, sim.url().toString()}};
    Machine machine;
    Choices choices;
    QByteArray key = LambdaSim::apiKey();
    std::vector<Event> events;
    ProviderCall call{ports,
                      [this](const Event &event) { events.push_back(event); },
                      {},
                      [this](const QString &name) -> std::optional<Secret> {
                          return name == QLatin1String("lambda.api_key") && !key.isEmpty() ? std::optional(Secret(QByteArray(key)))
                                                                                           : std::nullopt;
                      }};

    LambdaHome()
    {
        clock.time = QDateTime::currentMSecsSinceEpoch();
        clock.onWait = [this] { sim.setTime(clock.time); };
        sim.setTime(clock.time);
        choices.where = QStringLiteral("lambda");
        choices.provider = {{QStringLiteral("region"), QStringLiteral("us-west-1")},
                            {QStringLiteral("type"), QStringLiteral("gpu_1x_a10")},
                            {QStringLiteral("address"), QStringLiteral("198.51.100.7")}};
        machine.id = QStringLiteral("m-0123456789ab");
        machine.name = QStringLiteral("lab");
        machine.where = QStringLiteral("lambda");
        machine.created = clock.time;
        remember();
    }
    void remember() ///< what was chosen, in the machine's plan
    {
        Plan plan;
        plan.choices = choices;
        machine.plan = toJson(plan);
    }
    QStringList alive() const
    {
        QStringList kinds;
        for (const LambdaSim::Thing &thing : sim.things())
            kinds << thing.kind;
        for (const LambdaSim::Instance &instance : sim.instances())
            if (instance.status != QLatin1String("terminated"))
                kinds << QStringLiteral("instance ") + instance.status;
        return kinds;
    }
    QStringList said() const ///< in notices
    {
        QStringList codes;
        for (const Event &event : events)
            if (event.kind == EventKind::Notice)
                codes << event.data.value(QLatin1String("say")).toString();
        return codes;
    }
};

} // namespace fl
