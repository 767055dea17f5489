// SPDX-License-Identifier: GPL-3.0-or-later
// The command line against a facade that answers as told: what goes in, what comes out where, and the exit code.
#include "backends/core/error_json.h"
#include "tests/app/cli/cli_with_double.h"

#include <QJsonArray>
#include <QtTest>

using namespace fl;

class TestCli : public CliWithDouble {
    Q_OBJECT

private slots:
    void init() { renew(); }
    void wrongUseIsTwoAndSaysWhat_data()
    {
        QTest::addColumn<QString>("line");
        for (const char *line : {"fly",
                                 "resolve",
                                 "export m-1 --format script",
                                 "hosted colab",
                                 "hosted --folder x",
                                 "hosted floydhub --folder x --out y",
                                 "hosted colab --delete",
                                 "hosted --upload",
                                 "hosted colab --upload --out x.ipynb",
                                 "hosted colab --upload --sign-out",
                                 "update",
                                 "setup",
                                 "setup --where practice --plan x",
                                 "setup --where",
                                 "setup practice",
                                 "open",
                                 "status a b",
                                 "list --open",
                                 "setup --where practice --set ssh.port",
                                 "setup --where practice --secret jupyter.password=plain",
                                 "files",
                                 "fetch practice",
                                 "fetch a b c",
                                 "files a b",
                                 "setup --where practice --json=yes",
                                 "password",
                                 "vault x",
                                 "guard",
                                 "guard m 1 2",
                                 "probe",
                                 "probe m --watch",
                                 "probe m --watch soon",
                                 "probe m --watch 50",
                                 "vault --new --delete",
                                 "doctor lab --bundle x",
                                 "doctor --repair",
                                 "list --repair",
                                 "list --bundle"})
            QTest::newRow(line) << QString::fromLatin1(line);
    }
    void wrongUseIsTwoAndSaysWhat()
    {
        QFETCH(QString, line);
        const Ran ran = run(line.split(QLatin1Char(' ')) + QStringList{QStringLiteral("--json")});
        QCOMPARE(ran.code, 2);
        QVERIFY(!m_wroteLock);
        const auto lines = ran.lines();
        QCOMPARE(lines.size(), 2U);
        QCOMPARE(lines[0].value(QLatin1String("kind")).toString(), QStringLiteral("error"));
        QCOMPARE(lines[0].value(QLatin1String("cause")).toString(), QStringLiteral("usage"));
        for (const char *key : {"message", "exists", "next"})
            QVERIFY2(!lines[0].value(QLatin1String(key)).toString().isEmpty(), key);
        QCOMPARE(lines[1].value(QLatin1String("kind")).toString(), QStringLiteral("result"));
        QCOMPARE(lines[1].value(QLatin1String("ok")).toBool(true), false);
        QVERIFY(!ran.err.isEmpty());
    }
    void helpNamesEveryVerbAndNoneOfLater()
    {
        const Ran ran = run({QStringLiteral("--help")});
        QCOMPARE(ran.code, 0);
        for (const char *verb :
             {"setup", "plan",    "list",  "status",   "verify",  "doctor",   "resume", "stop",     "start",  "reboot",
              "files", "fetch",   "send",  "colab",    "destroy", "undo",     "open",   "password", "offers", "leftovers",
              "guard", "resolve", "vault", "--bundle", "update",  "--repair", "probe",  "advice",   "hosted"})
            QVERIFY2(ran.out.contains(QLatin1String(verb)), verb);
        for (const char *verb : {"export"})
            QVERIFY2(!ran.out.contains(QLatin1String(verb)), verb);
        QCOMPARE(run({}).code, 0);
        QCOMPARE(run({QStringLiteral("--version")}).out, QStringLiteral("firstlight-cli " FL_VERSION "\n"));
    }
    void setupWantsAYesAndTellsTheEnd()
    {
        // Nobody is there to ask.
        Ran ran = run(words("setup --where practice"));
        QCOMPARE(ran.code, 3);
        QVERIFY(ran.err.contains(QLatin1String("--yes")));
        QVERIFY(!m_fake->calls().join(QLatin1Char(' ')).contains(QLatin1String("setup")));
        ran = run(words("setup --where practice --yes --set machine.name=lab"));
        QCOMPARE(ran.code, 0);
        QCOMPARE(m_wroteLock, std::optional(true));
        QCOMPARE(m_fake->lastChoices().machineName, QStringLiteral("lab"));
        QVERIFY(ran.out.contains(QLatin1String("verified on the CPU; no NVIDIA GPU on this machine")));
        QVERIFY(ran.out.contains(QLatin1String("Next: firstlight-cli open practice")));
    }
    void yesNeverAcceptsAHostKey()
    {
        m_fake->question =
            Question{Question::Kind::AcceptHostKey, {QStringLiteral("host-key-new"), {{QStringLiteral("host"), QStringLiteral("h")}}}};
        const Ran ran = run(words("setup --where ssh --set ssh.host=h --set ssh.user=u --yes"));
        QCOMPARE(ran.code, 3);
        QVERIFY(!m_fake->lastAnswer() || !m_fake->lastAnswer()->yes);
    }
    void aMadePasswordIsShownOnceUnlessItIsKept()
    {
        m_fake->result.newPassword = Secret(QByteArray("abcd-efgh"));
        Ran ran = run(words("setup --where practice --yes"));
        QVERIFY(ran.out.contains(QLatin1String("abcd-efgh")));
        ran = run(words("setup --where practice --yes --json"));
        QVERIFY(!ran.out.contains(QLatin1String("abcd-efgh"))); // people's text, on standard error
        QVERIFY(ran.err.contains(QLatin1String("abcd-efgh")));
        m_fake->result.passwordKept = true;
        ran = run(words("setup --where practice --yes"));
        QVERIFY(!ran.out.contains(QLatin1String("abcd-efgh")));
        QVERIFY(ran.out.contains(QLatin1String("firstlight-cli password")));
    }
    void jsonPutsEventsOnStandardOutputAndTextOnStandardError()
    {
        m_fake->setupEvents = {fakeStep(QStringLiteral("verify"), StepState::Running, 1),
                               fakeStep(QStringLiteral("verify"), StepState::Done, 2, 3)};
        const Ran ran = run(words("setup --where practice --yes --json"));
        QCOMPARE(ran.code, 0);
        for (const QJsonObject &line : ran.lines())
            QVERIFY(!line.isEmpty() && line.contains(QLatin1String("kind")));
        QVERIFY(ran.err.contains(QLatin1String("Prove that it works")));
    }
    void whatWasAlreadyThereIsCounted()
    {
        const Event end{4, {}, {}, EventKind::Result, {{QStringLiteral("ok"), true}}};
        m_fake->setupEvents = {fakeStep(QStringLiteral("preflight"), StepState::AlreadyThere, 1),
                               fakeStep(QStringLiteral("nvidia-driver"), StepState::AlreadyThere, 1),
                               fakeStep(QStringLiteral("nvidia-driver"), StepState::Running, 2), // it turned out to be needed
                               fakeStep(QStringLiteral("nvidia-driver"), StepState::Done, 3, 3), end};
        QVERIFY(run(words("setup --where practice --yes")).out.contains(QLatin1String("1 of 2 steps were already done.")));
        m_fake->setupEvents = {fakeStep(QStringLiteral("verify"), StepState::Done, 1, 3), end};
        QVERIFY(!run(words("setup --where practice --yes")).out.contains(QLatin1String("already done")));
    }
    void everyCauseHasItsExitCode_data()
    {
        QTest::addColumn<int>("cause");
        QTest::addColumn<int>("code");
        const auto row = [](const char *name, Cause cause, int code) { QTest::newRow(name) << static_cast<int>(cause) << code; };
        row("bad value", Cause::BadValue, 2);
        row("user must act", Cause::SshHostKeyUnknown, 3);
        row("provider", Cause::ProviderRefused, 4);
        row("step", Cause::StepFailed, 5);
        row("reach", Cause::ConnectionRefused, 6);
        row("cancelled", Cause::Cancelled, 7);
    }
    void everyCauseHasItsExitCode()
    {
        QFETCH(int, cause);
        QFETCH(int, code);
        m_fake->setupError =
            Error{static_cast<Cause>(cause), {}, NextAction::Retry, {}, {Exists::What::Machine, QStringLiteral("lab"), Money{}}};
        const Ran ran = run(words("setup --where practice --yes --json"));
        QCOMPARE(ran.code, code);
        const auto lines = ran.lines();
        int errors = 0;
        for (const QJsonObject &line : lines)
            errors += line.value(QLatin1String("kind")).toString() == QLatin1String("error") ? 1 : 0;
        QCOMPARE(errors, 1);
        QCOMPARE(ran.last().value(QLatin1String("kind")).toString(), QStringLiteral("result"));
        QVERIFY(ran.err.contains(QLatin1String("The machine lab exists")));
    }
    void secretsComeFromFilesAndStandardInput()
    {
        QTemporaryFile file;
        QVERIFY(file.open());
        file.write("from file\n");
        file.close();
        const Ran ran =
            run(QStringList{QStringLiteral("setup"), QStringLiteral("--where"), QStringLiteral("practice"), QStringLiteral("--yes"),
                            QStringLiteral("--secret"), QStringLiteral("jupyter.password=@") + file.fileName(), QStringLiteral("--secret"),
                            QStringLiteral("sudo.password=-")},
                "from input\r\n");
        QCOMPARE(ran.code, 0);
        QVERIFY(m_fake->lastSecrets().value(QStringLiteral("jupyter.password")) == Secret(QByteArray("from file")));
        QVERIFY(m_fake->lastSecrets().value(QStringLiteral("sudo.password")) == Secret(QByteArray("from input")));
        QCOMPARE(run(words("setup --where practice --yes --secret jupyter.password=@/nonexistent")).code, 3);
        QCOMPARE(run(words("setup --where practice --yes --secret moon.key=-"), "x").code, 2);
        QCOMPARE(run(words("setup --where practice --yes --secret jupyter.password=-")).code, 3); // empty
    }
    void aPlanFileIsReadAndSetWins()
    {
        QTemporaryFile file;
        QVERIFY(file.open());
        file.write("firstlight: 1\nwhere: ssh\nssh:\n  host: a\n  user: u\n");
        file.close();
        QCOMPARE(run({QStringLiteral("plan"), QStringLiteral("--plan"), file.fileName(), QStringLiteral("--set"),
                      QStringLiteral("ssh.host=b")})
                     .code,
                 0);
        QCOMPARE(m_wroteLock, std::optional(false));
        QCOMPARE(m_fake->lastChoices().ssh.host, QStringLiteral("b"));
        QCOMPARE(m_fake->lastChoices().ssh.user, QStringLiteral("u"));
        QVERIFY(!m_fake->calls().join(QLatin1Char(' ')).contains(QLatin1String("setup")));
        QCOMPARE(run({QStringLiteral("plan"), QStringLiteral("--plan"), QStringLiteral("/nonexistent")}).code, 3);
        QVERIFY(file.open());
        file.write("nonsense: 1\n");
        file.close();
        QCOMPARE(run({QStringLiteral("plan"), QStringLiteral("--plan"), file.fileName()}).code, 2);
    }
    void aLockedProfileLetsReadersIn()
    {
        m_refusal = Error{Cause::LedgerLocked, {{QStringLiteral("pid"), QStringLiteral("42")}}, NextAction::CloseOtherProgram, {}, {}};
        for (const char *line : {"list", "doctor", "offers practice"})
            QCOMPARE(run(words(line)).code, 0);
        for (const char *line : {"setup --where practice --yes", "stop m", "destroy m --yes", "verify m", "update m", "password m --new"}) {
            const Ran ran = run(words(line));
            QCOMPARE(ran.code, 3);
            QVERIFY(ran.err.contains(QLatin1String("42")));
        }
    }
    void updateGoesForwardAndBack()
    {
        QCOMPARE(run(words("update")).code, 2);
        m_fake->result.changed = 0;
        Ran ran = run(words("update lab"));
        QCOMPARE(ran.code, 0);
        QCOMPARE(m_fake->calls().last(), QStringLiteral("update lab newest"));
        QVERIFY(ran.out.contains(QLatin1String("Nothing had to be changed.")));
        ran = run(words("update lab --back --json"));
        QCOMPARE(m_fake->calls().last(), QStringLiteral("update lab before"));
        m_fake->setupError =
            Error{Cause::VerificationFailed, {{QStringLiteral("back"), QStringLiteral("yes")}}, NextAction::ShowLog, {}, {}};
        ran = run(words("update lab --json"));
        QCOMPARE(ran.code, 5);
        QVERIFY(ran.err.contains(QLatin1String("What was there before is back.")));
        QCOMPARE(run(words("verify lab --back")).code, 2);
    }
    void listPrintsOneLineAMachine()
    {
        m_fake->machines = {machine()};
        const Ran ran = run(words("list --json"));
        QCOMPARE(ran.code, 0);
        const QJsonObject line = ran.lines().front();
        QCOMPARE(line.value(QLatin1String("kind")).toString(), QStringLiteral("machine"));
        QCOMPARE(line.value(QLatin1String("id")).toString(), QStringLiteral("m-0123456789ab"));
        QCOMPARE(line.value(QLatin1String("name")).toString(), QStringLiteral("practice"));
        QCOMPARE(line.value(QLatin1String("where")).toString(), QStringLiteral("practice"));
        QCOMPARE(line.value(QLatin1String("state")).toString(), QStringLiteral("ready"));
    }
    void destroyIsDoneOnlyWhenAllIsGone()
    {
        m_fake->machines = {machine()};
        QCOMPARE(run(words("destroy practice")).code, 3);
        m_fake->receipt.rows = {{QStringLiteral("instance"), QStringLiteral("a"), true, Money{}}};
        QCOMPARE(run(words("destroy practice --yes")).code, 0);
        m_fake->receipt.rows.push_back({QStringLiteral("disk"), QStringLiteral("b"), false, Money{30000}});
        const Ran ran = run(words("destroy practice --yes"));
        QCOMPARE(ran.code, 4);
        QVERIFY(ran.out.contains(QLatin1String("still there: disk b ($0.03 an hour)")));
        QCOMPARE(run(words("destroy other --yes")).code, 2);
    }
    void theGuardIsReadWithoutTheLockAndChangedWithIt()
    {
        Machine watched = machine();
        watched.facts = {{QStringLiteral("idle-stop.seconds"), QStringLiteral("1800")},
                         {QStringLiteral("idle-stop.action"), QStringLiteral("poweroff")}};
        m_fake->machines = {watched};
        Ran ran = run(words("guard practice --json"));
        QCOMPARE(ran.code, 0);
        QCOMPARE(m_wroteLock, std::optional(false));
        QCOMPARE(ran.lines().front().value(QLatin1String("kind")).toString(), QStringLiteral("guard"));
        QCOMPARE(ran.lines().front().value(QLatin1String("hours")).toDouble(), 0.5);
        QVERIFY(m_fake->calls().isEmpty());
        QVERIFY(run(words("guard practice")).out.contains(QLatin1String("practice: Stops itself after 30 min of nothing to do")));
        QCOMPARE(run(words("guard practice 2")).code, 0);
        QCOMPARE(m_wroteLock, std::optional(true));
        QCOMPARE(m_fake->calls().last(), QStringLiteral("stopWhenIdle practice 7200"));
        QCOMPARE(run(words("guard practice off")).code, 0);
        QCOMPARE(m_fake->calls().last(), QStringLiteral("stopWhenIdle practice 0"));
        QCOMPARE(run(words("guard practice soon")).code, 2);
    }
    void openServesUntilItIsStopped()
    {
        std::stop_source stop;
        stop.request_stop();
        const Ran ran = run(words("open practice"), {}, stop.get_token());
        QCOMPARE(ran.code, 0);
        QVERIFY(ran.out.contains(QLatin1String("http://127.0.0.1:")));
        QCOMPARE(m_wroteLock, std::optional(false));
    }
    void theVaultIsMadeByWhatIsGivenAndDeletedByAYes()
    {
        m_fake->keepingToGive = Keeping::Nowhere;
        Ran ran = run(words("vault"));
        QCOMPARE(ran.code, 0);
        QVERIFY(ran.out.contains(QLatin1String("firstlight-cli vault --new")));
        QCOMPARE(m_wroteLock, std::optional(false));
        // Nobody is there to ask, and none was given.
        QCOMPARE(run(words("vault --new")).code, 3);
        QVERIFY(!m_fake->calls().contains(QStringLiteral("createVault")));
        ran = run(words("vault --new --json --secret vault.passphrase=-"), "correct horse\n");
        QCOMPARE(ran.code, 0);
        QCOMPARE(m_wroteLock, std::optional(true));
        QVERIFY(m_fake->lastPassphrase() == Secret(QByteArray("correct horse")));
        QCOMPARE(ran.last().value(QLatin1String("keeping")).toString(), QStringLiteral("vault"));
        QVERIFY(!ran.out.contains(QLatin1String("horse")) && !ran.err.contains(QLatin1String("horse")));
        QCOMPARE(run(words("vault --new --secret vault.passphrase=-"), "another one").code, 2); // there is one
        QCOMPARE(run(words("vault --delete")).code, 3);
        QVERIFY(!m_fake->calls().contains(QStringLiteral("forgetVault")));
        ran = run(words("vault --delete --yes --json"));
        QCOMPARE(ran.code, 0);
        QCOMPARE(ran.last().value(QLatin1String("keeping")).toString(), QStringLiteral("nowhere"));
        QVERIFY(m_fake->calls().contains(QStringLiteral("forgetVault")));
    }
    void theReportIsShownOrSaved()
    {
        Ran ran = run(words("doctor --bundle"));
        QCOMPARE(ran.code, 0);
        QCOMPARE(ran.out, QStringLiteral("report: firstlight/1\n"));
        QCOMPARE(m_wroteLock, std::optional(false));
        QTemporaryDir dir;
        const QString path = dir.filePath(QStringLiteral("report.txt"));
        ran = run({QStringLiteral("doctor"), QStringLiteral("--bundle"), path, QStringLiteral("--json")});
        QCOMPARE(ran.code, 0);
        QCOMPARE(ran.lines().front().value(QLatin1String("text")).toString(), m_fake->reportToGive);
        QCOMPARE(ran.last().value(QLatin1String("file")).toString(), path);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(QString::fromUtf8(file.readAll()), m_fake->reportToGive);
        ran = run({QStringLiteral("doctor"), QStringLiteral("--bundle=") + dir.filePath(QStringLiteral("none/x"))});
        QCOMPARE(ran.code, 3);
        QVERIFY(ran.err.contains(QLatin1String("none/x")));
    }
    void strangersTextIsShownInert()
    {
        m_fake->setupError = Error{Cause::StepFailed, {}, NextAction::ShowLog, QStringLiteral("\x1b]52;c;eA==\a"), {}};
        Event log{1,
                  {},
                  QStringLiteral("verify"),
                  EventKind::Log,
                  {{QStringLiteral("text"), QStringLiteral("bad \x1b[2J line\nold\rnew\n")}}};
        m_fake->setupEvents = {fakeStep(QStringLiteral("verify"), StepState::Running, 1), log};
        const Ran ran = run(words("setup --where practice --yes"));
        QCOMPARE(ran.code, 5);
        QVERIFY(!ran.out.contains(QLatin1Char('\x1b')) && !ran.err.contains(QLatin1Char('\x1b')));
        QVERIFY(ran.out.contains(QStringLiteral("bad ␛[2J line")));
        QVERIFY(ran.out.contains(QLatin1String("    new\n")));
    }
};

QTEST_GUILESS_MAIN(TestCli)
#include "tst_cli.moc"
