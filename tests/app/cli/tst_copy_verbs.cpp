// SPDX-License-Identifier: GPL-3.0-or-later
// send and colab on the command line.
#include "tests/app/cli/ran.h"
#include "tests/fakes/fake_operations.h"

#include <QJsonArray>
#include <QtTest>

using namespace fl;

class TestCopyVerbs : public QObject {
    Q_OBJECT

    std::shared_ptr<FakeOperations> fake;

    Ran run(const QStringList &arguments, const QByteArray &input = {}, std::stop_token stop = {})
    {
        const auto open = [this](bool) -> Result<cli::Opened> {
            return cli::Opened{fake, fake.get(), {}, std::nullopt, QStringLiteral("/nowhere")};
        };
        return runCli(arguments, open, input, std::move(stop));
    }
    static QStringList words(const char *line) { return QString::fromUtf8(line).split(QLatin1Char(' ')); }

private slots:
    void init() { fake = std::make_shared<FakeOperations>(); }

    void wrongUseIsTwo()
    {
        for (const char *line : {"send practice", "send practice x --to", "colab", "colab practice --hours 0", "colab practice --hours 25",
                                 "colab practice --hours 1 --stop"})
            QVERIFY2(run(words(line)).code == 2, line);
        QCOMPARE(fake->calls(), QStringList());
    }

    void colabPrintsTheAddressAndWaits()
    {
        std::stop_source stop;
        stop.request_stop();
        Ran ran = run(words("colab practice --hours 2 --json"), {}, stop.get_token());
        QVERIFY2(ran.code == 0, qPrintable(ran.err));
        QVERIFY(fake->calls().contains(QStringLiteral("openColab practice 7200")));
        QCOMPARE(ran.lines().front().value(QLatin1String("kind")).toString(), QStringLiteral("colab"));
        QVERIFY(ran.lines().front().value(QLatin1String("url")).toString().startsWith(QStringLiteral("http://localhost:41234/?token=")));
        QVERIFY(ran.err.contains(QStringLiteral("may stop working")));
        ran = run(words("colab practice --stop"));
        QCOMPARE(ran.code, 0);
        QVERIFY(fake->calls().contains(QStringLiteral("closeColab practice")));
    }
    void sendSaysWhatWasCopiedAndWhatWasNot()
    {
        fake->copied = {};
        fake->copied.copied = 2;
        fake->copied.bytes = 1'200'000;
        fake->copied.beside = {{"in/x.txt", "in/x (12345678).txt"}};
        Ran ran = run({QStringLiteral("send"), QStringLiteral("practice"), QStringLiteral("a b"), QStringLiteral("c"),
                       QStringLiteral("--to"), QStringLiteral("in"), QStringLiteral("--json")});
        QVERIFY2(ran.code == 0, qPrintable(ran.err));
        QVERIFY(fake->calls().contains(QStringLiteral("send practice a b c in")));
        QVERIFY(ran.err.contains(QStringLiteral("2 files copied to practice (1.2\u00a0MB); 0 were there already.")));
        QVERIFY(ran.err.contains(QStringLiteral("Another in/x.txt is there already; the one that was copied is beside it as")));
        QCOMPARE(ran.last().value(QLatin1String("folder")).toString(), QStringLiteral("in"));
        QCOMPARE(ran.last().value(QLatin1String("beside")).toArray().size(), 1);
        fake->copied.left = {{"a\nb", QStringLiteral("copy-name-control")}};
        ran = run(words("send practice x --json"));
        QCOMPARE(ran.code, 3);
        QVERIFY(ran.err.contains(QLatin1String("1 of 3 files were not copied")));
    }
};

QTEST_GUILESS_MAIN(TestCopyVerbs)
#include "tst_copy_verbs.moc"
