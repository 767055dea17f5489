// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/core/keys.h"
#include "backends/providers/registry.h"
#include "backends/text/text.h"

#include <QRegularExpression>
#include <QtTest>

using namespace fl;

class TestText : public QObject {
    Q_OBJECT

    /// A sentence for a person: begins large, ends with a stop, holds no place left open and no code of ours.
    static void checkSentence(const QString &sentence, const QString &what)
    {
        QVERIFY2(sentence.size() > 8, qPrintable(what));
        QVERIFY2(sentence.at(0).isUpper() || sentence.startsWith(QLatin1String("sudo")) || sentence.startsWith(QLatin1Char('(')),
                 qPrintable(what + sentence));
        QVERIFY2(sentence.endsWith(QLatin1Char('.')) || sentence.endsWith(QLatin1Char(':')) || sentence.endsWith(QLatin1String("…"))
                     || sentence.endsWith(QLatin1Char('?')) || sentence.endsWith(QLatin1Char(')')),
                 qPrintable(what + sentence));
        QVERIFY2(!sentence.contains(QLatin1Char('{')) && !sentence.contains(QLatin1Char('!')), qPrintable(what + sentence));
    }

private slots:
    void everyCauseIsSaidWithAndWithoutItsValues()
    {
#define FL_CAUSE(name, slugText, exit)                                                                                                     \
    {                                                                                                                                      \
        Error error{Cause::name, {}, NextAction::Retry, {}, {}};                                                                           \
        checkSentence(text::error(error).happened, QStringLiteral(slugText ": "));                                                         \
        for (const char *param :                                                                                                           \
             {"host",       "port",   "user",    "path",     "reason", "key",  "value",    "allowed", "machine",     "step",               \
              "pid",        "since",  "what",    "who",      "holder", "tool", "command",  "name",    "fingerprint", "type",               \
              "jump",       "system", "copy",    "machines", "file",   "line", "kind",     "left",    "files",       "framework",          \
              "capability", "cuda",   "offered", "kernel",   "driver", "code", "expected", "missing"})                                     \
            error.params.insert(QLatin1String(param), QStringLiteral("Xx."));                                                              \
        checkSentence(text::error(error).happened, QStringLiteral(slugText ": "));                                                         \
        QVERIFY(!text::error(error).happened.contains(QLatin1String("(not known)")));                                                      \
    }
#include "backends/core/causes.def"
#undef FL_CAUSE
    }
    void everyActionHasASentenceAndAButton()
    {
#define FL_ACTION(name, slugText)                                                                                                          \
    {                                                                                                                                      \
        const auto said = text::error({Cause::Cancelled, {}, NextAction::name, {}, {}});                                                   \
        checkSentence(said.next, QStringLiteral(slugText ": "));                                                                           \
        QVERIFY2(!said.button.isEmpty() && said.button.size() < 30, slugText);                                                             \
        QVERIFY(said.button != said.next);                                                                                                 \
    }
#include "backends/core/actions.def"
#undef FL_ACTION
    }
    void whatExistsIsAlwaysSaidWithItsCost()
    {
        for (int i = 0; i <= static_cast<int>(Exists::What::Unknown); ++i)
            for (const auto &price : {std::optional<Money>(), std::optional(Money{}), std::optional(Money{530000})}) {
                Error error{Cause::Cancelled, {}, NextAction::Resume, {}, {static_cast<Exists::What>(i), QStringLiteral("Lab"), price}};
                const QString said = text::error(error).exists;
                checkSentence(said, QString::number(i));
                QVERIFY2(said.contains(QLatin1String("ost")), qPrintable(said));
            }
        Error error{Cause::Cancelled, {}, NextAction::Resume, {}, {Exists::What::Machine, QStringLiteral("Lab"), std::nullopt}};
        QVERIFY(text::error(error).exists.contains(QLatin1String("price unknown")));
        error.exists.perHour = Money{530000};
        QVERIFY(text::error(error).exists.contains(QLatin1String("$0.53 an hour")));
    }
    void aPlanFilesProblemsAreSaid()
    {
        for (const char *problem : {"unknown-key", "bad-value", "empty-value", "missing", "schema", "too-large", "too-deep", "alias", "tag",
                                    "twice", "documents", "key", "empty", "not-utf8", "not-a-map", "list-of-lists", "not-yaml"}) {
            const QString said = text::error({Cause::PlanFileInvalid,
                                              {{QStringLiteral("file"), QStringLiteral("p.yaml")},
                                               {QStringLiteral("line"), QStringLiteral("3")},
                                               {QStringLiteral("key"), QStringLiteral("ssh.host")},
                                               {QStringLiteral("problem"), QLatin1String(problem)}},
                                              NextAction::ChangeInput,
                                              {},
                                              {}})
                                     .happened;
            checkSentence(said, QLatin1String(problem));
            QVERIFY(said.contains(QLatin1String("line 3")));
            QCOMPARE(said.contains(QLatin1String("well-formed")), QByteArray(problem) == "not-yaml");
        }
    }
    void aValueIsNeverReadAsAPlace()
    {
        const QString said =
            text::error({Cause::ConnectionRefused,
                         {{QStringLiteral("host"), QStringLiteral("{port}")}, {QStringLiteral("port"), QStringLiteral("%1\x1b[31m")}},
                         NextAction::Retry,
                         {},
                         {}})
                .happened;
        QCOMPARE(said, QStringLiteral("{port} answers, but nothing listens at port %1␛[31m."));
    }
    void everyProviderHasNameAndSentenceAndEveryFieldALabel()
    {
        const ProviderRegistry registry;
        for (const auto &provider : registry.all()) {
            QVERIFY2(text::providerName(provider->id()) != provider->id(), qPrintable(provider->id()));
            checkSentence(text::providerSentence(provider->id()), provider->id());
            for (const Field &field : provider->fields()) {
                QVERIFY2(text::fieldLabel(field.key) != field.key, qPrintable(field.key));
                if (!field.helpTopic.isEmpty())
                    checkSentence(text::fieldHelp(field.helpTopic), field.helpTopic);
            }
        }
    }
    void timesAreSaidAsPeopleSayThem_data()
    {
        QTest::addColumn<double>("seconds");
        QTest::addColumn<QString>("said");
        QTest::newRow("0") << 0.0 << "a few seconds";
        QTest::newRow("12") << 12.0 << "about 10 s";
        QTest::newRow("54") << 54.0 << "about 55 s";
        QTest::newRow("58") << 58.0 << "about 1 min";
        QTest::newRow("240") << 240.0 << "about 4 min";
        QTest::newRow("5400") << 5400.0 << "about 90 min";
        QTest::newRow("7200") << 7200.0 << "about 2 h";
    }
    void timesAreSaidAsPeopleSayThem()
    {
        QFETCH(double, seconds);
        QFETCH(QString, said);
        QCOMPARE(text::duration(seconds), said);
    }
    void anUnknownPriceIsNeverZero()
    {
        QCOMPARE(text::perHour(std::nullopt), QStringLiteral("price unknown"));
        QCOMPARE(text::perHour(Money{}), QStringLiteral("free"));
        QCOMPARE(text::perHour(Money{530000}), QStringLiteral("$0.53 an hour"));
        QCOMPARE(text::perHour(Money{1200, QStringLiteral("EUR")}), QStringLiteral("€0.0012 an hour"));
        QCOMPARE(text::money(Money{12500000, QStringLiteral("CHF")}), QStringLiteral("CHF\u00a012.50"));
    }
    void strangersTextIsMadeVisible_data()
    {
        QTest::addColumn<QString>("given");
        QTest::addColumn<QString>("shown");
        QTest::newRow("plain") << "é 中文 😀\n\t"
                               << "é 中文 😀\n\t";
        QTest::newRow("colour") << "\x1b[31mred"
                                << "␛[31mred";
        QTest::newRow("OSC 52") << "\x1b]52;c;eA==\a"
                                << "␛]52;c;eA==␇";
        QTest::newRow("C1") << QString(QChar(0x9b)) + "2J"
                            << "<U+009B>2J";
        QTest::newRow("bidi") << QStringLiteral("a\u202egpj.exe") << "a<U+202E>gpj.exe";
        QTest::newRow("isolate") << QStringLiteral("\u2066x\u2069") << "<U+2066>x<U+2069>";
        QTest::newRow("zero width") << QStringLiteral("pay\u200bpal") << "pay<U+200B>pal";
        QTest::newRow("delete") << "\x7f"
                                << "␡";
        QTest::newRow("half a pair") << QString(QChar(0xd800)) + "x" << QString(QChar(0xfffd)) + "x";
        QTest::newRow("return") << "a\rb"
                                << "a␍b";
    }
    void strangersTextIsMadeVisible()
    {
        QFETCH(QString, given);
        QFETCH(QString, shown);
        QCOMPARE(text::visible(given), shown);
    }
};

QTEST_APPLESS_MAIN(TestText)
#include "tst_text.moc"
