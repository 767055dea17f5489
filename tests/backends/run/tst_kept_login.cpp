// SPDX-License-Identifier: GPL-3.0-or-later
// A login that is given once for a provider with an account, and serves its next machines.
#include "backends/io/local/local_shell.h"
#include "backends/run/secret_source.h"
#include "tests/fakes/fake_operations.h"
#include "tests/fakes/fake_ports.h"
#include "tests/fakes/fake_run.h"

#include <QtTest>

using namespace fl;

class TestKeptLogin : public QObject {
    Q_OBJECT

    static Secret secret(const char *text) { return Secret(QByteArray(text)); }
    static std::unique_ptr<FakeProvider> cloud(bool account)
    {
        std::vector<Field> fields;
        for (const char *key : {"cloud.id", "cloud.key", "cloud.token"})
            fields.push_back({.key = QLatin1String(key), .kind = Field::Kind::Secret, .fallback = {}, .options = {}, .helpTopic = {}});
        return std::make_unique<FakeProvider>(QStringLiteral("cloud"), Abilities{.costsMoney = true, .hasAccount = account}, fields);
    }
    struct Bench {
        FakeKeyRing ring;
        FakeAsker asker;
        Redactor redactor;
        std::optional<Secret> kept(const GivenSecrets &given, const Provider &provider, const char *name)
        {
            return SecretSource(given, ring, asker, redactor, QStringLiteral("m-2")).keptFor(provider, QLatin1String(name));
        }
        void keep(const GivenSecrets &given, const Provider &provider)
        {
            SecretSource(given, ring, asker, redactor, QStringLiteral("m-1")).keepFor(provider);
        }
    };
    const GivenSecrets m_temporary{{QStringLiteral("cloud.id"), secret("ASIA")},
                                   {QStringLiteral("cloud.key"), secret("one")},
                                   {QStringLiteral("cloud.token"), secret("token")}};
    const GivenSecrets m_lasting{{QStringLiteral("cloud.id"), secret("AKIA")}, {QStringLiteral("cloud.key"), secret("two")}};

private slots:
    void theNextMachineFindsIt()
    {
        Bench bench;
        const auto provider = cloud(true);
        QVERIFY(!bench.kept({}, *provider, "cloud.id"));
        bench.keep(m_temporary, *provider);
        QVERIFY(*bench.kept({}, *provider, "cloud.key") == secret("one"));
        QVERIFY(!bench.kept({}, *provider, "ssh.password")); // another's
        bench.keep({}, *provider);                           // nothing given: as it was
        QVERIFY(bench.kept({}, *provider, "cloud.token"));
    }
    void anotherLoginTakesItsPlaceWhole()
    {
        Bench bench;
        const auto provider = cloud(true);
        bench.keep(m_temporary, *provider);
        bench.keep(m_lasting, *provider);
        QVERIFY(*bench.kept({}, *provider, "cloud.id") == secret("AKIA"));
        QVERIFY(!bench.kept({}, *provider, "cloud.token")); // no part of the old one beside the new
    }
    void itCanBeForgotten()
    {
        Bench bench;
        const auto provider = cloud(true);
        bench.keep(m_temporary, *provider);
        const GivenSecrets none;
        QVERIFY(SecretSource(none, bench.ring, bench.asker, bench.redactor, {}).forgetFor(*provider));
        for (const char *name : {"cloud.id", "cloud.key", "cloud.token"})
            QVERIFY(!bench.kept({}, *provider, name));
    }
    void onlyWhereThereIsAnAccount()
    {
        Bench bench;
        const auto provider = cloud(false);
        bench.keep(m_temporary, *provider);
        QVERIFY(!bench.kept({}, *provider, "cloud.id"));
    }
    void aCallWithoutAMachineHasBothApart()
    {
        Bench bench;
        const auto provider = cloud(true);
        bench.keep(m_lasting, *provider);
        FakeClock clock;
        FakeNoTunnels tunnels;
        FakeNoHttp http;
        FakeLedger ledger;
        LocalShell shell;
        FakeSsh ssh(shell);
        Ports ports{clock, shell, ssh, tunnels, bench.ring, ledger, http, {}};
        OperationCall call{[](const Event &) {}, bench.asker, {{QStringLiteral("cloud.id"), secret("given")}}, {}};
        const ProviderCall ask = providerCall(ports, *provider, call);
        QVERIFY(*ask.secret(QStringLiteral("cloud.id")) == secret("given"));
        QVERIFY(!ask.secret(QStringLiteral("cloud.key"))); // what is kept is not handed out as given
        QVERIFY(*ask.kept(QStringLiteral("cloud.key")) == secret("two"));
    }
};

QTEST_GUILESS_MAIN(TestKeptLogin)
#include "tst_kept_login.moc"
