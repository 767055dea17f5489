// SPDX-License-Identifier: GPL-3.0-or-later
// The rules of 2018 and of today beside real and thought-out computers, and what to buy for how much.
#include "backends/plan/advice.h"
#include "backends/text/advice_text.h"
#include "backends/text/text.h"
#include "tests/backends/plan/table_mistakes.h"

#include <QtTest>

using namespace fl;

namespace {

Offer computer(int cores, double ramGb, double ssdGb, double diskGb, const char *gpu = "", double gpuGb = 0)
{
    return {.gpu = QString::fromLatin1(gpu),
            .gpuMemoryGb = gpuGb,
            .cpus = cores,
            .ramGb = ramGb,
            .diskGb = 200,
            .cpu = QStringLiteral("AMD Ryzen"),
            .avx2 = true,
            .diskTotalGb = diskGb,
            .ssdGb = ssdGb};
}

} // namespace

class TestAdvice : public QObject {
    Q_OBJECT

    Advice m_advice;
    Matrix m_matrix;

    AdviceRow row(const Offer &machine, const char *what) const
    {
        for (const AdviceRow &each : adviseOn(m_advice, m_matrix, machine))
            if (each.what == QLatin1String(what))
                return each;
        return {};
    }

private slots:
    void initTestCase()
    {
        auto advice = currentAdvice({});
        QVERIFY2(advice, qPrintable(advice ? QString() : advice.error().detail));
        m_advice = std::move(*advice);
        m_matrix = *builtinMatrix();
    }

