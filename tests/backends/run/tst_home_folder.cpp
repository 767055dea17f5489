// SPDX-License-Identifier: GPL-3.0-or-later
// Names of a stranger in a folder of this computer: nothing of them leads out of it, and nothing that is there is lost.
#include "backends/run/home_folder.h"
#include "tests/backends/run/raw_folder.h"

#include <QDir>
#include <QFile>
#include <QtTest>

#include <unistd.h>

using namespace fl;

class TestHomeFolder : public QObject {
    Q_OBJECT

    static QByteArray read(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(none)");
    }
    static void write(const QString &path, const QByteArray &content)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(content) == content.size());
    }
    static QString why(const Error &error) { return slug(error.cause) + QLatin1Char(' ') + error.params.value(QStringLiteral("why")); }
    /// Brings a file in; what went wrong.
    static QString bring(const HomeFolder &folder, const QByteArray &path, const QByteArray &content)
    {
        auto file = folder.arriving(path);
        if (!file)
            return why(file.error());
        if (const Status written = file->append(content); !written)
            return why(written.error());
        const Status placed = folder.place(*file, path, 1'000'000'000'000);
        return placed ? QString() : why(placed.error());
    }

private slots:
    void namesThatCannotStandThere_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QString>("why");
        const auto row = [](const char *name, const QByteArray &path, const char *why) {
            QTest::newRow(name) << path << QString::fromLatin1(why);
        };
        row("empty", "", "copy-name-outside");
        row("up", "../x", "copy-name-outside");
        row("up in the middle", "a/../../x", "copy-name-outside");
        row("up at the end", "a/..", "copy-name-outside");
        row("absolute", "/etc/passwd", "copy-name-outside");
        row("itself", ".", "copy-name-outside");
        row("a dot on the way", "a/./b", "copy-name-outside");
        row("nothing on the way", "a//b", "copy-name-outside");
        row("a folder's name", "a/", "copy-name-outside");
        row("a NUL", QByteArray("a\0b", 3), "copy-name-outside");
        row("long", QByteArray(256, 'x'), "copy-name-too-long");
        row("long in all", QByteArray(200, 'x') + QByteArray("/y").repeated(2000), "copy-name-too-long");
        row("deep", QByteArray("d/").repeated(70) + 'f', "copy-name-too-long");
        row("ours", ".firstlight-part/x", "copy-name-ours");
        for (const char *fine : {"a", "...", "..a", "a/.hidden", "-rf", "$(touch x)", "it's \"q\"", "a\nb", "\xff\x81\x88", "a\\..\\b",
                                 "a b/c\td", "b/.firstlight-part"})
            row(fine, fine, "");
        row("as long as can be", QByteArray(255, 'x'), "");
    }
    void namesThatCannotStandThere()
    {
        QFETCH(QByteArray, path);
        QFETCH(QString, why);
        QCOMPARE(HomeFolder::refused(path), why);
        RawFolder outer;
        const QString inner = outer.filePath(QStringLiteral("inner"));
        const auto folder = HomeFolder::open(inner);
        QVERIFY(folder);
        QCOMPARE(bring(*folder, path, "content"), why.isEmpty() ? QString() : QStringLiteral("local-file ") + why);
        QCOMPARE(QDir(outer.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot),
                 QStringList{QStringLiteral("inner")});
        if (why.isEmpty())
            QCOMPARE(*folder->sizeOf(path), std::optional<qint64>(7));
    }
    void noLinkOfOursIsFollowed()
    {
        RawFolder outer;
        const QString inner = outer.filePath(QStringLiteral("inner")), outside = outer.filePath(QStringLiteral("outside"));
        QVERIFY(QDir().mkpath(inner) && QDir().mkpath(outside));
        write(outside + QStringLiteral("/secret"), "mine");
        QVERIFY(QFile::link(outside, inner + QStringLiteral("/way")));
        QVERIFY(QFile::link(outside + QStringLiteral("/secret"), inner + QStringLiteral("/file")));
        QVERIFY(QFile::link(outside + QStringLiteral("/none"), inner + QStringLiteral("/nowhere")));
        const auto folder = HomeFolder::open(inner);
        QVERIFY(folder);
        for (const char *path : {"way/new", "way/secret", "file", "nowhere"}) {
            QCOMPARE(why(folder->sizeOf(path).error()), QStringLiteral("local-file copy-link-here"));
            QVERIFY2(!bring(*folder, path, "theirs").isEmpty(), path);
            QVERIFY(!folder->sha256(path, {}));
        }
        QCOMPARE(QDir(outside).entryList(QDir::Files), QStringList{QStringLiteral("secret")});
        QCOMPARE(read(outside + QStringLiteral("/secret")), QByteArray("mine"));
    }
    void aLinkInThePlaceOfWhatWaitsIsRefused()
    {
        RawFolder outer;
        const QString inner = outer.filePath(QStringLiteral("inner")), outside = outer.filePath(QStringLiteral("outside"));
        QVERIFY(QDir().mkpath(inner) && QDir().mkpath(outside));
        QVERIFY(QFile::link(outside, inner + QStringLiteral("/.firstlight-part")));
        QVERIFY(!HomeFolder::open(inner));
        QVERIFY(QDir(outside).isEmpty());
    }
    void nothingThatIsThereIsOverwritten()
    {
        RawFolder inner;
        write(inner.filePath(QStringLiteral("a")), "mine");
        QVERIFY(QDir(inner.path()).mkpath(QStringLiteral("d/e")));
        const auto folder = HomeFolder::open(inner.path());
        QVERIFY(folder);
        for (const char *path : {"a", "d", "d/e", "a/b"})
            QCOMPARE(bring(*folder, path, "theirs"), QStringLiteral("local-file copy-in-the-way"));
        QCOMPARE(read(inner.filePath(QStringLiteral("a"))), QByteArray("mine"));
        QCOMPARE(*folder->sizeOf("a"), std::optional<qint64>(4));
        QVERIFY(!folder->sizeOf("d"));
        QVERIFY(!*folder->sizeOf("none") && !*folder->sizeOf("none/below"));
    }
    void whatWaitsIsThereAgainAndGoesInTheEnd()
    {
        RawFolder inner;
        {
            const auto folder = HomeFolder::open(inner.path());
            auto file = folder->arriving("s/x");
            QVERIFY(file && file->append("first "));
            QVERIFY(!HomeFolder::open(inner.path())); // one at a time
        }
        const auto folder = HomeFolder::open(inner.path());
        QVERIFY(folder);
        QCOMPARE(folder->arrived("s/x"), 6);
        QCOMPARE(folder->arrived("s/y"), 0);
        auto file = folder->arriving("s/x");
        QVERIFY(file && file->append("second"));
        QCOMPARE(file->size(), 12);
        QCOMPARE(file->sha256(), QCryptographicHash::hash("first second", QCryptographicHash::Sha256).toHex());
        QVERIFY(folder->place(*file, "s/x", 1'000'000'000'000));
        QCOMPARE(read(inner.filePath(QStringLiteral("s/x"))), QByteArray("first second"));
        QCOMPARE(QFileInfo(inner.filePath(QStringLiteral("s/x"))).lastModified().toMSecsSinceEpoch(), 1'000'000'000'000);
        QCOMPARE(*folder->sha256("s/x", {}), QCryptographicHash::hash("first second", QCryptographicHash::Sha256).toHex());
        auto other = folder->arriving("left over");
        QVERIFY(other && other->append("x") && other->startAgain());
        QCOMPARE(other->size(), 0);
        QCOMPARE(other->sha256(), QCryptographicHash::hash("", QCryptographicHash::Sha256).toHex());
        folder->forgetArriving();
        QCOMPARE(QDir(inner.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot), QStringList{QStringLiteral("s")});
    }
    void anotherNameBesideTheirs()
    {
        const QByteArray sum = "0123456789abcdef";
        QCOMPARE(HomeFolder::besideName("a.b/c.ipynb", sum), QByteArray("a.b/c (01234567).ipynb"));
        QCOMPARE(HomeFolder::besideName("a.b/c", sum), QByteArray("a.b/c (01234567)"));
        QCOMPARE(HomeFolder::besideName(".hidden", sum), QByteArray(".hidden (01234567)"));
    }
    void aFolderThatCannotBeIsSaid()
    {
        RawFolder outer;
        write(outer.filePath(QStringLiteral("file")), "x");
        for (const QString &path : {QString(), outer.filePath(QStringLiteral("file")), outer.filePath(QStringLiteral("file/below"))}) {
            const auto folder = HomeFolder::open(path);
            QVERIFY(!folder);
            QCOMPARE(folder.error().cause, Cause::LocalFile);
            QVERIFY(!folder.error().params.contains(QStringLiteral("why")));
        }
    }
};

QTEST_APPLESS_MAIN(TestHomeFolder)
#include "tst_home_folder.moc"
