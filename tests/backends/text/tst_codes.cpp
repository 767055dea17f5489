// SPDX-License-Identifier: GPL-3.0-or-later
// Every code that a step, a provider or the engine may say has a sentence: read out of the sources, so that a new one is not forgotten.
#include "backends/text/text.h"

#include <QDirIterator>
#include <QJsonObject>
#include <QRegularExpression>
#include <QtTest>

using namespace fl;

class TestCodes : public QObject {
    Q_OBJECT

    /// Code -> where it stands.
    static QMap<QString, QString> codes(const QString &folder, const QStringList &names, const QString &pattern)
    {
        QMap<QString, QString> found;
        const QRegularExpression form(pattern, QRegularExpression::MultilineOption);
        QDirIterator files(QStringLiteral(FL_SOURCE_DIR "/") + folder, names, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            if (!file.open(QIODevice::ReadOnly))
                continue;
            for (auto match = form.globalMatch(QString::fromUtf8(file.readAll())); match.hasNext();)
                found.insert(match.next().captured(1), file.fileName());
        }
        return found;
    }

private slots:
    void eachIsSaid_data()
    {
        QTest::addColumn<QString>("folder");
        QTest::addColumn<QStringList>("names");
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<int>("atLeast"); // what there is today: a pattern that finds nothing proves nothing
        const QStringList yaml{QStringLiteral("*.yaml")}, sh{QStringLiteral("*.sh")}, cpp{QStringLiteral("*.cpp")};
        QTest::newRow("notices of steps") << "resources/steps" << yaml << R"(\bfl_notice ([a-z][a-z-]+))" << 6;
        QTest::newRow("progress of steps") << "resources/steps" << yaml << R"(\bfl_progress [^ ]+ ([a-z][a-z-]+))" << 2;
        QTest::newRow("progress of apt") << "resources/scripts" << sh << R"(\bcode=([a-z-]+))" << 2;
        QTest::newRow("scripts beside the steps") << "resources/scripts" << sh << R"(\bfl_(?:notice|progress [^ ]+) ([a-z][a-z-]+))" << 2;
        QTest::newRow("practice machine at work") << "resources/practice" << sh << R"(^\s*say ([a-z][a-z-]+))" << 6;
        QTest::newRow("practice machine impossible") << "resources/practice" << sh << R"(\banswer no ([a-z][a-z-]+))" << 7;
        QTest::newRow("events") << "backends" << cpp << R"re("say"\), (?:QStringLiteral|QLatin1String)\("([a-z-]+)"\))re" << 4;
        QTest::newRow("notices of runs") << "backends" << cpp << R"re(\bnotice\((?:QStringLiteral|QLatin1String)\("([a-z-]+)"\))re" << 0;
        QTest::newRow("a step once more") << "backends/steps" << cpp << R"re("(step-again[a-z-]*)")re" << 2;
        QTest::newRow("providers impossible") << "backends/providers" << cpp << R"re(why = \{QStringLiteral\("([a-z-]+)"\))re" << 1;
    }
    void eachIsSaid()
    {
        QFETCH(QString, folder);
        QFETCH(QStringList, names);
        QFETCH(QString, pattern);
        QFETCH(int, atLeast);
        const auto found = codes(folder, names, pattern);
        QVERIFY2(found.size() >= atLeast, qPrintable(QStringList(found.keys()).join(QLatin1Char(' '))));
        for (auto it = found.begin(); it != found.end(); ++it) {
            const QString said = text::say(it.key(), {});
            QVERIFY2(said != it.key() && said.size() > 8,
                     qPrintable(it.key() + QStringLiteral(" has no text; it stands in ") + it.value()));
        }
    }
    /// advice-… and choose-…: what backends/plan says of hardware, prices and ways.
    void whatAdvisesIsSaid_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("prefix");
        QTest::addColumn<int>("atLeast");
        QTest::newRow("hardware") << "advice.cpp"
                                  << "advice-" << 35;
        QTest::newRow("what to buy") << "shopping.cpp"
                                     << "advice-buy-" << 7;
        QTest::newRow("ways") << "ways.cpp"
                              << "choose-" << 13;
    }
    void whatAdvisesIsSaid()
    {
        QFETCH(QString, file);
        QFETCH(QString, prefix);
        QFETCH(int, atLeast);
        const auto found =
            codes(QStringLiteral("backends/plan"), {file}, QStringLiteral(R"re((?:said\(|wants\(|\? |: )"([a-z][a-z0-9-]+)")re"));
        QVERIFY2(found.size() >= atLeast, qPrintable(QStringList(found.keys()).join(QLatin1Char(' '))));
        for (auto it = found.begin(); it != found.end(); ++it) {
            const QString code = prefix + it.key();
            QVERIFY2(text::reason({code, {}}) != code, qPrintable(code + QStringLiteral(" has no text")));
        }
    }
    void aStepIsSaidByItsName()
    {
        const QString said = text::say(QStringLiteral("step-again"), {{QStringLiteral("step"), QStringLiteral("verify")}});
        QVERIFY2(said.contains(text::stepTitle(QStringLiteral("verify"))), qPrintable(said));
    }
};

QTEST_APPLESS_MAIN(TestCodes)
#include "tst_codes.moc"
