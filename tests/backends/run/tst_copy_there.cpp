// SPDX-License-Identifier: GPL-3.0-or-later
// Files of this computer, brought to a machine by the real scripts in each of the shells: odd names, what is there already, cuts at every
// message of the line, kills, links, and files that change under the copy.
#include "backends/run/copy_pace.h"
#include "backends/run/local_files.h"
#include "backends/run/tar_pieces.h"
#include "backends/steps/server_scripts.h"
#include "tests/backends/run/copy_bench.h"
#include "tests/backends/run/raw_folder.h"
#include "tests/fakes/fake_home_shell.h"

#include <QtTest>

#include <sys/stat.h>

using namespace fl;

namespace {

void make(const QString &path, const QByteArray &content)
{
    QVERIFY(QDir().mkpath(QFileInfo(path).path()));
    QFile file(path);
    QVERIFY2(file.open(QIODevice::WriteOnly) && file.write(content) == content.size(), qPrintable(path));
}

QByteArray noise(qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    quint32 state = 1;
    for (char &c : bytes)
        c = static_cast<char>((state = state * 1664525 + 1013904223) >> 24);
    return bytes;
}

} // namespace

class TestCopyThere : public QObject {
    Q_OBJECT

    struct Places {
        RawFolder outer;
        FakeHomeShell shell;
        explicit Places(const QStringList &program) : shell(outer.filePath(QStringLiteral("server")), program) { }
    };
    struct Bench : Places, CopyBench {
        explicit Bench(const QStringList &program = {QStringLiteral("/bin/sh")}) : Places(program), CopyBench(shell, outer.path())
        {
            QDir().mkpath(there());
            QDir().mkpath(outer.filePath(QStringLiteral("server/.local/state/firstlight")));
        }
        QString here(const QString &name = {}) const { return outer.filePath(QStringLiteral("here/") + name); }
        QString there(const QString &name = {}) const { return outer.filePath(QStringLiteral("server/firstlight/notebooks/") + name); }
        Result<CopiedFiles> copy(const QStringList &names, const QString &folder = {})
        {
            QStringList paths;
            for (const QString &name : names)
                paths << here(name);
            return operations->copyThere(QStringLiteral("lab"), paths, folder, call);
        }
    };
    static const char *saidBy(const Result<CopiedFiles> &copied)
    {
        static QByteArray said;
        said = copied ? QByteArray() : (slug(copied.error().cause) + QLatin1Char(' ') + copied.error().detail).toUtf8();
        return said.constData();
    }

private slots:
    void everyShellKeepsOddNames_data()
    {
        QTest::addColumn<QStringList>("shell");
        QTest::newRow("dash") << QStringList{QStringLiteral("dash")};
        QTest::newRow("busybox") << QStringList{QStringLiteral("busybox"), QStringLiteral("sh")};
        QTest::newRow("bash") << QStringList{QStringLiteral("bash"), QStringLiteral("--posix")};
    }
    void everyShellKeepsOddNames()
    {
        QFETCH(QStringList, shell);
        Bench bench(shell);
        Tree made;
        for (const char *name : {"plain.ipynb", "a b", "it's \"quoted\"", "$(touch pwned)", "`id`", "-rf", "--", "back\\slash",
                                 "\xe4\xb8\xad\xe6\x96\x87.ipynb", "*", "~", "#x", ".hidden", "sub/deeper/x", "empty"})
            made[QByteArray("data/") + name] = QByteArray(name) == "empty" ? QByteArray() : QByteArray("content of ") + name + '\n';
        made["data/large.bin"] = noise(1'500'000); // three goes
        for (const auto &[name, content] : made)
            make(bench.here(QString::fromUtf8(name)), content);
        make(bench.here(QStringLiteral("data/new\nline")), "x");
        make(bench.here(QStringLiteral("data/tab\there")), "x");
        make(bench.here(QStringLiteral("data/__pycache__/m.pyc")), "x");
        make(bench.here(QStringLiteral("outside")), "secret");
        QVERIFY(QFile::link(bench.here(QStringLiteral("outside")), bench.here(QStringLiteral("data/link"))));
        const QString run = bench.here(QStringLiteral("data/a b"));
        QVERIFY(QFile::setPermissions(run, QFile::permissions(run) | QFileDevice::ExeOwner));

        const auto copied = bench.copy({QStringLiteral("data")});
        QVERIFY2(copied, saidBy(copied));
        QCOMPARE(Bench::leftOf(*copied),
                 (QStringList{QStringLiteral("data/new\nline copy-name-control"), QStringLiteral("data/tab\there copy-name-control")}));
        QCOMPARE(copied->links, 1);
        QCOMPARE(copied->copied, static_cast<int>(made.size()));
        QCOMPARE(treeOf(bench.there()), made); // and nothing of ours is left
        QVERIFY(QFileInfo(bench.there(QStringLiteral("data/a b"))).isExecutable());
        QVERIFY(!QFileInfo(bench.there(QStringLiteral("data/plain.ipynb"))).isExecutable());
        QCOMPARE(QFileInfo(bench.there(QStringLiteral("data/large.bin"))).lastModified().toSecsSinceEpoch(),
                 QFileInfo(bench.here(QStringLiteral("data/large.bin"))).lastModified().toSecsSinceEpoch());
        QCOMPARE(QDir(bench.outer.filePath(QStringLiteral("server/.local/state/firstlight/jobs")))
                     .entryList(QDir::Dirs | QDir::NoDotAndDotDot),
                 QStringList());

        const qint64 paid = bench.shell.uploaded;
        const auto again = bench.copy({QStringLiteral("data")});
        QVERIFY2(again, saidBy(again));
        QCOMPARE(again->alreadyThere, static_cast<int>(made.size()));
        QCOMPARE(again->copied, 0);
        QCOMPARE(bench.shell.uploaded, paid);
    }

