// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/screens/scenes.h"

#include "app/dashboard/dashboard.h"
#include "app/dashboard/teardown_dialog.h"
#include "app/run/log_view.h"
#include "backends/hosted/records.h"
#include "tests/app/screens/scene_machines.h"
#include "tests/fakes/probe_samples.h"
#include "wizard/frame.h"
#include "wizard/pages/where/floyd_dialog.h"

#include <QAction>
#include <QDateTime>
#include <QScrollArea>

#include <cmath>

namespace fl {
namespace {

/// Ten minutes of a training that loads data now and then.
void withGpus(FakeOperations &operations, const ProbeReport &report)
{
    withMachines(operations);
    operations.probed = report;
    for (int second = 0; second < 600; ++second)
        operations.ticks << sampleTick(report, now() + (second - 600) * 1000,
                                       second % 90 < 12 ? 8 : 82 + 8 * std::sin(second / 7.0) + 5 * std::sin(second / 2.3));
}

ProbeReport unmarked(ProbeReport report)
{
    for (ProbeGpu &gpu : report.gpus)
        gpu.name.remove(QStringLiteral(" (test double)"));
    report.driver = QStringLiteral("580.95.05");
    return report;
}

void midway(FakeOperations &operations)
{
    const qint64 t = now();
    operations.hold = true;
    operations.setupEvents = {
        fakeStep(QStringLiteral("create-machine"), StepState::Running, t - 61'000),
        fakeStep(QStringLiteral("create-machine"), StepState::Done, t - 45'000, 20),
        fakeStep(QStringLiteral("preflight"), StepState::AlreadyThere, t - 45'000),
        fakeStep(QStringLiteral("base-packages"), StepState::Running, t - 44'000),
        fakeStep(QStringLiteral("base-packages"), StepState::Done, t - 8'000, 39),
        fakeStep(QStringLiteral("jupyter"), StepState::Running, t - 8'000),
    };
    for (int i = 0; i < 40; ++i)
        operations.setupEvents.push_back(
            {t, QStringLiteral("m-000000000001"), QStringLiteral("jupyter"), EventKind::Log,
             QJsonObject{{QStringLiteral("text"), QStringLiteral("Unpacking python3-tornado (6.2.0-%1) ...\n").arg(i)}}});
}

bool runIt(Stage &stage)
{
    return stage.walkTo(QStringLiteral("review")) && stage.next() && stage.find(QStringLiteral("page-run"));
}

std::function<bool(Stage &)> walk(const char *page)
{
    return [page = QLatin1String(page)](Stage &stage) { return stage.walkTo(page); };
}

bool account(Stage &stage, const char *where)
{
    return stage.walkTo(QStringLiteral("where")) && stage.click(QStringLiteral("where-") + QLatin1String(where))
        && stage.walkTo(QStringLiteral("account"));
}

bool dashboard(Stage &stage, const char *name)
{
    stage.window->showMachines(QLatin1String(name));
    return QTest::qWaitFor([&] {
               return stage.operations->calls().filter(QStringLiteral("status")).size()
                   >= static_cast<qsizetype>(stage.operations->machines.size());
           })
        && stage.find(QStringLiteral("dashboard"));
}

/// The GPU's part of the page, brought into view, with its curves.
bool gpuPanel(Stage &stage)
{
    if (!dashboard(stage, "gpu-oslo"))
        return false;
    QWidget *panel = stage.find(QStringLiteral("gpu-panel"));
    auto *scroll = qobject_cast<QScrollArea *>(stage.find(QStringLiteral("machine-scroll")));
    return panel && scroll && stage.find(QStringLiteral("live-busy")) && QTest::qWaitFor([&] {
               scroll->ensureWidgetVisible(panel, 0, scroll->height());
               return !panel->visibleRegion().isEmpty();
           });
}

/// An entry of the settings' menu; some come when the operations have answered.
bool choose(Stage &stage, const char *action)
{
    return QTest::qWaitFor([&] {
        auto *found = stage.window->findChild<QAction *>(QLatin1String(action));
        if (found)
            found->trigger();
        return found != nullptr;
    });
}

void withFiles(FakeOperations &operations)
{
    withMachines(operations);
    operations.files.files = {{"models/digits.pt", 52'400'000, now()}, {"First steps.ipynb", 48'200, now()}, {"notes.md", 812, now()}};
    for (int i = 0; i < 9; ++i)
        operations.files.files.push_back({"data/part-" + QByteArray::number(i) + ".csv", 208'000, now()});
}

/// The dialog, once it has looked.
bool tearDown(Stage &stage)
{
    if (!dashboard(stage, "practice") || !stage.click(QStringLiteral("machine-destroy")))
        return false;
    QWidget *yes = stage.find(QStringLiteral("dialog-yes"));
    return yes && QTest::qWaitFor([&] { return yes->isEnabled(); });
}

bool diagnosed(Stage &stage)
{
    return dashboard(stage, "gpu-oslo") && stage.click(QStringLiteral("detail-why-no-gpu"))
        && stage.find(QStringLiteral("diagnosis-chain"));
}

Question question(Question::Kind kind, const char *code, QMap<QString, QString> args)
{
    return {kind, {QLatin1String(code), std::move(args)}};
}

} // namespace

std::vector<Scene> scenes()
{
    const auto none = [](FakeOperations &) {};
    return {
        {"start-first", none, [](Stage &stage) { return stage.find(QStringLiteral("start-new")) != nullptr; }},
        {"start", withMachines,
         [](Stage &stage) {
             return QTest::qWaitFor([&] {
                 return stage.find(QStringLiteral("start-machines"), 0)
                     && stage.find(QStringLiteral("start-machines"), 0)->accessibleDescription().contains(QStringLiteral("gpu-oslo"));
             });
         }},
        {"where",
         [](FakeOperations &operations) {
             operations.provider(QStringLiteral("here"))->answer = {false,
                                                                    {QStringLiteral("here-needs-linux"),
                                                                     {{QStringLiteral("system"), QStringLiteral("Windows 11")}}},
                                                                    {}};
         },
         [](Stage &stage) { return stage.walkTo(QStringLiteral("where")) && stage.find(QStringLiteral("where-practice")); }},
        {"account-practice", none, [](Stage &stage) { return account(stage, "practice"); }},
        {"account-ssh", none, [](Stage &stage) { return account(stage, "ssh"); }},
        {"account-problem", none,
         [](Stage &stage) { return account(stage, "ssh") && stage.next() && stage.find(QStringLiteral("page-problem")); }},
        {"hardware", none,
         [](Stage &stage) { return stage.walkTo(QStringLiteral("hardware")) && stage.find(QStringLiteral("hardware-here")); }},
        {"where-ways", none,
         [](Stage &stage) {
             // Laid out, the page scrolls to the way that the closed one leads to.
             return stage.walkTo(QStringLiteral("where")) && stage.find(QStringLiteral("way-go-floydhub")) && QTest::qWaitFor([&] {
                        QWidget *go = stage.find(QStringLiteral("way-go-floydhub"), 0);
                        return go && go->mapTo(stage.window.get(), QPoint()).y() > stage.window->height();
                    })
                 && stage.click(QStringLiteral("way-go-floydhub"));
         }},
        {"dialog-choose", none,
         [](Stage &stage) {
             return stage.walkTo(QStringLiteral("where")) && stage.find(QStringLiteral("way-colab"))
                 && stage.click(QStringLiteral("where-choose")) && stage.find(QStringLiteral("choose-way-colab"));
         },
         "choose-dialog"},
        {"dialog-hosted", none,
         [](Stage &stage) { return stage.walkTo(QStringLiteral("where")) && stage.click(QStringLiteral("way-go-colab")); },
         "hosted-dialog"},
        {"dialog-floyd", none,
         [](Stage &stage) {
             QFile file(stage.home + QStringLiteral("/floyd.yml"));
             if (!file.open(QIODevice::WriteOnly)
                 || file.write("env: tensorflow-1.9:py2\nmachine: gpu\ninput: ada/datasets/mnist/1:mnist\n") < 0)
                 return false;
             file.close();
             if (!stage.walkTo(QStringLiteral("where")) || !stage.click(QStringLiteral("way-open-floydhub")))
                 return false;
             auto *dialog = qobject_cast<FloydDialog *>(stage.find(QStringLiteral("floyd-dialog")));
             if (!dialog)
                 return false;
             dialog->openFolder(stage.home);
             return stage.find(QStringLiteral("floyd-change-gpu")) != nullptr;
         },
         "floyd-dialog"},
        {"dialog-shopping", none,
         [](Stage &stage) {
             if (!stage.walkTo(QStringLiteral("where")) || !stage.click(QStringLiteral("way-go-buy")))
                 return false;
             auto *save = stage.find(QStringLiteral("shopping-save"));
             return save && QTest::qWaitFor([&] { return save->isEnabled(); });
         },
         "shopping-dialog"},
        {"hardware-here",
         [](FakeOperations &operations) {
             Offer &offer = operations.offersToGive.front();
             offer.gpu = QStringLiteral("NVIDIA GeForce RTX 3060");
             offer.gpuMemoryGb = 12;
             offer.cpu = QStringLiteral("AMD Ryzen 5 5600X");
             offer.avx2 = true;
             offer.diskTotalGb = 2000;
             offer.ssdGb = 500;
         },
         [](Stage &stage) {
             return account(stage, "here") && stage.walkTo(QStringLiteral("hardware")) && stage.find(QStringLiteral("hardware-rules"));
         }},
        {"hardware-unknown", [](FakeOperations &operations) { operations.offersToGive.clear(); }, walk("hardware")},
        {"hardware-error",
         [](FakeOperations &operations) {
             operations.offersError = Error{.cause = Cause::ConnectionTimeout,
                                            .params = {{QStringLiteral("host"), QStringLiteral("lab.example")}},
                                            .next = NextAction::CheckServerIsOn,
                                            .detail = QStringLiteral("connect: timed out")};
         },
         [](Stage &stage) { return stage.walkTo(QStringLiteral("hardware")) && stage.find(QStringLiteral("error-panel")); }},
        {"software", none, walk("software")},
        {"software-network", none,
         [](Stage &stage) {
             if (!stage.walkTo(QStringLiteral("software")) || !stage.click(QStringLiteral("software-network-fold"))
                 || !stage.type(QStringLiteral("field-network-proxy"), QStringLiteral("http://proxy.example.org:3128")))
                 return false;
             auto *area = qobject_cast<QScrollArea *>(stage.find(QStringLiteral("page-scroll")));
             QWidget *panel = stage.find(QStringLiteral("field-mirror-huggingface"));
             if (!area || !panel)
                 return false;
             area->ensureWidgetVisible(panel);
             return true;
         }},
        {"software-network-problem", none,
         [](Stage &stage) {
             return stage.walkTo(QStringLiteral("software")) && stage.click(QStringLiteral("software-network-fold"))
                 && stage.type(QStringLiteral("field-mirror-pypi"), QStringLiteral("pypi.example.org")) && stage.next()
                 && stage.find(QStringLiteral("page-problem"));
         }},
        {"access", none, walk("access")},
        {"access-own", none,
         [](Stage &stage) {
             return stage.walkTo(QStringLiteral("access")) && stage.click(QStringLiteral("access-own"))
                 && stage.type(QStringLiteral("access-password"), QStringLiteral("tulpe9mais"));
         }},
        {"review", none,
         [](Stage &stage) { return stage.walkTo(QStringLiteral("review")) && stage.find(QStringLiteral("review-commands")); }},
        {"run", midway, runIt},
        {"run-log", midway,
         [](Stage &stage) { return runIt(stage) && stage.click(QStringLiteral("log-fold")) && stage.find(QStringLiteral("log-lines")); }},
        {"run-done",
         [](FakeOperations &operations) {
             midway(operations);
             for (const auto &[step, seconds] : {std::pair("jupyter", 41), std::pair("framework-pytorch", 122), std::pair("verify", 12)})
                 operations.setupEvents.push_back(fakeStep(QLatin1String(step), StepState::Done, now(), seconds));
             operations.hold = false;
             operations.result.machine = machine("practice", "practice", MachineState::Ready);
             operations.result.newPassword = Secret::fromString(QStringLiteral("k7pq-wm3x-9hdt-c4nv-r8ys"));
             operations.result.passwordKept = true;
         },
         [](Stage &stage) { return runIt(stage) && stage.find(QStringLiteral("run-done")); }},
        {"run-failed",
         [](FakeOperations &operations) {
             midway(operations);
             operations.hold = false;
             operations.setupError = Error{.cause = Cause::NoInternet,
                                           .params = {{QStringLiteral("host"), QStringLiteral("deb.debian.org")}},
                                           .next = NextAction::CheckServerNetwork,
                                           .detail = QStringLiteral("curl: (6) Could not resolve host"),
                                           .exists = {Exists::What::Machine, QStringLiteral("practice"), Money{}}};
         },
         [](Stage &stage) { return runIt(stage) && stage.find(QStringLiteral("error-panel")); }},
        {"dialog-network",
         [](FakeOperations &operations) {
             operations.setupError =
                 Error{.cause = Cause::NoInternet, .params = {}, .next = NextAction::CheckServerNetwork, .detail = QStringLiteral("x")};
         },
         [](Stage &stage) { return runIt(stage) && stage.click(QStringLiteral("error-act")); }, "network-dialog"},
        {"run-update-back",
         [](FakeOperations &operations) {
             withMachines(operations);
             operations.statuses[QStringLiteral("gpu-oslo")].machine.facts.insert(QStringLiteral("source"), QStringLiteral("pypi"));
             operations.setupEvents = {fakeStep(QStringLiteral("update"), StepState::Done, now(), 80)};
             operations.setupError = Error{.cause = Cause::VerificationFailed,
                                           .params = {{QStringLiteral("back"), QStringLiteral("yes")}},
                                           .next = NextAction::ShowLog,
                                           .detail = QStringLiteral("the product is not what NumPy says"),
                                           .exists = {Exists::What::PartlySetUp, QStringLiteral("gpu-oslo"), Money{}}};
         },
         [](Stage &stage) {
             // Nothing here takes the machine away: it was set up long before.
             return dashboard(stage, "gpu-oslo") && stage.find(QStringLiteral("machine-update")) && choose(stage, "update-newest")
                 && stage.find(QStringLiteral("error-panel")) && !stage.window->findChild<QWidget *>(QStringLiteral("footer-undo"));
         }},
        {"run-undone",
         [](FakeOperations &operations) {
             operations.setupError = Error{.cause = Cause::Cancelled, .params = {}, .next = NextAction::Resume, .detail = {}};
             operations.receipt.rows = {{QStringLiteral("instance"), QStringLiteral("practice"), true, std::nullopt},
                                        {QStringLiteral("disk"), QStringLiteral("practice"), false, Money{}}};
         },
         [](Stage &stage) {
             if (!runIt(stage) || !stage.find(QStringLiteral("error-panel")))
                 return false;
             stage.window->run().undo();
             return stage.find(QStringLiteral("receipt")) != nullptr;
         }},
        {"dialog-host-key",
         [](FakeOperations &operations) {
             operations.question =
                 question(Question::Kind::AcceptHostKey, "host-key-new",
                          {{QStringLiteral("host"), QStringLiteral("lab.example")},
                           {QStringLiteral("type"), QStringLiteral("ssh-ed25519")},
                           {QStringLiteral("fingerprint"), QStringLiteral("SHA256:uNiVztksCsDhcc0u9e8BgrJXVGDwhvXhfBjGDzrCf2w")}});
         },
         runIt, "host-key-dialog"},
        {"dialog-secret",
         [](FakeOperations &operations) {
             operations.question =
                 question(Question::Kind::Secret, "sudo.password",
                          {{QStringLiteral("name"), QStringLiteral("sudo.password")}, {QStringLiteral("attempt"), QStringLiteral("2")}});
         },
         runIt, "secret-dialog"},
        {"dialog-undo", midway, [](Stage &stage) { return runIt(stage) && stage.click(QStringLiteral("footer-stop-undo")); },
         "confirm-dialog"},
        {"dialog-vault", [](FakeOperations &operations) { operations.keepingToGive = Keeping::Nowhere; },
         [](Stage &stage) { return choose(stage, "settings-vault"); }, "vault-dialog"},
        {"dialog-report", none, [](Stage &stage) { return choose(stage, "settings-report"); }, "report-dialog"},
        {"dialog-commands", none,
         [](Stage &stage) { return stage.walkTo(QStringLiteral("review")) && stage.click(QStringLiteral("review-commands")); },
         "commands-dialog"},
        {"dashboard-empty", none,
         [](Stage &stage) {
             stage.window->showMachines();
             return stage.find(QStringLiteral("dashboard-first")) != nullptr;
         }},
        {"dashboard-hosted", withMachines,
         [](Stage &stage) {
             const QString code = QStringLiteral("044XM-4R21W-1GY22-MCNSP-RR90A-GT32V-N4"); // of resources/hosted/code.py
             if (!keepHosted(stage.home, QStringLiteral("colab"), code, now()) || !dashboard(stage, "gpu-oslo")
                 || !stage.click(QStringLiteral("hosted-results")))
                 return false;
             return stage.find(QStringLiteral("hosted-card")) && stage.type(QStringLiteral("hosted-code"), QStringLiteral("044XM-4R2"))
                 && stage.click(QStringLiteral("hosted-keep")) && stage.find(QStringLiteral("hosted-said"));
         }},
        {"dashboard", withMachines,
         [](Stage &stage) {
             return dashboard(stage, "gpu-oslo") && stage.click(QStringLiteral("machine-open"))
                 && stage.find(QStringLiteral("machine-url"));
         }},
        {"dashboard-gpu", [](FakeOperations &operations) { withGpus(operations, unmarked(sampleReport("h100"))); }, gpuPanel, "gpu-panel"},
        {"dashboard-gpus", [](FakeOperations &operations) { withGpus(operations, unmarked(sampleReport("h100_x8"))); }, gpuPanel},
        {"dashboard-cpu", [](FakeOperations &operations) { withGpus(operations, sampleHostReport()); }, gpuPanel, "gpu-panel"},
        {"dashboard-gpu-cut",
         [](FakeOperations &operations) {
             withGpus(operations, unmarked(sampleReport("t4")));
             operations.watchError = Error{Cause::ConnectionLost, {}, NextAction::Retry, {}};
             operations.probeError =
                 Error{Cause::ConnectionTimeout, {{QStringLiteral("host"), QStringLiteral("lab.example")}}, NextAction::Retry, {}};
         },
         [](Stage &stage) { return gpuPanel(stage) && stage.find(QStringLiteral("live-retry")); }, "gpu-panel"},
        {"dashboard-stopped", withMachines, [](Stage &stage) { return dashboard(stage, "practice"); }},
        {"dashboard-unfinished", withMachines, [](Stage &stage) { return dashboard(stage, "half"); }},
        {"dashboard-unreachable",
         [](FakeOperations &operations) {
             withMachines(operations);
             MachineStatus &status = operations.statuses[QStringLiteral("gpu-oslo")];
             status.machine.state = MachineState::Unreachable;
             status.jupyter = QStringLiteral("unknown");
             status.problem = Error{.cause = Cause::ConnectionTimeout,
                                    .params = {{QStringLiteral("host"), QStringLiteral("lab.example")}},
                                    .next = NextAction::CheckServerIsOn,
                                    .detail = QStringLiteral("connect: timed out"),
                                    .exists = {Exists::What::Unchanged, QStringLiteral("gpu-oslo"), Money{}}};
         },
         [](Stage &stage) { return dashboard(stage, "gpu-oslo") && stage.find(QStringLiteral("error-panel")); }},
        {"dialog-diagnosis", [](FakeOperations &operations) { withDiagnosis(operations, nullptr); }, diagnosed, "diagnosis-dialog"},
        {"dialog-diagnosis-broken",
         [](FakeOperations &operations) {
             withDiagnosis(operations, "module",
                           {.cause = Cause::GpuModuleMissing,
                            .params = {{QStringLiteral("kernel"), QStringLiteral("6.8.0-52-generic")}},
                            .next = NextAction::Repair,
                            .detail = QStringLiteral("NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver.")});
         },
         diagnosed, "diagnosis-dialog"},
        {"dialog-diagnosis-wheel",
         [](FakeOperations &operations) {
             withDiagnosis(operations, "wheel:pytorch",
                           {.cause = Cause::GpuWheelWithoutCuda,
                            .params = {{QStringLiteral("framework"), QStringLiteral("pytorch")}},
                            .next = NextAction::ReadHelp,
                            .detail = {}});
         },
         diagnosed, "diagnosis-dialog"},
        {"dashboard-gpu-unused", [](FakeOperations &operations) { withDiagnosis(operations, "module"); },
         [](Stage &stage) { return dashboard(stage, "gpu-oslo") && stage.find(QStringLiteral("detail-why-no-gpu")); }},
        {"dialog-destroy", withMachines, tearDown, "teardown-dialog"},
        {"dialog-destroy-files", withFiles, [](Stage &stage) { return tearDown(stage) && stage.find(QStringLiteral("teardown-copy")); },
         "teardown-dialog"},
        {"dialog-destroy-copying",
         [](FakeOperations &operations) {
             withFiles(operations);
             operations.hold = true;
             operations.copyEvents = {{0,
                                       {},
                                       {},
                                       EventKind::Progress,
                                       {{QStringLiteral("say"), QStringLiteral("copying-file")},
                                        {QStringLiteral("args"),
                                         QJsonObject{{QStringLiteral("file"), QStringLiteral("models/digits.pt")},
                                                     {QStringLiteral("done"), QStringLiteral("31400000")},
                                                     {QStringLiteral("of"), QStringLiteral("54321000")}}},
                                        {QStringLiteral("done"), 0.57}}}};
         },
         [](Stage &stage) {
             if (!tearDown(stage) || !stage.find(QStringLiteral("teardown-copy")))
                 return false;
             static_cast<TearDownDialog *>(stage.find(QStringLiteral("teardown-dialog")))->copyInto(QStringLiteral("/home/ada"));
             return stage.find(QStringLiteral("teardown-stop-copy")) != nullptr;
         },
         "teardown-dialog"},
        {"dialog-destroy-unseen",
         [](FakeOperations &operations) {
             withMachines(operations);
             operations.filesError = Error{.cause = Cause::ConnectionTimeout,
                                           .params = {{QStringLiteral("host"), QStringLiteral("lab.example")}},
                                           .next = NextAction::CheckServerIsOn,
                                           .detail = {}};
         },
         tearDown, "teardown-dialog"},
        {"dialog-remove", withMachines,
         [](Stage &stage) { return dashboard(stage, "gpu-oslo") && stage.click(QStringLiteral("machine-destroy")); }, "confirm-dialog"},
    };
}

} // namespace fl
