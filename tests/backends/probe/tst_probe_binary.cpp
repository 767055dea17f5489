// SPDX-License-Identifier: GPL-3.0-or-later
// The built file itself: small, and without a symbol that an older system lacks. And how it gets to a server.
#include "backends/probe/push.h"
#include "tests/backends/probe/probe_runner.h"

#include <QRegularExpression>
#include <QStandardPaths>
#include <QtTest>

#include <algorithm>

using namespace fl;

class TestProbeBinary : public QObject {
    Q_OBJECT

    static QString arm64() { return probeProgram() + QStringLiteral("-arm64"); }

    static QByteArray said(const QString &program, const QStringList &arguments)
    {
        QProcess process;
        process.start(program, arguments);
        process.waitForFinished(30000);
        return process.readAllStandardOutput();
    }

    /// Symbols with a version above the limit, read from the file by readelf.
    static QStringList tooNew(const QString &file)
    {
        static const QRegularExpression symbol(QStringLiteral("\\s(\\S+)@+GLIBC_([0-9]+)\\.([0-9]+)"));
        QStringList found;
        auto each = symbol.globalMatch(
            QString::fromUtf8(said(QStringLiteral("readelf"), {QStringLiteral("--dyn-syms"), QStringLiteral("-W"), file})));
        if (!each.hasNext())
            found << QStringLiteral("no symbols at all");
        while (each.hasNext()) {
            const auto match = each.next();
            if (match.captured(2).toInt() > 2 || match.captured(3).toInt() > 28)
                found << match.captured(0).trimmed();
        }
        return found;
    }

