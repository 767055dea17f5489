// SPDX-License-Identifier: GPL-3.0-or-later
// The step files on a real server: from a bare Debian to a notebook that computes, with the distribution's own packages.
#include "backends/io/disk/system_clock.h"
#include "backends/io/ssh/connector.h"
#include "backends/jupyter/jupyter.h"
#include "backends/steps/engine.h"
#include "backends/steps/server_scripts.h"
#include "tests/practice/practice_fixture.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QtTest>

// limit: 1500

using namespace fl;

namespace {

const QByteArray password = "correct horse: battery";

/// A set-up as run/ does it, without the wizard around it.
class Setup {
public:
    explicit Setup(const PracticeFixture &machine) : m_machine(machine), m_connector(m_folder.filePath(QStringLiteral("known_hosts")))
    {
        m_steps = *builtinServerSteps();
        m_certificate = *makeCertificate(QStringLiteral("practice"), QDateTime::currentMSecsSinceEpoch());
        m_hash = *jupyterPasswordHash(Secret(QByteArray(password)));
        m_values = {{"SOURCE", "distro"},
                    {"FRAMEWORKS", "pytorch"},
                    {"PORT", "8888"},
                    {"BASE_URL", "/abc123/"},
                    {"CERT_PEM", m_certificate.pem},
                    {"CERT_SHA256", m_certificate.sha256.toLatin1()},
                    {"LANGUAGE_CODE", "en"},
                    {"UNSAFE_IO", "yes"},
                    {"MACHINE_NAME", "practice"}};
    }

    Status connect()
    {
        auto session = m_connector.connect(m_machine.target(), {}, std::chrono::seconds(30), {});
        if (!session)
            return fail(session.error());
        m_session = std::move(*session);
        Engine::Options options;
        options.machine = QStringLiteral("m-test");
        options.who = QStringLiteral("tester@here");
        options.events = [this](const Event &event) {
            events.push_back(event);
            if (qEnvironmentVariableIsSet("FL_SHOW"))
                fprintf(stderr, "%s\n", QJsonDocument(toJson(event)).toJson(QJsonDocument::Compact).constData());
        };
        options.added = [this](const QString &kind, const QString &name) { added.append(kind + QLatin1Char(' ') + name); };
        options.reconnect = [this](std::stop_token stop) -> Result<Shell *> {
            auto again = m_connector.connect(m_machine.target(), {}, std::chrono::seconds(60), stop);
            if (!again)
                return fail(again.error());
            m_session = std::move(*again);
            return m_session.get();
        };
        engine = std::make_unique<Engine>(*m_session, m_clock, options);
        return {};
    }

    void set(const QByteArray &name, const QByteArray &value) { m_values.insert(name, value); }

    std::vector<BoundStep> bound() const
    {
        std::vector<BoundStep> all;
        for (const auto &step : m_steps) {
            BoundStep one{&step, {}, {}};
            for (const auto &name : step.params)
                one.variables.emplace_back(name.toLatin1(), m_values.value(name.toLatin1()));
            for (const auto &name : step.secrets)
                one.secrets.emplace_back(name.toLatin1(),
                                         name == QLatin1String("KEY_PEM") ? m_certificate.keyPem : Secret(QByteArray(m_hash)));
            all.push_back(std::move(one));
        }
        return all;
    }

    /// Runs until everything is there, as run/ does; the ids of the steps that changed something.
    Result<QStringList> run(const QString &operation)
    {
        const auto steps = bound();
        QStringList changed;
        for (int round = 0; round < 3; ++round) {
            const auto checks = engine->check(steps, {});
            if (!checks)
                return fail(checks.error());
            bool all = true;
            for (size_t i = 0; i < steps.size(); ++i) {
                if (checks->at(i).state == CheckState::AlreadyThere)
                    continue;
                all = false;
                QElapsedTimer timer;
                timer.start();
                const auto outcome = engine->apply(steps[i], operation, {});
                qInfo("%-20s %6.1f s", qPrintable(steps[i].script->id), double(timer.elapsed()) / 1000);
                if (!outcome)
                    return fail(outcome.error());
                changed.append(steps[i].script->id);
            }
            if (all)
                return changed;
        }
        changed.append(QStringLiteral("never settled"));
        return changed;
    }
    Result<StepOutcome> apply(const char *id)
    {
        for (const auto &step : bound())
            if (step.script->id == QLatin1String(id))
                return engine->apply(step, QStringLiteral("op-alone"), {});
        return fail({Cause::Internal, {}, NextAction::ReportBug, {}, {}});
    }
    Shell &shell() const { return *m_session; }
    QString fact(const char *name) const { return engine->facts().values.value(QString::fromLatin1(name)); }

