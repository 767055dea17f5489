// SPDX-License-Identifier: GPL-3.0-or-later
// The user's files, listed and brought home: with odd names, through cuts at every byte, from a machine that lies.
#include "backends/io/local/local_shell.h"
#include "backends/run/copy_home.h"
#include "tests/backends/run/copy_bench.h"
#include "tests/backends/run/raw_folder.h"
#include "tests/fakes/fake_files_shell.h"

#include <QtTest>

using namespace fl;

class TestCopyHome : public QObject {
    Q_OBJECT

    struct Places {
        QTemporaryDir profile;
        RawFolder outer;
        FakeFilesShell files;
    };
    struct Bench : Places, CopyBench {
        explicit Bench(Shell *other = nullptr) : CopyBench(other ? *other : files, profile.path()) { }
        QString target() const { return outer.filePath(QStringLiteral("home")); }
        Result<UserFiles> list() { return operations->userFiles(QStringLiteral("lab"), call); }
        Result<CopiedFiles> copy() { return operations->copyHome(QStringLiteral("lab"), target(), call); }
        QStringList log() const
        {
            QStringList lines;
            for (const Event &event : events) {
                QString line = slug(event.kind);
                for (const char *name : {"say", "cause"})
                    if (event.data.contains(QLatin1String(name)))
                        line += QLatin1Char(' ') + event.data.value(QLatin1String(name)).toString();
                const QJsonObject args = event.data.value(QLatin1String("args")).toObject();
                for (const char *name : {"file", "done", "of"})
                    if (args.contains(QLatin1String(name)))
                        line += QLatin1Char(' ') + args.value(QLatin1String(name)).toString();
                lines += line;
            }
            return lines;
        }
    };

    static void make(const QByteArray &path, const QByteArray &content)
    {
        QVERIFY(QDir().mkpath(QFileInfo(QFile::decodeName(path)).path()));
        const std::unique_ptr<FILE, int (*)(FILE *)> file(std::fopen(path.constData(), "wb"), std::fclose);
        QVERIFY2(file, path.constData());
        QCOMPARE(std::fwrite(content.constData(), 1, static_cast<size_t>(content.size()), file.get()), static_cast<size_t>(content.size()));
    }

private slots:
    void theRealScriptsKeepOddNames()
    {
        RawFolder home;
        const QByteArray before = qgetenv("HOME");
        qputenv("HOME", home.path().toUtf8());
        const auto back = qScopeGuard([&] { qputenv("HOME", before); });
        const QByteArray root = home.path().toUtf8() + "/firstlight/notebooks/";
        Tree made;
        for (const char *name :
             {"plain.ipynb", "a b", "new\nline", "tab\there", "it's \"quoted\"", "$(touch pwned)", "`id`", "-rf", "--", "back\\slash",
              "\xff\x81\x82\x88", "\xe4\xb8\xad\xe6\x96\x87.ipynb", "*", "?", "~", "#x", ".hidden", "sub/deeper/x", "empty"})
            made[name] = QByteArray(name).startsWith("empty") ? QByteArray() : QByteArray("content of ") + name + '\n';
        made[QByteArray(255, 'l')] = "long";
        QByteArray large(3'000'000, Qt::Uninitialized);
        for (qsizetype i = 0; i < large.size(); ++i)
            large[i] = i % 7 ? static_cast<char>(i * 31 / 7) : '\n';
        made["large.bin"] = large.replace('\0', '0');
        for (const auto &[name, content] : made)
            make(root + name, content);
        // Not the user's, or nothing to copy.
        make(root + ".ipynb_checkpoints/plain-checkpoint.ipynb", "x");
        make(root + "sub/__pycache__/m.pyc", "x");
        make(root + "Welcome.ipynb", "hello\n");
        make(home.path().toUtf8() + "/.local/state/firstlight/facts", "welcome.sum 3015617425 6\nwelcome " + root + "Welcome.ipynb\n");
        QVERIFY(QFile::link(QStringLiteral("/etc/passwd"), home.path() + QStringLiteral("/firstlight/notebooks/link")));
        make(home.path().toUtf8() + "/firstlight/elsewhere", "x");

        LocalShell local;
        Bench bench(&local);
        const auto found = bench.list();
        QVERIFY2(found, found ? "" : qPrintable(slug(found.error().cause) + found.error().detail));
        Tree names;
        for (const UserFile &file : found->files) {
            names[file.path] = made[file.path];
            QCOMPARE(file.bytes, made[file.path].size());
            QVERIFY(std::abs(file.modified - QDateTime::currentMSecsSinceEpoch()) < 3'600'000);
        }
        QCOMPARE(names, made);
        QCOMPARE(found->links, 1);
        QVERIFY(!found->cut && !found->unread);

        const auto copied = bench.copy();
        QVERIFY2(copied, copied ? "" : qPrintable(slug(copied.error().cause) + copied.error().detail));
        QCOMPARE(bench.leftOf(*copied), QStringList());
        QCOMPARE(copied->copied, static_cast<int>(made.size()));
        QCOMPARE(treeOf(bench.target()), made);
        QVERIFY(!QFile::exists(home.path() + QStringLiteral("/firstlight/notebooks/pwned"))
                && !QFile::exists(home.filePath(QStringLiteral("pwned"))));

        // Our own page counts once somebody has worked in it; what is the same is not copied again.
        make(root + "Welcome.ipynb", "hello, mine\n");
        made["Welcome.ipynb"] = "hello, mine\n";
        const auto again = bench.copy();
        QVERIFY(again);
        QCOMPARE(again->copied, 1);
        QCOMPARE(again->alreadyThere, static_cast<int>(made.size()) - 1);
        QCOMPARE(treeOf(bench.target()), made);
    }

