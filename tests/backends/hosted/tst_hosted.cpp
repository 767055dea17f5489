// SPDX-License-Identifier: GPL-3.0-or-later
// The notebook for Colab: valid, every cell runs and tells the truth, and its code comes back whole or not at all.
#include "backends/hosted/notebook.h"
#include "backends/hosted/records.h"

#include <QJsonDocument>
#include <QProcess>
#include <QStandardPaths>
#include <QtTest>

using namespace fl;

namespace {

/// The distribution's own: its packages are what nbformat and NumPy come from.
const QString python = QStringLiteral("/usr/bin/python3");

struct Ran {
    int code = -1;
    QString out, err;
};

Ran run(const QString &program, const QByteArray &script, const QStringList &arguments = {}, const QString &mode = {})
{
    QProcess process;
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("PYTHONPATH"), QStringLiteral(FL_SOURCE_DIR "/tests/standins"));
    environment.insert(QStringLiteral("FIRSTLIGHT_STANDIN"), mode);
    environment.insert(QStringLiteral("PYTHONDONTWRITEBYTECODE"), QStringLiteral("1"));
    process.setProcessEnvironment(environment);
    process.start(program, QStringList{QStringLiteral("-")} + arguments);
    process.write(script);
    process.closeWriteChannel();
    if (!process.waitForFinished(60'000))
        return {};
    return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()), QString::fromUtf8(process.readAllStandardError())};
}

/// Every code cell in one interpreter, in order, as "Run all" does it.
constexpr const char *runAll = R"(
import json, sys
names = {}
for cell in json.load(open(sys.argv[1], encoding="utf-8"))["cells"]:
    if cell["cell_type"] == "code":
        exec(compile("".join(cell["source"]), cell["id"], "exec"), names)
)";

const QStringList all{QStringLiteral("pytorch"), QStringLiteral("tensorflow"), QStringLiteral("keras"), QStringLiteral("jax")};

} // namespace

class TestHosted : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    HostedRegistry m_registry;

    QString written(const QStringList &frameworks, const QString &language = QStringLiteral("en"))
    {
        const auto notebook = m_registry.find(QStringLiteral("colab"))->notebook(frameworks, language);
        QFile file(m_folder.filePath(QStringLiteral("n.ipynb")));
        if (!notebook || !file.open(QIODevice::WriteOnly) || file.write(*notebook) != notebook->size())
            return {};
        return file.fileName();
    }
    static QString codeOf(const QString &output) { return output.trimmed().section(QLatin1Char('\n'), -1); }

