// SPDX-License-Identifier: GPL-3.0-or-later
// Jupyter that does not come up, or ends by itself later, on a real server with systemd: whoever looks is told so, with what it said last.
#include "tests/faults/fault_profile.h"
#include "tests/practice/server_setup.h"

#include <QtTest>

// limit: 900

using namespace fl;

class TestJupyterDown : public QObject {
    Q_OBJECT

    std::unique_ptr<PracticeFixture> m_machine;
    std::unique_ptr<FaultProfile> m_profile;
    const QString m_lab = QStringLiteral("lab");

    bool root(const QByteArray &script) const
    {
        const auto done = m_machine->asRoot(script, 300);
        if (!done.ok())
            qWarning("%s%s", done.out.right(1000).constData(), done.err.right(1000).constData());
        return done.ok();
    }
    PracticeFixture::Output systemctl(const QString &words) const
    {
        return m_machine->asUser(QStringLiteral("XDG_RUNTIME_DIR=/run/user/$(id -u) systemctl --user %1 firstlight-jupyter").arg(words));
    }
    /// Its configuration ends it, from the next start on. The canary is a secret that it happens to say.
    bool breakConfiguration() const
    {
        return root("echo 'raise SystemExit(\"the configuration is no good; password is canary-password\")' "
                    ">>/home/ada/firstlight/jupyter/config.py");
    }
    bool mendConfiguration() const { return root("sed -i '/^raise SystemExit/d' /home/ada/firstlight/jupyter/config.py"); }
    MachineStatus status() const
    {
        m_profile->events.clear();
        const auto asked = m_profile->operations().status(m_lab, m_profile->call);
        return asked ? *asked : MachineStatus{{}, QStringLiteral("not answered"), 0, asked.error()};
    }
    /// The whole way: set up once more, and proven.
    void allIsWell() const
    {
        const auto good = m_profile->setup(m_profile->choices);
        QVERIFY2(good, good ? "" : qPrintable(told(good.error())));
        QVERIFY(good->verified);
        const MachineStatus now = status();
        QVERIFY2(!now.problem, now.problem ? qPrintable(told(*now.problem)) : "");
        QCOMPARE(now.jupyter, QStringLiteral("running"));
    }

private slots:
    void initTestCase()
    {
        if (const QString why = PracticeFixture::unavailable(); !why.isEmpty())
            QSKIP(qPrintable(why));
        QString problem;
        const QString layer = readyLayer(problem);
        QVERIFY2(!layer.isEmpty(), qPrintable(problem));
        m_machine = std::make_unique<PracticeFixture>(layer);
        QVERIFY2(m_machine->isUp(), qPrintable(m_machine->problem()));
        m_profile = std::make_unique<FaultProfile>(*m_machine);
        allIsWell();
    }
    void cleanupTestCase()
    {
        m_profile.reset();
        m_machine.reset();
    }

    // R16: at its start, in a set-up.
    void oneThatCannotStartEndsTheSetUpWithItsLog()
    {
        QVERIFY(breakConfiguration() && root("sed -i '/^service /d' /home/ada/.local/state/firstlight/facts"));
        m_profile->call.secrets.insert(QStringLiteral("jupyter.password"), Secret(QByteArray("canary-password")));
        const auto ended = m_profile->setup(m_profile->choices);
        QVERIFY(!ended);
        QVERIFY2(ended.error().cause == Cause::JupyterNotRunning, qPrintable(told(ended.error())));
        QCOMPARE(slug(ended.error().next), slug(NextAction::ShowLog));
        QCOMPARE(ended.error().exists, (Exists{Exists::What::PartlySetUp, m_lab, Money{}}));
        QVERIFY2(ended.error().detail.contains(QLatin1String("the configuration is no good")), qPrintable(told(ended.error())));
        QVERIFY2(!ended.error().detail.contains(QLatin1String("canary")), qPrintable(told(ended.error())));
        QVERIFY(mendConfiguration());
        allIsWell();
    }