    void aCutAtAnyByteLosesNothingAndTellsNothingTwice()
    {
        const Tree tree{{"a", QByteArray("0123456789")}, {"b/none", QByteArray()}, {"b/c", QByteArray("fifteen letters")}};
        // The whole story, and how much of it has been told at each byte.
        QStringList whole;
        std::vector<qsizetype> told;
        {
            Bench bench;
            bench.files.files = tree;
            bench.files.piece = 1;
            bench.files.afterPiece = [&] { told.push_back(bench.log().size()); };
            const auto copied = bench.copy();
            QVERIFY(copied && copied->copied == 3);
            whole = bench.log();
            QCOMPARE(whole.size(), 26); // each byte, and the beginning
            QCOMPARE(whole.first(), QStringLiteral("progress copying-file a 0 25"));
            QCOMPARE(whole.last(), QStringLiteral("progress copying-file b/c 25 25"));
        }
        for (size_t at = 1; at < told.size(); ++at) {
            Bench bench;
            bench.files.files = tree;
            bench.files.piece = 1;
            bench.files.cutAfter = static_cast<qint64>(at);
            const auto copied = bench.copy();
            QVERIFY2(copied && copied->copied == 3 && copied->left.empty(), qPrintable(QString::number(at)));
            QCOMPARE(treeOf(bench.target()), tree);
            QStringList expected = whole;
            if (bench.files.sendings > 1) // else all had come, and only the end was missing
                expected.insert(told[at - 1], QStringLiteral("progress reconnecting"));
            QCOMPARE(bench.log(), expected);
        }
    }

