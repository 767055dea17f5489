// SPDX-License-Identifier: GPL-3.0-or-later
// The second run on a finished machine, with all that a machine can have.
#include "backends/plan/planner.h"
#include "backends/text/text.h"
#include "tests/backends/run/operations_bench.h"

using namespace fl;

class TestSetupRun : public QObject {
    Q_OBJECT
private slots:
    /// Each step that ships, whatever it needs and takes; what it does is only a file.
    void aFinishedMachineWithEveryStepIsOneRoundTrip()
    {
        std::vector<ServerStep> steps = *builtinServerSteps();
        std::erase_if(steps, [](const ServerStep &step) { return step.id == updateStep; }); // no part of a set-up
        QStringList all, planned;
        for (ServerStep &step : steps) {
            const QByteArray mark = "\"$HOME/" + step.id.toLatin1() + '"';
            step.check = "[ -e " + mark + " ]\n";
            step.apply = ": >" + mark + "\n";
            step.verify.clear();
            step.ahead.clear();
            step.asRoot = false;
            all += step.id;
        }
        OperationsBench bench(std::move(steps));
        Choices choices = bench.choices();
        choices.software.frameworks = all.filter(QStringLiteral("framework-")).replaceInStrings(QStringLiteral("framework-"), QString());
        choices.software.extras = all.filter(QStringLiteral("extra-")).replaceInStrings(QStringLiteral("extra-"), QString());
        choices.network.proxy = QStringLiteral("http://proxy.example.org:3128");
        choices.software.cudaToolkit = true;
        choices.access.autoStopSeconds = 1800;
        const auto plan = bench.operations->plan(choices, bench.call);
        QVERIFY2(plan, plan ? "" : qPrintable(slug(plan.error().cause)));
        for (const PlanStep &step : plan->steps)
            if (step.kind == StepKind::Server)
                planned += step.id;
        QCOMPARE(QSet<QString>(planned.begin(), planned.end()), QSet<QString>(all.begin(), all.end()));
        QVERIFY(bench.operations->setup(*plan, bench.call));
        bench.shell.runs = 0;
        const auto result = bench.operations->setup(*plan, bench.call);
        QVERIFY2(result, result ? "" : qPrintable(slug(result.error().cause)));
        QCOMPARE(result->changed, 0);
        QCOMPARE(bench.shell.runs, 1);
    }

    /// A server that was never looked at: which driver it gets is known as soon as pre-flight has spoken, not a round later.
    void whatIsResolvedIsFetchedWhileTheVeryNextStepWorks()
    {
        ServerStep preflight =
            makeStep("preflight", "[ -e \"$HOME/seen\" ]\n",
                     "for fact in 'source pypi' 'gpu.pci 1eb8' 'os.id debian' 'os.version 12' 'secure_boot no' 'kernel 6.1.0-18-amd64' "
                     "'wsl no' 'arch x86_64'; do fl_fact \"${fact%% *}\" \"${fact#* }\"; done\nfl_fact gpu.driver ''\n: "
                     ">\"$HOME/seen\"\n");
        ServerStep base = makeStep("base-packages", "[ -e \"$HOME/base\" ]\n",
                                   "n=0\nwhile [ ! -e \"$HOME/fetched\" ]; do n=$((n + 1)); [ \"$n\" -lt 200 ]; sleep 0.05; done\n: "
                                   ">\"$HOME/base\"\n");
        base.needs = QStringList{QStringLiteral("preflight")};
        ServerStep driver =
            makeStep("nvidia-driver", "[ \"${DRIVER_ACTION:-none}\" != install ] || [ -e \"$HOME/driver\" ]\n", ": >\"$HOME/driver\"\n");
        driver.needs = QStringList{QStringLiteral("base-packages")};
        driver.params = QStringList{QStringLiteral("DRIVER_ACTION")};
        driver.ahead = "[ \"$DRIVER_ACTION\" = install ] && : >\"$HOME/fetched\"\n";
        driver.aheadNeeds = base.needs;
        OperationsBench bench({preflight, base, driver, makeSteps().front()});
        const auto done = bench.setup();
        QVERIFY2(done, done ? "" : qPrintable(slug(done.error().cause)));
        QVERIFY(bench.has("driver"));
    }

