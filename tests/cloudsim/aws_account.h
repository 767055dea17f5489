// SPDX-License-Identifier: GPL-3.0-or-later
// The whole program but for its window, with an account at the stand-in for AWS; and answers that are sent in its place.
#pragma once

#include "backends/run/machine_operations.h"
#include "backends/text/text.h"
#include "tests/fakes/fake_ports.h"
#include "tests/fakes/fake_run.h"
#include "tests/fakes/fake_shells.h"
#include "tests/providers/aws_world.h"

namespace fl {

/// Whoever is let in talks to a shell that agrees to everything.
class FakeRoad : public FakeKeyMaker {
public:
    FakeRoad(const QString &folder, Shell &shell) : FakeKeyMaker(folder), m_shell(shell) { }
    Result<std::unique_ptr<SshSession>> connect(const SshTarget &, const SshSecrets &, std::chrono::milliseconds, std::stop_token) override
    {
        return std::make_unique<FakeSession>(m_shell);
    }

private:
    Shell &m_shell;
};

/// The program with an account.
struct Account {
    AwsWorld world;
    QTemporaryDir home;
    FakeClock clock;
    FakeAgreeableShell shell;
    FakeRoad ssh{home.path(), shell};
    FakeNoTunnels tunnels;
    FakeKeyRing ring;
    FakeLedger ledger;
    FakeAsker asker;
    std::unique_ptr<MachineOperations> operations;
    OperationCall call{[](const Event &) {}, asker, {}, {}};
    Choices choices = world.choices();

    Account()
    {
        world.sim.setConsole(
            "-----BEGIN SSH HOST KEY FINGERPRINTS-----\n256 SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU root@ip (ED25519)\n"
            "-----END SSH HOST KEY FINGERPRINTS-----\n");
        for (const char *name : {"aws.access_key_id", "aws.secret_access_key"})
            call.secrets.insert(QLatin1String(name), *world.secret(QLatin1String(name)));
        choices.machineName = QStringLiteral("lab");
        choices.software.frameworks.clear(); // no server, no steps
        clock.time = QDateTime::currentMSecsSinceEpoch();
        std::vector<std::unique_ptr<Provider>> providers;
        providers.push_back(world.provider());
        operations = std::make_unique<MachineOperations>(Ports{clock, shell, ssh, tunnels, ring, ledger, world.http(), home.path()},
                                                         ProviderRegistry(std::move(providers)), std::vector<ServerStep>{});
    }

    Result<SetupResult> setUp()
    {
        const auto plan = operations->plan(choices, call);
        return plan ? operations->setup(*plan, call) : fail(plan.error());
    }
    AwsSim &sim() { return world.sim; }
    int running() const { return int(world.book().count(QStringLiteral("instance"))); }
    /// What a person does once it is mended: goes on, or begins anew; then deletes it. Empty: there was one machine, and nothing is left.
    QString endsWell()
    {
        clock.time = QDateTime::currentMSecsSinceEpoch();
        const auto unfinished = operations->list();
        Result<SetupResult> made = fail(Error{Cause::Internal, {}, NextAction::ReportBug, {}, {}});
        if (unfinished && !unfinished->empty())
            made = operations->resume(unfinished->front().id, call);
        else
            made = setUp();
        if (!made)
            return slug(made.error().cause) + QLatin1Char(' ') + made.error().detail;
        if (running() != 1)
            return QStringLiteral("%1 machines").arg(running());
        const auto receipt = operations->destroy(QStringLiteral("lab"), call);
        if (!receipt || !receipt->allGone())
            return QStringLiteral("not all gone");
        return world.book().join(QLatin1Char(' ')) + sim().violations().join(QLatin1Char('\n'));
    }
};

inline QByteArray http(const QByteArray &type, const QByteArray &body, qint64 length = -1)
{
    return "HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\nContent-Length: " + QByteArray::number(length < 0 ? body.size() : length)
        + "\r\n\r\n" + body;
}

inline QByteArray json(const QByteArray &body)
{
    return http("application/x-amz-json-1.1", body);
}

} // namespace fl
