// SPDX-License-Identifier: GPL-3.0-or-later
// What goes wrong between the program and a real server. Each row breaks one thing, wants one error with its cause, what exists and
// the one next action; then mends it and wants the same machine verified. The server starts from a layer in which all is set up.
#include "backends/core/keys.h"
#include "tests/fakes/fake_hostile_server.h"
#include "tests/fakes/test_sshd.h"
#include "tests/faults/fault_profile.h"
#include "tests/practice/server_setup.h"

#include <QJsonDocument>
#include <QTcpServer>
#include <QtTest>

#include <sys/stat.h>

using namespace fl;

namespace {

using Answers = QList<QByteArray>;

struct Fault {
    const char *name;
    Cause cause;
    NextAction next;
    QMap<QString, QString> params; ///< these at least; a value that ends in … is a beginning
    /// Breaks it: on the machine, or in what is entered.
    std::function<bool(Choices &)> breakIt;
    std::function<bool()> mend = [] { return true; };
    Answers answers = {}, rightAnswers = {};
    std::function<void(Choices &)> choose = [](Choices &) {}; ///< what the user changes for the good run, and keeps
};

} // namespace

class TestServerFaults : public QObject {
    Q_OBJECT

    std::unique_ptr<PracticeFixture> m_machine;
    std::unique_ptr<FaultProfile> m_profile;
    std::unique_ptr<FakeHostileServer> m_silent;
    std::unique_ptr<ServerSetup> m_other;
    std::vector<Fault> m_faults;
    QTemporaryDir m_files;

    /// The server forgets that a step was done, so that it is to do again.
    bool forget(const char *fact) const
    {
        return m_machine->asUser(QStringLiteral("sed -i '/^%1 /d' .local/state/firstlight/facts").arg(QLatin1String(fact))).ok();
    }
    bool root(const char *script) const { return m_machine->asRoot(script, 300).ok(); }
    bool freeSudo() const { return root("echo 'ada ALL=(ALL) NOPASSWD:ALL' > /etc/sudoers.d/ada"); }
    QString keyCopy(const QString &name, int mode) const
    {
        const QString path = m_files.filePath(name);
        QFile::copy(m_machine->keyFile(), path);
        ::chmod(QFile::encodeName(path).constData(), static_cast<mode_t>(mode));
        return path;
    }

