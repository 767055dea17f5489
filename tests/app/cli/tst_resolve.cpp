// SPDX-License-Identifier: GPL-3.0-or-later
// label: fast
#include "app/cli/cli.h"
#include "app/cli/resolve.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTemporaryFile>
#include <QtTest>

using namespace fl;

namespace {

struct Reply {
    int code = -1;
    QByteArray out, err;
    QList<QJsonObject> lines() const
    {
        QList<QJsonObject> objects;
        for (const QByteArray &line : out.split('\n'))
            if (!line.isEmpty())
                objects << QJsonDocument::fromJson(line).object();
        return objects;
    }
};

Reply ask(const QStringList &arguments, const QString &home = {})
{
    Reply answer;
    cli::Environment environment;
    environment.home = home;
    environment.out = std::tmpfile();
    environment.err = std::tmpfile();
    environment.open = [](bool) -> Result<cli::Opened> { qFatal("resolve opens no profile"); };
    answer.code = cli::run(QStringList{QStringLiteral("resolve")} + arguments, environment);
    const auto read = [](std::FILE *file) {
        std::rewind(file);
        QByteArray bytes(1 << 20, '\0');
        bytes.truncate(static_cast<qsizetype>(std::fread(bytes.data(), 1, static_cast<size_t>(bytes.size()), file)));
        std::fclose(file);
        return bytes;
    };
    answer.out = read(environment.out);
    answer.err = read(environment.err);
    return answer;
}

QStringList words(const char *text)
{
    return QString::fromLatin1(text).split(QLatin1Char('|'));
}

} // namespace