    void eachLineByBothRules_data()
    {
        QTest::addColumn<Offer>("machine");
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("then");
        QTest::addColumn<QString>("today");
        QTest::addColumn<QString>("says");
        const auto row = [](const char *name, const Offer &machine, const char *what, const char *then, const char *today,
                            const char *says) {
            QTest::newRow(name) << machine << QString::fromLatin1(what) << QString::fromLatin1(then) << QString::fromLatin1(today)
                                << QStringLiteral("advice-") + QLatin1String(says);
        };
        Offer machine = computer(8, 31.3, 1000, 1000);
        row("eight cores", machine, "cpu", "yes", "yes", "cpu-good");
        row("memory as the kernel shows 32 GB", machine, "memory", "yes", "yes", "memory-good");
        row("one SSD of a terabyte is not the SSD and 1 TB of 2018", machine, "disk", "no", "yes", "disk-good");
        row("2 TB", computer(8, 64, 2000, 2000), "disk", "yes", "yes", "disk-good");
        row("SSD and hard disk of 2018", computer(8, 64, 256, 1256), "disk", "yes", "no", "disk-small");
        row("a hard disk only", computer(8, 64, 0, 2000), "disk", "no", "no", "disk-no-ssd");
        machine.ssdGb.reset();
        machine.diskTotalGb = 1500;
        row("a virtual disk", machine, "disk", "unknown", "unknown", "disk-kind-unknown");
        row("four cores", computer(4, 64, 1, 1), "cpu", "yes", "no", "cpu-few-cores");
        row("two cores", computer(2, 64, 1, 1), "cpu", "no", "no", "cpu-few-cores");
        machine = computer(2, 64, 1, 1);
        machine.cpu = QStringLiteral("Intel(R) Core(TM) i7-7500U CPU @ 2.70GHz");
        row("an i7 of two cores", machine, "cpu", "yes", "no", "cpu-few-cores");
        machine.avx2 = false;
        machine.cpus = 12;
        row("no AVX2", machine, "cpu", "yes", "no", "cpu-no-avx2");
        machine.avx2.reset();
        machine.cpu = QStringLiteral("Neoverse-N1");
        row("AVX2 unknown", machine, "cpu", "yes", "unknown", "cpu-unknown");
        row("no core was counted", {}, "cpu", "unknown", "unknown", "cpu-unknown");
        row("16 GB", computer(8, 15.5, 1, 1), "memory", "no", "no", "memory-small");
        row("64 GB", computer(8, 62.7, 1, 1), "memory", "yes", "yes", "memory-ample");
        row("memory for the GPU", computer(8, 31.3, 1, 1, "NVIDIA GeForce RTX 4090", 24), "memory", "yes", "no", "memory-for-gpu");
        row("memory for a GPU of 16 GB is what everybody should have", computer(8, 31.3, 1, 1, "Tesla T4", 15), "memory", "yes", "yes",
            "memory-good");
        row("nothing known", {}, "memory", "unknown", "unknown", "unknown-says");
        row("no GPU", computer(8, 64, 1, 1), "gpu", "no", "no", "gpu-none");
        row("AMD", computer(8, 64, 1, 1, "AMD Radeon RX 7900 XT", 20), "gpu", "no", "no", "gpu-other");
        row("the measure of 2018 is not better than itself", computer(8, 64, 1, 1, "NVIDIA GeForce GTX 1070", 8), "gpu", "no", "no",
            "gpu-legacy");
        row("the next better one", computer(8, 64, 1, 1, "NVIDIA GeForce GTX 1080", 8), "gpu", "yes", "no", "gpu-legacy");
        row("large, but old", computer(8, 64, 1, 1, "Tesla V100-SXM2-16GB", 16), "gpu", "yes", "no", "gpu-legacy");
        row("older than 2018's", computer(8, 64, 1, 1, "Tesla M40 24GB", 24), "gpu", "no", "no", "gpu-legacy");
        row("beyond use", computer(8, 64, 1, 1, "sm_30", 4), "gpu", "no", "no", "gpu-too-old");
        row("new, and small", computer(8, 64, 1, 1, "NVIDIA GeForce RTX 3070", 8), "gpu", "yes", "no", "gpu-small");
        row("twelve", computer(8, 64, 1, 1, "NVIDIA GeForce RTX 3060", 12), "gpu", "yes", "yes", "gpu-enough");
        row("sixteen as a T4 counts them", computer(8, 64, 1, 1, "Tesla T4", 15), "gpu", "yes", "yes", "gpu-good");
        row("large", computer(8, 64, 1, 1, "NVIDIA GeForce RTX 4090", 24), "gpu", "yes", "yes", "gpu-large");
        row("no driver yet", computer(8, 64, 1, 1, "NVIDIA Tesla T4", 0), "gpu", "unknown", "unknown", "gpu-memory-unknown");
        row("never heard of", computer(8, 64, 1, 1, "NVIDIA Zorg 9", 99), "gpu", "unknown", "unknown", "gpu-unknown");
        machine = computer(8, 64, 1, 1);
        row("room", machine, "free", "no-rule", "yes", "free-good");
        machine.diskGb = 12;
        row("no room", machine, "free", "no-rule", "no", "free-small");
    }
    void eachLineByBothRules()
    {
        QFETCH(Offer, machine);
        QFETCH(QString, what);
        const AdviceRow found = row(machine, qPrintable(what));
        QTEST(slug(found.rule2018), "then");
        QTEST(slug(found.today), "today");
        QTEST(found.says.code, "says");
        for (const Reason &reason : {found.has, found.wants2018, found.wantsToday, found.says}) {
            const QString said = text::reason(reason);
            QVERIFY2(said != reason.code && !said.contains(QLatin1Char('{')), qPrintable(said));
        }
    }

