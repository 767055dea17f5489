// SPDX-License-Identifier: GPL-3.0-or-later
// Several frameworks on one server, each in its environment with its kernel, each proven there. TensorFlow, Keras and JAX are stand-ins
// (tests/standins) from a double of the Python index; the server, pip, the venvs, the kernels, Jupyter and the steps are real.
#include "tests/practice/double_index.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

using namespace fl;

namespace {

/// What became of the steps, those left out that were there already, and any other that said something.
QStringList storyOf(const std::vector<Event> &events)
{
    QStringList story;
    for (const Event &event : events) {
        const QString state = event.data.value(QLatin1String("state")).toString();
        if (event.kind == EventKind::Step && state != QLatin1String("already-there"))
            story += event.step + QLatin1Char(' ') + state;
        else if (event.kind == EventKind::Log && !story.contains(event.step + QLatin1String(" running")))
            story += event.step + QLatin1String(" spoke");
    }
    return story;
}

} // namespace

class TestFrameworks : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        if (const QString why = PracticeFixture::unavailable(); !why.isEmpty())
            QSKIP(qPrintable(why));
    }

    /// JupyterLab comes only once TensorFlow was asked for: a set-up that fetches one after the other would never end.
    void eachIsFetchedAheadAndProvenAndAnotherOneTouchesOnlyItsOwn()
    {
        QString problem;
        const QString layer = doublesLayer(packagesLayer(problem), problem);
        QVERIFY2(!layer.isEmpty(), qPrintable(problem));
        MachineWithDouble<DoubleIndex> made(layer);
        auto &machine = made.machine;
        QVERIFY2(made.problem.isEmpty() && made.served.fill({QStringLiteral("--uv")}) && made.served.hold("/jupyterlab-", "/tensorflow-"),
                 qPrintable(made.problem));
        ServerSetup setup(machine);
        made.served.serve(setup);
        setup.set("KERAS_BACKEND", "tensorflow");
        setup.set("framework-tensorflow.FRAMEWORK_REQUIREMENTS", "tensorflow==2.21.*");
        setup.set("framework-keras.FRAMEWORK_REQUIREMENTS", "keras==3.15.* tensorflow==2.21.*");
        setup.set("framework-jax.FRAMEWORK_REQUIREMENTS", "jax==0.12.*");
        setup.set("FRAMEWORKS", "tensorflow keras");
        QVERIFY(setup.connect());

        const auto two = setup.run(QStringLiteral("op-two"));
        QVERIFY2(two, two ? "" : qPrintable(told(two.error())));
        // The step takes from the cache what was fetched for it.
        for (const char *wheel : {"/tensorflow-", "/keras-", "/firstlight_standin-"})
            QVERIFY2(made.served.asked().join('\n').count(wheel) == 1, made.served.asked().join('\n').constData());
        QVERIFY(!machine.asUser(QStringLiteral("ls firstlight/envs/cache/ahead")).ok());
        const auto again = setup.run(QStringLiteral("op-again"));
        QVERIFY2(again && again->isEmpty(), again ? qPrintable(again->join(QLatin1Char(' '))) : qPrintable(told(again.error())));
        QVERIFY(machine.readFile(QStringLiteral("/home/ada/firstlight/notebooks/Welcome.ipynb"))
                    .contains("\"name\": \"firstlight-tensorflow\"}"));

        setup.set("FRAMEWORKS", "tensorflow keras jax");
        setup.events.clear();
        const auto third = setup.run(QStringLiteral("op-third"));
        QVERIFY2(third, third ? "" : qPrintable(told(third.error())));
        // Pre-flight only looks: is there room for one more?
        QCOMPARE(*third, (QStringList{QStringLiteral("preflight"), QStringLiteral("framework-jax"), QStringLiteral("verify")}));
        QStringList story = storyOf(setup.events);
        story.removeDuplicates(); // what waits is looked at again once pre-flight has looked
        QCOMPARE(story.join(QStringLiteral(", ")),
                 QStringLiteral("preflight waiting, framework-jax waiting, verify waiting, preflight running, preflight done, "
                                "framework-jax running, framework-jax done, verify running, verify done"));

        // The dated certificate.
        QJsonParseError broken;
        const QByteArray text = machine.readFile(QStringLiteral("/home/ada/.local/state/firstlight/proof.json"));
        const QJsonObject proof = QJsonDocument::fromJson(text, &broken).object(),
                          proven = proof.value(QLatin1String("frameworks")).toObject();
        QVERIFY2(broken.error == QJsonParseError::NoError, text.constData());
        QCOMPARE(proven.keys(), (QStringList{QStringLiteral("jax"), QStringLiteral("keras"), QStringLiteral("tensorflow")}));
        QCOMPARE(proven[QStringLiteral("tensorflow")][QStringLiteral("version")].toString(), QStringLiteral("2.21.0+standin"));
        QCOMPARE(proven[QStringLiteral("keras")][QStringLiteral("backend")].toString(), QStringLiteral("tensorflow"));
        QCOMPARE(proven[QStringLiteral("jax")][QStringLiteral("device")].toString(), QStringLiteral("cpu"));
        QVERIFY(proof.value(QLatin1String("date")).toInteger() > 1'700'000'000
                && proof.value(QLatin1String("verified")) == QLatin1String("cpu"));
        QVERIFY(!setup.fact("proof.jax.seconds").isEmpty() && !setup.fact("proof.seconds").isEmpty());

        // One kernel each, with what its environment needs.
        const QByteArray kernels =
            machine.asUser(QStringLiteral("cd firstlight/envs/jupyter/share/jupyter/kernels && ls && cat firstlight-keras/kernel.json"))
                .out;
        for (const char *part : {"firstlight-jax\n", "firstlight-keras\n", "firstlight-tensorflow\n", "envs/keras-tensorflow/bin/python\"",
                                 "\"KERAS_BACKEND\": \"tensorflow\"", "\"LD_LIBRARY_PATH\": \"\""})
            QVERIFY2(kernels.contains(part), (part + kernels).constData());

        // What changes in any environment is proven again; one that lies from now on is caught in its own kernel.
        const QString mode =
            QStringLiteral("for f in firstlight/envs/keras-*/lib/python3*/site-packages; do %1 $f/firstlight_standin.mode; done");
        QVERIFY(machine.asUser(mode.arg(QStringLiteral("echo no-kernel-image >"))).ok());
        const auto lies = setup.run(QStringLiteral("op-lies"));
        QVERIFY2(!lies, "it was believed");
        QCOMPARE(lies.error().cause, Cause::VerificationFailed);
        QCOMPARE(lies.error().params.value(QStringLiteral("framework")), QStringLiteral("keras"));
        QVERIFY2(lies.error().params.value(QStringLiteral("problem")).contains(QLatin1String("no kernel image is available")),
                 qPrintable(told(lies.error())));
    }
};

QTEST_GUILESS_MAIN(TestFrameworks)
#include "tst_frameworks.moc"