    void afterAKillAtAnyByteTheNextProgramGoesOn()
    {
        const Tree tree{{"a", QByteArray("0123456789")}, {"b", QByteArray("fifteen letters")}};
        for (qint64 at = 1;; ++at) {
            Bench bench;
            bench.files.files = tree;
            bench.files.piece = 1;
            bench.files.cutAfter = at;
            qint64 bytesOfFiles = 0;
            // Nothing is left of this program but its files.
            bench.files.beforeSending = [&, first = true]() mutable {
                if (std::exchange(first, false))
                    bench.ssh.errors = {Error{.cause = Cause::SshAuthRefused, .params = {}, .detail = {}}};
            };
            const auto cut = bench.copy();
            if (cut) { // all had come, and only the end was missing
                QVERIFY(at > 2 * 64 + 25);
                break;
            }
            QCOMPARE(cut.error().cause, Cause::SshAuthRefused);
            const Tree half = treeOf(bench.target());
            for (const auto &[name, content] : half)
                bytesOfFiles += content.size();
            for (const auto &[name, content] : tree)
                QVERIFY(!half.contains(name) || half.at(name) == content); // a name stands for the whole file
            bench.files.beforeSending = {};
            bench.ssh.errors.clear();
            const qint64 before = bench.files.sent;
            const auto copied = bench.copy();
            QVERIFY(copied && copied->copied + copied->alreadyThere == 2);
            QCOMPARE(treeOf(bench.target()), tree);
            // What had come is not sent again; the rest is one or two lines a file, and the end.
            const qint64 said = bench.files.sent - before - (25 - bytesOfFiles);
            QVERIFY2(said > 0 && said <= 2 * 110 + 2 * 44, qPrintable(QStringLiteral("%1: %2").arg(at).arg(said)));
        }
    }

    void namesThatLeadOutAreLeftAndSaid()
    {
        Bench bench;
        bench.files.files = {{"../up", "x"},     {"/tmp/absolute", "x"},      {"a/../../up", "x"},
                             {"good", "fine"},   {QByteArray(300, 'n'), "x"}, {".firstlight-part/x", "x"},
                             {"good/below", "x"}};
        const auto copied = bench.copy();
        QVERIFY(copied);
        QCOMPARE(copied->copied, 1);
        QCOMPARE(bench.leftOf(*copied),
                 (QStringList{QStringLiteral("../up copy-name-outside"), QStringLiteral(".firstlight-part/x copy-name-ours"),
                              QStringLiteral("/tmp/absolute copy-name-outside"), QStringLiteral("a/../../up copy-name-outside"),
                              QString(300, QLatin1Char('n')) + QStringLiteral(" copy-name-too-long"),
                              QStringLiteral("good/below copy-in-the-way")}));
        QCOMPARE(treeOf(bench.outer.path()), (Tree{{"home/good", "fine"}}));
    }
    void whatIsThereStays()
    {
        Bench bench;
        bench.files.files = {{"same", "content"}, {"other.txt", "theirs"}, {"way/in", "x"}, {"link", "x"}, {"folder", "x"}};
        const QByteArray target = bench.target().toUtf8(), outside = bench.outer.path().toUtf8() + "/outside";
        make(target + "/same", "content");
        make(target + "/other.txt", "mine");
        make(target + "/folder/file", "mine");
        make(outside + "/file", "secret");
        QVERIFY(QFile::link(QFile::decodeName(outside), QFile::decodeName(target + "/way")));
        QVERIFY(QFile::link(QFile::decodeName(outside + "/file"), QFile::decodeName(target + "/link")));
        for (int round = 0; round < 2; ++round) {
            const auto copied = bench.copy();
            QVERIFY(copied);
            QCOMPARE(copied->copied, round == 0 ? 1 : 0);
            QCOMPARE(copied->alreadyThere, round == 0 ? 1 : 2);
            QCOMPARE(bench.leftOf(*copied),
                     (QStringList{QStringLiteral("folder copy-in-the-way"), QStringLiteral("link copy-link-here"),
                                  QStringLiteral("way/in copy-link-here")}));
            const QByteArray name = "other (" + QCryptographicHash::hash("theirs", QCryptographicHash::Sha256).toHex().first(8) + ").txt";
            if (round == 0)
                QCOMPARE(copied->beside, (std::vector<CopiedFiles::Beside>{{"other.txt", name}}));
            QCOMPARE(treeOf(bench.outer.path()),
                     (Tree{{"home/same", "content"},
                           {"home/other.txt", "mine"},
                           {"home/" + name, "theirs"},
                           {"home/folder/file", "mine"},
                           {"outside/file", "secret"}}));
        }
    }
    void aFileThatGrowsIsTakenAsItWas()
    {
        Bench bench;
        bench.files.files = {{"log", "one\n"}, {"z", "z"}};
        bench.files.beforeSending = [&] { bench.files.files["log"] += "two\n"; };
        const auto copied = bench.copy();
        QVERIFY(copied && copied->left.empty());
        QCOMPARE(treeOf(bench.target()), (Tree{{"log", "one\ntwo\n"}, {"z", "z"}}));
    }
    void aFileThatShrinksOrChangesBetweenTwoProgramsIsTakenAnew()
    {
        for (const QByteArray &now : {QByteArray("short"), QByteArray("other content"), QByteArray("quite another and longer content")}) {
            Bench bench;
            bench.files.files = {{"x", "first content"}};
            bench.files.piece = 1;
            bench.files.lie = [&](QByteArray stream) {
                bench.files.cutAfter = stream.indexOf("first") + 8;
                return stream;
            };
            bench.files.beforeSending = [&] { bench.ssh.errors = {Error{.cause = Cause::SshAuthRefused, .params = {}, .detail = {}}}; };
            QVERIFY(!bench.copy());
            bench.files.beforeSending = {};
            bench.files.lie = {};
            bench.ssh.errors.clear();
            bench.files.files["x"] = now;
            const auto copied = bench.copy();
            QVERIFY(copied && copied->left.empty() && copied->copied == 1);
            QCOMPARE(treeOf(bench.target()), (Tree{{"x", now}}));
        }
    }