    std::unique_ptr<Engine> engine;
    std::vector<Event> events;
    QStringList added;

private:
    const PracticeFixture &m_machine;
    QTemporaryDir m_folder;
    LibsshConnector m_connector;
    SystemClock m_clock;
    std::unique_ptr<SshSession> m_session;
    std::vector<ServerStep> m_steps;
    Certificate m_certificate;
    QByteArray m_hash;
    QHash<QByteArray, QByteArray> m_values;
};

QString told(const Error &error)
{
    QString text = slug(error.cause);
    for (auto it = error.params.begin(); it != error.params.end(); ++it)
        text += QLatin1Char(' ') + it.key() + QLatin1Char('=') + it.value();
    return text + QLatin1Char('\n') + error.detail;
}

} // namespace

class TestServerSteps : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        if (const QString why = PracticeFixture::unavailable(); !why.isEmpty())
            QSKIP(qPrintable(why));
    }

    void fromNothingToAProvenNotebookAndBack()
    {
        PracticeFixture machine;
        QVERIFY2(machine.isUp(), qPrintable(machine.problem()));
        const auto packagesBefore = machine.asRoot("dpkg-query -W -f='${Package} ${db:Status-Status}\\n' | grep ' installed$' | sort").out;
        const auto filesBefore = machine.asRoot("find /home/ada | sort").out;
        Setup setup(machine);
        const auto connected = setup.connect();
        QVERIFY2(connected, connected ? "" : qPrintable(told(connected.error())));

        const auto first = setup.run(QStringLiteral("op-1"));
        QVERIFY2(first, first ? "" : qPrintable(told(first.error())));
        QCOMPARE(first->size(), 10);
        QCOMPARE(setup.fact("verified"), QStringLiteral("cpu"));
        QCOMPARE(setup.fact("source"), QStringLiteral("distro"));
        QVERIFY(!setup.fact("torch.version").isEmpty());
        QVERIFY(setup.added.contains(QStringLiteral("apt python3-torch")));

        // Again: nothing to do, in one round trip.
        Setup again(machine);
        QVERIFY(again.connect());
        // The certificate and the hash of this machine are the first set-up's.
        QElapsedTimer timer;
        timer.start();
        const auto checks = setup.engine->check(setup.bound(), {});
        qInfo("checks of a finished machine: %lld ms", timer.elapsed());
        QVERIFY(checks);
        for (const auto &check : *checks)
            QCOMPARE(check.state, CheckState::AlreadyThere);

        // Safe: on 127.0.0.1 alone, password wanted, nothing readable by others.
        QCOMPARE(machine.asRoot("ss -Hltn 'sport = :8888' | awk '{print $4}'").text(), QByteArray("127.0.0.1:8888"));
        QCOMPARE(machine
                     .asRoot(
                         "find /home/ada/firstlight/jupyter /home/ada/.local/state/firstlight -type f -perm /077 ! -path '*/jobs/*' | head")
                     .text(),
                 QByteArray());
        const auto state = setup.shell().run(readStateScript(), {}, {});
        QVERIFY2(state && state->out.contains("jupyter=running\n"), state ? state->out.constData() : "");

        // Stop and start act on Jupyter alone.
        QCOMPARE(setup.shell().run(jupyterStopScript(), {}, {})->code, 0);
        QVERIFY(setup.shell().run(readStateScript(), {}, {})->out.contains("jupyter=stopped\n"));
        const auto started = setup.shell().run(jupyterStartScript(), {}, {});
        QVERIFY2(started && started->code == 0, started ? started->err.constData() : "");

        // It comes back by itself after a restart, and is proven again there.
        QVERIFY(machine.reboot());
        QVERIFY(setup.connect());
        QTRY_VERIFY_WITH_TIMEOUT(setup.shell().run(readStateScript(), {}, {})->out.contains("jupyter=running\n"), 30000);
        const auto second = setup.run(QStringLiteral("op-2"));
        QVERIFY2(second, second ? "" : qPrintable(told(second.error())));
        QCOMPARE(*second, QStringList{QStringLiteral("verify")});

        // A notebook of the user's stays; all else is as before.
        QVERIFY(machine.asUser(QStringLiteral("echo '{}' > firstlight/notebooks/mine.ipynb")).ok());
        const auto undone = setup.shell().run(undoScript(QStringLiteral("m-test"), {}), {}, {});
        QVERIFY2(undone && undone->code == 0,
                 undone ? (undone->out.right(2000) + undone->err).constData() : qPrintable(told(undone.error())));
        QCOMPARE(machine.asRoot("dpkg-query -W -f='${Package} ${db:Status-Status}\\n' | grep ' installed$' | sort").out, packagesBefore);
        QCOMPARE(machine.asRoot("find /home/ada/firstlight | sort").text(),
                 QByteArray("/home/ada/firstlight\n/home/ada/firstlight/notebooks\n/home/ada/firstlight/notebooks/mine.ipynb"));
        QVERIFY(machine.asRoot("rm -rf /home/ada/firstlight").ok());
        QCOMPARE(machine.asRoot("find /home/ada | sort").out, filesBefore);
        QCOMPARE(machine.asRoot("ls /var/lib/systemd/linger").text(), QByteArray());
    }

    void anUnknownSystemIsRefusedBeforeAnythingIsDone()
    {
        PracticeFixture machine;
        QVERIFY2(machine.isUp(), qPrintable(machine.problem()));
        QVERIFY(machine.asRoot("sed -i 's/^ID=.*/ID=rocky/; s/^PRETTY_NAME=.*/PRETTY_NAME=\"Rocky Linux 9.4\"/' /etc/os-release").ok());
        Setup setup(machine);
        QVERIFY(setup.connect());
        const auto ended = setup.run(QStringLiteral("op"));
        QCOMPARE(ended.error().cause, Cause::SystemUnsupported);
        QCOMPARE(ended.error().params.value(QStringLiteral("system")), QStringLiteral("Rocky Linux 9.4"));
        // A disk that is too small is said with what it takes.
        QVERIFY(machine.asRoot("sed -i 's/^ID=.*/ID=debian/' /etc/os-release").ok());
        QVERIFY(machine.shrinkDisk(QStringLiteral("/var"), 600));
        const auto small = setup.run(QStringLiteral("op2"));
        QCOMPARE(small.error().cause, Cause::DiskFull);
        QCOMPARE(small.error().params.value(QStringLiteral("path")), QStringLiteral("/var"));
        QVERIFY(small.error().params.contains(QStringLiteral("need")));
    }

    void withoutANetworkItSaysSo()
    {
        PracticeFixture machine;
        QVERIFY2(machine.isUp(), qPrintable(machine.problem()));
        QVERIFY(machine.breakDns());
        Setup setup(machine);
        QVERIFY(setup.connect());
        QCOMPARE(setup.run(QStringLiteral("op")).error().cause, Cause::NoInternet);
        QVERIFY(machine.restoreDns());
        const auto preflight = setup.apply("preflight");
        QVERIFY2(preflight, preflight ? "" : qPrintable(told(preflight.error())));
        // Gone in the middle: apt's own words are understood.
        QVERIFY(machine.breakDns());
        const auto packages = setup.apply("base-packages");
        QVERIFY(!packages);
        QCOMPARE(told(packages.error()).section(QLatin1Char('\n'), 0, 0).section(QLatin1Char(' '), 0, 0), QStringLiteral("no-internet"));
    }

    void aHeldPackageLockIsWaitedForAndItsHolderNamed()
    {
        PracticeFixture machine;
        QVERIFY2(machine.isUp(), qPrintable(machine.problem()));
        Setup setup(machine);
        QVERIFY(setup.connect());
        QVERIFY(setup.apply("preflight"));
        QVERIFY(machine.asUser(QStringLiteral("echo 'limit.lock 3' >> .local/state/firstlight/facts")).ok());
        QVERIFY(machine.holdPackageLock());
        const auto ended = setup.apply("base-packages");
        QVERIFY(!ended);
        QCOMPARE(ended.error().cause, Cause::PackageLockHeld);
        QVERIFY2(ended.error().params.value(QStringLiteral("holder")).startsWith(QStringLiteral("unattended-upgr (")),
                 qPrintable(told(ended.error())));
        QVERIFY(machine.releasePackageLock());
    }

    void sudoIsRealAndItsRefusalsAreToldApart()
    {
        PracticeFixture machine;
        QVERIFY2(machine.isUp(), qPrintable(machine.problem()));
        QVERIFY(machine.setSudoPassword("sesame $1"));
        Setup setup(machine);
        QVERIFY(setup.connect());
        QVERIFY(setup.apply("preflight"));
        QCOMPARE(setup.apply("linger").error().cause, Cause::SudoPassword); // nobody to ask
        QVERIFY(machine.denySudo());
        QCOMPARE(setup.apply("linger").error().cause, Cause::SudoPassword); // sudo wants the password even to refuse
    }
};

QTEST_GUILESS_MAIN(TestServerSteps)
#include "tst_server_steps.moc"
