// SPDX-License-Identifier: GPL-3.0-or-later
// The fold of events and the honesty of the time that is left.
#include "app/run/run_state.h"
#include "backends/text/run_text.h"

#include <QJsonArray>
#include <QtTest>

using namespace fl;

class TestRunState : public QObject {
    Q_OBJECT

    static RunState planned()
    {
        RunState state;
        QJsonArray steps{QJsonObject{{QStringLiteral("id"), QStringLiteral("a")}, {QStringLiteral("expected"), 10}},
                         QJsonObject{{QStringLiteral("id"), QStringLiteral("b")}, {QStringLiteral("expected"), 100}}};
        state.apply({1000, {}, {}, EventKind::Plan, QJsonObject{{QStringLiteral("steps"), steps}}});
        return state;
    }
    static Event step(const char *id, StepState to, qint64 t)
    {
        return {t, QStringLiteral("m-1"), QLatin1String(id), EventKind::Step, QJsonObject{{QStringLiteral("state"), slug(to)}}};
    }

private slots:
    void stepsFollowTheirEvents()
    {
        RunState state = planned();
        QCOMPARE(state.steps.size(), size_t(2));
        state.apply(step("a", StepState::Running, 2000));
        QCOMPARE(state.current()->id, QStringLiteral("a"));
        state.apply(step("a", StepState::Done, 9500));
        QCOMPARE(state.find(QStringLiteral("a"))->seconds, 7.5);
        QVERIFY(!state.current());
        QCOMPARE(state.machine, QStringLiteral("m-1"));
    }
    void aStepNobodyAnnouncedIsShownToo()
    {
        RunState state = planned();
        state.apply(step("z", StepState::Running, 2000));
        QCOMPARE(state.steps.back().id, QStringLiteral("z"));
    }
    void whatWasThereAlreadyIsCounted()
    {
        RunState state = planned();
        QCOMPARE(state.alreadyThere(), 0);
        QCOMPARE(text::alreadyDone(state.alreadyThere(), 2), QString());
        state.apply(step("a", StepState::AlreadyThere, 2000));
        state.apply(step("b", StepState::AlreadyThere, 2000));
        QCOMPARE(state.alreadyThere(), 2);
        state.apply(step("b", StepState::Running, 2000)); // it turned out to be needed
        state.apply(step("b", StepState::Done, 9000));
        QCOMPARE(text::alreadyDone(state.alreadyThere(), static_cast<int>(state.steps.size())),
                 QStringLiteral("1 of 2 steps were already done."));
    }
    void nothingDoneIsNothingDone()
    {
        const TimeLeft left = timeLeft(planned(), 1000);
        QCOMPARE(left.seconds, 110.0);
        QCOMPARE(left.fraction, 0.0);
    }
    void theTimeLeftIsNeverNoneWhileAStepRuns()
    {
        RunState state = planned();
        state.apply(step("a", StepState::AlreadyThere, 1000));
        state.apply(step("b", StepState::Running, 1000));
        double before = 0;
        for (int second = 0; second <= 3600; second += 5) {
            const TimeLeft left = timeLeft(state, 1000 + second * 1000LL);
            QVERIFY2(left.seconds >= 1, qPrintable(QString::number(second)));
            // It creeps on and never claims the end: an overrun step keeps a fifth of the bar free.
            QVERIFY2(left.fraction <= 0.81 || second <= 100, qPrintable(QString::number(left.fraction)));
            QVERIFY(left.fraction < 0.99);
            QVERIFY(left.fraction + 0.03 >= before);
            before = left.fraction;
        }
        QVERIFY(timeLeft(state, 1000 + 200'000).slower);
        QVERIFY(!timeLeft(state, 1000 + 90'000).slower);
    }
    void progressOfTheStepIsBelieved()
    {
        RunState state = planned();
        state.apply(step("a", StepState::AlreadyThere, 1000));
        state.apply(step("b", StepState::Running, 1000));
        state.apply({31'000, QStringLiteral("m-1"), QStringLiteral("b"), EventKind::Progress,
                     QJsonObject{{QStringLiteral("done"), 0.5}, {QStringLiteral("say"), QStringLiteral("unpacking")}}});
        QVERIFY(qAbs(timeLeft(state, 31'000).seconds - 30) < 0.01);
        QCOMPARE(state.current()->say, QStringLiteral("unpacking"));
    }
    void allOverIsTheWhole()
    {
        RunState state = planned();
        state.apply(step("a", StepState::AlreadyThere, 1000));
        state.apply(step("b", StepState::Running, 1000));
        state.apply(step("b", StepState::Done, 9000));
        QCOMPARE(timeLeft(state, 9000).fraction, 1.0);
        QCOMPARE(timeLeft(state, 9000).seconds, 0.0);
    }
    void strangeDataIsNoCrash()
    {
        RunState state = planned();
        state.apply({1, {}, QStringLiteral("a"), EventKind::Step, QJsonObject{{QStringLiteral("state"), QStringLiteral("nonsense")}}});
        state.apply({1, {}, QStringLiteral("a"), EventKind::Progress, QJsonObject{{QStringLiteral("done"), 7.0}}});
        QCOMPARE(*state.find(QStringLiteral("a"))->done, 1.0);
        state.apply({1, {}, {}, EventKind::Plan, QJsonObject{{QStringLiteral("steps"), 3}}});
        QVERIFY(state.steps.empty());
    }
};

QTEST_MAIN(TestRunState)
#include "tst_run_state.moc"
