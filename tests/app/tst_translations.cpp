// SPDX-License-Identifier: GPL-3.0-or-later
// Each language is complete: every text that lupdate finds in the source is in its file, translated and finished, with the same
// places to fill in; and the program speaks it.
#include "backends/text/text.h"
#include "translations/language.h"
#include "wizard/page.h"

#include <QDir>
#include <QLibraryInfo>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QXmlStreamReader>
#include <QtTest>

using namespace fl;

namespace {

struct Message {
    QString translation;
    bool finished = true;
};
using Messages = QMap<QString, Message>; // by context and source

Messages read(const QString &path)
{
    Messages messages;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return messages;
    QXmlStreamReader xml(&file);
    QString context, source;
    while (!xml.atEnd()) {
        xml.readNext();
        if (!xml.isStartElement())
            continue;
        if (xml.name() == QLatin1String("name"))
            context = xml.readElementText();
        else if (xml.name() == QLatin1String("source"))
            source = xml.readElementText();
        else if (xml.name() == QLatin1String("translation")) {
            const QString type = xml.attributes().value(QLatin1String("type")).toString();
            const QString translation = xml.readElementText();
            messages.insert(context + QLatin1Char('\n') + source, {translation, type.isEmpty()});
        }
    }
    return messages;
}

QStringList places(const QString &text)
{
    static const QRegularExpression place(QStringLiteral("%[1-9n]|\\{[a-z_]+\\}"));
    QStringList found;
    for (auto it = place.globalMatch(text); it.hasNext();)
        found << it.next().captured();
    found.sort();
    found.removeDuplicates();
    return found;
}

QStringList files()
{
    const QDir dir(QStringLiteral(FL_SOURCE_DIR "/translations"));
    QStringList paths;
    for (const QString &name : dir.entryList({QStringLiteral("firstlight_*.ts")}))
        paths << dir.filePath(name);
    return paths;
}

} // namespace

class TestTranslations : public QObject {
    Q_OBJECT
private slots:
    void chineseIsThere()
    {
        QVERIFY(languages().contains(QStringLiteral("zh_CN")));
        QVERIFY(!languageName(QStringLiteral("zh_CN")).isEmpty());
    }
    void everyTextOfTheSourceIsTranslated()
    {
        QTemporaryDir dir;
        for (const QString &path : files()) {
            const QString fresh = dir.filePath(QFileInfo(path).fileName());
            QProcess lupdate;
            lupdate.setWorkingDirectory(QStringLiteral(FL_SOURCE_DIR));
            lupdate.start(QLibraryInfo::path(QLibraryInfo::BinariesPath) + QStringLiteral("/lupdate"),
                          {QStringLiteral("-silent"), QStringLiteral("-no-obsolete"), QStringLiteral("-I"), QStringLiteral("."),
                           QStringLiteral("-extensions"), QStringLiteral("cpp,h"), QStringLiteral("-tr-function-alias"),
                           QStringLiteral("QT_TR_NOOP+=T"), QStringLiteral("backends"), QStringLiteral("wizard"), QStringLiteral("app"),
                           QStringLiteral("-ts"), fresh});
            QVERIFY2(lupdate.waitForFinished(110'000) && lupdate.exitCode() == 0, qPrintable(lupdate.errorString()));
            const Messages source = read(fresh), translated = read(path);
            QVERIFY2(source.size() > 300, qPrintable(QString::number(source.size())));
            QStringList wrong;
            for (auto it = source.begin(); it != source.end(); ++it) {
                const auto there = translated.constFind(it.key());
                if (there == translated.constEnd() || !there->finished || there->translation.trimmed().isEmpty())
                    wrong << QStringLiteral("not translated: ") + it.key();
            }
            for (auto it = translated.begin(); it != translated.end(); ++it) {
                if (!source.contains(it.key()))
                    wrong << QStringLiteral("no longer in the source: ") + it.key();
                else if (places(it.key().section(QLatin1Char('\n'), 1)) != places(it->translation))
                    wrong << QStringLiteral("other places to fill in: ") + it.key();
            }
            QVERIFY2(wrong.isEmpty(),
                     qPrintable(QFileInfo(path).fileName() + QStringLiteral("\n  ") + wrong.join(QStringLiteral("\n  "))
                                + QStringLiteral("\nTake them in with: cmake --build build/release --target update_translations")));
        }
    }
    void aWishFindsItsLanguage()
    {
        QCOMPARE(languageFor(QStringLiteral("zh_CN")), QStringLiteral("zh_CN"));
        QCOMPARE(languageFor(QStringLiteral("zh")), QStringLiteral("zh_CN"));
        QCOMPARE(languageFor(QStringLiteral("en_GB")), QStringLiteral("en"));
        QCOMPARE(languageFor(QStringLiteral("tlh")), QStringLiteral("en"));
    }
    void theProgramSpeaksItAndGoesBack()
    {
        const QString english = railStepName(RailStep::Hardware), error = text::stepTitle(QStringLiteral("verify"));
        useLanguage(QStringLiteral("zh_CN"));
        QVERIFY(railStepName(RailStep::Hardware) != english);
        QVERIFY(text::stepTitle(QStringLiteral("verify")) != error);
        useLanguage(QStringLiteral("en"));
        QCOMPARE(railStepName(RailStep::Hardware), english);
    }
};

QTEST_MAIN(TestTranslations)
#include "tst_translations.moc"
