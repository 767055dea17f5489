// SPDX-License-Identifier: GPL-3.0-or-later
// AWS in the conformance suite: its stand-in, which judges every request by Amazon's own description of the interface.
#pragma once

#include "backends/io/local/local_shell.h"
#include "backends/io/net/qt_http.h"
#include "backends/providers/aws/aws_provider.h"
#include "tests/cloudsim/aws_sim.h"
#include "tests/fakes/fake_key_maker.h"
#include "tests/providers/provider_world.h"

#include <QDateTime>
#include <QTemporaryDir>

namespace fl {

class AwsWorld : public ProviderWorld {
public:
    AwsSim sim;

    std::unique_ptr<Provider> provider() override
    {
        const QString none = m_folder.filePath(QStringLiteral("none"));
        aws::CredentialPlaces places{none, none, none, {}};
        places.environment = {{QStringLiteral("AWS_ENDPOINT_URL"), sim.url().toEncoded()},
                              {QStringLiteral("AWS_REGION"), QByteArrayLiteral("eu-central-1")}};
        return std::make_unique<AwsProvider>(places);
    }
    Choices choices() const override
    {
        Choices choices;
        choices.where = QStringLiteral("aws");
        choices.provider = {{QStringLiteral("type"), QStringLiteral("g4dn.xlarge")},
                            {QStringLiteral("region"), QStringLiteral("eu-central-1")},
                            {QStringLiteral("address"), QStringLiteral("198.51.100.7")}};
        return choices;
    }
    std::optional<Secret> secret(const QString &name) const override
    {
        if (name == QLatin1String("aws.access_key_id"))
            return Secret::fromString(AwsSim::accessKeyId());
        return name == QLatin1String("aws.secret_access_key") ? std::optional(Secret(AwsSim::secretAccessKey())) : std::nullopt;
    }
    Shell &shell() override { return m_shell; }
    Http &http() override { return m_http; }
    SshConnector &ssh() override { return m_keys; }

    QStringList book() const override
    {
        QStringList kinds;
        for (const AwsSim::Thing &thing : sim.things())
            kinds << thing.kind;
        for (const AwsSim::Instance &instance : sim.instances())
            if (instance.state != QLatin1String("terminated"))
                kinds << QStringLiteral("instance");
        kinds.sort();
        return kinds;
    }
    int machinesMade() const override { return int(sim.instances().size()); }
    QStringList violations() const override { return sim.violations(); }

    void now(qint64 time) override { sim.setClockAhead(time - QDateTime::currentMSecsSinceEpoch()); }
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
            sim.refuse(QStringLiteral("TerminateInstances"), QStringLiteral("UnauthorizedOperation"), 100'000);
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
