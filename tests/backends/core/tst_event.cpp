// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/core/event.h"

#include <QtTest>

using namespace fl;

class TestEvent : public QObject {
    Q_OBJECT
private slots:
    void everyKindSurvivesItsJson()
    {
        for (int i = 0; i <= static_cast<int>(EventKind::Open); ++i) {
            const Event event{1764000000000 + i, QStringLiteral("m-1"), QStringLiteral("verify"), static_cast<EventKind>(i),
                              QJsonObject{{QStringLiteral("text"), QStringLiteral("a\nb")}}};
            QCOMPARE(eventFromJson(toJson(event)), std::optional(event));
        }
    }
    void anUnknownKindIsNoEvent() { QVERIFY(!eventFromJson(QJsonObject{{QStringLiteral("kind"), QStringLiteral("nonsense")}})); }
    void everyStepStateHasASlugOfItsOwn()
    {
        for (int i = 0; i <= static_cast<int>(StepState::Interrupted); ++i)
            QCOMPARE(stepStateFromSlug(slug(static_cast<StepState>(i))), std::optional(static_cast<StepState>(i)));
    }
};

QTEST_APPLESS_MAIN(TestEvent)
#include "tst_event.moc"
