// SPDX-License-Identifier: GPL-3.0-or-later
// "A server you have" and "this computer": adopting changes nothing but our own record.
#include "backends/providers/here/here_provider.h"
#include "backends/providers/registry.h"
#include "backends/providers/ssh/ssh_provider.h"
#include "tests/fakes/fake_ports.h"

#include <QtTest>

using namespace fl;

namespace {

Choices serverChoices()
{
    Choices choices;
    choices.where = QStringLiteral("ssh");
    choices.ssh.host = QStringLiteral("gpu.example.org");
    choices.ssh.port = 2222;
    choices.ssh.user = QStringLiteral("ada");
    return choices;
}

Machine machineOf(const Choices &choices)
{
    Plan plan;
    plan.machineName = QStringLiteral("mine");
    plan.choices = choices;
    Machine machine;
    machine.id = QStringLiteral("m-0123456789ab");
    machine.name = QStringLiteral("mine");
    machine.where = choices.where;
    machine.plan = toJson(plan);
    return machine;
}

/// A shell that must not be used.
class FakeNoShell : public Shell {
public:
    Result<ShellExit> run(const ShellScript &, const Sink &, std::stop_token) override
    {
        ++runs;
        return ShellExit{};
    }
    Status upload(const QString &, QByteArrayView, int, std::stop_token) override
    {
        ++runs;
        return {};
    }
    bool isAlive() const override { return true; }
    int runs = 0;
};

} // namespace

class TestAdoptingProviders : public QObject {
    Q_OBJECT
private slots:
    void registryKnowsEachByItsId()
    {
        const ProviderRegistry registry;
        QStringList ids;
        for (const auto &provider : registry.all()) {
            QVERIFY2(!ids.contains(provider->id()), "an id twice");
            ids << provider->id();
            QCOMPARE(registry.find(provider->id()), provider.get());
        }
        QVERIFY(ids.contains(QStringLiteral("ssh")) && ids.contains(QStringLiteral("here")));
        QCOMPARE(registry.find(QStringLiteral("no-such")), nullptr);
    }

    void everyFieldIsAskedOnce()
    {
        const ProviderRegistry registry;
        for (const auto &provider : registry.all()) {
            QStringList keys;
            for (const Field &field : provider->fields()) {
                QVERIFY2(!keys.contains(field.key), qPrintable(provider->id() + field.key));
                keys << field.key;
            }
        }
    }

    void adoptingAServerOnlyWritesARecord()
    {
        FakeNoShell shell;
        FakePorts fakes(shell, QStringLiteral("/nonexistent"));
        ProviderCall call{fakes.ports, [](const Event &) {}, {}};
        SshProvider provider;
        const Choices choices = serverChoices();
        Machine machine = machineOf(choices);
        QVERIFY(provider.create(machine, choices, call));
        QVERIFY(provider.create(machine, choices, call)); // again: still one
        QCOMPARE(machine.handle, QStringLiteral("ada@gpu.example.org:2222"));
        QCOMPARE(shell.runs, 0);
        const auto records = fakes.ledger.resources(machine.id);
        QCOMPARE(records->size(), 1u);
        QCOMPARE(records->front().state, ResourceRecord::State::Created);
        QVERIFY(provider.destroy(machine, call));
        QVERIFY(provider.destroy(machine, call));
        QCOMPARE(fakes.ledger.resources(machine.id)->front().state, ResourceRecord::State::Gone);
        QVERIFY(fakes.ledger.drop(machine.id));
        QCOMPARE(shell.runs, 0);
    }

    void theKeyTheUserComparedIsTheOneTrusted()
    {
        FakeNoShell shell;
        FakePorts fakes(shell, QStringLiteral("/nonexistent"));
        ProviderCall call{fakes.ports, [](const Event &) {}, {}};
        SshProvider provider;
        Choices choices = serverChoices();
        auto endpoint = provider.endpoint(machineOf(choices), call);
        QVERIFY(endpoint);
        QVERIFY(endpoint->ssh.trustedHostKeys.isEmpty());
        QVERIFY(endpoint->ssh.useAgent);
        QCOMPARE(endpoint->ssh.hostKeyAlias, QStringLiteral("m-0123456789ab"));
        QCOMPARE(endpoint->ssh.port, 2222);
        choices.ssh.acceptedHostKey = QStringLiteral("SHA256:0123456789abcdefghijklmnopqrstuvwxyzABCDEFG");
        choices.ssh.keyFile = QStringLiteral("/home/a b/key");
        endpoint = provider.endpoint(machineOf(choices), call);
        QVERIFY(endpoint);
        QCOMPARE(endpoint->ssh.trustedHostKeys, QStringList{QStringLiteral("SHA256:0123456789abcdefghijklmnopqrstuvwxyzABCDEFG")});
        QCOMPARE(endpoint->ssh.keyFile, QStringLiteral("/home/a b/key"));
        QVERIFY(!endpoint->ssh.useAgent);
        QVERIFY(!endpoint->local && !endpoint->disposable);
    }

