// SPDX-License-Identifier: GPL-3.0-or-later
// The harness itself: what it promises about layers and faults must be so, or tests that lean on it prove nothing.
#include "tests/practice/practice_fixture.h"

#include <QElapsedTimer>
#include <QtTest>

using namespace fl;

class TestPracticeFixture : public QObject {
    Q_OBJECT

    const QString m_layer = QStringLiteral("fixture-test-%1").arg(QCoreApplication::applicationPid());
    const QString m_upper = m_layer + QStringLiteral("-upper");

private slots:
    void initTestCase()
    {
        if (const QString why = PracticeFixture::unavailable(); !why.isEmpty())
            QSKIP(qPrintable(why));
    }

    void cleanupTestCase()
    {
        PracticeFixture::dropLayer(m_upper);
        PracticeFixture::dropLayer(m_layer);
    }

    void layersStandOnEachOtherAndStayClean()
    {
        QString problem = PracticeFixture::ensureLayer(m_layer, {}, [](PracticeFixture &machine) {
            return machine.asUser(QStringLiteral("echo lower > ~/a; echo gone > ~/b")).ok();
        });
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
        problem = PracticeFixture::ensureLayer(m_upper, m_layer, [](PracticeFixture &machine) {
            return machine.asUser(QStringLiteral("echo upper >> ~/a; rm ~/b")).ok();
        });
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
        // One that is there is not built again.
        QVERIFY(PracticeFixture::ensureLayer(m_upper, m_layer, [](PracticeFixture &) { return false; }).isEmpty());
        QVERIFY(!PracticeFixture::ensureLayer(QStringLiteral("never"), QStringLiteral("no-such-parent"), [](PracticeFixture &) {
                     return true;
                 }).isEmpty());
        for (int i = 0; i < 2; ++i) { // what the first one writes is not there for the second
            QElapsedTimer timer;
            timer.start();
            PracticeFixture machine(m_upper);
            QVERIFY2(machine.isUp(), qPrintable(machine.problem()));
            qInfo("a machine from two layers: %lld ms", timer.elapsed());
            QCOMPARE(machine.asUser(QStringLiteral("cat a; ls")).out, QByteArray("lower\nupper\na\n"));
            QVERIFY(machine.asUser(QStringLiteral("echo mine > c; rm a")).ok());
        }
        PracticeFixture lower(m_layer);
        QCOMPARE(lower.asUser(QStringLiteral("cat a b")).out, QByteArray("lower\ngone\n"));
    }

    void aLayerThatIsNotThereIsSaid()
    {
        const PracticeFixture machine(QStringLiteral("no-such-layer"));
        QVERIFY(!machine.isUp());
        QVERIFY(machine.problem().contains(QLatin1String("no-such-layer")));
    }

    void commandsFilesAndPower()
    {
        PracticeFixture machine;
        QVERIFY2(machine.isUp(), qPrintable(machine.problem()));
        QCOMPARE(machine.asRoot("id -u; exit 7").code, 7);
        QCOMPARE(machine.asUser(QStringLiteral("cat"), "over stdin").out, QByteArray("over stdin"));
        QVERIFY(machine.writeFile(QStringLiteral("/opt/a b"), "content", 0600));
        QCOMPARE(machine.readFile(QStringLiteral("/opt/a b")), QByteArray("content"));
        QVERIFY(!machine.asUser(QStringLiteral("cat '/opt/a b'")).ok());
        const QString boot = machine.bootId();
        QVERIFY(machine.reboot());
        QVERIFY(machine.bootId().size() == 36 && machine.bootId() != boot);
        QVERIFY(machine.pullThePlug());
        QVERIFY(!machine.asUser(QStringLiteral("true")).ok());
        QVERIFY(machine.start());
        QCOMPARE(machine.readFile(QStringLiteral("/opt/a b")), QByteArray("content"));
    }

    void faults()
    {
        PracticeFixture machine;
        QVERIFY2(machine.isUp(), qPrintable(machine.problem()));

        QVERIFY(machine.asRoot("getent hosts deb.debian.org").ok());
        QVERIFY(machine.breakDns());
        QVERIFY(!machine.asRoot("getent hosts deb.debian.org").ok());
        QVERIFY(machine.restoreDns());
        QVERIFY(machine.asRoot("getent hosts deb.debian.org").ok());

        QVERIFY(machine.asRoot("apt-get -q -o DPkg::Lock::Timeout=0 check").ok());
        QVERIFY(machine.holdPackageLock());
        const auto held = machine.asRoot("apt-get -qy -o DPkg::Lock::Timeout=0 install --reinstall less");
        QVERIFY(!held.ok());
        QVERIFY2(held.err.contains("lock-frontend") && held.err.contains("unattended-upgr"), held.err.constData());
        QVERIFY(machine.releasePackageLock());
        QVERIFY(machine.asRoot("dpkg --configure -a").ok());

        QVERIFY(machine.asUser(QStringLiteral("mkdir -p ~/small && echo kept > ~/small/file")).ok());
        QVERIFY(machine.shrinkDisk(QStringLiteral("/home/ada/small"), 2));
        QCOMPARE(machine.asUser(QStringLiteral("cat ~/small/file")).text(), QByteArray("kept"));
        const auto full = machine.asUser(QStringLiteral("head -c 4000000 /dev/zero > ~/small/big"));
        QVERIFY(!full.ok() && full.err.contains("No space left"));

        QVERIFY(machine.setSudoPassword("it's: a $(secret)"));
        QVERIFY(!machine.asUser(QStringLiteral("sudo -n true")).ok());
        QCOMPARE(machine.asUser(QStringLiteral("sudo -S -p '' id -u"), "it's: a $(secret)\n").text(), QByteArray("0"));
        QVERIFY(!machine.asUser(QStringLiteral("sudo -S -p '' id -u"), "wrong\nwrong\nwrong\n").ok());
        QVERIFY(machine.denySudo());
        QVERIFY(!machine.asUser(QStringLiteral("sudo -S -p '' id -u"), "it's: a $(secret)\n").ok());

        QVERIFY(machine.setLoginShell(QStringLiteral("/usr/sbin/nologin")));
        QVERIFY(!machine.asUser(QStringLiteral("true")).ok());
        QVERIFY(machine.setLoginShell(QStringLiteral("/bin/sh")));
        QVERIFY(machine.asUser(QStringLiteral("true")).ok());

        QVERIFY(machine.changeHostKey());
        const auto refused = machine.asUser(QStringLiteral("true"));
        QVERIFY(!refused.ok() && refused.err.contains("IDENTIFICATION HAS CHANGED"));
    }
};

QTEST_GUILESS_MAIN(TestPracticeFixture)
#include "tst_practice_fixture.moc"
