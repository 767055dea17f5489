// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/io/disk/qt_keyring.h"

#include <QElapsedTimer>
#include <QtTest>

using namespace fl;

/// Runs itself once more under a bus of its own with gnome-keyring, where those are installed.
class TestQtKeyRing : public QObject {
    Q_OBJECT
private slots:
    void withoutABusItSaysSoAtOnce()
    {
        qputenv("DBUS_SESSION_BUS_ADDRESS", "disabled:");
        QElapsedTimer timer;
        timer.start();
        QtKeyRing ring;
        const Status status = ring.write({{}, QStringLiteral("x")}, Secret(QByteArray("s")));
        QVERIFY(!status);
        QCOMPARE(status.error().cause, Cause::KeyRingUnavailable);
        QCOMPARE(status.error().params.value(QStringLiteral("why")), QStringLiteral("no-bus"));
        QVERIFY(!ring.read({{}, QStringLiteral("x")}));
        QVERIFY(timer.elapsed() < 200);
    }
    void aBusThatIsNotThereEndsSoon()
    {
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus");
        QtKeyRing ring(std::chrono::seconds(2));
        QElapsedTimer timer;
        timer.start();
        const Status status = ring.probe();
        QVERIFY(!status);
        QCOMPARE(status.error().cause, Cause::KeyRingUnavailable);
        QVERIFY(timer.elapsed() < 4000);
    }
    void aRealKeyRingKeepsWhatItIsGiven()
    {
        const QString daemon = QStandardPaths::findExecutable(QStringLiteral("gnome-keyring-daemon"));
        const QString bus = QStandardPaths::findExecutable(QStringLiteral("dbus-run-session"));
        if (daemon.isEmpty() || bus.isEmpty())
            QSKIP("gnome-keyring-daemon or dbus-run-session is not installed");
        QTemporaryDir home;
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("HOME"), home.path());
        environment.insert(QStringLiteral("XDG_RUNTIME_DIR"), home.path());
        environment.insert(QStringLiteral("XDG_DATA_HOME"), home.path());
        environment.insert(QStringLiteral("FL_KEYRING_INNER"), QStringLiteral("1"));
        environment.remove(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"));
        process.setProcessEnvironment(environment);
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(bus,
                      {QStringLiteral("--"), QStringLiteral("sh"), QStringLiteral("-c"),
                       QStringLiteral("printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null; exec \"$0\" inner"),
                       QCoreApplication::applicationFilePath()});
        QVERIFY(process.waitForFinished(30000));
        const QByteArray output = process.readAll();
        QVERIFY2(process.exitCode() == 0, output.constData());
        QVERIFY2(output.contains("kept"), output.constData());
    }
};

static int inner()
{
    QtKeyRing ring;
    const SecretRef ref{QStringLiteral("m-1"), QStringLiteral("jupyter.password")};
    const auto say = [](const char *what, const Error &error) {
        fprintf(stderr, "%s: %s %s\n", what, qPrintable(slug(error.cause)), qPrintable(error.detail));
        return 1;
    };
    if (const auto empty = ring.read(ref); !empty)
        return say("read", empty.error());
    else if (*empty)
        return 2;
    if (const Status written = ring.write(ref, Secret(QByteArray("p\xc3\xa4ss:\nword"))); !written)
        return say("write", written.error());
    const auto back = ring.read(ref);
    if (!back)
        return say("read back", back.error());
    if (!*back || !(**back == Secret(QByteArray("p\xc3\xa4ss:\nword"))))
        return 3;
    if (!ring.remove(ref) || !ring.remove(ref) || ring.read(ref)->has_value())
        return 4;
    puts("kept");
    return 0;
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (argc > 1 && QByteArray(argv[1]) == "inner")
        return inner();
    TestQtKeyRing test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_qt_keyring.moc"
