// SPDX-License-Identifier: GPL-3.0-or-later
// The provider with the stand-in for AWS around it, and a machine that is about to be made there.
#pragma once

#include "backends/io/net/qt_http.h"
#include "backends/providers/aws/aws_provider.h"
#include "tests/cloudsim/aws_sim.h"
#include "tests/fakes/fake_key_maker.h"
#include "tests/fakes/fake_ports.h"
#include "tests/fakes/fake_run.h"
#include "tests/fakes/fake_shells.h"

#include <QDateTime>
#include <QTemporaryDir>

namespace fl {

struct World {
    QTemporaryDir home;
    AwsSim sim;
    QtHttp http;
    FakeClock clock;
    FakeKeyMaker ssh{home.path()};
    FakeNoTunnels tunnels;
    FakeKeyRing ring;
    FakeLedger ledger;
    FakeAgreeableShell shell;
    Ports ports{clock, shell, ssh, tunnels, ring, ledger, http, home.path()};
    AwsProvider aws{aws::CredentialPlaces{}};
    Machine machine;
    Choices choices;
    ProviderCall call{ports,
                      [](const Event &) {},
                      {},
                      [](const QString &name) -> std::optional<Secret> {
                          if (name == QLatin1String("aws.access_key_id"))
                              return Secret::fromString(AwsSim::accessKeyId());
                          if (name == QLatin1String("aws.secret_access_key"))
                              return Secret(AwsSim::secretAccessKey());
                          return std::nullopt;
                      }};

    World()
    {
        clock.time = QDateTime::currentMSecsSinceEpoch();
        choices.where = QStringLiteral("aws");
        choices.provider = {{QStringLiteral("endpoint"), sim.url().toString()},
                            {QStringLiteral("region"), QStringLiteral("eu-central-1")},
                            {QStringLiteral("type"), QStringLiteral("g4dn.xlarge")},
                            {QStringLiteral("address"), QStringLiteral("198.51.100.7")}};
        machine.id = QStringLiteral("m-0123456789ab");
        machine.name = QStringLiteral("lab");
        machine.where = QStringLiteral("aws");
        machine.created = clock.time;
        Plan plan;
        plan.choices = choices;
        machine.plan = toJson(plan);
    }
    QStringList alive() const
    {
        QStringList kinds;
        for (const AwsSim::Thing &thing : sim.things())
            kinds << thing.kind;
        for (const AwsSim::Instance &instance : sim.instances())
            if (instance.state != QLatin1String("terminated"))
                kinds << QStringLiteral("instance ") + instance.state;
        return kinds;
    }
};

} // namespace fl
