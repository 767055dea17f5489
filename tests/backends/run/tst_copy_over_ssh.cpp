// SPDX-License-Identifier: GPL-3.0-or-later
// limit: 300
// A copy to a real sshd over a line that is cut in the middle: it goes on, and every byte is there.
#include "backends/io/ssh/connector.h"
#include "backends/run/machine_operations.h"
#include "tests/fakes/fake_cutting_proxy.h"
#include "tests/fakes/fake_ports.h"
#include "tests/fakes/fake_run.h"
#include "tests/fakes/fake_shells.h"
#include "tests/fakes/test_sshd.h"

#include <QtTest>

using namespace fl;

class TestCopyOverSsh : public QObject {
    Q_OBJECT

    static void make(const QString &path, const QByteArray &content)
    {
        QVERIFY(QDir().mkpath(QFileInfo(path).path()));
        QFile file(path);
        QVERIFY2(file.open(QIODevice::WriteOnly) && file.write(content) == content.size(), qPrintable(path));
    }
    static QByteArray read(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("not there");
    }

private slots:
    void initTestCase()
    {
        if (const QString problem = TestSshd::problem(); !problem.isEmpty())
            QSKIP(qPrintable(problem));
    }
    void aCutInTheMiddleIsGoneOnFrom()
    {
        QTemporaryDir folder;
        const QString home = folder.filePath(QStringLiteral("server")), notebooks = home + QStringLiteral("/firstlight/notebooks/");
        QVERIFY(QDir().mkpath(notebooks) && QDir().mkpath(home + QStringLiteral("/.local/state/firstlight")));
        TestSshd sshd({"SetEnv SHLVL=5 HOME=" + QFile::encodeName(home), {QStringLiteral("ed25519")}, 0});
        QVERIFY(sshd.start());
        FakeCuttingProxy line(sshd.port());

        QByteArray large(24'000'000, Qt::Uninitialized);
        quint32 state = 7;
        for (char &c : large)
            c = static_cast<char>((state = state * 1664525 + 1013904223) >> 24);
        const QString data = folder.filePath(QStringLiteral("data"));
        const QStringList names{QStringLiteral("a b"), QStringLiteral("笔记.ipynb"), QStringLiteral("-rf"), QStringLiteral("sub/$(x)")};
        for (const QString &name : names)
            make(data + QLatin1Char('/') + name, name.toUtf8() + '\n');
        make(data + QStringLiteral("/large.bin"), large);
        make(data + QStringLiteral("/new\nline"), "x");

        auto provider = std::make_unique<FakeMachineProvider>();
        provider->place.local = false;
        provider->place.ssh = sshd.target();
        provider->place.ssh.port = line.port();
        provider->instance = InstanceState::Running;
        std::vector<std::unique_ptr<Provider>> providers;
        providers.push_back(std::move(provider));
        LibsshConnector connector(folder.filePath(QStringLiteral("known_hosts")));
        FakeAgreeableShell none;
        FakePorts ports(none, folder.path());
        MachineOperations operations(Ports{ports.clock, none, connector, ports.tunnels, ports.keyRing, ports.ledger, ports.http,
                                           folder.path()},
                                     ProviderRegistry(std::move(providers)), std::vector<ServerStep>{});
        Machine machine;
        machine.id = QStringLiteral("m-0123456789ab");
        machine.name = QStringLiteral("lab");
        machine.where = QStringLiteral("fake");
        machine.facts = {{QStringLiteral("cpus"), QStringLiteral("2")}};
        QVERIFY(ports.ledger.save(machine));

        FakeAsker asker;
        QStringList said;
        OperationCall call{[&](const Event &event) { said << event.data.value(QLatin1String("say")).toString(); }, asker, {}, {}};
        line.cutAfterUp(9'000'000);
        const auto copied = operations.copyThere(QStringLiteral("lab"), {data}, {}, call);
        QVERIFY2(copied, copied ? "" : qPrintable(slug(copied.error().cause) + copied.error().detail));
        QVERIFY(said.contains(QStringLiteral("reconnecting")));
        QCOMPARE(copied->copied, static_cast<int>(names.size()) + 1);
        QCOMPARE(copied->left, (std::vector<CopiedFiles::Left>{{"data/new\nline", QStringLiteral("copy-name-control")}}));
        for (const QString &name : names)
            QCOMPARE(read(notebooks + QStringLiteral("data/") + name), name.toUtf8() + '\n');
        QVERIFY(read(notebooks + QStringLiteral("data/large.bin")) == large);
        QVERIFY(!QFile::exists(notebooks + QStringLiteral(".firstlight-part")));
        // What had come is not sent again: no more than one go, which is 16 MB at most, was lost.
        QVERIFY2(line.bytesUp() < 24'000'000 + 17'000'000, qPrintable(QString::number(line.bytesUp())));
    }
};

QTEST_GUILESS_MAIN(TestCopyOverSsh)
#include "tst_copy_over_ssh.moc"
