// SPDX-License-Identifier: GPL-3.0-or-later
// A real server that restarts, is killed at, or loses its power: the real engine, over real SSH, through real boots. The one double is
// nvidia-smi, a stand-in on a server without a GPU. What a power cut loses of a disk's cache no container can show.
#include "tests/faults/fault_profile.h"
#include "tests/practice/server_setup.h"

#include <QTcpServer>
#include <QtTest>

#include <thread>

// limit: 1200

using namespace fl;

namespace {

constexpr const char *packagesOfTheSetup = "python3-tornado"; // purged, it takes all those along that need it

/// What a machine that is off has on its disk; empty: no such file.
QByteArray onDisk(const PracticeFixture &machine, const QString &path)
{
    QFile file(QStringLiteral("%1/practice/%2/upper%3").arg(PracticeFixture::cacheFolder(), machine.id(), path));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestPowerAndReboot : public QObject {
    Q_OBJECT

    std::unique_ptr<PracticeFixture> m_machine;
    std::unique_ptr<ServerSetup> m_setup;

    bool root(const QByteArray &script) const
    {
        const auto done = m_machine->asRoot(script, 300);
        if (!done.ok())
            qWarning("%s%s", done.out.right(1000).constData(), done.err.right(1000).constData());
        return done.ok();
    }
    bool said(const char *code) const
    {
        return std::ranges::any_of(m_setup->events, [&](const Event &event) {
            return event.kind == EventKind::Notice && event.data.value(QLatin1String("say")).toString() == QLatin1String(code);
        });
    }
    /// A stand-in for nvidia-smi, as after an upgrade: the library is newer than the module of this boot. After the next one it says `then`.
    bool upgradedDriver(const QByteArray &then) const
    {
        m_setup->set("DRIVER_ACTION", "keep");
        return m_machine->writeFile(QStringLiteral("/usr/local/bin/nvidia-smi"),
                                    "#!/bin/sh\n# Stand-in for NVIDIA's program.\n"
                                    "read -r boot </proc/sys/kernel/random/boot_id\n"
                                    "[ \"$boot\" != "
                                        + m_machine->bootId().toLatin1()
                                        + " ] || { echo 'Failed to initialize NVML: Driver/library version mismatch'; exit 18; }\n" + then,
                                    0755);
    }
    /// From the next boot on sshd waits until somebody listens at that port of this computer, whose network the machine shares.
    bool holdOff(int port) const
    {
        return root("mkdir -p /etc/systemd/system/ssh.service.d")
            && m_machine->writeFile(QStringLiteral("/etc/systemd/system/ssh.service.d/held.conf"),
                                    "[Service]\nTimeoutStartSec=infinity\n"
                                    "ExecStartPre=/bin/bash -c 'until : </dev/tcp/127.0.0.1/"
                                        + QByteArray::number(port) + "; do sleep 0.2; done 2>/dev/null'\n");
    }
    bool backAsItWas() const { return m_machine->start() && root("rm -f /etc/systemd/system/ssh.service.d/held.conf"); }

private slots:
    void initTestCase()
    {
        if (const QString why = PracticeFixture::unavailable(); !why.isEmpty())
            QSKIP(qPrintable(why));
    }
    void init()
    {
        QString problem;
        const QString layer = readyLayer(problem);
        QVERIFY2(!layer.isEmpty(), qPrintable(problem));
        m_machine = std::make_unique<PracticeFixture>(layer);
        QVERIFY2(m_machine->isUp(), qPrintable(m_machine->problem()));
        m_setup = std::make_unique<ServerSetup>(*m_machine);
        QVERIFY(m_setup->connect());
    }
    void cleanup()
    {
        m_setup.reset();
        m_machine.reset();
    }

    // R05: restarted because a step wants it, and gone on from there.
    void aStepThatWantsARestartGetsItAndGoesOn()
    {
        QVERIFY(upgradedDriver("echo 'A stand-in for a GPU'\n"));
        const QString before = m_machine->bootId();
        const auto wanted = m_setup->apply("nvidia-driver");
        QVERIFY2(wanted, wanted ? "" : qPrintable(told(wanted.error())));
        QVERIFY(*wanted == StepOutcome::NeedsReboot);
        const auto back = m_setup->engine->reboot({});
        QVERIFY2(back, back ? "" : qPrintable(told(back.error())));
        QVERIFY(m_machine->start()); // it runs: the fixture learns of its new processes
        QVERIFY(m_machine->bootId() != before);
        QVERIFY(said("rebooting") && said("rebooted"));
        const auto loaded = m_setup->verify("nvidia-driver");
        QVERIFY2(loaded, loaded ? "" : qPrintable(told(loaded.error())));
        const auto on = m_setup->run(QStringLiteral("op-on"));
        QVERIFY2(on, on ? "" : qPrintable(told(on.error())));
        QVERIFY(on->contains(QStringLiteral("verify")) && !on->contains(QStringLiteral("nvidia-driver")));
    }

    // R05: it comes back without what it was restarted for, which is said, and it is not restarted once more.
    void oneThatReturnsWithoutItsDriverSaysSo()
    {
        QVERIFY(upgradedDriver("echo \"NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver.\"\nexit 9\n"));
        QVERIFY(*m_setup->apply("nvidia-driver") == StepOutcome::NeedsReboot);
        QVERIFY(m_setup->engine->reboot({}));
        const auto loaded = m_setup->verify("nvidia-driver");
        QVERIFY(!loaded);
        QVERIFY2(loaded.error().cause == Cause::GpuNoDriver, qPrintable(told(loaded.error())));
        QCOMPARE(slug(loaded.error().next), slug(NextAction::ShowLog));
        QVERIFY2(loaded.error().detail.contains(QLatin1String("couldn't communicate")), qPrintable(told(loaded.error())));
        const auto again = m_setup->apply("nvidia-driver");
        QVERIFY(!again);
        QVERIFY2(again.error().cause == Cause::GpuNoDriver, qPrintable(told(again.error())));
    }

    // R05: a server that is not back for long is waited for.
    void oneThatTakesLongIsWaitedFor()
    {
        QTcpServer letGo;
        QVERIFY(letGo.listen(QHostAddress::LocalHost));
        const quint16 port = letGo.serverPort();
        letGo.close();
        QVERIFY(holdOff(port));
        const QString before = m_machine->bootId();
        std::atomic<bool> over = false;
        Status back;
        std::jthread engine([&] {
            back = m_setup->engine->reboot({});
            over = true;
        });
        QTRY_VERIFY_WITH_TIMEOUT(m_setup->reconnects >= 10 || over, 120000);
        QVERIFY(!over);
        QVERIFY(letGo.listen(QHostAddress::LocalHost, port));
        engine.join();
        QVERIFY2(back, back ? "" : qPrintable(told(back.error())));
        QVERIFY(said("rebooted"));
        QVERIFY(backAsItWas());
        QVERIFY(m_machine->bootId() != before);
    }

    // R05: and one that never returns is given up, with what was found in its place; when it is there after all the set-up goes on.
    void oneThatNeverReturnsIsSaid()
    {
        QTcpServer letGo;
        QVERIFY(letGo.listen(QHostAddress::LocalHost));
        const quint16 port = letGo.serverPort();
        letGo.close();
        QVERIFY(holdOff(port));
        m_setup->waitForReboot(std::chrono::seconds(5));
        QVERIFY(m_setup->connect());
        const auto back = m_setup->engine->reboot({});
        QVERIFY(!back);
        QVERIFY2(back.error().cause == Cause::RebootNotBack, qPrintable(told(back.error())));
        QCOMPARE(slug(back.error().next), slug(NextAction::CheckServerIsOn));
        QVERIFY2(back.error().detail.startsWith(slug(Cause::ConnectionRefused)), qPrintable(told(back.error())));
        QVERIFY(letGo.listen(QHostAddress::LocalHost, port));
        QVERIFY(backAsItWas());
        QVERIFY(m_setup->connect());
        const auto on = m_setup->run(QStringLiteral("op-on"));
        QVERIFY2(on, on ? "" : qPrintable(told(on.error())));
    }

    // R07: the power is cut while dpkg unpacks. The program waits until the server is there again, and begins that step anew.
    void aPowerCutWhilePackagesAreUnpackedIsMended()
    {
        QVERIFY(makeBare(*m_machine));
        FaultProfile profile(*m_machine);
        QByteArray jobs, dpkg, problem;
        std::jthread cut([&] {
            if (!m_machine
                     ->asRoot("n=0; until [ $(dpkg-query -W -f='${db:Status-Status}\\n' | grep -cE '^(half-|unpacked)') -ge 3 ]; do n=$((n "
                              "+ 1)); [ $n -lt 6000 ] || exit 1; sleep 0.02; done",
                              240)
                     .ok())
                problem += "dpkg was never seen at work. ";
            if (!m_machine->pullThePlug() || m_machine->state() != QLatin1String("stopped"))
                problem += "the plug could not be pulled. ";
            const QDir folder(QStringLiteral("%1/practice/%2/upper/home/ada/.local/state/firstlight/jobs")
                                  .arg(PracticeFixture::cacheFolder(), m_machine->id()));
            for (const QString &job : folder.entryList({QStringLiteral("*-base-packages")}, QDir::Dirs))
                jobs += QDir(folder.filePath(job)).entryList(QDir::Files, QDir::Name).join(QLatin1Char(' ')).toUtf8();
            const QString state = QStringLiteral("/var/lib/dpkg/");
            dpkg = onDisk(*m_machine, state + QStringLiteral("status"));
            for (const QString &part :
                 QDir(QStringLiteral("%1/practice/%2/upper%3updates").arg(PracticeFixture::cacheFolder(), m_machine->id(), state))
                     .entryList(QDir::Files))
                dpkg += onDisk(*m_machine, state + QStringLiteral("updates/") + part);
            if (!m_machine->start())
                problem += "it did not start again. ";
        });
        const auto done = profile.setup(profile.choices);
        cut.join();
        QVERIFY2(problem.isEmpty(), problem.constData());
        // It was in the middle: a job without an end, and packages that are half there.
        QVERIFY2(jobs.contains("log") && jobs.contains("pid") && !(' ' + jobs + ' ').contains(" rc "), jobs.constData());
        QVERIFY(dpkg.contains("half-installed") || dpkg.contains("unpacked") || dpkg.contains("half-configured"));
        QVERIFY2(done, done ? "" : qPrintable(told(done.error())));
        QVERIFY(done->verified);
        QVERIFY(profile.said("step-again-after-reboot"));
        QVERIFY(root("[ -z \"$(dpkg --audit)\" ] && dpkg-query -W -f='${Status}' python3-ipykernel | grep -qx 'install ok installed'"));
        const auto again = profile.setup(profile.choices);
        QVERIFY2(again && again->changed == 0, again ? "" : qPrintable(told(again.error())));
    }

    // R07: killed with -9 while packages are unpacked, the job or, as by a system out of memory, what it runs.
    void whatIsKilledWhilePackagesAreUnpackedIsBegunAgain_data()
    {
        QTest::addColumn<QByteArray>("kill");
        QTest::newRow("the job's keeper") << QByteArray(
            "read -r pid start </home/ada/.local/state/firstlight/jobs/op-alone-base-packages/pid; kill -9 $pid");
        QTest::newRow("apt-get") << QByteArray("kill -9 $(pidof apt-get)");
        QTest::newRow("dpkg") << QByteArray("kill -9 $(pidof dpkg)");
    }
    void whatIsKilledWhilePackagesAreUnpackedIsBegunAgain()
    {
        QFETCH(QByteArray, kill);
        QVERIFY(root("apt-get -qy purge " + QByteArray(packagesOfTheSetup)));
        bool killed = false;
        std::jthread killer([&] {
            killed = root("n=0; until pidof dpkg >/dev/null && [ $(dpkg-query -W -f='${db:Status-Status}\\n' | grep -cE "
                          "'^(half-|unpacked)') -ge 3 ]; do n=$((n + 1)); [ $n -lt 6000 ] || exit 1; sleep 0.02; done; "
                          + kill);
        });
        const auto done = m_setup->apply("base-packages");
        killer.join();
        QVERIFY(killed);
        QVERIFY2(done, done ? "" : qPrintable(told(done.error())));
        QVERIFY(said("step-again"));
        const auto on = m_setup->run(QStringLiteral("op-on"));
        QVERIFY2(on, on ? "" : qPrintable(told(on.error())));
        QVERIFY(root("[ -z \"$(dpkg --audit)\" ]"));
    }
};

QTEST_GUILESS_MAIN(TestPowerAndReboot)
#include "tst_power_and_reboot.moc"