    struct Server {
        QTemporaryDir home, bin;
        ProbeRun run(QByteArrayView program, const QList<QByteArray> &arguments)
        {
            QProcess process;
            QProcessEnvironment all = environment({{"HOME", home.path()}, {"FAKE_GPUS", "1"}});
            all.insert(QStringLiteral("PATH"), bin.path() + QLatin1Char(':') + qEnvironmentVariable("PATH"));
            process.setProcessEnvironment(all);
            process.start(QStringLiteral("sh"), {QStringLiteral("-s")});
            process.write(probeScript(program, arguments));
            process.closeWriteChannel();
            process.waitForFinished(30000);
            return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
        }
        QString path(QByteArrayView program) const { return home.path() + probePath(program).mid(1); }
        void upload(const QString &to, const QByteArray &content)
        {
            QDir().mkpath(QFileInfo(to).path());
            QFile file(to);
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write(content) == content.size());
            file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        }
        void nvidiaSmi(const QByteArray &script) { upload(bin.path() + QStringLiteral("/nvidia-smi"), "#!/bin/sh\n" + script); }
    };

    static QByteArray content(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private slots:
    void noSymbolIsNewerThanGlibc228_data()
    {
        QTest::addColumn<QString>("file");
        QTest::newRow("x86_64") << probeProgram();
        QTest::newRow("arm64") << arm64();
    }
    void noSymbolIsNewerThanGlibc228()
    {
        QFETCH(QString, file);
#if defined(__SANITIZE_ADDRESS__)
        QSKIP("the sanitizer build of the probe is for here, and not sent anywhere");
#endif
        if (!QFile::exists(file))
            QSKIP("not built: no cross compiler for arm64 was there");
        QCOMPARE(tooNew(file), QStringList());
        const QByteArray dynamic = said(QStringLiteral("readelf"), {QStringLiteral("-d"), file});
        static const QRegularExpression needed(QStringLiteral("NEEDED.*\\[(.*)\\]"));
        auto each = needed.globalMatch(QString::fromUtf8(dynamic));
        QVERIFY(each.hasNext());
        while (each.hasNext()) {
            const QString library = each.next().captured(1);
            QVERIFY2(library == QLatin1String("libc.so.6") || library == QLatin1String("libdl.so.2")
                         || library.startsWith(QLatin1String("ld-linux")),
                     qPrintable(library));
        }
        QVERIFY(QFileInfo(file).size() < 4 << 20);
    }
    void aNewerSymbolWouldBeSeen()
    {
        QVERIFY2(!tooNew(QCoreApplication::applicationFilePath()).isEmpty(), "this test's own program is built for this system's glibc");
    }
    void itRunsOnArm64()
    {
        const QString qemu = QStandardPaths::findExecutable(QStringLiteral("qemu-aarch64-static"));
        if (!QFile::exists(arm64()) || qemu.isEmpty() || !QFile::exists(QStringLiteral("/usr/aarch64-linux-gnu/lib/libc.so.6")))
            QSKIP("no cross compiler for arm64, or no qemu-aarch64-static");
        const ProbeRun run = runProbe({QStringLiteral("-L"), QStringLiteral("/usr/aarch64-linux-gnu"), arm64(), QStringLiteral("--quick"),
                                       QStringLiteral("--libraries"), QStringLiteral("/nonexistent")},
                                      {}, qemu);
        QCOMPARE(run.code, 3);
        QVERIFY(parseProbe(run.out));
        QCOMPARE(parseProbe(run.out)->host.machine, QStringLiteral("aarch64"));
    }

    void itIsPushedOnceAndRunThen()
    {
        Server server;
        const QByteArray program = content(probeProgram());
        const QList<QByteArray> arguments{"--quick", "--libraries", fakeDriver().toUtf8()};
        QCOMPARE(server.run(program, arguments).code, int(ProbeNotThere));
        const QString old = QFileInfo(server.path(program)).path() + QStringLiteral("/firstlight-probe-0123456789abcdef");
        server.upload(old, "older");
        server.upload(server.path(program), program);
        const ProbeRun run = server.run(program, arguments);
        QCOMPARE(run.code, 0);
        const auto report = readProbe(run.code, run.out, run.err);
        QVERIFY(report && report->gpus.size() == 1 && report->source == ProbeReport::Source::Probe);
        QVERIFY(!QFile::exists(old));
    }
    void aDamagedProgramIsNotRun()
    {
        Server server;
        const QByteArray program = content(probeProgram());
        QByteArray damaged = program;
        damaged[damaged.size() / 2] = static_cast<char>(damaged[damaged.size() / 2] ^ 1);
        server.upload(server.path(program), damaged);
        QCOMPARE(server.run(program, {"--quick"}).code, int(ProbeNotThere));
    }
    void whereItCannotRunNvidiaSmiIsAsked()
    {
        QByteArray foreign = content(probeProgram());
        foreign[18] = static_cast<char>(static_cast<quint8>(foreign[18]) == 62 ? 183 : 62); // another machine's
        Server server;
        server.nvidiaSmi("echo 'name, uuid, memory.total [MiB]'\necho 'Tesla T4 (test double), GPU-1, 15360 MiB'\n");
        ProbeRun run = server.run(foreign, {"--quick"});
        QCOMPARE(run.code, int(ProbeAskedSmi));
        auto report = readProbe(run.code, run.out, run.err);
        QVERIFY(report && report->source == ProbeReport::Source::NvidiaSmi && !report->error);
        QCOMPARE(report->gpus[0].live.memoryTotal, 15360LL << 20);

        // Right machine, but the file cannot be executed (noexec): a program that the system refuses stands for it.
        QByteArray broken = content(probeProgram()).left(64);
        server.upload(server.path(broken), broken);
        run = server.run(broken, {"--quick"});
        QCOMPARE(run.code, int(ProbeAskedSmi));

        server.nvidiaSmi("echo 'Failed to initialize NVML: Driver/library version mismatch'\nexit 18\n");
        run = server.run(foreign, {"--quick"});
        report = readProbe(run.code, run.out, run.err);
        QVERIFY(report && report->error);
        QCOMPARE(report->error->cause, Cause::GpuDriverMismatch);
    }
    void theScriptIsGoodShell()
    {
        const QString shellcheck = QStandardPaths::findExecutable(QStringLiteral("shellcheck"));
        if (shellcheck.isEmpty())
            QSKIP("shellcheck is not here");
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(shellcheck, {QStringLiteral("-s"), QStringLiteral("sh"), QStringLiteral("-")});
        process.write(probeScript(content(probeProgram()), {"--watch", "1000", "--ignore-input"}));
        process.closeWriteChannel();
        QVERIFY(process.waitForFinished(30000));
        QVERIFY2(process.exitCode() == 0, process.readAll().constData());
    }
};

QTEST_GUILESS_MAIN(TestProbeBinary)
#include "tst_probe_binary.moc"
