// SPDX-License-Identifier: GPL-3.0-or-later
// Every view in each language and theme, at 100 % and at 200 %: a picture in build/screens, and what a picture does not tell
// examined: cut texts, names for screen readers, tab order, contrast, words nobody translated. The scale is set when a process
// starts, so this program runs itself once for each.
// limit: 600
// with: examine.cpp scenes.cpp scenes_dashboard.cpp
#include "tests/app/screens/examine.h"
#include "tests/app/screens/scenes.h"
#include "translations/language.h"
#include "wizard/style/theme.h"

#include <QDir>
#include <QProcess>
#include <QTemporaryDir>

#include <algorithm>

using namespace fl;

namespace {
const QString folder = QStringLiteral(FL_BINARY_DIR "/../screens");
} // namespace

class TestScreens : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { QVERIFY(QDir().mkpath(folder)); }

    void colours_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }
    void colours()
    {
        QFETCH(bool, dark);
        const Theme theme = Theme::load(dark);
        for (int i = 0; i < tokenCount; ++i)
            QVERIFY2(theme.color(static_cast<Token>(i)) != QColor(Qt::black), qPrintable(tokenName(static_cast<Token>(i))));
        for (const TokenPair &pair : usedPairs()) {
            const double ratio = contrast(theme.color(pair.text), theme.color(pair.ground));
            QVERIFY2(ratio >= 4.5, qPrintable(QStringLiteral("%1 on %2: %3").arg(tokenName(pair.text), tokenName(pair.ground)).arg(ratio)));
        }
        // What bounds an input must be seen too (WCAG 1.4.11).
        QVERIFY(contrast(theme.color(Token::Control), theme.color(Token::Raised)) >= 3);
        QVERIFY(!theme.styleSheet().contains(QLatin1Char('@')));
    }

    void everyScene_data()
    {
        QTest::addColumn<QString>("scene");
        QTest::addColumn<QString>("language");
        QTest::addColumn<bool>("dark");
        for (const QString &language : languages())
            for (const bool dark : {false, true})
                for (const Scene &scene : scenes())
                    QTest::addRow("%s-%s-%s", scene.name, qPrintable(language), dark ? "dark" : "light")
                        << QString::fromLatin1(scene.name) << language << dark;
    }
    void everyScene()
    {
        QFETCH(QString, scene);
        QFETCH(QString, language);
        QFETCH(bool, dark);
        const auto all = scenes();
        const auto it = std::find_if(all.begin(), all.end(), [&](const Scene &one) { return scene == QLatin1String(one.name); });
        QVERIFY(it != all.end());
        useLanguage(language);
        applyTheme(*qApp, dark);
        QTemporaryDir home;
        Stage stage(home.path());
        stage.scheme.setWish(dark ? ColorScheme::Wish::Dark : ColorScheme::Wish::Light);
        if (it->prepare)
            it->prepare(*stage.operations);
        stage.open();
        QVERIFY(!it->go || it->go(stage));
        QWidget *shown = *it->shown ? stage.find(QLatin1String(it->shown)) : stage.window.get();
        QVERIFY(shown);
        // Layouts within layouts take a turn each; what is still wrong after two seconds stays wrong.
        QTest::qWait(50);
        QStringList wrong;
        (void)QTest::qWaitFor(
            [&] {
                wrong = cutTexts(shown) + unnamed(shown) + wrongTabOrder(shown);
                if (language != QLatin1String("en"))
                    wrong += untranslated(shown);
                return wrong.isEmpty();
            },
            2000);
        const QString scale = qEnvironmentVariable("QT_SCALE_FACTOR", QStringLiteral("1")) == QLatin1String("2") ? QStringLiteral("200")
                                                                                                                 : QStringLiteral("100");
        const QString name = QStringLiteral("%1/%2-%3-%4-%5.png")
                                 .arg(folder, scene, language, dark ? QStringLiteral("dark") : QStringLiteral("light"), scale);
        QVERIFY(shown->grab().save(name));
        QVERIFY2(wrong.isEmpty(), qPrintable(QLatin1Char('\n') + wrong.join(QLatin1Char('\n'))));
    }
};

int main(int argc, char **argv)
{
    const bool inner = qEnvironmentVariableIsSet("FIRSTLIGHT_SCREENS");
    if (!inner) {
        int failed = 0;
        for (const char *scale : {"1", "2"}) {
            qputenv("QT_SCALE_FACTOR", scale);
            qputenv("FIRSTLIGHT_SCREENS", "1");
            QStringList arguments;
            for (int i = 1; i < argc; ++i)
                arguments << QString::fromLocal8Bit(argv[i]);
            failed += QProcess::execute(QString::fromLocal8Bit(argv[0]), arguments) == 0 ? 0 : 1;
        }
        return failed;
    }
    QApplication app(argc, argv);
    TestScreens test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_screens.moc"