class TestResolveVerb : public QObject {
    Q_OBJECT
private slots:
    void theAnswerIsOneLineAndTheResultTheLast()
    {
        const Reply answer = ask(words("--gpu|NVIDIA GeForce GTX 1070|--os|ubuntu-24.04|--framework|pytorch,keras|--secure-boot|--json"));
        QCOMPARE(answer.code, 0);
        const auto lines = answer.lines();
        QCOMPARE(lines.size(), 2);
        QCOMPARE(lines[0][QStringLiteral("kind")].toString(), QStringLiteral("resolve"));
        const QJsonObject driver = lines[0][QStringLiteral("driver")].toObject();
        QCOMPARE(driver[QStringLiteral("branch")].toString(), QStringLiteral("580"));
        QCOMPARE(driver[QStringLiteral("module")].toString(), QStringLiteral("proprietary"));
        const QJsonArray frameworks = lines[0][QStringLiteral("frameworks")].toArray();
        QCOMPARE(frameworks.size(), 2);
        QCOMPARE(frameworks[0][QStringLiteral("name")].toString(), QStringLiteral("pytorch"));
        QCOMPARE(frameworks[0][QStringLiteral("version")].toString(), QStringLiteral("2.14"));
        QCOMPARE(frameworks[0][QStringLiteral("requirement")].toString(), QStringLiteral("torch==2.14.*"));
        QCOMPARE(frameworks[0][QStringLiteral("index")].toString(), QStringLiteral("https://download.pytorch.org/whl/cu126"));
        QCOMPARE(frameworks[1][QStringLiteral("backend")][QStringLiteral("name")].toString(), QStringLiteral("pytorch"));
        QVERIFY(lines[0][QStringLiteral("reasons")].toArray().size() > 4);
        QVERIFY(lines[0][QStringLiteral("reasons")][0].toString().contains(QLatin1String("Driver 580 because")));
        QCOMPARE(lines[1][QStringLiteral("kind")].toString(), QStringLiteral("result"));
        QCOMPARE(lines[1][QStringLiteral("ok")].toBool(), true);
    }
    void noGpuIsTheCpu()
    {
        const auto lines = ask(words("--gpu|none|--os|debian-12|--framework|pytorch|--json")).lines();
        QCOMPARE(lines[0][QStringLiteral("driver")][QStringLiteral("module")].toString(), QStringLiteral("none"));
        QVERIFY(lines[0][QStringLiteral("frameworks")][0][QStringLiteral("index")].toString().endsWith(QLatin1String("/cpu")));
    }
    void aRefusalExitsWithThreeAndSaysTheWayOut()
    {
        const Reply answer = ask(words("--gpu|V100,RTX 5090|--os|ubuntu-24.04|--framework|pytorch|--json"));
        QCOMPARE(answer.code, 3);
        const auto lines = answer.lines();
        QCOMPARE(lines[0][QStringLiteral("kind")].toString(), QStringLiteral("error"));
        QCOMPARE(lines[0][QStringLiteral("cause")].toString(), QStringLiteral("gpu-mix-impossible"));
        QCOMPARE(lines[0][QStringLiteral("next")].toString(), QStringLiteral("choose-gpus"));
        QVERIFY(lines[0][QStringLiteral("message")].toString().contains(QLatin1String("V100")));
        QVERIFY(lines[0].contains(QStringLiteral("exists")));
        QCOMPARE(lines.last()[QStringLiteral("ok")].toBool(), false);
        QCOMPARE(ask(words("--gpu|T4|--os|debian-12|--framework|pytorch|--secure-boot")).code, 3);
    }
    void peopleReadSentences()
    {
        const Reply answer = ask(words("--gpu|B200|--os|rocky-9.4|--framework|jax|--cuda-toolkit"));
        QCOMPARE(answer.code, 0);
        QVERIFY2(answer.out.contains("580 (open module)") && answer.out.contains("jax[cuda13]") && answer.out.contains("Why:"),
                 answer.out.constData());
        QVERIFY(answer.err.isEmpty());
    }
    void wrongUseExitsWithTwo_data()
    {
        QTest::addColumn<QString>("line");
        for (const char *line :
             {"", "--gpu|T4", "--gpu|T4|--os|debian-12", "--os|debian-12|--framework|pytorch", "--gpu|T4|--os|debian-12|--framework",
              "--gpu|T4|--os|debian-12|--framework|", "--gpu|T4|--os|debian-12|--framework|pytorch|extra",
              "--gpu|T4|--os|debian-12|--framework|pytorch|--colour|red", "--gpu|T4|--os|debian-12|--framework|theano",
              "--gpu|T4|--os|debian-12|--framework|pytorch|--driver|newest", "--gpu|T4|--os|debian-12|--framework|pytorch|--python|three",
              "--gpu|T4|--os|debian-12|--framework|pytorch|--set|colour=red", "--gpu|T4|--os|debian-12|--framework|pytorch|--set|x"})
            QTest::newRow(line) << QString::fromLatin1(line);
    }
    void wrongUseExitsWithTwo()
    {
        QFETCH(QString, line);
        const Reply answer = ask(line.split(QLatin1Char('|'), Qt::SkipEmptyParts) + QStringList{QStringLiteral("--json")});
        QCOMPARE(answer.code, 2);
        QCOMPARE(answer.lines().first()[QStringLiteral("kind")].toString(), QStringLiteral("error"));
    }
    void settingsCountToo()
    {
        const auto input = cli::parseResolve(
            words("--gpu=T4|--os=wsl2|--set|software.frameworks=jax,pytorch|--set|software.cuda_toolkit=yes|--keep-driver"));
        QVERIFY(input);
        QCOMPARE(input->frameworks, QStringList({QStringLiteral("jax"), QStringLiteral("pytorch")}));
        QVERIFY(input->cudaToolkit && !input->mayChangeDriver);
        QCOMPARE(input->system, QStringLiteral("wsl2"));
    }
    void aNewerTableInTheDataFolderIsUsedAndABrokenOneSaid()
    {
        QTemporaryDir home;
        QFile builtin(QStringLiteral(":/matrix.yaml"));
        QVERIFY(builtin.open(QIODevice::ReadOnly));
        QByteArray table = builtin.readAll();
        const qsizetype date = table.indexOf("\ndate: 20") + 7;
        table.replace(date, 10, "2027-02-01").replace("torch==2.15.*", "torch==2.16.*");
        const auto put = [&](const QByteArray &yaml) {
            QFile file(home.filePath(QStringLiteral("matrix.yaml")));
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write(yaml) == yaml.size());
        };
        put(table);
        const QStringList question = words("--gpu|T4|--os|debian-12|--framework|pytorch|--json");
        const auto lines = ask(question, home.path()).lines();
        QCOMPARE(lines[0][QStringLiteral("frameworks")][0][QStringLiteral("requirement")].toString(), QStringLiteral("torch==2.16.*"));
        QCOMPARE(lines[0][QStringLiteral("matrix")][QStringLiteral("date")].toString(), QStringLiteral("2027-02-01"));
        QVERIFY(lines[0][QStringLiteral("reasons")][0].toString().contains(QLatin1String("2027-02-01")));
        put("schema: 1\ndate: soon\n");
        const Reply broken = ask(question, home.path());
        QCOMPARE(broken.code, 3);
        QCOMPARE(broken.lines()[0][QStringLiteral("cause")].toString(), QStringLiteral("matrix-invalid"));
        QVERIFY(broken.lines()[0][QStringLiteral("message")].toString().contains(QLatin1String("line 2")));
    }
};

QTEST_GUILESS_MAIN(TestResolveVerb)
#include "tst_resolve.moc"