    // R16: later, when nobody is there; systemd starts it again in vain, and gives up.
    void oneThatEndsByItselfIsSaidByWhoeverLooks()
    {
        QVERIFY(breakConfiguration());
        QVERIFY(systemctl(QStringLiteral("kill --kill-who=main --signal=KILL")).ok());
        const auto isToldSo = [&](const MachineStatus &seen) {
            return seen.jupyter == QLatin1String("failed") && seen.problem && seen.problem->cause == Cause::JupyterNotRunning
                && seen.problem->next == NextAction::Resume;
        };
        // From the first moment on, and not only once systemd has given up.
        MachineStatus seen = status();
        QVERIFY2(isToldSo(seen), qPrintable(seen.jupyter));
        QCOMPARE(seen.machine.state, MachineState::Ready); // what was set up is there
        QTRY_VERIFY_WITH_TIMEOUT((seen = status()).problem && seen.problem->detail.contains(QLatin1String("the configuration is no good")),
                                 60000);
        // However often it is looked at meanwhile: it never seems to run.
        for (bool gaveUp = false; !gaveUp;) {
            gaveUp = systemctl(QStringLiteral("is-failed --quiet")).ok();
            seen = status();
            QVERIFY2(isToldSo(seen), qPrintable(seen.jupyter));
            QVERIFY2(seen.problem->detail.contains(QLatin1String("the configuration is no good")), qPrintable(told(*seen.problem)));
        }
        QVERIFY2(seen.problem->detail.startsWith(QLatin1String("systemd: exit-code, status 1")), qPrintable(told(*seen.problem)));
        QVERIFY2(!seen.problem->detail.contains(QLatin1String("canary")), qPrintable(told(*seen.problem)));
        // Who wants to open it is told the same, and starting it alone does not help.
        const auto opened = m_profile->operations().open(m_lab, m_profile->call);
        QVERIFY(!opened);
        QVERIFY2(opened.error().cause == Cause::JupyterNotRunning
                     && opened.error().detail.contains(QLatin1String("the configuration is no good")),
                 qPrintable(told(opened.error())));
        const Status started = m_profile->operations().start(m_lab, m_profile->call);
        QVERIFY(!started);
        QVERIFY2(started.error().cause == Cause::JupyterNotRunning
                     && started.error().detail.contains(QLatin1String("the configuration is no good")),
                 qPrintable(told(started.error())));
        QVERIFY(mendConfiguration());
        allIsWell();
    }

    // R16: somebody else took its port while it was away.
    void aPortThatWasTakenMeanwhileIsSaid()
    {
        QVERIFY(m_profile->operations().stop(m_lab, m_profile->call));
        QVERIFY(root("port=$(sed -n 's/^jupyter.port //p' /home/ada/.local/state/firstlight/facts | tail -n 1)\n"
                     "setsid python3 -m http.server --bind 127.0.0.1 $port </dev/null >/dev/null 2>&1 & echo $! >/run/taker\n"
                     "n=0; until ss -Hltn \"sport = :$port\" | grep -q .; do n=$((n + 1)); [ $n -lt 300 ] || exit 1; sleep 0.1; done"));
        const QString port = QString::fromLatin1(m_machine
                                                     ->asUser(QStringLiteral("sed -n 's/^jupyter.port //p' "
                                                                             ".local/state/firstlight/facts | tail -n 1"))
                                                     .text());
        const Status started = m_profile->operations().start(m_lab, m_profile->call);
        QVERIFY(!started);
        QVERIFY2(started.error().cause == Cause::JupyterPortTaken, qPrintable(told(started.error())));
        QCOMPARE(slug(started.error().next), slug(NextAction::ChooseOtherPort));
        QCOMPARE(started.error().params.value(QStringLiteral("port")), port);
        const MachineStatus seen = status();
        QVERIFY2(seen.problem && seen.problem->cause == Cause::JupyterPortTaken,
                 seen.problem ? qPrintable(told(*seen.problem)) : qPrintable(seen.jupyter));
        QVERIFY(root("kill $(cat /run/taker)"));
        const Status again = m_profile->operations().start(m_lab, m_profile->call);
        QVERIFY2(again, again ? "" : qPrintable(told(again.error())));
        allIsWell();
    }
};

QTEST_GUILESS_MAIN(TestJupyterDown)
#include "tst_jupyter_down.moc"