    std::vector<Fault> faults()
    {
        PracticeFixture &machine = *m_machine;
        const auto nothing = [] { return true; };
        const auto choice = [](auto change) {
            return [change](Choices &choices) {
                change(choices);
                return true;
            };
        };
        const QByteArray sudo = "p'w $x \\";
        return {
            {.name = "wrong user",
             .cause = Cause::SshAuthRefused,
             .next = NextAction::CheckCredentials,
             .params = {{QStringLiteral("user"), QStringLiteral("nobody-here")}},
             .breakIt = choice([](Choices &c) { c.ssh.user = QStringLiteral("nobody-here"); })},
            {.name = "refused key",
             .cause = Cause::SshAuthRefused,
             .next = NextAction::CheckCredentials,
             .params = {{QStringLiteral("tried"), QStringLiteral("key")}},
             .breakIt =
                 [this](Choices &c) {
                     c.ssh.keyFile = m_files.filePath(QStringLiteral("stranger"));
                     TestSshd::keygen({QStringLiteral("-q"), QStringLiteral("-t"), QStringLiteral("ed25519"), QStringLiteral("-N"),
                                       QString(), QStringLiteral("-f"), c.ssh.keyFile});
                     return QFile::exists(c.ssh.keyFile);
                 }},
            {.name = "no such key file",
             .cause = Cause::SshKeyUnreadable,
             .next = NextAction::ChangeInput,
             .params = {{QStringLiteral("reason"), QStringLiteral("missing")}},
             .breakIt = choice([](Choices &c) { c.ssh.keyFile = QStringLiteral("/nowhere/id 'x' $(id)"); })},
            {.name = "key that others can read",
             .cause = Cause::SshKeyPermissions,
             .next = NextAction::FixKeyPermissions,
             .params = {},
             .breakIt = [this](Choices &c) { return !(c.ssh.keyFile = keyCopy(QStringLiteral("open"), 0644)).isEmpty(); }},
            {.name = "changed host key",
             .cause = Cause::SshHostKeyChanged,
             .next = NextAction::DoNotConnect,
             .params = {},
             .breakIt =
                 [this, &machine](Choices &) {
                     return root("mkdir -p /root/kept && cp -p /etc/ssh/ssh_host_ed25519_key* /root/kept/") && machine.changeHostKey();
                 },
             .mend = [this] { return root("cp -p /root/kept/* /etc/ssh/ && systemctl restart ssh"); }},
            {.name = "wrong sudo password three times",
             .cause = Cause::SudoPassword,
             .next = NextAction::GiveSudoPassword,
             .params = {{QStringLiteral("attempts"), QStringLiteral("3")}},
             .breakIt = [=, this, &machine](Choices &) { return machine.setSudoPassword(sudo) && forget("packages"); },
             .answers = {"wrong", "wronger", "canary-sudo"},
             .rightAnswers = {sudo}},
            {.name = "sudo wants a password and nobody is there",
             .cause = Cause::SudoPassword,
             .next = NextAction::GiveSudoPassword,
             .params = {{QStringLiteral("attempts"), QStringLiteral("0")}},
             .breakIt = [this](Choices &) { return forget("packages"); },
             .mend = [this] { return freeSudo(); }},
            {.name = "not allowed to use sudo",
             .cause = Cause::SudoNotAllowed,
             .next = NextAction::AskAdministrator,
             .params = {},
             .breakIt = [this, &machine](Choices &) { return machine.denySudo() && forget("packages"); },
             .mend = [this] { return freeSudo(); },
             .answers = {sudo}},
            {.name = "no disk space to begin with",
             .cause = Cause::DiskFull,
             .next = NextAction::FreeDiskSpace,
             .params = {{QStringLiteral("path"), QStringLiteral("/tmp")}, {QStringLiteral("need"), QStringLiteral("100")}},
             .breakIt = [this, &machine](Choices &) { return machine.shrinkDisk(QStringLiteral("/tmp"), 50) && forget("preflight"); },
             .mend = [this] { return root("umount -l /tmp"); }},
            {.name = "disk full while packages come",
             .cause = Cause::DiskFull,
             .next = NextAction::FreeDiskSpace,
             .params = {{QStringLiteral("path"), QStringLiteral("/var")}},
             .breakIt =
                 [this, &machine](Choices &) {
                     return root("apt-get -qy purge python3-ipykernel && apt-get clean")
                         && machine.shrinkDisk(QStringLiteral("/var/cache/apt/archives"), 1)
                         && root("head -c 900000 /dev/zero > /var/cache/apt/archives/ballast");
                 },
             .mend = [this] { return root("umount -l /var/cache/apt/archives"); }},
            {.name = "no internet to begin with",
             .cause = Cause::NoInternet,
             .next = NextAction::CheckServerNetwork,
             .params = {{QStringLiteral("host"), QStringLiteral("…")}},
             .breakIt = [this, &machine](Choices &) { return machine.breakDns() && forget("preflight"); },
             .mend = [&machine] { return machine.restoreDns(); }},
            {.name = "internet lost on the way",
             .cause = Cause::NoInternet,
             .next = NextAction::CheckServerNetwork,
             .params = {},
             .breakIt = [this, &machine](Choices &) { return machine.breakDns() && forget("packages"); },
             .mend = [&machine] { return machine.restoreDns(); }},
            {.name = "package lock never let go",
             .cause = Cause::PackageLockHeld,
             .next = NextAction::WaitAndResume,
             .params = {{QStringLiteral("holder"), QStringLiteral("unattended-upgr (…")}},
             .breakIt =
                 [this, &machine](Choices &) {
                     return machine.asUser(QStringLiteral("echo 'limit.lock 2' >> .local/state/firstlight/facts")).ok()
                         && forget("packages") && machine.holdPackageLock();
                 },
             .mend = [this, &machine] { return machine.releasePackageLock() && forget("limit.lock"); }},
            {.name = "unsupported system",
             .cause = Cause::SystemUnsupported,
             .next = NextAction::ChooseOtherSystem,
             .params = {{QStringLiteral("system"), QStringLiteral("Alpine Linux v3.22")}},
             .breakIt =
                 [this](Choices &) {
                     return root("cp --remove-destination /usr/lib/os-release /etc/os-release && sed -i 's/^ID=.*/ID=alpine/; "
                                 "s/^PRETTY_NAME=.*/PRETTY_NAME=\"Alpine Linux v3.22\"/' /etc/os-release")
                         && forget("preflight");
                 },
             .mend = [this] { return root("ln -sf ../usr/lib/os-release /etc/os-release"); }},
            {.name = "somebody else sets it up",
             .cause = Cause::ServerBusy,
             .next = NextAction::WaitAndResume,
             .params = {{QStringLiteral("who"), QStringLiteral("tester@here")}},
             .breakIt =
                 [this](Choices &) {
                     // Our own lock of the runs before goes by itself after half a minute; the other one comes then.
                     m_other = std::make_unique<ServerSetup>(*m_machine);
                     if (!root("n=0; until flock -n /home/ada/.local/state/firstlight/lock true; do n=$((n + 1)); [ $n -lt 600 ] || exit "
                               "1; sleep 0.1; done"))
                         return false;
                     return m_other->connect() && m_other->apply("linger") && forget("preflight");
                 },
             .mend =
                 [this] {
                     m_other->engine->release({});
                     return true;
                 }},
            {.name = "Jupyter's port taken",
             .cause = Cause::JupyterPortTaken,
             .next = NextAction::ChooseOtherPort,
             .params = {{QStringLiteral("port"), QStringLiteral("…")}},
             .breakIt =
                 [this](Choices &) {
                     return m_profile->operations().stop(QStringLiteral("lab"), m_profile->call)
                         && root("port=$(sed -n 's/^config.port //p' /home/ada/.local/state/firstlight/facts | tail -n 1); [ -n \"$port\" "
                                 "] || exit 1; "
                                 "setsid python3 -m http.server --bind 127.0.0.1 $port </dev/null >/dev/null 2>&1 & "
                                 "n=0; until ss -Hltnp \"sport = :$port\" | grep -q python3; do n=$((n + 1)); [ $n -lt 300 ] || exit 1; "
                                 "sleep 0.1; done")
                         && forget("service");
                 },
             .mend = nothing,
             .choose = [](Choices &c) { c.access.serverPort = 9111; }},
        };
    }

