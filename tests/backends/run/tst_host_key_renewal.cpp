// SPDX-License-Identifier: GPL-3.0-or-later
// A throw-away host key is worth one visit: the machine gets keys of its own over it, and those alone count from then on.
#include "backends/run/host_key_renewal.h"
#include "backends/run/link.h"
#include "tests/fakes/fake_ports.h"
#include "tests/fakes/fake_run.h"

#include <QtTest>

using namespace fl;

namespace {

const QByteArray fresh("256 SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU root@x (ED25519)\n"
                       "3072 SHA256:AAAAQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU root@x (RSA)\n");

/// The machine's shell, as far as the script asks.
class FakeRenewingShell : public Shell {
public:
    QByteArrayList stages;
    int failsAt = -1;
    QByteArray err;
    Result<ShellExit> run(const ShellScript &script, const Sink &, std::stop_token) override
    {
        stages << script.variables.front().second;
        if (int(stages.size()) - 1 == failsAt)
            return ShellExit{1, {}, err};
        return ShellExit{0, stages.back() == "make" ? fresh : QByteArray(), {}};
    }
    Status upload(const QString &, QByteArrayView, int, std::stop_token) override { return {}; }
    bool isAlive() const override { return true; }
};

} // namespace

class TestHostKeyRenewal : public QObject {
    Q_OBJECT

    struct Bench {
        QTemporaryDir home;
        FakeRenewingShell shell;
        FakeClock clock;
        FakeSsh ssh{shell};
        FakeNoTunnels tunnels;
        FakeNoHttp http;
        FakeKeyRing ring;
        FakeLedger ledger;
        Ports ports{clock, shell, ssh, tunnels, ring, ledger, http, home.path()};
        FakeMachineProvider provider;
        FakeAsker asker;
        Redactor redactor;
        EventStream events{clock, ledger, redactor, [](const Event &) {}};
        Machine machine;
        GivenSecrets given;
        SecretSource secrets{given, ring, asker, redactor, QStringLiteral("m-1")};
        std::unique_ptr<Link> link;
        QString file = home.filePath(QStringLiteral("m-1.throw-away"));

        Bench()
        {
            machine.id = QStringLiteral("m-1");
            provider.place = Endpoint{};
            provider.place.ssh.host = QStringLiteral("h");
            provider.place.ssh.hostKeyAlias = machine.id;
            provider.place.ssh.trustedHostKeys = {QStringLiteral("SHA256:thrown-away")};
            provider.place.throwAwayKeyFile = file;
            for (const QString &path : {file, file + QStringLiteral(".pub")}) {
                QFile made(path);
                (void)made.open(QIODevice::WriteOnly);
            }
            link = std::make_unique<Link>(machine, provider, ports, asker, secrets, events, Link::Patience{});
        }
    };

private slots:
    void theMachinesOwnKeysTakeItsPlace()
    {
        Bench bench;
        QVERIFY(bench.link->shell({}));
        QCOMPARE(bench.shell.stages, (QByteArrayList{"make", "use"}));
        QCOMPARE(bench.ssh.tries.size(), 2u);
        QCOMPARE(bench.ssh.tries[0].target.trustedHostKeys, QStringList{QStringLiteral("SHA256:thrown-away")});
        // The second connection, the first that is used, is proven by the new keys alone.
        QCOMPARE(bench.ssh.tries[1].target.trustedHostKeys,
                 (QStringList{QStringLiteral("SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU"),
                              QStringLiteral("SHA256:AAAAQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU")}));
        QCOMPARE(bench.ssh.forgotten, QStringList{QStringLiteral("m-1")});
        QVERIFY(!QFile::exists(bench.file) && !QFile::exists(bench.file + QStringLiteral(".pub")));
        QVERIFY(bench.link->shell({})); // once
        QCOMPARE(bench.shell.stages.size(), 2);
    }

    void whatFailsLeavesItToTheNextVisit_data()
    {
        QTest::addColumn<int>("stage");
        QTest::addColumn<QByteArray>("err");
        QTest::addColumn<int>("cause");
        QTest::newRow("no sudo") << 0 << QByteArray("sudo: a password is required") << int(Cause::SudoNotAllowed);
        QTest::newRow("cannot make") << 0 << QByteArray("No space left") << int(Cause::StepFailed);
        QTest::newRow("cannot use") << 1 << QByteArray("mv: cannot") << int(Cause::StepFailed);
    }
    void whatFailsLeavesItToTheNextVisit()
    {
        QFETCH(int, stage);
        QFETCH(QByteArray, err);
        QFETCH(int, cause);
        Bench bench;
        bench.shell.failsAt = stage;
        bench.shell.err = err;
        const auto shell = bench.link->shell({});
        QVERIFY(!shell);
        QCOMPARE(int(shell.error().cause), cause);
        QVERIFY(QFile::exists(bench.file)); // still known as one that is to be replaced
        QVERIFY(bench.ssh.forgotten.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestHostKeyRenewal)
#include "tst_host_key_renewal.moc"
