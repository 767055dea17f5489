// SPDX-License-Identifier: GPL-3.0-or-later
// The probe through Operations, over a real shell: the built program against the test double of the driver, pushed once and kept.
#include "backends/probe/push.h"
#include "backends/run/probe_run.h"
#include "tests/backends/run/operations_bench.h"

// limit: 300

using namespace fl;

namespace {

/// Counts what is uploaded, and tells the program which cards the double has.
class ServerShell : public FakePrefixShell {
public:
    ServerShell(Shell &inner, const QByteArray &environment) :
        FakePrefixShell(inner,
                        "LD_LIBRARY_PATH=" FL_BINARY_DIR
                        "/tests/fake_driver\nPATH=$HOME/bin:$PATH\nFAKE_FREE_MB=24\nexport LD_LIBRARY_PATH PATH FAKE_FREE_MB\n"
                            + environment)
    {
    }
    Status upload(const QString &path, QByteArrayView content, int mode, std::stop_token stop) override
    {
        ++uploads;
        return m_inner.upload(path, content, mode, stop);
    }
    int uploads = 0;
};

} // namespace

class TestProbeRun : public QObject {
    Q_OBJECT

    struct Bench : OperationsBench {
        ServerShell server;
        explicit Bench(const QByteArray &environment = {}) : server(local, environment) { place(server); }
        void place(Shell &there)
        {
            operations = std::make_unique<MachineOperations>(Ports{clock, there, ssh, tunnels, ring, ledger, http, home.path()}, registry(),
                                                             makeSteps());
        }
        ProviderRegistry registry()
        {
            auto made = std::make_unique<FakeMachineProvider>();
            provider = made.get();
            std::vector<std::unique_ptr<Provider>> providers;
            providers.push_back(std::move(made));
            return ProviderRegistry(std::move(providers));
        }
        Result<ProbeReport> probe() { return operations->probe(QStringLiteral("lab"), call); }
        /// A program of that name that is found first from now on.
        void standIn(const char *name, const QByteArray &script)
        {
            const QString path = home.filePath(QStringLiteral("bin/") + QLatin1String(name));
            QDir().mkpath(home.filePath(QStringLiteral("bin")));
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write("#!/bin/sh\n" + script);
            file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        }
        QStringList kept() const
        {
            return QDir(home.filePath(QStringLiteral(".local/state/firstlight"))).entryList({QStringLiteral("firstlight-probe-*")});
        }
    };

private slots:
    void itIsPushedOnceAndTheReportIsKept()
    {
        Bench bench("FAKE_CARD=t4 FAKE_GPUS=2\nexport FAKE_CARD FAKE_GPUS\n");
        QVERIFY(bench.setup());
        QVERIFY(!keptProbe(bench.machine()));
        const auto first = bench.probe();
        QVERIFY2(first, qPrintable(first ? QString() : first.error().detail));
        QCOMPARE(first->gpus.size(), 2);
        QVERIFY(first->gpus[0].name.contains(QLatin1String("T4")));
        QVERIFY(first->gpus[0].measured->fp32.value);
        QCOMPARE(bench.server.uploads, 1);
        QCOMPARE(bench.kept().size(), 1);

        const int runs = bench.server.runs;
        const auto second = bench.probe();
        QVERIFY(second);
        QCOMPARE(bench.server.runs, runs + 1);
        QCOMPARE(bench.server.uploads, 1);

        const auto kept = keptProbe(bench.machine());
        QVERIFY(kept);
        QCOMPARE(kept->gpus.size(), 2);
        QCOMPARE(kept->gpus[1].measured, second->gpus[1].measured);
        QVERIFY(!kept->gpus[0].live.processes);
        QVERIFY(keptProbeTime(bench.machine()) > 0);
    }
    void whatOthersWroteMeanwhileStays()
    {
        Bench bench;
        QVERIFY(bench.setup());
        class Busy : public FakeShellAround {
        public:
            Busy(Shell &inner, OperationsBench &around) : FakeShellAround(inner), m_around(around) { }
            Result<ShellExit> run(const ShellScript &script, const Sink &sink, std::stop_token stop) override
            {
                Machine machine = m_around.machine();
                machine.facts.insert(QStringLiteral("written.meanwhile"), true);
                if (const Status saved = m_around.ledger.save(machine); !saved)
                    return fail(saved.error());
                return m_inner.run(script, sink, stop);
            }

        private:
            OperationsBench &m_around;
        } busy(bench.server, bench);
        const auto provider = bench.provider->instance;
        bench.place(busy);
        bench.provider->instance = provider;
        QVERIFY(bench.probe());
        QVERIFY(bench.machine().facts.contains(QLatin1String("written.meanwhile")));
        QVERIFY(keptProbe(bench.machine()));
    }
    void anOlderProgramMakesPlace()
    {
        Bench bench;
        QVERIFY(bench.setup());
        bench.make(".local/state/firstlight/firstlight-probe-0123456789abcdef");
        QVERIFY(bench.probe());
        QCOMPARE(bench.kept(), QStringList(probePath(probeProgram({})).section(QLatin1Char('/'), -1)));
    }
    void noGpuIsNoError()
    {
        Bench bench("FAKE_GPUS=0\nexport FAKE_GPUS\n");
        QVERIFY(bench.setup());
        const auto report = bench.probe();
        QVERIFY(report);
        QVERIFY(report->error);
        QVERIFY(report->gpus.isEmpty());
        QVERIFY(report->hostFp32 && report->hostFp32->value);
        QVERIFY(report->host.threads > 0);
    }
    void whereItCannotRunNvidiaSmiIsAsked()
    {
        Bench bench;
        QVERIFY(bench.setup());
        bench.standIn("uname", "case $1 in -s) echo Linux ;; *) echo riscv64 ;; esac\n");
        bench
            .standIn("nvidia-smi",
                     "echo 'name, uuid, memory.total [MiB], utilization.gpu [%]'\necho 'NVIDIA L4 (test double), GPU-1, 23034 MiB, 7 %'\n");
        const auto report = bench.probe();
        QVERIFY(report);
        QCOMPARE(report->source, ProbeReport::Source::NvidiaSmi);
        QCOMPARE(report->gpus.value(0).live.busy, std::optional(7.0));
        QCOMPARE(bench.server.uploads, 0);
        QCOMPARE(keptProbe(bench.machine())->source, ProbeReport::Source::NvidiaSmi);

        QList<ProbeTick> ticks;
        const Status ended = bench.operations->watch(
            QStringLiteral("lab"), 100,
            [&](const ProbeTick &tick) {
                ticks << tick;
                if (ticks.size() == 2)
                    bench.stop.request_stop();
            },
            bench.call);
        QCOMPARE(ended.error().cause, Cause::Cancelled);
        QCOMPARE(ticks.size(), 2);
        QCOMPARE(ticks[1].gpus.value(0).busy, std::optional(7.0));
    }
    void neitherIsThereAndSetUpSawNoGpu()
    {
        Bench bench;
        QVERIFY(bench.setup());
        bench.standIn("uname", "case $1 in -s) echo Linux ;; *) echo riscv64 ;; esac\n");
        bench.standIn("nvidia-smi", "echo 'nvidia-smi: not found' >&2\nexit 127\n");
        QCOMPARE(bench.probe()->error->cause, Cause::GpuNoDriver);
        Machine machine = bench.machine();
        machine.facts.insert(QStringLiteral("gpu.count"), QStringLiteral("0"));
        QVERIFY(bench.ledger.save(machine));
        QCOMPARE(bench.probe()->error->cause, Cause::GpuNone);
    }
    void theWatchStreamsUntilItIsStopped()
    {
        Bench bench("FAKE_CARD=h100\nexport FAKE_CARD\n");
        QVERIFY(bench.setup());
        QList<ProbeTick> ticks;
        QElapsedTimer stopped;
        const Status ended = bench.operations->watch(
            QStringLiteral("lab"), 100,
            [&](const ProbeTick &tick) {
                ticks << tick;
                if (ticks.size() == 3) {
                    stopped.start();
                    bench.stop.request_stop();
                }
            },
            bench.call);
        QCOMPARE(ended.error().cause, Cause::Cancelled);
        QVERIFY2(stopped.elapsed() < 500, qPrintable(QString::number(stopped.elapsed())));
        QCOMPARE(ticks.size(), 3);
        QVERIFY(ticks[2].gpus.value(0).busy);
        QVERIFY(ticks[2].t > ticks[0].t);
    }
    void aCutWatchEndsWithItsError()
    {
        Bench bench;
        QVERIFY(bench.setup());
        QVERIFY(bench.probe());
        FakeCutShell cut(bench.server, 2000, 1);
        const auto instance = bench.provider->instance;
        bench.place(cut);
        bench.provider->instance = instance;
        const auto watched = [&](int least) {
            int seen = 0;
            const Status ended = bench.operations->watch(
                QStringLiteral("lab"), 100,
                [&](const ProbeTick &) {
                    if (++seen == least)
                        bench.stop.request_stop();
                },
                bench.call);
            return ended.error().cause;
        };
        QCOMPARE(watched(1000), Cause::ConnectionLost);
        QCOMPARE(watched(2), Cause::Cancelled); // the next one works
    }
    void whatWasNeverReachedIsNotAsked()
    {
        Bench bench;
        QVERIFY(bench.setup());
        Machine machine = bench.machine();
        machine.facts = {};
        machine.state = MachineState::Creating;
        QVERIFY(bench.ledger.save(machine));
        const int runs = bench.server.runs;
        QCOMPARE(bench.probe().error().cause, Cause::JupyterNotRunning);
        QCOMPARE(bench.server.runs, runs);
        QCOMPARE(bench.operations->probe(QStringLiteral("nobody"), bench.call).error().cause, Cause::UnknownMachine);
    }
    void destroyLeavesNothingOfIt()
    {
        Bench bench;
        bench.provider->can = {.rebootAsksFirst = true}; // a computer of the user's: what we put there is taken away
        QVERIFY(bench.setup());
        QVERIFY(bench.probe());
        QVERIFY(!bench.kept().isEmpty());
        const auto receipt = bench.operations->destroy(QStringLiteral("lab"), bench.call);
        QVERIFY(receipt);
        QVERIFY(receipt->allGone());
        QVERIFY(bench.kept().isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestProbeRun)
#include "tst_probe_run.moc"
