// SPDX-License-Identifier: GPL-3.0-or-later
// The practice machine from its provider's side, with real containers and the real ssh client.
#include "backends/io/local/local_shell.h"
#include "backends/providers/practice/practice_provider.h"
#include "tests/fakes/fake_ports.h"
#include "tests/fakes/send_signal.h"
#include "tests/practice/practice_fixture.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QtTest>

using namespace fl;

namespace {

QString newId()
{
    return QStringLiteral("m-%1").arg(QRandomGenerator::system()->generate64() >> 16, 12, 16, QLatin1Char('0'));
}

Machine named(const QString &id, const QString &name = QStringLiteral("practice"))
{
    Machine machine;
    machine.id = id;
    machine.name = name;
    machine.where = QStringLiteral("practice");
    return machine;
}

/// A profile of its own, with what a provider's call needs. What is left of its machines goes with it.
struct Profile {
    explicit Profile(const QString &folder) :
        home(folder),
        fakes(shell, folder),
        call{fakes.ports, [this](const Event &event) { events.push_back(event); }, {}}
    {
    }
    ~Profile()
    {
        if (const auto left = provider.find(call))
            for (const Leftover &leftover : *left)
                (void)provider.destroy(leftover.machine, call);
    }
    Profile(const Profile &) = delete;
    Profile &operator=(const Profile &) = delete;

    QString home;
    LocalShell shell;
    FakePorts fakes;
    std::vector<Event> events;
    ProviderCall call;
    PracticeProvider provider;
};

QByteArray sh(const QByteArray &script)
{
    LocalShell shell;
    const auto exit = shell.run(ShellScript{.text = script, .variables = {}, .secrets = {}}, {}, {});
    return exit ? exit->out : QByteArray();
}

/// What must be as before once a machine is gone. Counters of the kernel's own are left out.
QByteArray hostState()
{
    return sh("PATH=$PATH:/usr/sbin:/sbin\n"
              "ip -br link; ip addr | grep -v valid_lft; ip route show table all; ip -6 route show table all; ip netns\n"
              "nft list ruleset 2>/dev/null; iptables-save 2>/dev/null | grep -v '^#'\n"
              "sysctl -a 2>/dev/null | grep '^net\\.\\|^kernel\\.hostname\\|^user\\.' | grep -v "
              "'conntrack_count\\|route\\.gc_\\|tcp_fastopen_key'\n"
              "sort /proc/self/mountinfo | cut -d' ' -f5-\n"
              "find /sys/fs/cgroup -type d -name '*firstlight*'; ls -d /run/systemd/nspawn/*/* 2>/dev/null; hostname; date +%Z\n");
}

QByteArrayList changed(const QByteArray &before, const QByteArray &after)
{
    const QByteArrayList old = before.split('\n'), now = after.split('\n');
    QByteArrayList lines;
    for (const QByteArray &line : old)
        if (!now.contains(line))
            lines << "- " + line;
    for (const QByteArray &line : now)
        if (!old.contains(line))
            lines << "+ " + line;
    for (const QByteArray &line : lines)
        qInfo("%s", line.constData());
    return lines;
}

/// Logs in as a person would: the real client, the host key from endpoint() alone.
QByteArray login(const Endpoint &endpoint, const QString &command, const QString &scratch)
{
    // ssh wants the key itself, and endpoint() gives its fingerprint: fetch it from the wire, keep it if it matches.
    const QByteArray keys = sh("ssh-keyscan -t ed25519 -p " + QByteArray::number(endpoint.ssh.port) + " 127.0.0.1 2>/dev/null");
    const QString file = scratch + QStringLiteral("/known_hosts");
    QFile known(file);
    if (!known.open(QIODevice::WriteOnly) || known.write(keys) != keys.size())
        return {};
    known.close();
    const QByteArray fingerprint = sh("ssh-keygen -l -E sha256 -f " + quoted(file.toUtf8())).split(' ').value(1);
    if (!endpoint.ssh.trustedHostKeys.contains(QString::fromLatin1(fingerprint)))
        return "host key " + fingerprint + " is not the one promised";
    QProcess ssh;
    ssh.start(QStringLiteral("ssh"),
              {QStringLiteral("-F"), QStringLiteral("none"), QStringLiteral("-oUserKnownHostsFile=\"%1\"").arg(file),
               QStringLiteral("-oStrictHostKeyChecking=yes"), QStringLiteral("-oBatchMode=yes"), QStringLiteral("-oIdentitiesOnly=yes"),
               QStringLiteral("-oLogLevel=ERROR"), QStringLiteral("-i"), endpoint.ssh.keyFile, QStringLiteral("-p"),
               QString::number(endpoint.ssh.port), endpoint.ssh.user + QLatin1Char('@') + endpoint.ssh.host, command});
    ssh.waitForFinished(60000);
    return (ssh.readAllStandardOutput() + ssh.readAllStandardError()).trimmed();
}

/// The pids of the processes that have `text` as a word of their command line.
QList<qint64> processesNaming(const QString &text)
{
    QList<qint64> pids;
    for (const QString &entry : QDir(QStringLiteral("/proc")).entryList(QDir::Dirs)) {
        bool number = false;
        const qint64 pid = entry.toLongLong(&number);
        QFile file(QStringLiteral("/proc/%1/cmdline").arg(entry));
        if (number && file.open(QIODevice::ReadOnly) && file.readAll().split('\0').contains(text.toUtf8()))
            pids << pid;
    }
    return pids;
}

int containersOf(const QString &id)
{
    return static_cast<int>(processesNaming(QStringLiteral("--machine=firstlight-") + id).size());
}

QList<qint64> descendants(qint64 of)
{
    QList<qint64> all;
    const QByteArray table = sh("cat /proc/[0-9]*/stat 2>/dev/null | sed 's/^\\([0-9]*\\) .*) . \\([0-9]*\\) .*/\\1 \\2/'");
    for (QList<qint64> parents{of}; !parents.isEmpty();) {
        const qint64 parent = parents.takeFirst();
        for (const QByteArray &line : table.split('\n')) {
            const QList<QByteArray> words = line.split(' ');
            if (words.size() == 2 && words[1].toLongLong() == parent) {
                all << words[0].toLongLong();
                parents << words[0].toLongLong();
            }
        }
    }
    return all;
}

/// Tells this program (see main) to create a machine in a process that can be killed.
std::unique_ptr<QProcess> createElsewhere(const QString &home, const QString &id)
{
    auto process = std::make_unique<QProcess>();
    process->setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process->start(QCoreApplication::applicationFilePath(), {QStringLiteral("--create"), home, id});
    process->waitForStarted();
    return process;
}

} // namespace

