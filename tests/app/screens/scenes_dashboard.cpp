// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dashboard/copy_panel.h"
#include "app/dashboard/dashboard.h"
#include "app/dashboard/teardown_dialog.h"
#include "backends/hosted/records.h"
#include "tests/app/screens/scene_machines.h"
#include "tests/app/screens/scenes.h"
#include "tests/fakes/probe_samples.h"

#include <QScrollArea>

#include <cmath>

namespace fl {

bool dashboard(Stage &stage, const char *name)
{
    stage.window->showMachines(QLatin1String(name));
    return QTest::qWaitFor([&] {
               return stage.operations->calls().filter(QStringLiteral("status")).size()
                   >= static_cast<qsizetype>(stage.operations->machines.size());
           })
        && stage.find(QStringLiteral("dashboard"));
}

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

Event copying()
{
    const QJsonObject args{{QStringLiteral("file"), QStringLiteral("models/digits.pt")},
                           {QStringLiteral("done"), QStringLiteral("31400000")},
                           {QStringLiteral("of"), QStringLiteral("54321000")},
                           {QStringLiteral("speed"), QStringLiteral("2300000")},
                           {QStringLiteral("left"), QStringLiteral("10")}};
    return {0,
            {},
            {},
            EventKind::Progress,
            {{QStringLiteral("say"), QStringLiteral("copying-file")}, {QStringLiteral("args"), args}, {QStringLiteral("done"), 0.57}}};
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

} // namespace

std::vector<Scene> dashboardScenes()
{
    return {
        {"dashboard-empty", [](FakeOperations &) {},
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
        {"dashboard", [](FakeOperations &operations) { withGpus(operations, unmarked(sampleReport("t4"))); },
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
        {"dashboard-copying",
         [](FakeOperations &operations) {
             withMachines(operations);
             operations.hold = true;
             operations.copyEvents = {copying()};
         },
         [](Stage &stage) {
             if (!dashboard(stage, "gpu-oslo") || !stage.find(QStringLiteral("copy-panel")))
                 return false;
             static_cast<CopyPanel *>(stage.find(QStringLiteral("copy-panel")))->take({QStringLiteral("/home/ada/models")});
             return stage.find(QStringLiteral("copy-stop")) != nullptr;
         },
         "copy-panel"},
        {"dashboard-copied",
         [](FakeOperations &operations) {
             withMachines(operations);
             operations.copied.copied = 12;
             operations.copied.beside = {{"data.csv", "data (3f2a9c1b).csv"}};
             operations.copied.left = {{"models/a\tb", QStringLiteral("copy-name-control")}};
         },
         [](Stage &stage) {
             if (!dashboard(stage, "gpu-oslo") || !stage.find(QStringLiteral("copy-panel")))
                 return false;
             static_cast<CopyPanel *>(stage.find(QStringLiteral("copy-panel")))->take({QStringLiteral("/home/ada/models")});
             return stage.find(QStringLiteral("copy-said")) != nullptr;
         },
         "copy-panel"},
        {"dialog-colab", withMachines,
         [](Stage &stage) { return dashboard(stage, "gpu-oslo") && stage.click(QStringLiteral("machine-colab")); }, "colab-dialog"},
        {"dialog-colab-open", withMachines,
         [](Stage &stage) {
             return dashboard(stage, "gpu-oslo") && stage.click(QStringLiteral("machine-colab"))
                 && stage.click(QStringLiteral("colab-allow")) && stage.find(QStringLiteral("colab-url"));
         },
         "colab-dialog"},
        {"dialog-destroy", withMachines, tearDown, "teardown-dialog"},
        {"dialog-destroy-files", withFiles, [](Stage &stage) { return tearDown(stage) && stage.find(QStringLiteral("teardown-copy")); },
         "teardown-dialog"},
        {"dialog-destroy-copying",
         [](FakeOperations &operations) {
             withFiles(operations);
             operations.hold = true;
             operations.copyEvents = {copying()};
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
