// SPDX-License-Identifier: GPL-3.0-or-later
// The shopping list on paper, read back from the PDF: every part, price, month, rent and break-even, in both languages.
#include "backends/text/advice_text.h"
#include "backends/text/way_text.h"
#include "translations/language.h"
#include "wizard/sheet/shopping_sheet.h"

#include <QProcess>
#include <QStandardPaths>
#include <QtTest>

using namespace fl;

class TestShoppingSheet : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    Knowledge m_knowledge;

    static QString run(const QString &program, const QStringList &arguments)
    {
        QProcess process;
        process.start(program, arguments);
        if (!process.waitForFinished(60'000) || process.exitCode() != 0)
            return {};
        return QString::fromUtf8(process.readAllStandardOutput());
    }
    /// Lines break in cells and at hyphens, and a glyph that two letters share comes back as either: looked for without all that.
    static QString bare(const QString &text)
    {
        static const QRegularExpression breaks(QStringLiteral("[\\s-]+"));
        return text.normalized(QString::NormalizationForm_KC).remove(breaks);
    }

private slots:
    void initTestCase()
    {
        if (QStandardPaths::findExecutable(QStringLiteral("pdftotext")).isEmpty())
            QSKIP("pdftotext (poppler-utils) is not installed");
        auto knowledge = knowledgeOf({});
        QVERIFY(knowledge);
        m_knowledge = std::move(*knowledge);
    }
    void cleanup() { useLanguage(QStringLiteral("en")); }

    void everythingIsOnPaper_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<double>("budget");
        QTest::addColumn<int>("hours");
        for (const QString &language : languages())
            for (const double budget : {300.0, 1500.0, 2400.0, 6000.0})
                QTest::addRow("%s, %.0f dollars", qPrintable(language), budget) << language << budget << (budget > 2000 ? 40 : 10);
    }
    void everythingIsOnPaper()
    {
        QFETCH(QString, language);
        QFETCH(double, budget);
        QFETCH(int, hours);
        useLanguage(language);
        const QString path = m_folder.filePath(QStringLiteral("%1-%2.pdf").arg(language).arg(budget));
        const auto written = writePdf(shoppingSheet(m_knowledge, budget, hours, QDate(2026, 11, 27)), path);
        QVERIFY(written);
        static const QRegularExpression foot(QStringLiteral("\\n\\d+\\s*\\f"));
        const QString text = run(QStringLiteral("pdftotext"), {QStringLiteral("-raw"), path, QStringLiteral("-")}).remove(foot);
        QVERIFY(!text.isEmpty());
        const QString paper = bare(text);
        const auto holds = [&](const QString &part) {
            const bool there = !part.isEmpty() && paper.contains(bare(part));
            if (!there)
                qWarning("missing: %s\nin: %s", qPrintable(part), qPrintable(text));
            return there;
        };
        QVERIFY(holds(QLocale().toString(QDate(2026, 11, 27), QLocale::LongFormat)));
        const ShoppingList list = shoppingList(m_knowledge.advice, budget);
        QVERIFY(holds(text::buildName(list.build)));
        for (const ShoppingList::Row &row : list.rows) {
            QVERIFY(holds(row.part.name));
            const auto &price = row.part.price;
            QVERIFY(holds(text::priceRange(price ? std::optional(std::pair(price->low, price->high)) : std::nullopt)));
            if (price) {
                QVERIFY(holds(text::monthYear(row.month)));
                QVERIFY(holds(sourceOf(m_knowledge.advice.sources, price->source)->title));
                QVERIFY(holds(sourceOf(m_knowledge.advice.sources, price->source)->url));
            }
        }
        QVERIFY(holds(text::priceRange(std::pair(list.low, list.high))));
        const auto rented = rentedInstead(m_knowledge.ways, list, hours);
        QVERIFY(!rented.empty());
        for (const RentedInstead &each : rented) {
            QVERIFY(holds(text::wayName(each.way)));
            QVERIFY(holds(payOff(each)));
            QVERIFY(holds(text::monthYear(sourceOf(m_knowledge.ways.sources, each.option.source)->month)));
            QVERIFY(holds(QStringLiteral("$%1").arg(QLocale().toString(std::ceil(each.perMonth), 'f', 0))));
        }
        for (const AdviceRow &row : adviseOn(m_knowledge.advice, m_knowledge.matrix, {.id = {}, .gpu = {}, .perHour = {}, .note = {}}))
            QVERIFY(row.what == QLatin1String("free") || holds(text::adviceWhat(row.what)));
        // A4, and its fonts inside, with what letter each glyph is.
        const QString info = run(QStringLiteral("pdfinfo"), {path});
        QVERIFY2(info.contains(QLatin1String("A4")), qPrintable(info));
        const QStringList fonts = run(QStringLiteral("pdffonts"), {path}).trimmed().split(QLatin1Char('\n')).mid(2);
        QVERIFY(!fonts.isEmpty());
        for (const QString &font : fonts)
            QVERIFY2(font.contains(QRegularExpression(QStringLiteral("\\byes +(?:yes|no) +yes\\b"))), qPrintable(font));
    }
    void howLongUntilItPaysOff_data()
    {
        QTest::addColumn<double>("low");
        QTest::addColumn<double>("high");
        QTest::addColumn<QString>("said");
        QTest::newRow("months") << 14.2 << 18.9 << "15 to 19 months";
        QTest::newRow("the same") << 14.2 << 14.9 << "15 months";
        QTest::newRow("years") << 20.0 << 30.0 << "1.7 to 2.5 years";
        QTest::newRow("one year") << 35.9 << 36.1 << "3.0 years";
        QTest::newRow("never") << 121.0 << 150.0 << "more than 10 years";
    }
    void howLongUntilItPaysOff()
    {
        QFETCH(double, low);
        QFETCH(double, high);
        QTEST(payOff({.way = {}, .option = {}, .perMonth = 1, .monthsLow = low, .monthsHigh = high}), "said");
    }
    void whereItCannotBeWrittenThatIsSaid()
    {
        const auto written = writePdf(QStringLiteral("<p>x</p>"), m_folder.filePath(QStringLiteral("no such folder/x.pdf")));
        QVERIFY(!written);
        QCOMPARE(written.error().cause, Cause::LocalFile);
    }
};

QTEST_MAIN(TestShoppingSheet)
#include "tst_shopping_sheet.moc"
