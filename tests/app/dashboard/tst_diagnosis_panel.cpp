// SPDX-License-Identifier: GPL-3.0-or-later
// "Why no GPU?" on a machine's page: the chain, the broken link opened, and the one button.
#include "app/dashboard/diagnosis_panel.h"
#include "tests/app/screens/stage.h"

#include <QLabel>
#include <QTemporaryDir>

using namespace fl;
using State = DiagnosisLink::State;

class TestDiagnosisPanel : public QObject {
    Q_OBJECT

    QTemporaryDir m_home;

    static Machine machine(const QJsonObject &facts)
    {
        Machine machine;
        machine.id = QStringLiteral("m-1");
        machine.name = QStringLiteral("lab");
        machine.where = QStringLiteral("practice");
        machine.state = MachineState::Ready;
        machine.perHour = Money{};
        machine.facts = facts;
        return machine;
    }
    /// A machine with a GPU that is not used, and what is found there.
    std::unique_ptr<Stage> opened(const Diagnosis &diagnosis, const std::optional<Error> &error = {})
    {
        auto stage = std::make_unique<Stage>(m_home.path());
        stage->operations->machines = {
            machine({{QStringLiteral("gpu.count"), QStringLiteral("1")}, {QStringLiteral("verified"), QStringLiteral("cpu")}})};
        stage->operations->result.machine = stage->operations->machines.front();
        stage->operations->diagnosis = diagnosis;
        stage->operations->diagnoseError = error;
        stage->open();
        stage->window->showMachines(QStringLiteral("lab"));
        return stage->click(QStringLiteral("detail-why-no-gpu")) && stage->find(QStringLiteral("diagnosis-dialog")) ? std::move(stage)
                                                                                                                    : nullptr;
    }
    static Diagnosis broken(NextAction next, bool repairable)
    {
        Diagnosis diagnosis;
        diagnosis.chain = {{QStringLiteral("hardware"), State::Whole, {{QStringLiteral("model"), QStringLiteral("NVIDIA <b>L4")}}},
                           {QStringLiteral("module"), State::Broken, {}},
                           {QStringLiteral("kernel:pytorch"), State::NotReached, {}}};
        diagnosis.broken = Error{.cause = Cause::GpuDriverMismatch, .params = {}, .next = next, .detail = {}};
        diagnosis.repairable = repairable;
        return diagnosis;
    }
    static QString said(const Stage &stage, const char *name)
    {
        auto *label = qobject_cast<QLabel *>(stage.find(QLatin1String(name)));
        return label ? label->text() : QString();
    }
    static QPushButton *yes(const Stage &stage) { return qobject_cast<QPushButton *>(stage.find(QStringLiteral("dialog-yes"), 0)); }

private slots:
    void theBrokenLinkIsOpenedAndOneButtonMendsIt()
    {
        auto s = opened(broken(NextAction::Repair, true));
        QVERIFY(s);
        QCOMPARE(said(*s, "link-hardware"), QStringLiteral("NVIDIA <b>L4"));
        QCOMPARE(said(*s, "link-module"), QStringLiteral("broken"));
        QCOMPARE(said(*s, "link-kernel:pytorch"), QStringLiteral("not reached"));
        QVERIFY(said(*s, "link-why").contains(QLatin1String("different versions")));
        QVERIFY(yes(*s));
        QCOMPARE(yes(*s)->text(), QStringLiteral("Repair"));
        QVERIFY(!s->operations->calls().contains(QStringLiteral("repair lab")));
        QVERIFY(s->click(QStringLiteral("dialog-yes")));
        QTRY_VERIFY(s->operations->calls().contains(QStringLiteral("repair lab")));
        QVERIFY(s->find(QStringLiteral("page-run"))); // where one watches it
    }
    void aRestartIsCalledThat()
    {
        auto s = opened(broken(NextAction::Reboot, true));
        QVERIFY(s && !said(*s, "link-why").isEmpty() && yes(*s));
        QCOMPARE(yes(*s)->text(), QStringLiteral("Restart the machine"));
        QVERIFY(s->click(QStringLiteral("dialog-no")));
        QVERIFY(!s->operations->calls().contains(QStringLiteral("repair lab")));
    }
    void whatNothingOfOursMendsHasNoButton()
    {
        auto s = opened(broken(NextAction::TurnOffSecureBoot, false));
        QVERIFY(s && !said(*s, "link-why").isEmpty());
        QVERIFY(!yes(*s));
    }
    void aWholeChainSaysSo()
    {
        Diagnosis whole;
        whole.chain = {{QStringLiteral("hardware"), State::Whole, {}}};
        auto s = opened(whole);
        QVERIFY(s);
        QTRY_COMPARE(said(*s, "diagnosis-say"), QStringLiteral("The GPU computes in every framework."));
        QVERIFY(!yes(*s));
    }
    void withoutAGpuItSaysWhatComputes()
    {
        Diagnosis none;
        none.chain = {{QStringLiteral("hardware"), State::NotThere, {}}, {QStringLiteral("kernel:jax"), State::Whole, {}}};
        auto s = opened(none);
        QVERIFY(s);
        QTRY_COMPARE(said(*s, "diagnosis-say"), QStringLiteral("This machine has no NVIDIA GPU; everything computes on its processor."));
        QCOMPARE(said(*s, "link-hardware"), QStringLiteral("There is no NVIDIA GPU in this machine."));
    }
    void oneThatDoesNotAnswerIsSaid()
    {
        auto s = opened({},
                        Error{.cause = Cause::ConnectionTimeout,
                              .params = {{QStringLiteral("host"), QStringLiteral("h")}},
                              .next = NextAction::CheckServerIsOn,
                              .detail = {}});
        QVERIFY(s);
        QTRY_VERIFY(said(*s, "diagnosis-say").startsWith(QLatin1String("h did not answer in time.")));
    }
    void theButtonIsThereWhereThereIsSomethingToAsk()
    {
        const auto button = [](const QJsonObject &facts, MachineState state = MachineState::Ready) {
            MachineEntry entry;
            entry.status.machine = machine(facts);
            entry.status.machine.state = state;
            return std::unique_ptr<QPushButton>(makeDiagnosisButton(entry, [] {}));
        };
        QVERIFY(!button({}));
        const QJsonObject cpu{{QStringLiteral("gpu.count"), QStringLiteral("0")}, {QStringLiteral("verified"), QStringLiteral("cpu")}};
        QCOMPARE(button(cpu)->text(), QStringLiteral("Why no GPU?"));
        QVERIFY(!button(cpu, MachineState::Stopped)->isEnabled());
        QCOMPARE(button({{QStringLiteral("gpu.count"), QStringLiteral("2")}, {QStringLiteral("verified"), QStringLiteral("gpu")}})->text(),
                 QStringLiteral("Check the GPU"));
        QVERIFY(button({{QStringLiteral("gpu.count"), QStringLiteral("2")}}));
    }
};

QTEST_MAIN(TestDiagnosisPanel)
#include "tst_diagnosis_panel.moc"