    /// No place of the run shows a secret that was given.
    void noCanary() const
    {
        for (const Event &event : m_profile->events)
            QVERIFY(!QJsonDocument(toJson(event)).toJson().contains("canary"));
        QVERIFY(m_machine->asRoot("! grep -rl canary /home/ada /tmp /var/log /run/user 2>/dev/null | grep .").ok());
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
        m_faults = faults();
    }
    void cleanupTestCase()
    {
        m_other.reset();
        m_profile.reset();
        m_machine.reset();
    }

    // An address that was never reached: the user corrects it, and it is the same machine.
    void addressesThatAreWrong_data()
    {
        QTest::addColumn<QString>("host");
        QTest::addColumn<int>("port"); // 0: the right one, -1: closed, -2: silent
        QTest::addColumn<int>("cause");
        QTest::addColumn<int>("next");
        const auto row = [](const char *name, const char *host, int port, Cause cause, NextAction next) {
            QTest::newRow(name) << QString::fromLatin1(host) << port << static_cast<int>(cause) << static_cast<int>(next);
        };
        row("wrong host", "no-such-host.invalid", 0, Cause::HostNotFound, NextAction::CheckAddress);
        row("closed port", "127.0.0.1", -1, Cause::ConnectionRefused, NextAction::CheckServerIsOn);
        row("silent port", "127.0.0.1", -2, Cause::SshNoBanner, NextAction::CheckAddress);
    }
    void addressesThatAreWrong()
    {
        QFETCH(QString, host);
        QFETCH(int, port);
        QFETCH(int, cause);
        QFETCH(int, next);
        FakeHostileServer silent([](int, const std::stop_token &stop) {
            while (!stop.stop_requested())
                ::poll(nullptr, 0, 20);
        });
        FaultProfile profile(*m_machine);
        Choices wrong = profile.choices;
        wrong.ssh.host = host;
        if (port != 0)
            wrong.ssh.port = port == -1 ? TestSshd::freePort() : silent.port();
        const auto lost = profile.setup(wrong);
        QVERIFY(!lost);
        QCOMPARE(slug(lost.error().cause), slug(static_cast<Cause>(cause)));
        QCOMPARE(slug(lost.error().next), slug(static_cast<NextAction>(next)));
        QCOMPARE(lost.error().exists, (Exists{Exists::What::Unchanged, QStringLiteral("lab"), Money{}}));
        QCOMPARE(profile.errorsTold(), 1);
        const QString id = profile.operations().list()->front().id;
        if (port == 0) { // one good run for all three: the way back is the same
            const auto found = profile.setup(profile.choices);
            QVERIFY2(found, found ? "" : qPrintable(told(found.error())));
            QVERIFY(found->verified);
            QCOMPARE(found->machine.id, id);
        } else {
            QVERIFY(profile.operations().destroy(id, profile.call)->allGone());
            QVERIFY(profile.operations().list()->empty());
        }
    }
    void aKeyThatNobodyCompared()
    {
        FaultProfile profile(*m_machine);
        Choices unknown = profile.choices;
        unknown.ssh.acceptedHostKey.clear();
        const auto refused = profile.setup(unknown);
        QCOMPARE(slug(refused.error().cause), slug(Cause::SshHostKeyUnknown));
        QCOMPARE(slug(refused.error().next), slug(NextAction::CompareHostKey));
        QCOMPARE(refused.error().params.value(QStringLiteral("fingerprint")), m_machine->hostKey());
        QCOMPARE(refused.error().exists.what, Exists::What::Unchanged);
    }

