// SPDX-License-Identifier: GPL-3.0-or-later
// What a FloydHub project asked for, in our own words: every environment it had, and files that are none.
#include "backends/core/keys.h"
#include "backends/plan/floyd.h"
#include "backends/text/floyd_text.h"
#include "backends/text/text.h"
#include "tests/backends/plan/table_mistakes.h"

#include <QRandomGenerator>

using namespace fl;

class TestFloyd : public QObject {
    Q_OBJECT

    FloydTable m_table;
    Matrix m_matrix;

    Result<FloydTranslation> translate(const QByteArray &config, const std::optional<QByteArray> &requirements = {}) const
    {
        return translateFloyd(m_table, m_matrix, {QStringLiteral("/p/floyd.yml"), config, requirements});
    }
    static QString keysOf(const FloydTranslation &translation)
    {
        QStringList all;
        for (const auto &[key, value] : translation.keys)
            all << key.section(QLatin1Char('.'), 1) + QLatin1Char('=') + value;
        return all.join(QLatin1Char(' '));
    }
    static QStringList codes(const FloydTranslation &translation)
    {
        QStringList all;
        for (const FloydChange &change : translation.changes)
            all << change.why.code.mid(6);
        return all;
    }
    static const FloydChange *find(const FloydTranslation &translation, const char *code)
    {
        for (const FloydChange &change : translation.changes)
            if (change.why.code == QLatin1String("floyd-") + QLatin1String(code))
                return &change;
        return nullptr;
    }

private slots:
    void initTestCase()
    {
        auto table = builtinFloydTable();
        QVERIFY2(table, qPrintable(table ? QString() : table.error().detail));
        m_table = std::move(*table);
        m_matrix = *builtinMatrix();
    }