    void whatToBuy_data()
    {
        QTest::addColumn<double>("budget");
        QTest::addColumn<QString>("build");
        QTest::addColumn<int>("fit");
        QTest::newRow("nothing") << 100. << "card-only" << int(ShoppingList::Fit::No);
        QTest::newRow("a card, bought cheaply") << 560. << "card-only" << int(ShoppingList::Fit::Maybe);
        QTest::newRow("a card") << 700. << "card-only" << int(ShoppingList::Fit::Yes);
        QTest::newRow("the smallest computer") << 1500. << "entry" << int(ShoppingList::Fit::Maybe);
        QTest::newRow("in every shop") << 1600. << "entry" << int(ShoppingList::Fit::Yes);
        QTest::newRow("a good one") << 1800. << "standard" << int(ShoppingList::Fit::Yes);
        QTest::newRow("24 GB") << 2000. << "used-24-small" << int(ShoppingList::Fit::Maybe);
        QTest::newRow("and 64 GB") << 2500. << "used-24" << int(ShoppingList::Fit::Yes);
        QTest::newRow("large, with parts whose price nobody knows") << 6000. << "large" << int(ShoppingList::Fit::Maybe);
    }
    void whatToBuy()
    {
        QFETCH(double, budget);
        const ShoppingList list = shoppingList(m_advice, budget);
        QTEST(list.build, "build");
        QTEST(int(list.fit), "fit");
        double low = 0, high = 0;
        int unknown = 0;
        for (const ShoppingList::Row &row : list.rows) {
            QCOMPARE(row.month.isValid(), row.part.price.has_value());
            low += row.part.price ? row.part.price->low : 0;
            high += row.part.price ? row.part.price->high : 0;
            unknown += row.part.price ? 0 : 1;
        }
        QCOMPARE(list.low, low);
        QCOMPARE(list.high, high);
        QCOMPARE(list.unknown, unknown);
        QCOMPARE(list.fit == ShoppingList::Fit::No, list.low > budget);
        QVERIFY(text::buildName(list.build) != list.build);
        for (const Reason &reason : list.reasons)
            QVERIFY2(text::reason(reason) != reason.code, qPrintable(reason.code));
    }
    void moreMoneyNeverBuysLess()
    {
        qsizetype before = static_cast<qsizetype>(m_advice.builds.size());
        for (double budget = 0; budget < 8000; budget += 25) {
            const QString id = shoppingList(m_advice, budget).build;
            const auto found = std::find_if(m_advice.builds.begin(), m_advice.builds.end(), [&](const Build &b) { return b.id == id; });
            const qsizetype place = found - m_advice.builds.begin();
            QVERIFY2(place <= before, qPrintable(QString::number(budget)));
            before = place;
        }
        QCOMPARE(before, 0);
    }

    void mistakesAreNamedWithLineAndKey_data()
    {
        mistakeColumns();
        mistake("schema: 1", "schema: 2", "schema", "schema");
        mistake("month: 2018-12}", "month: 2018-13}", "sources[1].month", "bad-value");
        mistake("month: 2018-12}", "month: 2030-01}", "sources[1].month", "bad-value");
        mistake("{id: today, cores: 8", "{id: later, cores: 8", "rules[2].id", "bad-value");
        mistake("{id: today, cores: 8", "{id: \"2018\", cores: 8", "rules[2].id", "twice");
        mistake("cores: 8, avx2", "cores: many, avx2", "rules[2].cores", "bad-value");
        mistake("gpu_sm: \"7.5\"", "gpu_sm: 75", "rules[2].gpu_sm", "bad-value");
        mistake("source: guide-2018}", "source: hearsay}", "rules[1].source", "unknown-source");
        mistake("low: 450, high: 630, source: gpu-shops", "low: 450, high: 63, source: gpu-shops", "parts[1].high", "bad-value");
        mistake("low: 450, high: 630, source: gpu-shops", "low: 450, high: 630", "parts[1].source", "missing");
        mistake("low: 450, high: 630, source: gpu-shops", "low: nan, high: 630, source: gpu-shops", "parts[1].low", "bad-value");
        mistake("{id: rtx-5070-ti", "{id: rtx-5060-ti", "parts[2].id", "twice");
        mistake("kind: board", "kind: plank", "parts[7].kind", "bad-value");
        mistake("parts: [rtx-5060-ti]}", "parts: [rtx-9999]}", "builds[6].parts", "unknown-name");
        mistake("parts: [rtx-5060-ti]}", "parts: [case]}", "builds[6].parts", "bad-value");
        mistake("parts: [rtx-5060-ti]}", "parts: [rtx-5060-ti], colour: red}", "builds[6].colour", "unknown-key");
    }
    void mistakesAreNamedWithLineAndKey() { checkMistake<Advice>(QStringLiteral("advice.yaml"), parseAdvice); }
    void aNewerFileInTheDataFolderCounts()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("advice.yaml")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QByteArray yaml = *builtinTableText(QStringLiteral("advice.yaml"));
        file.write(yaml.replace("date: 2026-11-27", "date: 2027-02-01").replace("cores: 8, avx2", "cores: 12, avx2"));
        file.close();
        const auto advice = currentAdvice(folder.path());
        QVERIFY(advice);
        QCOMPARE(advice->today.cores, 12);
        QCOMPARE(advice->file, file.fileName());
    }
};

QTEST_APPLESS_MAIN(TestAdvice)
#include "tst_advice.moc"