    void aMachineThatLiesGainsNothing_data()
    {
        using Lie = std::function<QByteArray(QByteArray)>;
        QTest::addColumn<Lie>("lie");
        QTest::addColumn<QString>("outcome");
        const auto row = [](const char *name, Lie lie, const char *outcome) {
            QTest::newRow(name) << std::move(lie) << QString::fromLatin1(outcome);
        };
        row(
            "a wrong hash", [](QByteArray stream) { return stream.replace(stream.indexOf("\nevil") - 8, 8, "00000000"); },
            "evil copy-changes");
        row(
            "more bytes than said", [](QByteArray stream) { return stream.replace("\nevil", "\nevilevil"); }, "");
        row(
            "fewer bytes than said", [](QByteArray stream) { return stream.replace("\nevil", "\nev"); }, "evil copy-changes");
        row(
            "a size beyond the list",
            [](QByteArray stream) { return stream.replace(stream.indexOf(" 4 "), 3, " " + QByteArray::number(4 + mayGrow + 1) + " "); },
            "evil copy-grew");
        row(
            "gone",
            [](QByteArray stream) {
                const qsizetype end = stream.indexOf("evil") + 4;
                return stream.first(stream.indexOf(' ')) + " 1 - -\n" + stream.sliced(end);
            },
            "evil copy-unreadable");
        row(
            "noise for ever", [](QByteArray) { return QByteArray(5'000'000, 'x'); }, "gives up");
        row(
            "nothing at all", [](QByteArray) { return QByteArray(); }, "gives up");
        row(
            "more after the end", [](QByteArray stream) { return stream + QByteArray(5'000'000, 'x'); }, "");
    }
    void aMachineThatLiesGainsNothing()
    {
        QFETCH(std::function<QByteArray(QByteArray)>, lie);
        QFETCH(QString, outcome);
        Bench bench;
        bench.files.files = {{"evil", "evil"}, {"good", "fine"}};
        bench.files.lie = [&](QByteArray stream) {
            return stream.contains("evil") || outcome == QLatin1String("gives up") || outcome.isEmpty() ? lie(stream) : stream;
        };
        const auto copied = bench.copy();
        if (outcome == QLatin1String("gives up")) {
            QVERIFY(!copied);
            QCOMPARE(copied.error().cause, Cause::SshShellUnusable);
            QVERIFY(bench.files.sendings <= 5);
            return;
        }
        QVERIFY2(copied, copied ? "" : qPrintable(slug(copied.error().cause)));
        QCOMPARE(bench.leftOf(*copied).join(QLatin1Char(';')), outcome);
        Tree expected{{"good", "fine"}};
        if (outcome.isEmpty())
            expected["evil"] = "evil";
        QCOMPARE(treeOf(bench.target()), expected);
    }
    void aListThatLiesAboutSizes()
    {
        Bench bench;
        bench.files.files = {{"x", "twelve bytes"}};
        bench.files.list = QByteArray("f 3 1764000000 x") + '\0' + "f 5 1764000000 none" + '\0';
        const auto copied = bench.copy();
        QVERIFY(copied);
        QCOMPARE(bench.leftOf(*copied), QStringList{QStringLiteral("none copy-unreadable")});
        QCOMPARE(treeOf(bench.target()), (Tree{{"x", "twelve bytes"}}));
        QCOMPARE(bench.log().last(), QStringLiteral("progress copying-file x 8 8"));
        bench.files.list = "f " + QByteArray::number(1LL << 47) + " 1764000000 vast" + '\0';
        const auto full = bench.copy();
        QVERIFY(!full);
        QCOMPARE(full.error().cause, Cause::LocalDiskFull);
    }
    void aListWithoutEndIsCut()
    {
        Bench bench;
        QByteArray list;
        for (int i = 0; i < 3 * mostListed; ++i)
            list += "f 0 1764000000 " + QByteArray::number(i) + '\0';
        bench.files.list = list;
        bench.files.piece = 4096;
        const auto found = bench.list();
        QVERIFY(found && found->cut);
        QCOMPARE(static_cast<qsizetype>(found->files.size()), mostListed);
        bench.files.list = QByteArray(3 * longestList, 'x');
        const auto none = bench.list();
        QVERIFY(none && none->cut && none->files.empty());
    }

