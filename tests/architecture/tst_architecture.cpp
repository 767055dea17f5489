// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the sources and fails when an arrow between the rooms runs the wrong way (docs/architecture.md, "Rooms and arrows").
#include <QDirIterator>
#include <QLibraryInfo>
#include <QRegularExpression>
#include <QtTest>

namespace {

const QString root = QStringLiteral(FL_SOURCE_DIR "/");

/// backends/<room>/… -> <room>; the composition root (app/services and the two mains) -> "services"; wizard, app; else empty.
QString roomOf(const QString &path)
{
    static const QRegularExpression composition(QStringLiteral("^app/(services/|services\\.|main\\.cpp$|cli_main\\.cpp$)"));
    if (path.contains(composition))
        return QStringLiteral("services");
    const QStringList parts = path.split(QLatin1Char('/'));
    if (parts.size() > 2 && parts[0] == QLatin1String("backends"))
        return parts[1];
    return parts[0] == QLatin1String("wizard") || parts[0] == QLatin1String("app") ? parts[0] : QString();
}

/// What each room may include besides itself; an entry with a slash is one header of a room.
const QMap<QString, QStringList> &arrows()
{
    const auto list = [](const char *words) { return QString::fromLatin1(words).split(QLatin1Char(' '), Qt::SkipEmptyParts); };
    static const QMap<QString, QStringList> all{
        {QStringLiteral("core"), {}},
        {QStringLiteral("probe"), list("core")},
        {QStringLiteral("text"), list("core")},
        {QStringLiteral("ports"), list("core")},
        {QStringLiteral("io"), list("core ports")},
        {QStringLiteral("providers"), list("core ports")},
        {QStringLiteral("hosted"), list("core ports")},
        {QStringLiteral("jupyter"), list("core ports")},
        {QStringLiteral("steps"), list("core ports jupyter providers/provider.h")},
        {QStringLiteral("plan"), list("core ports steps providers/provider.h")},
        {QStringLiteral("run"), list("core ports providers hosted jupyter steps plan probe")},
        {QStringLiteral("wizard"), list("core ports providers/provider.h providers/registry.h hosted jupyter steps plan probe run text")},
        {QStringLiteral("app"),
         list("core ports providers/provider.h providers/registry.h hosted jupyter steps plan probe run text wizard")},
        {QStringLiteral("services"), list("core ports io providers hosted jupyter steps plan probe run text wizard app")},
    };
    return all;
}

const QSet<QString> &widgetHeaders()
{
    static const QSet<QString> names = [] {
        const QDir dir(QLibraryInfo::path(QLibraryInfo::HeadersPath) + QStringLiteral("/QtWidgets"));
        const QStringList all = dir.entryList(QDir::Files);
        return QSet<QString>(all.begin(), all.end());
    }();
    return names;
}

QString at(const QString &path, int line, const QString &rule)
{
    return QStringLiteral("%1:%2: %3").arg(path).arg(line).arg(rule);
}

/// Every broken rule of one source, as file:line: rule.
QStringList brokenRules(const QString &path, const QString &text)
{
    static const QRegularExpression include(QStringLiteral("^\\s*#\\s*include\\s*([<\"])([^>\"]+)[>\"]"));
    static const QRegularExpression provider(
        QStringLiteral("\"(practice|here|aws|gcp|azure|lambda|paperspace)[\".]|[=!]= *(QStringLiteral|QLatin1String)?\\(?\"ssh\""));
    QStringList broken;
    const QString room = roomOf(path);
    const bool backend = path.startsWith(QLatin1String("backends/"));
    int number = 0;
    const QStringList lines = text.split(QLatin1Char('\n'));
    for (const QString &line : lines) {
        ++number;
        if (const auto match = include.match(line); match.hasMatch()) {
            const QString header = match.captured(2);
            const QString name = header.section(QLatin1Char('/'), -1);
            if (backend && match.captured(1) == QLatin1String("<")
                && (header.startsWith(QLatin1String("QtWidgets")) || widgetHeaders().contains(name)))
                broken << at(path, number, QStringLiteral("no Qt Widgets below backends, but includes %1").arg(header));
            if (header.contains(QLatin1String("OAuth")) || header.startsWith(QLatin1String("QtNetworkAuth/")))
                if (!path.startsWith(QLatin1String("backends/io/net/")))
                    broken << at(path, number, QStringLiteral("Qt NetworkAuth stays in backends/io/net, but includes %1").arg(header));
            const QString other = match.captured(1) == QLatin1String("\"") ? roomOf(header) : QString();
            if (room.isEmpty() || other.isEmpty() || other == room)
                continue;
            const QStringList allowed = arrows().value(room);
            if (!allowed.contains(other) && !allowed.contains(header.mid(QStringLiteral("backends/").size())))
                broken << at(path, number, QStringLiteral("%1 must not see %2, but includes %3").arg(room, other, header));
        } else if ((room == QLatin1String("wizard") || room == QLatin1String("app")) && line.contains(provider)) {
            broken << at(path, number, QStringLiteral("%1 names no provider: ask provider.fields() and offers()").arg(room));
        }
    }
    return broken;
}

/// Paths relative to the root, of what is ours: no build trees, no packages, nothing hidden but the dot files we keep.
QStringList ourFiles()
{
    static const QRegularExpression foreign(QStringLiteral("^(build|dist|\\.git|\\.cache|\\.idea|\\.vscode)(/|$)"));
    static const QRegularExpression text(QStringLiteral(
        "\\.(cpp|h|def|sh|py|yaml|yml|md|txt|cmake|ts|json|in|svg|desktop|xml|ipynb|[1-8])$|^[^.]+$|(^|/)\\.[a-z-]+$|^\\.ci/"));
    QStringList found;
    QDirIterator it(root, QDir::Files | QDir::Hidden | QDir::NoSymLinks, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        const QString path = it.next().mid(root.size());
        if (!path.contains(foreign) && path.contains(text) && !path.contains(QLatin1String("__pycache__")))
            found << path;
    }
    found.sort();
    return found;
}

QString read(const QString &path)
{
    QFile file(root + path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

bool isSource(const QString &path)
{
    static const QRegularExpression source(QStringLiteral("\\.(cpp|h|def|sh|py)$|^dev$|^resources/steps/.*\\.yaml$"));
    return path.contains(source);
}

} // namespace

class TestArchitecture : public QObject {
    Q_OBJECT
private slots:
    void arrowsRunOneWay()
    {
        QStringList broken;
        int seen = 0;
        for (const QString &path : ourFiles()) {
            if (roomOf(path).isEmpty() || !(path.endsWith(QLatin1String(".cpp")) || path.endsWith(QLatin1String(".h"))))
                continue;
            ++seen;
            broken << brokenRules(path, read(path));
        }
        QVERIFY2(seen > 20, "the sources were not found");
        QVERIFY2(broken.isEmpty(), qPrintable(QLatin1Char('\n') + broken.join(QLatin1Char('\n'))));
    }

    void everyRoomHasItsArrows()
    {
        const QStringList rooms = QDir(root + QStringLiteral("backends")).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
        for (const QString &room : rooms)
            QVERIFY2(arrows().contains(room), qPrintable(QStringLiteral("backends/%1 is in no rule of this test").arg(room)));
    }

    void aWrongArrowIsSeen_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("line");
        QTest::addColumn<bool>("allowed");
        const auto row = [](const char *path, const char *line, bool allowed) {
            QTest::addRow("%s %s", path, line) << QString::fromLatin1(path) << QString::fromLatin1(line) << allowed;
        };
        row("backends/core/x.h", "#include \"backends/core/y.h\"", true);
        row("backends/core/x.h", "#include \"backends/ports/shell.h\"", false);
        row("backends/io/net/x.cpp", "#include \"backends/ports/shell.h\"", true);
        row("backends/io/net/x.cpp", "#include \"backends/plan/planner.h\"", false);
        row("backends/io/net/x.cpp", "#  include \"wizard/page.h\"", false);
        row("backends/plan/x.cpp", "#include \"backends/providers/provider.h\"", true);
        row("backends/plan/x.cpp", "#include \"backends/providers/practice/practice.h\"", false);
        row("backends/steps/x.cpp", "#include \"backends/plan/planner.h\"", false);
        row("backends/run/x.cpp", "#include \"backends/io/ssh/client.h\"", false);
        row("backends/run/x.cpp", "#include \"backends/text/text.h\"", false);
        row("backends/text/x.cpp", "#include \"backends/core/error.h\"", true);
        row("backends/text/x.cpp", "#include \"backends/ports/shell.h\"", false);
        row("backends/run/x.cpp", "#include <QLabel>", false);
        row("backends/run/x.cpp", "#include <QtWidgets/QLabel>", false);
        row("backends/run/x.cpp", "#include <QString>", true);
        row("backends/io/net/x.cpp", "#include <QOAuth2AuthorizationCodeFlow>", true);
        row("backends/hosted/colab/x.cpp", "#include <QOAuth2AuthorizationCodeFlow>", false);
        row("app/cli/x.cpp", "#include <QtNetworkAuth/QAbstractOAuth>", false);
        row("wizard/pages/where/x.cpp", "#include <QLabel>", true);
        row("wizard/pages/where/x.cpp", "#include \"app/main_window.h\"", false);
        row("wizard/pages/where/x.cpp", "#include \"backends/providers/aws/aws.h\"", false);
        row("app/dashboard/x.cpp", "#include \"backends/io/tunnel/tunnel.h\"", false);
        row("app/dashboard/x.cpp", "#include \"app/services/services.h\"", false);
        row("app/services/services.cpp", "#include \"backends/io/tunnel/tunnel.h\"", true);
        row("app/cli_main.cpp", "#include \"app/services/services.h\"", true);
        row("app/main.cpp", "#include \"backends/io/tunnel/tunnel.h\"", true);
        row("app/cli/x.cpp", "if (where == QLatin1String(\"practice\"))", false);
        row("wizard/x.cpp", "key(QStringLiteral(\"aws.region\"))", false);
        row("wizard/x.cpp", "if (id != \"ssh\")", false);
        row("wizard/x.cpp", "run(QStringLiteral(\"ssh\"))", true);
        row("wizard/x.cpp", "tr(\"A practice machine costs nothing\")", true);
        row("app/services/services.cpp", "fallback = QStringLiteral(\"practice\");", true);
    }
    void aWrongArrowIsSeen()
    {
        QFETCH(QString, path);
        QFETCH(QString, line);
        QFETCH(bool, allowed);
        const QStringList broken = brokenRules(path, QStringLiteral("// one\n") + line);
        QCOMPARE(broken.isEmpty(), allowed);
        if (!allowed)
            QVERIFY2(broken.first().startsWith(path + QStringLiteral(":2: ")), qPrintable(broken.first()));
    }

    void filesStaySmall()
    {
        // Grown before the bound held. A figure here only ever goes down; a file at 450 lines or fewer leaves the table.
        static const QHash<QString, int> toBeSplit{{QStringLiteral("tests/backends/io/ssh/tst_ssh_connect.cpp"), 592},
                                                   {QStringLiteral("tests/practice/tst_practice_provider.cpp"), 501}};
        QStringList tooLong;
        for (const QString &path : ourFiles()) {
            if (!path.endsWith(QLatin1String(".cpp")) && !path.endsWith(QLatin1String(".h")))
                continue;
            const auto lines = read(path).count(QLatin1Char('\n'));
            const int bound = toBeSplit.value(path, 450);
            const QString words = QStringLiteral("%1:%2: long for one file (aim at 300, at most %3 lines)").arg(path).arg(lines).arg(bound);
            if (lines > bound)
                tooLong << words;
            else if (lines > 300)
                qInfo().noquote() << words;
        }
        QVERIFY2(tooLong.isEmpty(), qPrintable(tooLong.join(QLatin1Char('\n'))));
    }

    void everySourceNamesItsLicence()
    {
        QStringList without;
        const QString tag = QStringLiteral("SPDX-License-Identifier: GPL-3.0-or-later");
        for (const QString &path : ourFiles())
            if (isSource(path) && !read(path).section(QLatin1Char('\n'), 0, 1).contains(tag))
                without << path;
        QVERIFY2(without.isEmpty(), qPrintable(without.join(QLatin1Char('\n'))));
    }

    void nothingIsLeftForLater_data()
    {
        // Put together here so that this file does not hold what it looks for.
        const auto joined = [](const char *a, const char *b) { return QString::fromLatin1(a) + QString::fromLatin1(b); };
        QTest::addColumn<QString>("pattern");
        QTest::newRow("a reminder") << joined("\\b(TO", "DO|FIX") + QStringLiteral("ME|XX") + joined("X)\\b[:( ]", "");
        QTest::newRow("a folder outside the project") << joined("\\.\\./sha", "red\\b");
        QTest::newRow("a folder of one computer") << joined("(^|[\\s\"'`(=])/wo", "rk/");
        QTest::newRow("who wrote it") << joined("sub", "-?agent");
    }
    void nothingIsLeftForLater()
    {
        QFETCH(QString, pattern);
        const QRegularExpression expression(pattern, QRegularExpression::MultilineOption);
        QStringList found;
        for (const QString &path : ourFiles()) {
            if (path == QLatin1String("LICENSE"))
                continue;
            const QString text = read(path);
            for (auto it = expression.globalMatch(text); it.hasNext();) {
                const auto match = it.next();
                found << at(path, int(text.left(match.capturedStart()).count(QLatin1Char('\n'))) + 1, match.captured().trimmed());
            }
        }
        QVERIFY2(found.isEmpty(), qPrintable(found.join(QLatin1Char('\n'))));
    }
};

QTEST_APPLESS_MAIN(TestArchitecture)
#include "tst_architecture.moc"
