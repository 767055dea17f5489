// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/core/error_json.h"

#include <QSet>
#include <QtTest>

using namespace fl;

class TestError : public QObject {
    Q_OBJECT
private slots:
    void everyErrorSurvivesItsJson()
    {
        QSet<QString> slugs;
#define FL_CAUSE(name, text, exit)                                                                                                         \
    {                                                                                                                                      \
        const Error error{Cause::name,                                                                                                     \
                          {{QStringLiteral("host"), QStringLiteral("a\"b")}},                                                              \
                          NextAction::ShowLog,                                                                                             \
                          QStringLiteral("x\ny"),                                                                                          \
                          {Exists::What::Machine, QStringLiteral("lab"), Money{530000}}};                                                  \
        QCOMPARE(errorFromJson(toJson(error)), std::optional(error));                                                                      \
        QVERIFY(!slugs.contains(slug(error.cause)));                                                                                       \
        slugs.insert(slug(error.cause));                                                                                                   \
    }
#include "backends/core/causes.def"
#undef FL_CAUSE
    }
    void anUnknownPriceStaysUnknownAndFreeStaysFree()
    {
        Error error{Cause::Cancelled, {}, NextAction::Resume, {}, {Exists::What::PartlySetUp, QStringLiteral("lab"), std::nullopt}};
        QCOMPARE(errorFromJson(toJson(error)), std::optional(error));
        error.exists.perHour = Money{};
        QCOMPARE(errorFromJson(toJson(error)), std::optional(error));
    }
};

QTEST_APPLESS_MAIN(TestError)
#include "tst_error.moc"