class TestPracticeProvider : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        if (const QString why = PracticeFixture::unavailable(); !why.isEmpty())
            QSKIP(qPrintable(why));
        // The image is built once for all tests.
        const PracticeFixture once;
        QVERIFY2(once.isUp(), qPrintable(once.problem()));
    }

    void oneLifeFromCreateToDestroy()
    {
        QTemporaryDir scratch;
        // Blanks, quotes, and what overlayfs' options would stumble over.
        const QString home = scratch.path() + QStringLiteral("/a b,c:d'e\"f$g");
        QVERIFY(QDir().mkpath(home) && PracticeFixture::shareImage(home));
        const QByteArray before = hostState();
        {
            Profile profile(home);
            QVERIFY(profile.provider.availability(profile.call).possible);
            Machine machine = named(newId(), QStringLiteral("My first $(server)"));
            QElapsedTimer timer;
            timer.start();
            const Status created = profile.provider.create(machine, {}, profile.call);
            QVERIFY2(created, created ? "" : qPrintable(created.error().detail));
            qInfo("create: %lld ms", timer.elapsed());
            QCOMPARE(profile.fakes.ledger.history.front().state, ResourceRecord::State::Intended);
            QCOMPARE(profile.fakes.ledger.history.back().state, ResourceRecord::State::Created);
            QVERIFY(!profile.events.empty());
            QCOMPARE(*profile.provider.state(machine, profile.call), InstanceState::Running);

            auto endpoint = profile.provider.endpoint(machine, profile.call);
            QVERIFY(endpoint);
            QVERIFY(endpoint->disposable);
            QCOMPARE(endpoint->ssh.hostKeyAlias, machine.id);
            const QFileInfo key(endpoint->ssh.keyFile);
            QCOMPARE(key.permissions() & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther),
                     QFile::Permissions());
            const auto in = [&](const char *command) { return login(*endpoint, QLatin1String(command), scratch.path()); };
            QCOMPARE(in("id -un"), QByteArray("ada"));
            QCOMPARE(in("hostname"), QByteArray("my-first-server"));
            QCOMPARE(in("sudo -n id -u"), QByteArray("0"));
            QCOMPARE(in("systemctl is-system-running --wait"), QByteArray("running"));
            QCOMPARE(in("cat /proc/1/comm"), QByteArray("systemd"));
            QCOMPARE(in("getent hosts my-first-server | head -n 1 | cut -d' ' -f1"), QByteArray("127.0.1.1"));
            QVERIFY(in(". /etc/os-release; echo $ID-$VERSION_ID") == "debian-12");

            // A user's service that outlives the login and comes back with the machine.
            QCOMPARE(in("sudo loginctl enable-linger ada && mkdir -p ~/.config/systemd/user && printf "
                        "'[Service]\\nExecStart=/usr/bin/sleep 1000\\n[Install]\\nWantedBy=default.target\\n' > "
                        "~/.config/systemd/user/x.service"
                        " && systemctl --user daemon-reload && systemctl --user -q enable --now x && systemctl --user is-active x"),
                     QByteArray("active"));

            // A reboot from inside, then one from outside.
            QByteArray boot = in("cat /proc/sys/kernel/random/boot_id");
            QCOMPARE(boot.size(), 36);
            timer.start();
            in("sudo systemctl reboot");
            const auto bootedAgain = [&] {
                const QByteArray now = in("cat /proc/sys/kernel/random/boot_id");
                return now.size() == 36 && now != boot && !now.contains(' ');
            };
            QTRY_VERIFY_WITH_TIMEOUT(bootedAgain(), 60000);
            qInfo("reboot from inside: %lld ms", timer.elapsed());
            QCOMPARE(*profile.provider.state(machine, profile.call), InstanceState::Running);
            QCOMPARE(containersOf(machine.id), 1);
            QTRY_COMPARE_WITH_TIMEOUT(in("systemctl --user is-active x"), QByteArray("active"), 20000);
            boot = in("cat /proc/sys/kernel/random/boot_id");
            timer.start();
            QVERIFY(profile.provider.reboot(machine, profile.call));
            qInfo("reboot from outside: %lld ms", timer.elapsed());
            QVERIFY(bootedAgain());

            timer.start();
            QVERIFY(profile.provider.stop(machine, profile.call));
            qInfo("stop: %lld ms", timer.elapsed());
            QVERIFY(profile.provider.stop(machine, profile.call));
            QCOMPARE(*profile.provider.state(machine, profile.call), InstanceState::Stopped);
            QCOMPARE(containersOf(machine.id), 0);
            timer.start();
            QVERIFY(profile.provider.start(machine, profile.call));
            qInfo("start: %lld ms", timer.elapsed());
            QVERIFY(profile.provider.start(machine, profile.call));
            QCOMPARE(containersOf(machine.id), 1);
            endpoint = profile.provider.endpoint(machine, profile.call);
            QTRY_COMPARE_WITH_TIMEOUT(in("systemctl --user is-active x"), QByteArray("active"), 20000);

            // It may not touch the network it shares.
            QVERIFY(in("sudo ip link set lo down 2>&1; sudo ip link add d0 type dummy 2>&1").contains("not permitted"));
            QVERIFY(in("sudo sysctl -w net.ipv4.ip_forward=1 2>&1").contains("denied"));

            timer.start();
            QVERIFY(profile.provider.destroy(machine, profile.call));
            qInfo("destroy: %lld ms", timer.elapsed());
            QVERIFY(profile.provider.destroy(machine, profile.call));
            QCOMPARE(*profile.provider.state(machine, profile.call), InstanceState::NotThere);
            QVERIFY(profile.provider.find(profile.call)->empty());
            QCOMPARE(profile.fakes.ledger.history.back().state, ResourceRecord::State::Gone);
            QVERIFY(profile.fakes.ledger.drop(machine.id));
            QVERIFY(processesNaming(home + QStringLiteral("/practice/") + machine.id).isEmpty());
            QCOMPARE(containersOf(machine.id), 0);
            const QStringList left = QDir(home).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
            QCOMPARE(left, QStringList{QStringLiteral("cache")});
        }
        QCOMPARE(changed(before, hostState()), QByteArrayList());
    }

    void theComputerIsAsBeforeWhileItRuns()
    {
        const QByteArray before = hostState();
        const PracticeFixture machine;
        QVERIFY2(machine.isUp(), qPrintable(machine.problem()));
        // Only our own cgroup may have come: no mount, no address, no rule, no setting.
        QByteArrayList changes = changed(before, hostState());
        changes.removeIf([](const QByteArray &line) { return line.startsWith("+ /sys/fs/cgroup/"); });
        QCOMPARE(changes, QByteArrayList());
    }

    void aCreateThatWasKilledIsFinishedByTheNext_data()
    {
        QTest::addColumn<int>("after");
        QTest::addColumn<bool>("children");
        for (const int after : {0, 100, 300, 700, 1300, 2200}) {
            QTest::addRow("program, %d ms", after) << after << false;
            QTest::addRow("program and all it started, %d ms", after) << after << true;
        }
    }
    void aCreateThatWasKilledIsFinishedByTheNext()
    {
        QFETCH(int, after);
        QFETCH(bool, children);
        QTemporaryDir scratch;
        QVERIFY(PracticeFixture::shareImage(scratch.path()));
        const QString id = newId();
        Profile profile(scratch.path());
        const auto process = createElsewhere(scratch.path(), id);
        QTest::qWait(after);                     // the point of the kill, not a wait for something
        const qint64 pid = process->processId(); // 0: the create was faster than that
        for (const qint64 victim : QList<qint64>{pid} + (pid > 0 && children ? descendants(pid) : QList<qint64>{}))
            sendSignal(victim, SIGKILL);
        process->waitForFinished();

        Machine machine = named(id);
        const Status created = profile.provider.create(machine, {}, profile.call);
        QVERIFY2(created, created ? "" : qPrintable(created.error().detail));
        QCOMPARE(profile.provider.find(profile.call)->size(), 1u);
        QCOMPARE(containersOf(id), 1);
        const auto endpoint = profile.provider.endpoint(machine, profile.call);
        QVERIFY(endpoint);
        QCOMPARE(login(*endpoint, QStringLiteral("sudo -n id -un"), scratch.path()), QByteArray("root"));
        QVERIFY(profile.provider.destroy(machine, profile.call));
        QCOMPARE(containersOf(id), 0);
        QVERIFY(!QFile::exists(scratch.path() + QStringLiteral("/practice")));
    }

    void aDestroyThatWasKilledIsFinishedByTheNext()
    {
        QTemporaryDir scratch;
        QVERIFY(PracticeFixture::shareImage(scratch.path()));
        Profile profile(scratch.path());
        Machine machine = named(newId());
        QVERIFY(profile.provider.create(machine, {}, profile.call));
        // As the script leaves it when it is killed after the rename.
        QVERIFY(profile.provider.stop(machine, profile.call));
        QVERIFY(QDir().rename(scratch.path() + QStringLiteral("/practice/") + machine.id,
                              scratch.path() + QStringLiteral("/practice/.gone-") + machine.id));
        const auto found = profile.provider.find(profile.call);
        QCOMPARE(found->size(), 1u);
        QCOMPARE(found->front().machine.state, MachineState::Deleting);
        QCOMPARE(*profile.provider.state(machine, profile.call), InstanceState::Deleting);
        QVERIFY(profile.provider.destroy(machine, profile.call));
        QVERIFY(!QFile::exists(scratch.path() + QStringLiteral("/practice")));
    }

    void twoAtOnceAndEachKeepsToItself()
    {
        QTemporaryDir scratch;
        QVERIFY(PracticeFixture::shareImage(scratch.path()));
        Profile profile(scratch.path());
        Machine one = named(newId(), QStringLiteral("one")), two = named(newId(), QStringLiteral("two"));
        const auto first = createElsewhere(scratch.path(), one.id), second = createElsewhere(scratch.path(), two.id);
        QVERIFY(first->waitForFinished(120000) && second->waitForFinished(120000));
        QCOMPARE(first->exitCode(), 0);
        QCOMPARE(second->exitCode(), 0);
        // The programs that made them are gone; the machines live.
        QCOMPARE(profile.provider.find(profile.call)->size(), 2u);
        const auto endpoint1 = profile.provider.endpoint(one, profile.call), endpoint2 = profile.provider.endpoint(two, profile.call);
        QVERIFY(endpoint1->ssh.port != endpoint2->ssh.port);
        QVERIFY(endpoint1->ssh.trustedHostKeys != endpoint2->ssh.trustedHostKeys);
        QCOMPARE(login(*endpoint1, QStringLiteral("touch here; ls"), scratch.path()), QByteArray("here"));
        QCOMPARE(login(*endpoint2, QStringLiteral("ls"), scratch.path()), QByteArray());
        const QByteArray boot = login(*endpoint1, QStringLiteral("cat /proc/sys/kernel/random/boot_id"), scratch.path());
        QVERIFY(profile.provider.destroy(two, profile.call));
        QCOMPARE(login(*endpoint1, QStringLiteral("cat /proc/sys/kernel/random/boot_id; systemctl is-system-running --wait"),
                       scratch.path()),
                 boot + "\nrunning");
        QVERIFY(profile.provider.destroy(one, profile.call));
    }

    void theSupervisorsDeathTakesTheMachineAndStartBringsItBack()
    {
        QTemporaryDir scratch;
        QVERIFY(PracticeFixture::shareImage(scratch.path()));
        Profile profile(scratch.path());
        Machine machine = named(newId());
        QVERIFY(profile.provider.create(machine, {}, profile.call));
        const QString folder = scratch.path() + QStringLiteral("/practice/") + machine.id;
        for (const qint64 pid : processesNaming(folder))
            sendSignal(pid, SIGKILL);
        QTRY_COMPARE_WITH_TIMEOUT(*profile.provider.state(machine, profile.call), InstanceState::Stopped, 10000);
        QTRY_COMPARE_WITH_TIMEOUT(containersOf(machine.id), 0, 10000);
        QVERIFY(profile.provider.start(machine, profile.call));
        const auto endpoint = profile.provider.endpoint(machine, profile.call);
        QCOMPARE(login(*endpoint, QStringLiteral("id -un"), scratch.path()), QByteArray("ada"));

        // A pid file from before the computer's own reboot, whose number someone else has now.
        QVERIFY(profile.provider.stop(machine, profile.call));
        QFile pid(folder + QStringLiteral("/pid"));
        QVERIFY(pid.open(QIODevice::WriteOnly));
        pid.write("1 0 00000000-0000-0000-0000-000000000000\n");
        pid.close();
        QCOMPARE(*profile.provider.state(machine, profile.call), InstanceState::Stopped);
        QVERIFY(profile.provider.stop(machine, profile.call));
        QVERIFY(profile.provider.start(machine, profile.call));
        QVERIFY(profile.provider.destroy(machine, profile.call));
    }

    void aTakenPortIsGivenUpAtTheNextStart()
    {
        QTemporaryDir scratch;
        QVERIFY(PracticeFixture::shareImage(scratch.path()));
        Profile profile(scratch.path());
        Machine machine = named(newId());
        QVERIFY(profile.provider.create(machine, {}, profile.call));
        const int port = profile.provider.endpoint(machine, profile.call)->ssh.port;
        QVERIFY(profile.provider.stop(machine, profile.call));
        QProcess other;
        other.start(QStringLiteral("perl"),
                    {QStringLiteral("-MIO::Socket::INET"), QStringLiteral("-e"),
                     QStringLiteral("$|=1; my $s=IO::Socket::INET->new(Listen=>1,LocalAddr=>'127.0.0.1:%1') or die; print 1; sleep 600")
                         .arg(port)});
        QVERIFY(other.waitForReadyRead(10000));
        QVERIFY(profile.provider.start(machine, profile.call));
        const auto endpoint = profile.provider.endpoint(machine, profile.call);
        QVERIFY(endpoint->ssh.port != port);
        QCOMPARE(login(*endpoint, QStringLiteral("id -un"), scratch.path()), QByteArray("ada"));
        other.kill();
        other.waitForFinished();
        QVERIFY(profile.provider.destroy(machine, profile.call));
    }

    void aMachineWhoseFolderVanishedIsDestroyedAllTheSame()
    {
        QTemporaryDir scratch;
        QVERIFY(PracticeFixture::shareImage(scratch.path()));
        Profile profile(scratch.path());
        Machine machine = named(newId());
        QVERIFY(profile.provider.create(machine, {}, profile.call));
        QVERIFY(QDir().rename(scratch.path() + QStringLiteral("/practice/") + machine.id, scratch.path() + QStringLiteral("/elsewhere")));
        QCOMPARE(containersOf(machine.id), 1);
        QVERIFY(profile.provider.destroy(machine, profile.call));
        QTRY_COMPARE_WITH_TIMEOUT(containersOf(machine.id), 0, 5000);
    }

    void onlyAMachinesIdNamesAFolder()
    {
        QTemporaryDir scratch;
        Profile profile(scratch.path());
        QVERIFY(QDir().mkpath(scratch.path() + QStringLiteral("/practice/precious")));
        for (const QString &id : {QString(), QStringLiteral(".."), QStringLiteral("precious"), QStringLiteral("m-0123456789ab/.."),
                                  QStringLiteral("m-0123456789ab\n"), QStringLiteral("m-$(touch x)")}) {
            Machine machine = named(id);
            QVERIFY(!profile.provider.create(machine, {}, profile.call));
            QVERIFY(!profile.provider.destroy(machine, profile.call));
            QVERIFY(!profile.provider.stop(machine, profile.call));
            QVERIFY(!profile.provider.endpoint(machine, profile.call));
        }
        QVERIFY(QFile::exists(scratch.path() + QStringLiteral("/practice/precious")));
    }

    void actionsOnAMachineThatIsNotThereSaySo()
    {
        QTemporaryDir scratch;
        Profile profile(scratch.path());
        const Machine machine = named(newId());
        QCOMPARE(*profile.provider.state(machine, profile.call), InstanceState::NotThere);
        QCOMPARE(profile.provider.start(machine, profile.call).error().cause, Cause::MachineMissing);
        QCOMPARE(profile.provider.stop(machine, profile.call).error().cause, Cause::MachineMissing);
        QCOMPARE(profile.provider.reboot(machine, profile.call).error().cause, Cause::MachineMissing);
        QCOMPARE(profile.provider.endpoint(machine, profile.call).error().cause, Cause::MachineMissing);
        QVERIFY(profile.provider.destroy(machine, profile.call));
    }

    void cancellingEndsTheCreateAndDestroyTakesBackWhatThereIs()
    {
        QTemporaryDir scratch;
        QVERIFY(PracticeFixture::shareImage(scratch.path()));
        Profile profile(scratch.path());
        std::stop_source source;
        ProviderCall call{profile.fakes.ports, [&](const Event &) { source.request_stop(); }, source.get_token()};
        Machine machine = named(newId());
        const Status created = profile.provider.create(machine, {}, call);
        QVERIFY(!created);
        QCOMPARE(created.error().cause, Cause::Cancelled);
        QVERIFY(profile.provider.destroy(machine, profile.call));
        QCOMPARE(containersOf(machine.id), 0);
        QVERIFY(!QFile::exists(scratch.path() + QStringLiteral("/practice")));
    }

    void aLedgerThatCannotWriteMakesNothing()
    {
        QTemporaryDir scratch;
        Profile profile(scratch.path());
        profile.fakes.ledger.failSaves = true;
        Machine machine = named(newId());
        QVERIFY(!profile.provider.create(machine, {}, profile.call));
        QVERIFY(!QFile::exists(scratch.path() + QStringLiteral("/practice")));
    }
};

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const QStringList arguments = app.arguments();
    if (arguments.value(1) == QLatin1String("--create")) {
        LocalShell shell;
        FakePorts fakes(shell, arguments.value(2));
        ProviderCall call{fakes.ports, [](const Event &) {}, {}};
        Machine machine = named(arguments.value(3));
        return PracticeProvider().create(machine, {}, call) ? 0 : 1;
    }
    TestPracticeProvider test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_practice_provider.moc"
