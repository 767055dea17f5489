// SPDX-License-Identifier: GPL-3.0-or-later
// What the command line says of files: listed, copied both ways, and before they go with their machine; and the door for Colab.
#include "tests/app/cli/cli_with_double.h"

#include <QDir>
#include <QJsonArray>
#include <QtTest>

using namespace fl;

class TestFilesVerbs : public CliWithDouble {
    Q_OBJECT

private slots:
    void init() { renew(); }
    void wrongUseIsTwo()
    {
        for (const char *line : {"send practice", "send practice x --to", "colab", "colab practice --hours 0", "colab practice --hours 25",
                                 "colab practice --hours 1 --stop"})
            QVERIFY2(run(words(line)).code == 2, line);
        QCOMPARE(m_fake->calls(), QStringList());
    }

    void colabPrintsTheAddressAndWaits()
    {
        std::stop_source stop;
        stop.request_stop();
        Ran ran = run(words("colab practice --hours 2 --json"), {}, stop.get_token());
        QVERIFY2(ran.code == 0, qPrintable(ran.err));
        QVERIFY(m_fake->calls().contains(QStringLiteral("openColab practice 7200")));
        QCOMPARE(ran.lines().front().value(QLatin1String("kind")).toString(), QStringLiteral("colab"));
        QVERIFY(ran.lines().front().value(QLatin1String("url")).toString().startsWith(QStringLiteral("http://localhost:41234/?token=")));
        QVERIFY(ran.err.contains(QStringLiteral("may stop working")));
        ran = run(words("colab practice --stop"));
        QCOMPARE(ran.code, 0);
        QVERIFY(m_fake->calls().contains(QStringLiteral("closeColab practice")));
    }
    void sendSaysWhatWasCopiedAndWhatWasNot()
    {
        m_fake->copied = {};
        m_fake->copied.copied = 2;
        m_fake->copied.bytes = 1'200'000;
        m_fake->copied.beside = {{"in/x.txt", "in/x (12345678).txt"}};
        Ran ran = run({QStringLiteral("send"), QStringLiteral("practice"), QStringLiteral("a b"), QStringLiteral("c"),
                       QStringLiteral("--to"), QStringLiteral("in"), QStringLiteral("--json")});
        QVERIFY2(ran.code == 0, qPrintable(ran.err));
        QVERIFY(m_fake->calls().contains(QStringLiteral("send practice a b c in")));
        QVERIFY(ran.err.contains(QStringLiteral("Files copied to practice: 2 (1.2\u00a0MB). There already: 0.")));
        QVERIFY(ran.err.contains(QStringLiteral("Another in/x.txt is there already; the one that was copied is beside it as")));
        QCOMPARE(ran.last().value(QLatin1String("folder")).toString(), QStringLiteral("in"));
        QCOMPARE(ran.last().value(QLatin1String("beside")).toArray().size(), 1);
        m_fake->copied.left = {{"a\nb", QStringLiteral("copy-name-control")}};
        ran = run(words("send practice x --json"));
        QCOMPARE(ran.code, 3);
        QVERIFY(ran.err.contains(QLatin1String("1 of 3 files were not copied")));
    }
    void filesAreListedWithTheirSizes()
    {
        m_fake->machines = {machine()};
        QCOMPARE(run(words("files practice")).out, QStringLiteral("There are no files of yours in the notebook folder.\n"));
        m_fake->files.files = {{"a\nb.ipynb", 1'234'567, 1'764'000'000'000}, {"sub/\x1b[2J", 3, 0}};
        m_fake->files.links = 2;
        Ran ran = run(words("files practice"));
        QCOMPARE(ran.code, 0);
        QCOMPARE(m_wroteLock, std::optional(false));
        QVERIFY2(ran.out.contains(QStringLiteral("1.2\u00a0MB")) && ran.out.contains(QStringLiteral("a␊b.ipynb\n")), qPrintable(ran.out));
        QVERIFY(ran.out.contains(QStringLiteral("3 bytes")) && ran.out.contains(QStringLiteral("sub/␛[2J\n")));
        QVERIFY(ran.out.contains(QStringLiteral("2 files you made, 1.2\u00a0MB. To copy them here: firstlight-cli fetch practice FOLDER")));
        QVERIFY(ran.out.contains(QStringLiteral("(2)")));
        ran = run(words("files practice --json"));
        QCOMPARE(ran.lines().size(), 3U);
        QCOMPARE(ran.lines().front(),
                 (QJsonObject{{QStringLiteral("kind"), QStringLiteral("file")},
                              {QStringLiteral("path"), QStringLiteral("a\nb.ipynb")},
                              {QStringLiteral("bytes"), 1'234'567},
                              {QStringLiteral("modified"), qint64(1'764'000'000'000)}}));
        QCOMPARE(ran.last().value(QLatin1String("files")).toInt(), 2);
        QCOMPARE(ran.last().value(QLatin1String("bytes")).toInt(), 1'234'570);
        QCOMPARE(ran.last().value(QLatin1String("complete")).toBool(), true);
    }
    void fetchSaysWhatWasCopiedAndWhatWasNot()
    {
        m_fake->machines = {machine()};
        m_fake->copied.copied = 3;
        m_fake->copied.bytes = 2000;
        m_fake->copied.beside = {{"x", "x (0123)"}};
        Ran ran = run(words("fetch practice there/./it --json"));
        QCOMPARE(ran.code, 0);
        const QString folder = QDir::current().absoluteFilePath(QStringLiteral("there/it"));
        QVERIFY(m_fake->calls().contains(QStringLiteral("fetch practice ") + folder));
        QCOMPARE(ran.last().value(QLatin1String("folder")).toString(), folder);
        QCOMPARE(ran.last().value(QLatin1String("copied")).toInt(), 3);
        QVERIFY(ran.err.contains(QLatin1String("x (0123)")));
        m_fake->copied.left = {{"../up", QStringLiteral("copy-name-outside")}};
        ran = run(words("fetch practice /there --json"));
        QCOMPARE(ran.code, 3);
        QVERIFY(ran.err.contains(QLatin1String("1 of 4 files were not copied")));
        QVERIFY(ran.err.contains(QLatin1String("../up: its name would lead out of the folder")));
        QCOMPARE(ran.lines().front().value(QLatin1String("kind")).toString(), QStringLiteral("left"));
    }
    void destroySaysWhichFilesGoWithTheMachine()
    {
        Machine mine = machine();
        mine.name = QStringLiteral("lab");
        mine.where = QStringLiteral("ssh");
        m_fake->machines = {machine(), mine};
        m_fake->receipt.rows = {{QStringLiteral("instance"), QStringLiteral("a"), true, Money{}}};
        for (int i = 0; i < 12; ++i)
            m_fake->files.files.push_back({"file" + QByteArray::number(i), 100'000, 0});
        // Said also where nobody can answer: then nothing is deleted.
        Ran ran = run(words("destroy practice"));
        QCOMPARE(ran.code, 3);
        QVERIFY(ran.out.contains(QStringLiteral("file9\n")) && !ran.out.contains(QStringLiteral("file10\n")));
        QVERIFY2(ran.out.contains(QStringLiteral("12 files you made, 1.2\u00a0MB. They go with the machine. "
                                                 "To copy them here first: firstlight-cli fetch practice FOLDER")),
                 qPrintable(ran.out));
        QVERIFY(!m_fake->calls().join(QLatin1Char(' ')).contains(QLatin1String("destroy")));
        // What cannot be looked up keeps nobody from it.
        m_fake->filesError =
            Error{Cause::ConnectionTimeout, {{QStringLiteral("host"), QStringLiteral("h")}}, NextAction::CheckServerIsOn, {}, {}};
        ran = run(words("destroy practice --yes --json"));
        QCOMPARE(ran.code, 0);
        QVERIFY(ran.err.contains(QLatin1String("could not be looked up")));
        QCOMPARE(ran.lines().front().value(QLatin1String("kind")).toString(), QStringLiteral("files"));
        QCOMPARE(ran.lines().front().value(QLatin1String("problem")).toObject().value(QLatin1String("cause")).toString(),
                 QStringLiteral("connection-timeout"));
        // On a computer of the user's they stay: nobody looks.
        const auto looks = m_fake->calls().filter(QStringLiteral("files ")).size();
        QCOMPARE(run(words("destroy lab --yes")).code, 0);
        QCOMPARE(m_fake->calls().filter(QStringLiteral("files ")).size(), looks);
    }
};

QTEST_GUILESS_MAIN(TestFilesVerbs)
#include "tst_files_verbs.moc"