private slots:
    void itAsksForAGpu()
    {
        const QString path = written(all);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonObject metadata = QJsonDocument::fromJson(file.readAll()).object().value(QLatin1String("metadata")).toObject();
        QCOMPARE(metadata.value(QLatin1String("accelerator")).toString(), QStringLiteral("GPU"));
        QCOMPARE(metadata.value(QLatin1String("colab")).toObject().value(QLatin1String("gpuType")).toString(), QStringLiteral("T4"));
    }
    void itIsAValidNotebook()
    {
        if (run(python, "import nbformat").code != 0)
            QSKIP("python3-nbformat is not installed");
        for (const char *language : {"en", "zh_CN"}) {
            const Ran ran =
                run(python, "import nbformat, sys\nnbformat.validate(nbformat.read(sys.argv[1], as_version=nbformat.NO_CONVERT))\n",
                    {written(all, QLatin1String(language))});
            QVERIFY2(ran.code == 0, qPrintable(ran.err));
        }
    }
    void everyCellRuns_data()
    {
        QTest::addColumn<QString>("mode");
        QTest::addColumn<QString>("language");
        QTest::addColumn<bool>("gpu");
        QTest::newRow("without a GPU") << "honest-cpu"
                                       << "en" << false;
        QTest::newRow("with one") << "honest-gpu"
                                  << "en" << true;
        QTest::newRow("in Chinese") << "honest-cpu"
                                    << "zh_CN" << false;
    }
    void everyCellRuns()
    {
        QFETCH(QString, mode);
        QFETCH(QString, language);
        QFETCH(bool, gpu);
        if (run(python, "import numpy").code != 0)
            QSKIP("python3-numpy is not installed");
        const QString path = written(all, language);
        const Ran ran = run(python, runAll, {path}, mode);
        QVERIFY2(ran.code == 0, qPrintable(ran.err));
        if (QStandardPaths::findExecutable(QStringLiteral("nvidia-smi")).isEmpty() && language == QLatin1String("en"))
            QVERIFY2(ran.out.contains(QLatin1String("no NVIDIA GPU here")), qPrintable(ran.out));
        const auto result = readResultCode(codeOf(ran.out));
        QVERIFY2(result, qPrintable(ran.out));
        QVERIFY(qAbs(result->day.daysTo(QDate::currentDate())) <= 1);
        QCOMPARE(result->frameworks.size(), 4U);
        for (const HostedResult::Framework &framework : result->frameworks)
            QCOMPARE(framework.onGpu, gpu);
        QCOMPARE(result->frameworks.front().name, QStringLiteral("pytorch"));
        QCOMPARE(result->frameworks.front().version, QStringLiteral("2.15"));
    }
    void whatDoesNotComputeStopsThere()
    {
        if (run(python, "import numpy").code != 0)
            QSKIP("python3-numpy is not installed");
        for (const char *mode : {"claims-gpu", "no-kernel-image", "wrong-product"}) {
            const Ran ran = run(python, runAll, {written({QStringLiteral("pytorch")})}, QLatin1String(mode));
            QVERIFY2(ran.code != 0 && !readResultCode(codeOf(ran.out)), mode);
        }
    }
    void aFrameworkThatNobodyKnowsIsRefused()
    {
        const auto notebook = m_registry.find(QStringLiteral("colab"))->notebook({QStringLiteral("theano")}, {});
        QVERIFY(!notebook);
        QCOMPARE(notebook.error().cause, Cause::BadValue);
        QCOMPARE(m_registry.find(QStringLiteral("floydhub")), nullptr);
    }

    void aCodeIsReadHoweverItIsTyped()
    {
        const QString code = sample();
        QVERIFY(!code.isEmpty());
        const auto result = readResultCode(code);
        QVERIFY(result);
        QCOMPARE(*result,
                 (HostedResult{QDate(2026, 11, 27),
                               QStringLiteral("Tesla T4"),
                               {{QStringLiteral("pytorch"), QStringLiteral("2.15"), true},
                                {QStringLiteral("keras"), QStringLiteral("3.15"), false}}}));
        QString typed = code.toLower();
        typed.remove(QLatin1Char('-')).replace(QLatin1Char('0'), QLatin1Char('o')).replace(QLatin1Char('1'), QLatin1Char('l'));
        QCOMPARE(readResultCode(QStringLiteral("  ") + typed + QLatin1Char('\n')).value(), *result);
    }
    void aMistypedOneIsRefused()
    {
        const QString code = sample();
        const QString letters = QStringLiteral("0123456789ABCDEFGHJKMNPQRSTVWXYZ");
        for (qsizetype i = 0; i < code.size(); ++i) {
            if (code.at(i) == QLatin1Char('-'))
                continue;
            for (const QChar letter : letters) {
                QString other = code;
                other[i] = letter;
                QVERIFY2(letter == code.at(i) || !readResultCode(other), qPrintable(other));
            }
            QVERIFY(!readResultCode(code.left(i)));
            QString without = code;
            without.remove(i, 1);
            QVERIFY2(!readResultCode(without), qPrintable(without));
            QString swapped = code;
            if (i + 1 < code.size() && code.at(i + 1) != QLatin1Char('-') && code.at(i) != code.at(i + 1)) {
                std::swap(swapped[i], swapped[i + 1]);
                QVERIFY2(!readResultCode(swapped), qPrintable(swapped));
            }
        }
        for (const QString &other : {QString(), QStringLiteral("-"), QStringLiteral("hello"), code + QLatin1Char('0'), code + code,
                                     QString(5000, QLatin1Char('A'))})
            QVERIFY(!readResultCode(other));
        QCOMPARE(readResultCode(QStringLiteral("U")).error().cause, Cause::BadValue);
    }
    void whatWasBroughtBackIsKept()
    {
        QTemporaryDir home;
        const QString folder = home.filePath(QStringLiteral("new"));
        QVERIFY(hostedRecords(folder)->empty());
        QVERIFY(!keepHosted(folder, QStringLiteral("colab"), QStringLiteral("ABC"), 1));
        QVERIFY(hostedRecords(folder)->empty());
        QVERIFY(keepHosted(folder, QStringLiteral("colab"), sample(), 5));
        QVERIFY(keepHosted(folder, QStringLiteral("colab"), sample(), 9)); // again: nothing new
        const auto records = hostedRecords(folder);
        QCOMPARE(records->size(), 1U);
        QCOMPARE(records->front().kept, 5);
        QCOMPARE(records->front().result.gpu, QStringLiteral("Tesla T4"));
        QFile file(folder + QStringLiteral("/hosted.json"));
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write("[{\"service\":\"colab\",\"code\":\"forged\",\"kept\":1}, 7");
        file.close();
        QVERIFY(hostedRecords(folder)->empty());
    }

private:
    /// By the notebook's own last cell, for a day and a GPU of ours.
    static QString sample()
    {
        QFile file(QStringLiteral(":/hosted/code.py"));
        if (!file.open(QIODevice::ReadOnly))
            return {};
        const QByteArray script = file.readAll();
        const QByteArray function = script.left(script.indexOf("\nprint("));
        return run(QStringLiteral("python3"),
                   function
                       + "\nprint(result_code({'pytorch': {'version': '2.15.0+cu130', 'on_gpu': True}, 'keras': {'version': '3.15.1', "
                         "'on_gpu': False}}, 'Tesla T4', datetime.date(2026, 11, 27)))\n")
            .out.trimmed();
    }
};

QTEST_GUILESS_MAIN(TestHosted)
#include "tst_hosted.moc"