    void aCutAtAnyMessageLosesNothing_data()
    {
        QTest::addColumn<bool>("arrives");
        QTest::newRow("before it came") << false;
        QTest::newRow("after it came") << true;
    }
    void aCutAtAnyMessageLosesNothing()
    {
        QFETCH(bool, arrives);
        const Tree tree{{"a", noise(1'300'000)}, {"b", "small"}, {"c", QByteArray()}};
        for (int at = 1;; ++at) {
            Bench bench;
            for (const auto &[name, content] : tree)
                make(bench.here(QString::fromUtf8(name)), content);
            bench.shell.cutAt = at;
            bench.shell.arrives = arrives;
            bench.shell.before = [&](const QByteArray &) {
                for (const auto &[name, content] : treeOf(bench.there()))
                    QVERIFY(name.startsWith(".firstlight-part/") || content == tree.at(name)); // a name stands for the whole file
            };
            const auto copied = bench.copy({QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")});
            QVERIFY2(copied, saidBy(copied));
            QCOMPARE(copied->copied + copied->alreadyThere, 3);
            QVERIFY(copied->left.empty() && copied->beside.empty());
            Tree now = treeOf(bench.there());
            if (bench.shell.messages < at) { // there was no such message
                QCOMPARE(now, tree);
                QVERIFY(at > 6);
                return;
            }
            std::erase_if(now, [](const auto &file) { return file.first.startsWith(".firstlight-part/"); });
            QCOMPARE(now, tree);
        }
    }

    void afterAKillTheNextProgramGoesOn()
    {
        const QByteArray content = noise(3'000'000);
        Bench bench;
        make(bench.here(QStringLiteral("a")), content);
        int uploads = 0;
        bench.shell.before = [&](const QByteArray &what) {
            if (what == "upload" && ++uploads == 3)
                bench.stop.request_stop();
        };
        const auto cut = bench.copy({QStringLiteral("a")});
        QVERIFY(!cut);
        QCOMPARE(cut.error().cause, Cause::Cancelled);
        QCOMPARE(cut.error().next, NextAction::Resume);
        QVERIFY(!QFile::exists(bench.there(QStringLiteral("a"))));
        // What waits is nothing of the user's.
        const auto listed = bench.shell.run(listFilesScript(), {}, {});
        QVERIFY(listed);
        QCOMPARE(listed->out, QByteArray());
        const qint64 paid = bench.shell.uploaded;
        QVERIFY(paid > 500'000);
        bench.shell.before = {};
        bench.stop = std::stop_source();
        bench.call.stop = bench.stop.get_token();
        const auto copied = bench.copy({QStringLiteral("a")});
        QVERIFY2(copied, saidBy(copied));
        QCOMPARE(treeOf(bench.there()), (Tree{{"a", content}}));
        QVERIFY2(bench.shell.uploaded < content.size() + 100'000, qPrintable(QString::number(bench.shell.uploaded)));
    }

    void anotherFileOfThatNameStays()
    {
        Bench bench;
        make(bench.here(QStringLiteral("x.txt")), "mine");
        make(bench.there(QStringLiteral("in/x.txt")), "hers");
        const QByteArray beside = "in/x (" + QCryptographicHash::hash("mine", QCryptographicHash::Sha256).toHex().first(8) + ").txt";
        for (int round = 0; round < 2; ++round) {
            const auto copied = bench.copy({QStringLiteral("x.txt")}, QStringLiteral("in"));
            QVERIFY2(copied, saidBy(copied));
            QCOMPARE(copied->copied, round == 0 ? 1 : 0);
            QCOMPARE(copied->alreadyThere, round);
            if (round == 0)
                QCOMPARE(copied->beside, (std::vector<CopiedFiles::Beside>{{"in/x.txt", beside}}));
            QCOMPARE(treeOf(bench.there()), (Tree{{"in/x.txt", "hers"}, {beside, "mine"}}));
        }
    }
    void twoOfOneNameAreBothKept()
    {
        Bench bench;
        make(bench.here(QStringLiteral("a/x")), "one");
        make(bench.here(QStringLiteral("b/x")), "two");
        const auto copied = bench.copy({QStringLiteral("a/x"), QStringLiteral("b/x"), QStringLiteral("a/x")});
        QVERIFY2(copied, saidBy(copied));
        QCOMPARE(copied->copied, 2);
        QCOMPARE(copied->beside.size(), 1U);
        const Tree tree = treeOf(bench.there());
        QCOMPARE(tree.size(), 2U);
        QCOMPARE(tree.at("x"), QByteArray("one"));
    }
    void aNameGivenAwayMeanwhileIsNotTaken()
    {
        Bench bench;
        make(bench.here(QStringLiteral("x")), "mine");
        bench.shell.before = [&](const QByteArray &what) {
            if (what == "take" && !QFile::exists(bench.there(QStringLiteral("x"))))
                make(bench.there(QStringLiteral("x")), "somebody's");
        };
        const auto copied = bench.copy({QStringLiteral("x")});
        QVERIFY2(copied, saidBy(copied));
        QCOMPARE(copied->beside.size(), 1U);
        QCOMPARE(treeOf(bench.there()).at("x"), QByteArray("somebody's"));
        QCOMPARE(treeOf(bench.there()).size(), 2U);
    }
    void linksThereAreNotFollowed()
    {
        Bench bench;
        make(bench.here(QStringLiteral("way/in")), "x");
        make(bench.here(QStringLiteral("link")), "x");
        make(bench.here(QStringLiteral("folder")), "x");
        make(bench.here(QStringLiteral("file/x")), "x");
        make(bench.there(QStringLiteral("folder/own")), "hers");
        make(bench.there(QStringLiteral("file")), "hers");
        const QString outside = bench.outer.filePath(QStringLiteral("outside"));
        QVERIFY(QDir().mkpath(outside));
        QVERIFY(QFile::link(outside, bench.there(QStringLiteral("way"))));
        QVERIFY(QFile::link(outside + QStringLiteral("/none"), bench.there(QStringLiteral("link"))));
        const auto copied = bench.copy({QStringLiteral("way"), QStringLiteral("link"), QStringLiteral("folder"), QStringLiteral("file")});
        QVERIFY2(copied, saidBy(copied));
        QCOMPARE(Bench::leftOf(*copied),
                 (QStringList{QStringLiteral("way/in copy-link-there"), QStringLiteral("link copy-link-there"),
                              QStringLiteral("folder copy-way-there"), QStringLiteral("file/x copy-way-there")}));
        QCOMPARE(treeOf(outside), Tree());
        QCOMPARE(treeOf(bench.there()), (Tree{{"folder/own", "hers"}, {"file", "hers"}}));
    }
    void aFileThatChangesUnderTheCopyIsLeft()
    {
        Bench bench;
        make(bench.here(QStringLiteral("a")), noise(2'000'000));
        make(bench.here(QStringLiteral("b")), "fine");
        int uploads = 0;
        bench.shell.before = [&](const QByteArray &what) {
            if (what == "upload" && ++uploads == 2)
                make(bench.here(QStringLiteral("a")), "another");
        };
        const auto copied = bench.copy({QStringLiteral("a"), QStringLiteral("b")});
        QVERIFY2(copied, saidBy(copied));
        QCOMPARE(Bench::leftOf(*copied), QStringList{QStringLiteral("a copy-changes")});
        QCOMPARE(treeOf(bench.there()), (Tree{{"b", "fine"}}));
    }
    void whatWaitsAndIsWrongBeginsAnew()
    {
        Bench bench;
        const QByteArray content = noise(2'000'000);
        make(bench.here(QStringLiteral("a")), content);
        int takes = 0;
        bench.shell.before = [&](const QByteArray &what) {
            if (what != "take" || ++takes != 3)
                return;
            const QDir parts(bench.there(QStringLiteral(".firstlight-part")));
            for (const QFileInfo &part : parts.entryInfoList(QDir::Files))
                if (part.suffix().isEmpty()) {
                    QFile file(part.filePath());
                    QVERIFY(file.open(QIODevice::ReadWrite) && file.write("spoilt") == 6);
                }
        };
        const auto copied = bench.copy({QStringLiteral("a")});
        QVERIFY2(copied, saidBy(copied));
        QVERIFY(takes >= 3);
        QCOMPARE(treeOf(bench.there()), (Tree{{"a", content}}));
    }

    void theRoomIsLookedAtFirst()
    {
        Bench bench;
        make(bench.here(QStringLiteral("a")), "x");
        // Larger than any disk: a hole.
        QVERIFY(::truncate(QFile::encodeName(bench.here(QStringLiteral("a"))).constData(), 1LL << 42) == 0);
        const auto full = bench.copy({QStringLiteral("a")});
        QVERIFY(!full);
        QCOMPARE(full.error().cause, Cause::DiskFull);
        QCOMPARE(bench.shell.uploaded, 0);
    }
    void wrongInputIsOneClearError()
    {
        Bench bench;
        make(bench.here(QStringLiteral("a")), "x");
        QCOMPARE(bench.copy({QStringLiteral("none")}).error().cause, Cause::LocalFile);
        for (const char *folder : {"/etc", "..", "a/../..", "x\ny", ".firstlight-part"})
            QCOMPARE(bench.copy({QStringLiteral("a")}, QLatin1String(folder)).error().cause, Cause::BadValue);
        QCOMPARE(bench.shell.messages, 0);
        bench.provider->instance = InstanceState::Stopped;
        QCOMPARE(bench.copy({QStringLiteral("a")}).error().cause, Cause::JupyterNotRunning);
        bench.provider->instance = InstanceState::Running;
        QVERIFY(QDir(bench.there()).removeRecursively());
        QCOMPARE(bench.copy({QStringLiteral("a")}).error().cause, Cause::ServerFile);
    }
    void aMachineThatSaysNothingIsGivenUp()
    {
        struct Silent : FakeHomeShell {
            using FakeHomeShell::FakeHomeShell;
            Result<ShellExit> run(const ShellScript &, const Sink &, std::stop_token) override
            {
                ++messages;
                return ShellExit{};
            }
        };
        Bench bench;
        make(bench.here(QStringLiteral("a")), "x");
        Silent silent{bench.outer.path()};
        FakeSsh ssh{silent};
        auto made = std::make_unique<FakeMachineProvider>();
        made->place.local = false;
        made->instance = InstanceState::Running;
        std::vector<std::unique_ptr<Provider>> providers;
        providers.push_back(std::move(made));
        MachineOperations operations(Ports{bench.clock, silent, ssh, bench.tunnels, bench.ring, bench.ledger, bench.http,
                                           bench.outer.path()},
                                     ProviderRegistry(std::move(providers)), std::vector<ServerStep>{});
        const auto copied = operations.copyThere(QStringLiteral("lab"), {bench.here(QStringLiteral("a"))}, {}, bench.call);
        QVERIFY(!copied);
        QCOMPARE(copied.error().cause, Cause::SshShellUnusable);
    }

    void progressTellsBytesSpeedAndTimeLeft()
    {
        Bench bench;
        make(bench.here(QStringLiteral("a")), noise(4'000'000));
        bench.shell.before = [&](const QByteArray &what) { bench.clock.time += what == "upload" ? 1000 : 0; };
        QVERIFY(bench.copy({QStringLiteral("a")}));
        std::vector<QJsonObject> told;
        for (const Event &event : bench.events)
            if (event.kind == EventKind::Progress)
                told.push_back(event.data.value(QLatin1String("args")).toObject());
        QVERIFY(told.size() >= 4);
        QCOMPARE(told.back().value(QLatin1String("done")).toString(), QStringLiteral("4000000"));
        QCOMPARE(told.back().value(QLatin1String("of")).toString(), QStringLiteral("4000000"));
        const double speed = told.back().value(QLatin1String("speed")).toString().toDouble();
        QVERIFY2(speed > 400'000 && speed < 2'000'000, qPrintable(QString::number(speed)));
        QCOMPARE(told.back().value(QLatin1String("left")).toString(), QStringLiteral("0"));
        QVERIFY(told[told.size() - 2].value(QLatin1String("left")).toString().toLongLong() > 0);
    }
    void thePaceIsOfTheLastSeconds()
    {
        CopyPace pace;
        pace.note(0, 0);
        QVERIFY(!pace.perSecond());
        pace.note(500, 500);
        QVERIFY(!pace.perSecond());
        pace.note(1000, 2000);
        QCOMPARE(*pace.perSecond(), 2000.0);
        for (qint64 t = 2000; t <= 30'000; t += 1000)
            pace.note(t, 2000 + (t - 1000) / 10);
        QCOMPARE(*pace.perSecond(), 100.0);
        pace.note(5000, 6000); // the clock was set
        QVERIFY(!pace.perSecond());
    }
    void tarReadsWhatIsPacked()
    {
        RawFolder folder;
        TarPieces tar;
        const Tree pieces{{"1", "one"}, {"2", QByteArray()}, {"3", noise(512)}, {"4", noise(100'001)}};
        for (const auto &[name, content] : pieces)
            tar.add(name.toInt(), content);
        for (const QStringList &program :
             {QStringList{QStringLiteral("tar")}, QStringList{QStringLiteral("busybox"), QStringLiteral("tar")}}) {
            TarPieces copy = tar;
            const QString to = folder.filePath(program.first());
            QVERIFY(QDir().mkpath(to));
            QProcess process;
            process.start(program.first(), program.mid(1) + QStringList{QStringLiteral("-xC"), to});
            process.write(copy.finished());
            process.closeWriteChannel();
            QVERIFY(process.waitForFinished());
            QCOMPARE(process.readAllStandardError(), QByteArray());
            QCOMPARE(process.exitCode(), 0);
            QCOMPARE(treeOf(to), pieces);
        }
    }
};

QTEST_GUILESS_MAIN(TestCopyThere)
#include "tst_copy_there.moc"
