// SPDX-License-Identifier: GPL-3.0-or-later
// The scripts that prove a framework (resources/verify): they believe an honest one and see through each that lies. The frameworks are
// stand-ins (tests/standins), the GPU is a folder that looks like /sys/bus/pci/devices.
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

namespace {

QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void write(const QString &path, const QByteArray &text)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qFatal("cannot write %s", qPrintable(path));
}

const char *const frameworks[] = {"pytorch", "tensorflow", "keras", "jax"};

} // namespace

class TestVerifyScripts : public QObject {
    Q_OBJECT

    QTemporaryDir m_pci;

    struct Said {
        QJsonObject proof; ///< empty: refused
        QByteArray last;   ///< line
    };
    /// `device`: what the set-up expects it to use; `gpu`: whether the machine has one.
    Said run(const QByteArray &name, const char *standin, const QByteArray &device, bool gpu, const char *kerasBackend = "jax",
             bool windows = false) const
    {
        QByteArray script = read(QStringLiteral(":/verify/common.py")) + read(QStringLiteral(":/verify/%1.py").arg(QLatin1String(name)));
        script.replace("@MARK@", "@proof@").replace("@DEVICE@", device);
        script.replace("/dev/dxg", windows ? "/dev/null" : "/nowhere");
        script.replace("/sys/bus/pci/devices", gpu ? m_pci.path().toUtf8() : QByteArray("/nowhere"));
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("PYTHONPATH"), QStringLiteral(FL_SOURCE_DIR "/tests/standins"));
        environment.insert(QStringLiteral("PYTHONDONTWRITEBYTECODE"), QStringLiteral("1"));
        environment.insert(QStringLiteral("FIRSTLIGHT_STANDIN"), QLatin1String(standin));
        if (*kerasBackend)
            environment.insert(QStringLiteral("KERAS_BACKEND"), QLatin1String(kerasBackend));
        process.setProcessEnvironment(environment);
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(QStringLiteral("/usr/bin/python3"), {QStringLiteral("-")});
        process.write(script);
        process.closeWriteChannel();
        process.waitForFinished(60000);
        Said said;
        said.last = process.readAll().trimmed().split('\n').last();
        if (process.exitCode() == 0 && said.last.startsWith("@proof@"))
            said.proof = QJsonDocument::fromJson(said.last.mid(7)).object();
        return said;
    }

private slots:
    void initTestCase()
    {
        QDir(m_pci.path()).mkpath(QStringLiteral("0000:01:00.0"));
        write(m_pci.filePath(QStringLiteral("0000:01:00.0/vendor")), "0x10de\n");
        write(m_pci.filePath(QStringLiteral("0000:01:00.0/class")), "0x030200\n");
    }

    void theHonestOneIsBelieved_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<bool>("gpu");
        for (const char *name : frameworks)
            for (const bool gpu : {false, true})
                QTest::addRow("%s on the %s", name, gpu ? "GPU" : "CPU") << QByteArray(name) << gpu;
    }
    void theHonestOneIsBelieved()
    {
        QFETCH(QByteArray, name);
        QFETCH(bool, gpu);
        const Said said = run(name, gpu ? "honest-gpu" : "honest-cpu", "gpu", gpu);
        QVERIFY2(!said.proof.isEmpty(), said.last.constData());
        QCOMPARE(said.proof.value(QLatin1String("device")).toString(), gpu ? QStringLiteral("gpu") : QStringLiteral("cpu"));
        QCOMPARE(said.proof.value(QLatin1String("gpu")).toString(), gpu ? QStringLiteral("Stand-in of no GPU") : QString());
        QVERIFY(said.proof.value(QLatin1String("version")).toString().endsWith(QLatin1String("+standin")));
        QVERIFY(said.proof.value(QLatin1String("seconds")).isDouble());
    }

    void theLiarIsCaught_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("lie");
        QTest::addColumn<QByteArray>("problem");
        for (const char *name : frameworks)
            for (const auto &[lie, problem] :
                 {std::pair("honest-cpu", "there is an NVIDIA GPU, but"), std::pair("claims-gpu", "comput"),
                  std::pair("no-kernel-image", "no kernel image is available"), std::pair("wrong-product", "the matrix product is wrong"),
                  std::pair("wrong-convolution", "the convolution is wrong"), std::pair("wrong-gradient", " is wrong"),
                  std::pair("not-a-number", " is wrong")})
                QTest::addRow("%s, %s", name, lie) << QByteArray(name) << QByteArray(lie) << QByteArray(problem);
        QTest::newRow("tensorflow, no XLA") << QByteArray("tensorflow") << QByteArray("no-xla") << QByteArray("XLA cannot compile");
    }
    void theLiarIsCaught()
    {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, lie);
        QFETCH(QByteArray, problem);
        // Who computes wrong is caught on a machine without a GPU; who is silent about the GPU, on one that has it.
        const bool gpu = !lie.startsWith("wrong-") && lie != "not-a-number" && lie != "no-xla";
        const Said said = run(name, lie.constData(), "gpu", gpu);
        QVERIFY2(said.proof.isEmpty(), "it was believed");
        QVERIFY2(said.last.contains(problem), said.last.constData());
    }

    /// Where the bus shows no GPU: the wheels for it were chosen because Windows has one.
    void withinWindowsTheGpuMustBeUsedToo()
    {
        for (const char *name : frameworks) {
            const Said idle = run(name, "honest-cpu", "gpu", false, "jax", true);
            QVERIFY2(idle.proof.isEmpty() && idle.last.contains("there is an NVIDIA GPU, but"), idle.last.constData());
            QVERIFY(!run(name, "honest-gpu", "gpu", false, "jax", true).proof.isEmpty());
            QVERIFY(!run(name, "honest-cpu", "cpu", false, "jax", true).proof.isEmpty());
        }
    }

    /// The resolver may choose wheels for the processor in a machine with a GPU.
    void theProcessorIsEnoughWhereItWasChosen()
    {
        for (const char *name : frameworks) {
            const Said said = run(name, "honest-cpu", "cpu", true);
            QVERIFY2(said.proof.value(QLatin1String("device")) == QLatin1String("cpu"), said.last.constData());
        }
    }

    void kerasMustComputeWithWhatItsKernelNames()
    {
        QCOMPARE(run("keras", "honest-cpu", "cpu", false, "torch").proof.value(QLatin1String("backend")).toString(),
                 QStringLiteral("torch"));
        const Said unnamed = run("keras", "honest-cpu", "cpu", false, "");
        QVERIFY2(unnamed.last.contains("not with what its kernel names"), unnamed.last.constData());
    }
};

QTEST_GUILESS_MAIN(TestVerifyScripts)
#include "tst_verify_scripts.moc"
