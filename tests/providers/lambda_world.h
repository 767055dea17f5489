// SPDX-License-Identifier: GPL-3.0-or-later
// Lambda in the conformance suite: its stand-in, which judges every request by Lambda's own description of the interface, and by its pace.
#pragma once

#include "backends/io/local/local_shell.h"
#include "backends/io/net/qt_http.h"
#include "backends/providers/lambda/lambda_provider.h"
#include "tests/cloudsim/lambda_sim.h"
#include "tests/fakes/fake_key_maker.h"
#include "tests/providers/provider_world.h"

#include <QTemporaryDir>

namespace fl {

class LambdaWorld : public ProviderWorld {
public:
    LambdaSim sim;

    std::unique_ptr<Provider> provider() override
    {
        return std::make_unique<LambdaProvider>(lambda::Environment{{}, sim.url().toString()});
    }
    Choices choices() const override
    {
        Choices choices;
        choices.where = QStringLiteral("lambda");
        choices.provider = {{QStringLiteral("type"), QStringLiteral("gpu_1x_a10")},
                            {QStringLiteral("region"), QStringLiteral("us-west-1")},
                            {QStringLiteral("address"), QStringLiteral("198.51.100.7")}};
        return choices;
    }
    std::optional<Secret> secret(const QString &name) const override
    {
        return name == QLatin1String("lambda.api_key") ? std::optional(Secret(LambdaSim::apiKey())) : std::nullopt;
    }
    Shell &shell() override { return m_shell; }
    Http &http() override { return m_http; }
    SshConnector &ssh() override { return m_keys; }

    QStringList book() const override
    {
        QStringList kinds;
        for (const LambdaSim::Thing &thing : sim.things())
            kinds << thing.kind;
        for (const LambdaSim::Instance &instance : sim.instances())
            if (instance.status != QLatin1String("terminated"))
                kinds << QStringLiteral("instance");
        kinds.sort();
        return kinds;
    }
    int machinesMade() const override { return int(sim.instances().size()); }
    QStringList violations() const override { return sim.violations(); }

    void now(qint64 time) override { sim.setTime(time); }
    bool showLate() override
    {
        sim.setInvisibleFor(3);
        return true;
    }
    bool endByItself() override
    {
        sim.setEndsAtOnce(1000);
        return true;
    }
    bool deleteSlowly() override
    {
        sim.setDeletingFor(20);
        return true;
    }
    bool refuseDeleting(bool refuses) override
    {
        if (refuses)
            sim.refuse(QStringLiteral("terminateInstance"), QStringLiteral("global/account-inactive"), 100'000);
        else
            sim.recover();
        return true;
    }
    bool deleteElsewhere() override
    {
        sim.endAll();
        return true;
    }

private:
    QTemporaryDir m_folder;
    LocalShell m_shell;
    QtHttp m_http;
    FakeKeyMaker m_keys{m_folder.path()};
};

} // namespace fl
