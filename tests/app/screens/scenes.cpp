// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/screens/scenes.h"

#include "app/run/log_view.h"
#include "tests/app/screens/scene_machines.h"
#include "wizard/frame.h"
#include "wizard/pages/where/floyd_dialog.h"

#include <QAction>
#include <QDateTime>
#include <QScrollArea>

#include <algorithm>
#include <iterator>

namespace fl {
namespace {

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

/// Where midway() is, with its events shown: a busy computer takes its time.
bool runMidway(Stage &stage)
{
    return stage.walkTo(QStringLiteral("review")) && stage.next() && stage.find(QStringLiteral("page-run")) && QTest::qWaitFor([&] {
               const auto &steps = stage.window->run().state().steps;
               return std::ranges::any_of(steps, [](const StepView &step) {
                   return step.id == QLatin1String("jupyter") && step.state == StepState::Running;
               });
           });
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

Question question(Question::Kind kind, const char *code, QMap<QString, QString> args)
{
    return {kind, {QLatin1String(code), std::move(args)}};
}

} // namespace

std::vector<Scene> scenes()
{
    const auto none = [](FakeOperations &) {};
    std::vector<Scene> all{
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
        {"account-rented", [](FakeOperations &operations) { operations.addRented(); },
         [](Stage &stage) { return account(stage, "aws") && stage.find(QStringLiteral("account-region")); }},
        {"hardware-rented", [](FakeOperations &operations) { operations.addRented(); },
         [](Stage &stage) {
             return account(stage, "aws") && stage.walkTo(QStringLiteral("hardware")) && stage.click(QStringLiteral("hardware-g5.2xlarge"))
                 && stage.find(QStringLiteral("hardware-quota"));
         }},
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
        {"dialog-client",
         [](FakeOperations &operations) {
             operations.access.problem =
                 Error{Cause::NotSupportedHere, {{QStringLiteral("provider"), QStringLiteral("google")}}, NextAction::ReadHelp, {}, {}};
         },
         [](Stage &stage) {
             return stage.walkTo(QStringLiteral("where")) && stage.click(QStringLiteral("way-go-colab"))
                 && stage.find(QStringLiteral("hosted-not-here")) && stage.click(QStringLiteral("hosted-client"))
                 && stage.find(QStringLiteral("client-dialog"));
         },
         "client-dialog"},
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
        {"run", midway, runMidway},
        {"run-log", midway,
         [](Stage &stage) {
             return runMidway(stage) && stage.click(QStringLiteral("log-fold")) && stage.find(QStringLiteral("log-lines"));
         }},
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
        {"dialog-enrol-key",
         [](FakeOperations &operations) {
             operations.question =
                 question(Question::Kind::ConfirmInPerson, "enrol-key",
                          {{QStringLiteral("machine"), QStringLiteral("lab")}, {QStringLiteral("password"), QStringLiteral("40718263")}});
         },
         runIt, "enrol-key-dialog"},
        {"dialog-undo", midway, [](Stage &stage) { return runIt(stage) && stage.click(QStringLiteral("footer-stop-undo")); },
         "confirm-dialog"},
        {"dialog-vault", [](FakeOperations &operations) { operations.keepingToGive = Keeping::Nowhere; },
         [](Stage &stage) { return choose(stage, "settings-vault"); }, "vault-dialog"},
        {"dialog-report", none, [](Stage &stage) { return choose(stage, "settings-report"); }, "report-dialog"},
        {"dialog-commands", none,
         [](Stage &stage) { return stage.walkTo(QStringLiteral("review")) && stage.click(QStringLiteral("review-commands")); },
         "commands-dialog"},
    };
    std::ranges::move(dashboardScenes(), std::back_inserter(all));
    return all;
}

} // namespace fl