    /// A computer of the user's with Secure Boot, whose driver's key somebody accepts at its screen.
    void beforeASecureComputerRestartsThereIsAPhoto()
    {
        ServerStep preflight =
            makeStep("preflight", "[ -e \"$HOME/seen\" ]\n",
                     "for fact in 'source pypi' 'gpu.pci 1eb8' 'os.id debian' 'os.version 12' 'secure_boot yes' 'kernel 6.1.0-18-amd64' "
                     "'wsl no' 'arch x86_64'; do fl_fact \"${fact%% *}\" \"${fact#* }\"; done\nfl_fact gpu.driver ''\n: "
                     ">\"$HOME/seen\"\n");
        ServerStep driver = makeStep("nvidia-driver", "[ -e \"$HOME/driver\" ]\n",
                                     "[ \"$DRIVER_ENROL_KEY\" = yes ]\n: >\"$HOME/asked\"\n"
                                     "fl_notice enrol-key-at-screen password=40718263\nfl_reboot\n");
        driver.needs = QStringList{QStringLiteral("preflight")};
        driver.params = QStringList{QStringLiteral("DRIVER_ENROL_KEY")};
        OperationsBench bench({preflight, driver, makeSteps().front()});
        bench.provider->can = {.createsMachine = false};
        // No computer is restarted by this test, whatever the program does.
        int restarts = 0;
        bench.shell.answer = [&](const ShellScript &script, const Shell::Sink &) -> std::optional<ShellExit> {
            if (!script.text.contains("systemctl reboot"))
                return std::nullopt;
            ++restarts;
            return ShellExit{1, {}, {}};
        };
        const auto asked = [&] {
            QStringList codes;
            for (const Question &question : bench.asker.asked)
                codes += question.text.code;
            bench.asker.asked.clear();
            return codes;
        };
        const QString sits = QStringLiteral("secure-boot-screen"), photo = QStringLiteral("enrol-key");
        // Nobody to ask, and a no: as where no key can be accepted.
        for (const auto &answers : {std::deque<Answer>{}, std::deque<Answer>{{false, {}}}}) {
            bench.asker.answers = answers;
            QCOMPARE(slug(bench.setup().error().cause), slug(Cause::DriverSecureBoot));
            QCOMPARE(asked(), QStringList{sits});
            QVERIFY(!bench.has("asked"));
        }
        // There is somebody, but no photo yet: nothing restarts.
        bench.asker.answers = {{true, {}}, {false, {}}};
        QCOMPARE(slug(bench.setup().error().cause), slug(Cause::Cancelled));
        QCOMPARE(bench.asker.asked.back().text.args.value(QStringLiteral("password")), QStringLiteral("40718263"));
        QVERIFY(std::ranges::all_of(bench.asker.asked, [](const Question &q) { return q.kind == Question::Kind::ConfirmInPerson; }));
        QCOMPARE(asked(), (QStringList{sits, photo}));
        QVERIFY(bench.has("asked"));
        QCOMPARE(restarts, 0);
        // Who sits there is remembered; with the photo it restarts.
        bench.asker.answers = {{true, {}}};
        QVERIFY(!bench.setup()); // the test answers for the restart itself: sudo seems to want a password
        QCOMPARE(asked().first(), photo);
        QCOMPARE(restarts, 1);
    }

    /// Where a provider keeps what its machine writes while it starts, whoever waits in vain is told where.
    void aRestartThatDoesNotEndNamesTheConsole_data()
    {
        QTest::addColumn<bool>("console");
        QTest::newRow("there is one") << true;
        QTest::newRow("there is none") << false;
    }
    void aRestartThatDoesNotEndNamesTheConsole()
    {
        QFETCH(bool, console);
        OperationsBench bench;
        QVERIFY(bench.setup());
        bench.provider->can.hasConsole = console;
        // The order is taken, by nobody, and then an hour passes in which nothing is heard.
        bench.shell.answer = [&](const ShellScript &script, const Shell::Sink &sink) -> std::optional<ShellExit> {
            const auto mark = std::ranges::find(script.variables, QByteArray("FL_FOLLOW"), &std::pair<QByteArray, QByteArray>::first);
            if (script.text.contains("systemctl reboot") && mark != script.variables.end())
                sink(QByteArray(mark->second + "going\n"));
            else
                bench.clock.ahead += 3'600'000;
            return ShellExit{1, {}, {}};
        };
        const Status back = bench.operations->reboot(QStringLiteral("lab"), bench.call);
        QVERIFY(!back);
        QCOMPARE(slug(back.error().cause), slug(Cause::RebootNotBack));
        QCOMPARE(back.error().exists.what, Exists::What::Machine);
        QCOMPARE(text::error(back.error()).happened.contains(QLatin1String("firstlight-cli console lab")), console);
    }
};

QTEST_GUILESS_MAIN(TestSetupRun)
#include "tst_setup_run.moc"