    void environments_data()
    {
        QTest::addColumn<QString>("keys");
        QTest::addColumn<QString>("was");
        QTest::addColumn<QString>("now");
        QTest::addColumn<QString>("python");
        QTest::addColumn<QString>("why");
        const auto row = [](const char *name, const char *keys, const char *was, const char *now, const char *python, const char *why) {
            QTest::newRow(name) << QString::fromLatin1(keys) << QString::fromLatin1(was) << QString::fromLatin1(now)
                                << QString::fromLatin1(python) << QString::fromLatin1(why);
        };
        const char *tf = "frameworks=tensorflow", *torch = "frameworks=pytorch", *tf2 = "TensorFlow 2.21", *torch2 = "PyTorch 2.15";
        const char *keras = "frameworks=keras keras_backend=tensorflow", *jax = "frameworks=keras,jax keras_backend=jax";
        row("tensorflow-2.2", tf, "TensorFlow 2.2", tf2, "3.7", "tensorflow-2");
        row("tensorflow-2.1", tf, "TensorFlow 2.1", tf2, "3.6", "tensorflow-2");
        row("tensorflow-2.0", tf, "TensorFlow 2.0", tf2, "3.6", "tensorflow-2");
        for (const char *version : {"1.15", "1.14", "1.13", "1.12", "1.11", "1.10", "1.9", "1.8", "1.7", "1.5", "1.4", "1.3"})
            row(QByteArray("tensorflow-").append(version).constData(), tf, QByteArray("TensorFlow ").append(version).constData(), tf2,
                "3.6", "tensorflow-1");
        for (const char *version : {"1.2", "1.1", "1.0", "0.12"})
            row(QByteArray("tensorflow-").append(version).constData(), tf, QByteArray("TensorFlow ").append(version).constData(), tf2,
                "3.5", "tensorflow-1");
        row("tensorflow", tf, "TensorFlow 1.1", tf2, "3.5", "tensorflow-1");
        row("tensorflow-1.9:py2", tf, "TensorFlow 1.9", tf2, "2", "tensorflow-1");
        row("tensorflow:py2", tf, "TensorFlow 1.1", tf2, "2", "tensorflow-1");
        row("keras", keras, "Keras 2.0.6 with TensorFlow 1.1", "Keras 3.15", "3.5", "keras");
        row("keras:py2", keras, "Keras 2.0.6 with TensorFlow 1.1", "Keras 3.15", "2", "keras");
        row("pytorch-1.5", torch, "PyTorch 1.5", torch2, "3.7", "pytorch-1");
        for (const char *version : {"1.4", "1.3", "1.2", "1.1", "1.0"})
            row(QByteArray("pytorch-").append(version).constData(), torch, QByteArray("PyTorch ").append(version).constData(), torch2,
                "3.6", "pytorch-1");
        row("pytorch-0.4", torch, "PyTorch 0.4", torch2, "3.6", "pytorch-0");
        row("pytorch-0.4:py2", torch, "PyTorch 0.4", torch2, "2", "pytorch-0");
        row("pytorch-0.3", torch, "PyTorch 0.3", torch2, "3.6", "pytorch-0");
        row("pytorch-0.2", torch, "PyTorch 0.2", torch2, "3.5", "pytorch-0");
        row("pytorch-0.1", torch, "PyTorch 0.1", torch2, "3", "pytorch-0");
        row("theano-0.9", jax, "Theano 0.9 with Keras 2.0.3", "Keras 3.15, JAX 0.12", "3.5", "theano");
        row("theano-0.8:py2", jax, "Theano 0.8 with Keras 1.2.2", "Keras 3.15, JAX 0.12", "2", "theano");
        row("caffe", torch, "Caffe rc4", torch2, "3.5", "caffe");
        row("torch:py2", torch, "Torch 7", torch2, "2", "torch");
        row("chainer-1.23", torch, "Chainer 1.23", torch2, "3", "chainer");
        row("chainer-2.0", torch, "Chainer 2.0", torch2, "3", "chainer");
        row("mxnet", torch, "MXNet 1.0", torch2, "3.6", "mxnet");
        row("mxnet:py2", torch, "MXNet 1.0", torch2, "2", "mxnet");
        row("kur", keras, "Kur 0.3", "Keras 3.15", "3", "kur");
    }
    void environments()
    {
        QFETCH(QString, python);
        QFETCH(QString, why);
        const auto translation = translate("env: " + QByteArray(QTest::currentDataTag()) + "\n");
        QVERIFY2(translation, qPrintable(translation ? QString() : text::error(translation.error()).happened));
        QTEST(keysOf(*translation), "keys");
        const FloydChange &framework = translation->changes.front();
        QCOMPARE(framework.what, QStringLiteral("framework"));
        QTEST(framework.was, "was");
        QTEST(framework.now, "now");
        QCOMPARE(framework.why.code, QStringLiteral("floyd-") + why);
        const FloydChange *change = find(*translation, python == QLatin1String("2") ? "python-2" : "python");
        QVERIFY(change);
        QCOMPARE(change->was, QStringLiteral("Python ") + python);
        QCOMPARE(change->now, QStringLiteral("Python 3.12"));
    }
    /// Every row of the table, each kind of GPU: keys that Choices take, and a sentence for each change.
    void everyRowIsExplained()
    {
        QVERIFY(m_table.environments.size() > 40);
        for (const FloydEnvironment &environment : m_table.environments)
            for (const FloydMachine &machine : m_table.machines)
                for (const bool two : {false, true}) {
                    if (two && !environment.py2)
                        continue;
                    const QString name = environment.name + (two ? QStringLiteral(":py2") : QString());
                    const auto translation =
                        translate(QStringLiteral("env: %1\nmachine: %2\ninput: a/b\ncommand: x\nmax_runtime: 3\nmode: serve\nodd: 1\n")
                                      .arg(name, machine.name)
                                      .toUtf8(),
                                  QByteArray("torch==0.4\ntqdm\n"));
                    QVERIFY2(translation, qPrintable(name));
                    QCOMPARE(translation->gpuGb, machine.gpuGb);
                    Choices choices;
                    for (const auto &[key, value] : translation->keys)
                        QVERIFY2(setKey(choices, key, value), qPrintable(key + QLatin1Char('=') + value));
                    QCOMPARE(choices.software.frameworks, environment.becomes);
                    QCOMPARE(choices.software.source, machine.gpu.isEmpty() ? Source::Auto : Source::Pypi);
                    for (const FloydChange &change : translation->changes) {
                        QVERIFY2(text::reason(change.why) != change.why.code, qPrintable(change.why.code));
                        QVERIFY2(!text::reason(change.why).contains(QLatin1Char('{')), qPrintable(text::reason(change.why)));
                        QVERIFY2(text::floydWhat(change.what) != change.what || change.what.isEmpty(), qPrintable(change.what));
                    }
                }
    }
    void anUnknownNameIsRefusedWithTheNearest_data()
    {
        QTest::addColumn<QByteArray>("config");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("problem");
        QTest::addColumn<QString>("nearest");
        QTest::addColumn<int>("line");
        const auto row = [](const char *config, const char *key, const char *problem, const char *nearest, int line) {
            QTest::newRow(config) << QByteArray(config) << QString::fromLatin1(key) << QString::fromLatin1(problem)
                                  << QString::fromLatin1(nearest) << line;
        };
        row("env: tensorflow-1.6\n", "env", "floyd-environment", "tensorflow-1.9", 1);
        row("machine: cpu\nenv: tensorfow-1.9\n", "env", "floyd-environment", "tensorflow-1.9", 2);
        row("env: pytorch-1.4:py2\n", "env", "floyd-environment", "pytorch-1.4", 1); // there was none for Python 2
        row("env: TensorFlow-1.9\n", "env", "floyd-environment", "tensorflow-1.9", 1);
        row("env: keras\nmachine: gpu3\n", "machine", "floyd-machine", "gpu", 2);
        row("env: keras\ntask:\n  train:\n    env: pytroch-0.4\n", "task.train.env", "floyd-environment", "pytorch-0.4", 4);
        row("env: [keras]\n", "env", "bad-value", "", 1);
        row("env: keras\ninput: {a: b}\n", "input", "bad-value", "", 2);
        row("env: keras\ninput:\n  - destination: x\n", "input", "bad-value", "", 3);
        row("task: [a]\n", "task", "not-a-map", "", 1);
        row("task:\n  train: 7\n", "task.train", "not-a-map", "", 2);
        row("- a\n", "", "not-a-map", "", 1);
        row("env: &a keras\n", "env", "alias", "", 1);
        row("env: a\nenv: b\n", "env", "twice", "", 2);
        row("env: {\n", "", "not-yaml", "", 2);
    }
    void anUnknownNameIsRefusedWithTheNearest()
    {
        QFETCH(QByteArray, config);
        QFETCH(QString, nearest);
        QFETCH(int, line);
        const auto translation = translate(config);
        QVERIFY(!translation);
        const Error &error = translation.error();
        QCOMPARE(error.cause, Cause::PlanFileInvalid);
        QTEST(error.params.value(QStringLiteral("problem")), "problem");
        QTEST(error.params.value(QStringLiteral("key")), "key");
        QCOMPARE(error.params.value(QStringLiteral("nearest")), nearest);
        QCOMPARE(error.params.value(QStringLiteral("line")).toInt(), line);
        const QString said = text::error(error).happened;
        QVERIFY2(said.contains(QLatin1String("/p/floyd.yml")) && said.contains(nearest) && !said.contains(QLatin1Char('{')),
                 qPrintable(said));
    }
    void aFileOfCommentsMeansTheDefaults()
    {
        for (const char *config : {"", "#machine: cpu\n#env: tensorflow-1.8\n", "env:\nmachine:\ntask:\n"}) {
            const auto translation = translate(config);
            QVERIFY(translation);
            QCOMPARE(codes(*translation),
                     (QStringList{QStringLiteral("default"), QStringLiteral("tensorflow-1"), QStringLiteral("keras"),
                                  QStringLiteral("python"), QStringLiteral("no-gpu")}));
            QCOMPARE(floydCommand(*translation),
                     QStringLiteral("firstlight-cli setup --where practice --set software.frameworks=tensorflow"));
        }
    }
    /// As FloydHub's documentation shows it: settings in common, and tasks with their own.
    void tasksAreReadToo()
    {
        const auto translation = translate("env: pytorch-0.4\n"
                                           "task:\n"
                                           "  train:\n"
                                           "    machine: gpu2\n"
                                           "    description: train with lstm\n"
                                           "    input:\n"
                                           "      - source: foo/datasets/wine-reviews/1\n"
                                           "        destination: input\n"
                                           "      - foo/datasets/test/1:test\n"
                                           "    command: train.py /floyd/input/input\n"
                                           "  test:\n"
                                           "    machine: gpu\n"
                                           "    env: tensorflow-1.9\n"
                                           "  serve:\n"
                                           "    machine: cpu\n"
                                           "    mode: serve\n");
        QVERIFY2(translation, qPrintable(translation ? QString() : text::error(translation.error()).happened));
        QCOMPARE(keysOf(*translation), QStringLiteral("frameworks=pytorch,tensorflow source=pypi"));
        QCOMPARE(translation->gpuGb, 16);
        QCOMPARE(find(*translation, "data")->was, QStringLiteral("foo/datasets/wine-reviews/1 → /floyd/input/input"));
        QCOMPARE(find(*translation, "gpu-v100")->now, QStringLiteral("A10G, 24 GB"));
        QVERIFY(find(*translation, "gpu-k80") && find(*translation, "command") && find(*translation, "serve"));
        QVERIFY(!find(*translation, "other") && !find(*translation, "no-gpu"));
        QCOMPARE(codes(*translation).count(QStringLiteral("data")), 2);
        QCOMPARE(codes(*translation).count(QStringLiteral("python")), 1); // 3.6 for both
    }
    void itsRequirementsAreKept()
    {
        const auto translation = translate("env: tensorflow-1.9\n",
                                           "# more\nredis\ntqdm==4.11.2\nTensorFlow==1.9\n\n-r other.txt\nkeras>=2 ; python_version<'3'\n");
        const FloydChange *kept = find(*translation, "requirements");
        QVERIFY(kept);
        QCOMPARE(kept->now, QStringLiteral("%pip install -r floyd_requirements.txt"));
        QCOMPARE(kept->why.args.value(QStringLiteral("n")), QStringLiteral("4"));
        QCOMPARE(find(*translation, "provided")->was, QStringLiteral("tensorflow, keras"));
        QVERIFY(!find(*translate("env: keras\n", "tqdm\n"), "provided"));
        QVERIFY(!find(*translate("env: keras\n"), "requirements"));
    }
    void aFolderIsRead()
    {
        QTemporaryDir folder;
        const auto missing = readFloydFolder(folder.path());
        QVERIFY(!missing);
        QCOMPARE(missing.error().cause, Cause::LocalFile);
        const auto put = [&](const char *name, const QByteArray &text) {
            QFile file(folder.filePath(QLatin1String(name)));
            return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
        };
        QVERIFY(put("floyd.yml", "env: keras\n"));
        QVERIFY(!readFloydFolder(folder.path())->requirements);
        QVERIFY(put("floyd_requirements.txt", "tqdm\n"));
        QCOMPARE(readFloydFolder(folder.path())->requirements, QByteArray("tqdm\n"));
        QVERIFY(put("floyd.yml", QByteArray(3 * 1024 * 1024, '#')));
        const auto huge = translateFloyd(m_table, m_matrix, *readFloydFolder(folder.path()));
        QVERIFY(!huge);
        QCOMPARE(huge.error().params.value(QStringLiteral("problem")), QStringLiteral("too-large"));
    }
    /// Bytes changed, cut out and put in anywhere: a translation or an error with a place, never a crash.
    void mutatedFilesAreReadOrRefused()
    {
        const QByteArray whole =
            "env: pytorch-0.4\nmachine: gpu\ninput:\n  - source: a/b\n    destination: c\n  - d:e\ntask:\n  t:\n    env: "
            "keras:py2\n    command: x\n";
        const QList<QByteArray> pieces{"{",  "}",  "[",  "]", ":", "\n", "  ", "- ",   "*a",
                                       "&a", "!x", "\"", "'", "#", "|",  "~",  "\xff", "---\n"};
        QRandomGenerator random(8);
        int read = 0, refused = 0;
        for (int round = 0; round < 20'000; ++round) {
            QByteArray mutant = whole;
            for (int i = random.bounded(1, 4); i > 0; --i) {
                const qsizetype at = random.bounded(static_cast<int>(mutant.size()));
                if (random.bounded(2) == 0)
                    mutant.insert(at, pieces.at(random.bounded(static_cast<int>(pieces.size()))));
                else
                    mutant.remove(at, random.bounded(1, 6));
                if (mutant.isEmpty())
                    mutant = whole;
            }
            const auto translation = translate(mutant, mutant);
            (translation ? read : refused) += 1;
            if (translation) {
                QVERIFY(!translation->keys.isEmpty());
                continue;
            }
            QCOMPARE(translation.error().cause, Cause::PlanFileInvalid);
            QVERIFY2(translation.error().params.value(QStringLiteral("line")).toInt() >= 1, mutant.constData());
        }
        QVERIFY2(read > 1000 && refused > 1000, qPrintable(QStringLiteral("%1 read, %2 refused").arg(read).arg(refused)));
    }
    void mistakesOfTheTableAreNamed_data()
    {
        mistakeColumns();
        mistake("becomes: [tensorflow], why: tensorflow-2", "becomes: [theano], why: tensorflow-2", "environments[1].becomes",
                "unknown-name");
        mistake("name: tensorflow-2.1", "name: tensorflow-2.2", "environments[2].name", "twice");
        mistake("default_environment: tensorflow-1.9", "default_environment: tensorflow-9", "default_environment", "unknown-name");
        mistake("becomes: T4, becomes_gb: 16", "becomes: T4, becomes_gb: 8", "machines[4].becomes_gb", "bad-value");
    }
    void mistakesOfTheTableAreNamed() { checkMistake<FloydTable>(QStringLiteral("floydhub.yaml"), parseFloydTable); }
};

QTEST_GUILESS_MAIN(TestFloyd)
#include "tst_floyd.moc"