    void eachFaultIsSaidMendedAndGoneOnFrom_data()
    {
        const auto first = m_profile->setup(m_profile->choices);
        QVERIFY2(first, first ? "" : qPrintable(told(first.error())));
        QVERIFY(first->verified);
        QTest::addColumn<int>("fault");
        for (size_t i = 0; i < m_faults.size(); ++i)
            QTest::newRow(m_faults[i].name) << static_cast<int>(i);
    }
    void eachFaultIsSaidMendedAndGoneOnFrom()
    {
        QFETCH(int, fault);
        const Fault &row = m_faults[static_cast<size_t>(fault)];
        FaultProfile &profile = *m_profile;
        Choices broken = profile.choices;
        QVERIFY(row.breakIt(broken));
        profile.answer(row.answers);
        const auto ended = profile.setup(broken);
        QVERIFY(!ended);
        const Error &error = ended.error();
        QVERIFY2(error.cause == row.cause, qPrintable(told(error)));
        QCOMPARE(slug(error.next), slug(row.next));
        QCOMPARE(error.exists, (Exists{Exists::What::PartlySetUp, QStringLiteral("lab"), Money{}}));
        for (auto it = row.params.begin(); it != row.params.end(); ++it) {
            const QString value = error.params.value(it.key());
            const bool right = it->endsWith(QChar(0x2026)) ? value.startsWith(it->chopped(1)) && value.size() > it->size() : value == *it;
            QVERIFY2(right, qPrintable(told(error)));
        }
        QCOMPARE(profile.errorsTold(), 1);
        QCOMPARE(profile.asker.asked.size(),
                 static_cast<size_t>(row.answers.size() + (row.cause == Cause::SudoPassword && row.answers.isEmpty() ? 1 : 0)));
        noCanary();

        QVERIFY(row.mend());
        row.choose(profile.choices);
        profile.answer(row.rightAnswers);
        const auto good = profile.setup(profile.choices);
        QVERIFY2(good, good ? "" : qPrintable(told(good.error())));
        QVERIFY(good->verified);
        QCOMPARE(good->machine.state, MachineState::Ready);
    }