    void itCanBeStopped()
    {
        Bench bench;
        bench.files.files = {{"a", QByteArray(1000, 'x')}};
        bench.files.piece = 100;
        const EventSink before = bench.call.events;
        bench.call.events = [&](const Event &event) {
            before(event);
            if (bench.log().last().contains(QStringLiteral("a 3")))
                bench.stop.request_stop();
        };
        const auto stopped = bench.copy();
        QVERIFY(!stopped);
        QCOMPARE(stopped.error().cause, Cause::Cancelled);
        QCOMPARE(stopped.error().next, NextAction::Resume);
    }
    void aMachineThatCannotBeLookedIntoSaysWhy()
    {
        Bench bench;
        bench.files.files = {{"a", "x"}};
        bench.provider->instance = InstanceState::Stopped;
        QCOMPARE(bench.list().error().cause, Cause::JupyterNotRunning);
        QCOMPARE(bench.list().error().params.value(QStringLiteral("stopped")), QStringLiteral("yes"));
        QCOMPARE(bench.copy().error().cause, Cause::JupyterNotRunning);
        QVERIFY(!QFile::exists(bench.target()));
        bench.provider->instance = InstanceState::NotThere;
        QCOMPARE(bench.list().error().cause, Cause::MachineMissing);
        bench.provider->instance = InstanceState::Running;
        bench.ssh.errors = {Error{.cause = Cause::ConnectionRefused, .params = {}, .detail = {}}};
        QCOMPARE(bench.list().error().cause, Cause::ConnectionRefused);
        QVERIFY(bench.log().filter(QStringLiteral("error")).size() == 1); // copying is a run; looking is not
        Machine unborn = bench.ledger.find(QStringLiteral("lab"))->value();
        unborn.facts = {};
        QVERIFY(bench.ledger.save(unborn));
        const auto none = bench.list();
        QVERIFY(none && none->files.empty());
    }
};

QTEST_GUILESS_MAIN(TestCopyHome)
#include "tst_copy_home.moc"
