// SPDX-License-Identifier: GPL-3.0-or-later
// Secrets of a run where they are kept in a vault: when it is opened, by what, and what is said when it stays shut.
#include "backends/io/disk/secret_keeper.h"
#include "backends/io/disk/vault_file.h"
#include "backends/run/secret_source.h"
#include "tests/fakes/fake_ports.h"
#include "tests/fakes/fake_run.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace fl;

class TestSecretSource : public QObject {
    Q_OBJECT

    static constexpr VaultFile::Limits cheap{1, 8192};
    static constexpr const char *right = "correct horse battery";
    static Secret secret(const char *text) { return Secret(QByteArray(text)); }

    /// A program that starts on a computer without a key ring, with a vault that holds "hunter2".
    struct Bench {
        QTemporaryDir dir;
        FakeKeyRing system;
        std::unique_ptr<VaultFile> vault;
        std::unique_ptr<SecretKeeper> keeper;
        FakeAsker asker;
        Redactor redactor;
        GivenSecrets given;
        QStringList told;

        Bench()
        {
            system.works = false;
            VaultFile made(dir.path(), cheap);
            if (!made.createVault(secret(right))
                || !made.write({QStringLiteral("m-1"), QStringLiteral("sudo.password")}, secret("hunter2")))
                qFatal("no vault");
            vault = std::make_unique<VaultFile>(dir.path(), cheap);
            keeper = std::make_unique<SecretKeeper>(system, *vault);
        }
        SecretSource source()
        {
            return {given,
                    *keeper,
                    asker,
                    redactor,
                    QStringLiteral("m-1"),
                    [this](const QString &code, const QJsonObject &) { told << code; }};
        }
    };
    const QString m_sudo = QStringLiteral("sudo.password");

private slots:
    void itIsOpenedWhenASecretIsFirstWanted()
    {
        Bench bench;
        bench.asker.answers = {{true, secret(right)}};
        SecretSource one = bench.source();
        QVERIFY(!one.given(m_sudo) && !one.known(m_sudo));
        QVERIFY(bench.asker.asked.empty());
        QVERIFY(*one.find(m_sudo) == secret("hunter2"));
        QCOMPARE(bench.asker.asked.size(), 1U);
        QCOMPARE(bench.asker.asked.front().kind, Question::Kind::Secret);
        QCOMPARE(bench.asker.asked.front().text.args.value(QStringLiteral("name")), QStringLiteral("vault.passphrase"));
        // The next operation of this program is not asked, and keeps what it learns.
        SecretSource two = bench.source();
        QVERIFY(two.keep(QStringLiteral("jupyter.password"), secret("new")));
        QVERIFY(*two.kept(QStringLiteral("jupyter.password")) == secret("new"));
        two.forgetAll(FakeMachineProvider());
        QVERIFY(!two.kept(m_sudo));
        QCOMPARE(bench.asker.asked.size(), 1U);
        QVERIFY(bench.told.isEmpty());
        QVERIFY(!bench.redactor.mask(QStringLiteral("x hunter2 ") + QLatin1String(right)).contains(QLatin1String("hunter2")));
        QVERIFY(!bench.redactor.mask(QLatin1String(right)).contains(QLatin1String("horse")));
    }
    void whatWasGivenOpensItUnasked()
    {
        Bench bench;
        bench.given.insert(QStringLiteral("vault.passphrase"), secret(right));
        QVERIFY(*bench.source().find(m_sudo) == secret("hunter2"));
        QVERIFY(bench.asker.asked.empty());
    }
    void nobodyThereIsAsIfThereWereNoneAndSaidOnce()
    {
        Bench bench;
        for (int operation = 0; operation < 3; ++operation) {
            SecretSource source = bench.source();
            QVERIFY(!source.find(m_sudo));
            QVERIFY(!source.keep(m_sudo, secret("x")));
            source.forgetAll(FakeMachineProvider());
        }
        QCOMPARE(bench.told, QStringList{QStringLiteral("vault-left-locked")});
        QCOMPARE(bench.asker.asked.size(), 1U);
        const auto ring = bench.source().ring();
        QVERIFY(!ring);
        QCOMPARE(ring.error().cause, Cause::KeyRingUnavailable);
    }
    void aNoIsTakenForAnAnswer()
    {
        Bench bench;
        bench.asker.answers = {{false, {}}, {true, secret(right)}};
        QVERIFY(!bench.source().find(m_sudo));
        QVERIFY(!bench.source().find(m_sudo));
        QCOMPARE(bench.told, QStringList{QStringLiteral("vault-left-locked")});
    }
    void aWrongOneIsAskedAgainAndSaidAtTheEnd()
    {
        Bench bench;
        bench.given.insert(QStringLiteral("vault.passphrase"), secret("wrong one"));
        bench.asker.answers = {{true, secret("wrong too")}, {true, secret("and again")}};
        QVERIFY(!bench.source().find(m_sudo));
        QCOMPARE(bench.told, QStringList{QStringLiteral("vault-passphrase-wrong")});
        QCOMPARE(bench.asker.asked.size(), 2U);
        QCOMPARE(bench.asker.asked.back().text.args.value(QStringLiteral("attempt")), QStringLiteral("3"));
    }
    void aWrongOneGivenWithNobodyThereIsSaid()
    {
        Bench bench;
        bench.given.insert(QStringLiteral("vault.passphrase"), secret("wrong one"));
        QCOMPARE(bench.source().ring().error().cause, Cause::VaultPassphrase);
    }
    void aDamagedOneIsSaid()
    {
        Bench bench;
        QFile file(bench.vault->path());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("nonsense");
        file.close();
        QVERIFY(!bench.source().find(m_sudo));
        QVERIFY(!bench.source().find(m_sudo));
        QCOMPARE(bench.told, QStringList{QStringLiteral("vault-damaged")});
        QVERIFY(bench.asker.asked.empty());
    }
    void oneThatIsDamagedWhileItIsOpenIsSaid()
    {
        Bench bench;
        bench.given.insert(QStringLiteral("vault.passphrase"), secret(right));
        SecretSource source = bench.source();
        QVERIFY(source.find(m_sudo));
        QVERIFY(QFile::resize(bench.vault->path(), 100));
        QVERIFY(!source.keep(QStringLiteral("jupyter.password"), secret("new")));
        QCOMPARE(bench.told, QStringList{QStringLiteral("vault-damaged")});
    }
};

QTEST_GUILESS_MAIN(TestSecretSource)
#include "tst_secret_source.moc"