    void aPackageLockThatIsLetGoIsWaitedFor()
    {
        QVERIFY(forget("packages") && m_machine->holdPackageLock());
        std::jthread later([this] {
            // Let go once the step says that it waits.
            for (int i = 0; i < 600; ++i) {
                if (m_machine->asUser(QStringLiteral("grep -qs waiting-for-lock .local/state/firstlight/jobs/*-base-packages/log")).ok())
                    break;
            }
            m_machine->releasePackageLock();
        });
        const auto good = m_profile->setup(m_profile->choices);
        later.join();
        QVERIFY2(good, good ? "" : qPrintable(told(good.error())));
        QVERIFY(good->verified && m_profile->said("waiting-for-lock"));
    }

    void aTakenPortOfThisComputer()
    {
        QTcpServer taken;
        QVERIFY(taken.listen(QHostAddress::LocalHost));
        m_profile->call.set = {{QStringLiteral("access.local_port"), QString::number(taken.serverPort())}};
        const auto refused = m_profile->operations().open(QStringLiteral("lab"), m_profile->call);
        QVERIFY(!refused);
        QCOMPARE(slug(refused.error().cause), slug(Cause::LocalPortTaken));
        QCOMPARE(slug(refused.error().next), slug(NextAction::ChooseOtherPort));
        QCOMPARE(refused.error().params.value(QStringLiteral("port")), QString::number(taken.serverPort()));
        taken.close();
        const auto opened = m_profile->operations().open(QStringLiteral("lab"), m_profile->call);
        QVERIFY2(opened, opened ? "" : qPrintable(told(opened.error())));
        m_profile->call.set.clear();
    }

    void whatIsEnteredIsNeverRunAnywhere()
    {
        const QString nasty = QStringLiteral("$(touch fl-pwned)`touch fl-pwned`';touch fl-pwned;'\"");
        const QString url =
            QStringLiteral("http://127.0.0.1:9/$(touch$IFS$()fl-pwned)';touch$IFS$()fl-pwned;'"); // all of it may stand in a URL
        // What has a form refuses it at once; all else goes into a run.
        Choices form;
        form.where = QStringLiteral("ssh");
        for (const char *key : {"ssh.host", "ssh.user", "ssh.jump", "network.proxy", "mirror.apt", "mirror.pypi", "ssh.host_key",
                                "software.source", "ssh.port"})
            QVERIFY2(!setKey(form, QLatin1String(key), nasty), key);
        for (const char *key : {"network.proxy", "mirror.apt", "mirror.pypi", "mirror.torch", "mirror.conda"})
            QVERIFY2(setKey(form, QLatin1String(key), url), key);

        FaultProfile profile(*m_machine);
        Choices choices = profile.choices;
        choices.machineName = nasty.left(60).remove(QLatin1Char('/'));
        choices.ssh.keyFile = keyCopy(nasty, 0600);
        choices.software.source = Source::Auto;
        choices.network.pypiMirror = choices.network.torchMirror = choices.network.condaMirror = url;
        const auto good = profile.setup(choices);
        QVERIFY2(good, good ? "" : qPrintable(told(good.error())));
        QVERIFY(good->verified);
        choices.network.aptMirror = url;
        QCOMPARE(slug(profile.setup(choices).error().cause), slug(Cause::NoInternet));
        choices.network.aptMirror.clear();
        choices.network.proxy = url;
        QCOMPARE(slug(profile.setup(choices).error().cause), slug(Cause::NoInternet));
        Choices user = profile.choices;
        user.machineName = QStringLiteral("other");
        user.ssh.user = QStringLiteral("$(touch$IFS$()fl-pwned)");
        const auto refused = profile.setup(user);
        QVERIFY(!refused && (refused.error().cause == Cause::SshAuthRefused || refused.error().cause == Cause::BadValue));
        QVERIFY(m_machine->asRoot("! find / -xdev -name '*fl-pwned*' 2>/dev/null | grep .").ok());
        for (const QString &folder : {QDir::currentPath(), QDir::homePath(), QDir::tempPath(), profile.home.path()})
            QVERIFY2(!QFile::exists(folder + QStringLiteral("/fl-pwned")), qPrintable(folder));
    }
};

QTEST_GUILESS_MAIN(TestServerFaults)
#include "tst_server_faults.moc"