    void valuesThatCannotBeRightAreNamed_data()
    {
        QTest::addColumn<QString>("host");
        QTest::addColumn<int>("port");
        QTest::addColumn<QString>("user");
        QTest::addColumn<QString>("hostKey");
        QTest::addColumn<QString>("key");
        const QString ok = QStringLiteral("h"), ada = QStringLiteral("ada");
        QTest::newRow("fine") << ok << 22 << ada << QString() << QString();
        QTest::newRow("IPv6") << QStringLiteral("fe80::1%eth0") << 22 << ada << QString() << QString();
        QTest::newRow("no host") << QString() << 22 << ada << QString() << QStringLiteral("ssh.host");
        QTest::newRow("option") << QStringLiteral("-oProxyCommand=x") << 22 << ada << QString() << QStringLiteral("ssh.host");
        QTest::newRow("new line") << QStringLiteral("a\nb") << 22 << ada << QString() << QStringLiteral("ssh.host");
        QTest::newRow("user in host") << QStringLiteral("ada@h") << 22 << ada << QString() << QStringLiteral("ssh.host");
        QTest::newRow("port 0") << ok << 0 << ada << QString() << QStringLiteral("ssh.port");
        QTest::newRow("port 65536") << ok << 65536 << ada << QString() << QStringLiteral("ssh.port");
        QTest::newRow("no user") << ok << 22 << QString() << QString() << QStringLiteral("ssh.user");
        QTest::newRow("user is an option") << ok << 22 << QStringLiteral("-l") << QString() << QStringLiteral("ssh.user");
        QTest::newRow("MD5 key") << ok << 22 << ada << QStringLiteral("MD5:00") << QStringLiteral("ssh.host_key");
    }
    void valuesThatCannotBeRightAreNamed()
    {
        QFETCH(QString, host);
        QFETCH(int, port);
        QFETCH(QString, user);
        QFETCH(QString, hostKey);
        QFETCH(QString, key);
        Choices choices = serverChoices();
        choices.ssh.host = host;
        choices.ssh.port = port;
        choices.ssh.user = user;
        choices.ssh.acceptedHostKey = hostKey;
        QCOMPARE(unusableKey(choices.ssh), key);
        FakeNoShell shell;
        FakePorts fakes(shell, QStringLiteral("/nonexistent"));
        ProviderCall call{fakes.ports, [](const Event &) {}, {}};
        Machine machine = machineOf(choices);
        const Status status = SshProvider().create(machine, choices, call);
        QCOMPARE(status.has_value(), key.isEmpty());
        if (!status) {
            QCOMPARE(status.error().cause, Cause::BadValue);
            QCOMPARE(status.error().params.value(QStringLiteral("key")), key);
            QVERIFY(fakes.ledger.history.empty());
        }
    }

    void theUsersOwnComputersAreNotTurnedOff()
    {
        FakeNoShell shell;
        FakePorts fakes(shell, QStringLiteral("/nonexistent"));
        ProviderCall call{fakes.ports, [](const Event &) {}, {}};
        const ProviderRegistry registry;
        const Machine machine = machineOf(serverChoices());
        for (const QString &id : {QStringLiteral("ssh"), QStringLiteral("here")}) {
            Provider &provider = *registry.find(id);
            QVERIFY(!provider.abilities().createsMachine && !provider.abilities().stopsMachine && provider.abilities().rebootAsksFirst);
            for (const Status &status : {provider.stop(machine, call), provider.start(machine, call), provider.reboot(machine, call)}) {
                QVERIFY(!status);
                QCOMPARE(status.error().cause, Cause::NotSupportedHere);
            }
        }
        QCOMPARE(shell.runs, 0);
    }

    void thisComputerIsReachedByItsOwnShell()
    {
        FakeNoShell shell;
        FakePorts fakes(shell, QStringLiteral("/nonexistent"));
        ProviderCall call{fakes.ports, [](const Event &) {}, {}};
        HereProvider provider;
        QVERIFY(!provider.proposedName({}).isEmpty());
#ifdef Q_OS_LINUX
        QVERIFY(provider.availability(call).possible);
#endif
        Machine machine;
        machine.id = QStringLiteral("m-1");
        QVERIFY(provider.create(machine, {}, call));
        QCOMPARE(fakes.ledger.resources(machine.id)->size(), 1u);
        const auto endpoint = provider.endpoint(machine, call);
        QVERIFY(endpoint && endpoint->local);
        QVERIFY(provider.destroy(machine, call));
        QVERIFY(fakes.ledger.drop(machine.id));
    }

    void aLedgerThatCannotWriteStopsTheAdoption()
    {
        FakeNoShell shell;
        FakePorts fakes(shell, QStringLiteral("/nonexistent"));
        fakes.ledger.failSaves = true;
        ProviderCall call{fakes.ports, [](const Event &) {}, {}};
        Machine machine = machineOf(serverChoices());
        QVERIFY(!SshProvider().create(machine, serverChoices(), call));
        QVERIFY(!HereProvider().create(machine, {}, call));
    }
};

QTEST_APPLESS_MAIN(TestAdoptingProviders)
#include "tst_adopting_providers.moc"
