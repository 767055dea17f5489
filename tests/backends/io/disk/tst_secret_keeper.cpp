// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/io/disk/secret_keeper.h"
#include "backends/io/disk/vault_file.h"
#include "tests/fakes/fake_ports.h"

#include <QDir>
#include <QTemporaryDir>
#include <QtTest>

using namespace fl;

class TestSecretKeeper : public QObject {
    Q_OBJECT

    struct Bench {
        QTemporaryDir dir;
        FakeKeyRing system;
        VaultFile vault{dir.filePath(QStringLiteral("profile")), {1, 8192}};
        SecretKeeper keeper{system, vault};
        bool isEmpty() const { return QDir(dir.path()).isEmpty(); }
    };
    const SecretRef m_ref{QStringLiteral("m-1"), QStringLiteral("sudo.password")};
    static Secret secret(const char *text) { return Secret(QByteArray(text)); }

private slots:
    void aKeyRingThatWorksIsTaken()
    {
        Bench bench;
        QCOMPARE(bench.keeper.keeping(), Keeping::System);
        QVERIFY(bench.keeper.write(m_ref, secret("x")));
        QVERIFY(**bench.system.read(m_ref) == secret("x"));
        QCOMPARE(bench.keeper.createVault(secret("correct horse")).error().cause, Cause::NotSupportedHere);
        QVERIFY(bench.isEmpty());
    }
    void withNeitherNothingIsWrittenAnywhere()
    {
        Bench bench;
        bench.system.works = false;
        QCOMPARE(bench.keeper.keeping(), Keeping::Nowhere);
        const Error why = bench.keeper.probe().error();
        QCOMPARE(why.cause, Cause::KeyRingUnavailable);
        QCOMPARE(why.params.value(QStringLiteral("why")), QStringLiteral("no-bus")); // the system's reason, not the vault's
        QVERIFY(!bench.keeper.write(m_ref, secret("x")));
        QVERIFY(!bench.keeper.read(m_ref));
        QVERIFY(bench.keeper.unlock([](int) -> Result<std::optional<Secret>> { qFatal("asked"); }));
        QVERIFY(bench.isEmpty());
    }
    void aVaultIsTakenWhereThereIsNoKeyRing()
    {
        Bench bench;
        bench.system.works = false;
        QVERIFY(bench.keeper.createVault(secret("correct horse")));
        QCOMPARE(bench.keeper.keeping(), Keeping::Vault);
        QVERIFY(bench.keeper.probe());
        QVERIFY(bench.keeper.write(m_ref, secret("x")));
        QVERIFY(**bench.vault.read(m_ref) == secret("x"));
        QVERIFY(bench.keeper.forgetVault());
        QCOMPARE(bench.keeper.keeping(), Keeping::Nowhere);
    }
    void aVaultFromBeforeAsksForNothingOnceThereIsAKeyRing()
    {
        Bench bench;
        QVERIFY(bench.vault.createVault(secret("correct horse")));
        VaultFile closed(bench.dir.filePath(QStringLiteral("profile")), {1, 8192});
        SecretKeeper keeper(bench.system, closed);
        QVERIFY(keeper.unlock([](int) -> Result<std::optional<Secret>> { qFatal("asked"); }));
        QVERIFY(keeper.forgetVault());
        QVERIFY(!bench.vault.exists());
    }
};

QTEST_GUILESS_MAIN(TestSecretKeeper)
#include "tst_secret_keeper.moc"
