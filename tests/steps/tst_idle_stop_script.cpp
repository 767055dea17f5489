// SPDX-License-Identifier: GPL-3.0-or-later
// What idle-stop.yaml leaves on the server: when it powers the machine off, and when it must not. The script is the real one, in each
// shell a server may have; nvidia-smi, systemctl and Jupyter's interpreter are fakes that stand before it on the way.
#include "backends/steps/server_step.h"

#include <QDir>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest>

using namespace fl;

namespace {

QByteArray heredoc(const QByteArray &script, const char *mark)
{
    const QByteArray begin = QByteArray("<<'") + mark + "'\n", end = QByteArray("\n") + mark + '\n';
    const qsizetype at = script.indexOf(begin);
    return at < 0 ? QByteArray() : script.mid(at + begin.size(), script.indexOf(end, at) + 1 - at - begin.size());
}

/// A machine as the script sees it: a home folder, programs, and what it remembers since the start.
class Server {
public:
    explicit Server(const QStringList &shell) : m_shell(shell)
    {
        for (const char *folder : {"bin", "lib", "run", "home/.local/state/firstlight/jobs"})
            QDir(m_folder.path()).mkpath(QLatin1String(folder));
        const auto steps = builtinServerSteps();
        const auto step =
            std::find_if(steps->begin(), steps->end(), [](const ServerStep &each) { return each.id == QLatin1String("idle-stop"); });
        write("lib/idle-stop", heredoc(step->apply, "SCRIPT"));
        program("systemctl", "echo \"$*\" >>'" + path("powered") + "'\n");
        config(100);
    }

    QByteArray path(const char *name) const { return m_folder.filePath(QLatin1String(name)).toUtf8(); }
    void write(const char *name, const QByteArray &text) const
    {
        QFile file(m_folder.filePath(QLatin1String(name)));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("cannot write %s", name);
    }
    QByteArray read(const char *name) const
    {
        QFile file(m_folder.filePath(QLatin1String(name)));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void program(const char *name, const QByteArray &text) const
    {
        const QByteArray inFolder = QByteArray("bin/") + name;
        write(inFolder.constData(), "#!/bin/sh\n" + text);
        QFile::setPermissions(m_folder.filePath(QLatin1String(inFolder)),
                              QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
    }
    void config(int limit, const QByteArray &action = "poweroff") const
    {
        QProcess who;
        who.start(QStringLiteral("id"), {QStringLiteral("-un")});
        who.waitForFinished();
        write("lib/idle-stop.conf",
              "step x\nlimit " + QByteArray::number(limit) + "\naction " + action + "\nuser " + who.readAllStandardOutput().trimmed()
                  + "\nhome " + path("home") + "\nrun " + path("run") + '\n');
    }
    /// Jupyter says that; an empty text: there is no kernel.
    void jupyter(const QByteArray &says, int status = 0) const
    {
        program("fake-python", "printf '%s\\n' '" + says + "'\nexit " + QByteArray::number(status) + "\n");
        write("home/.local/state/firstlight/facts",
              "jupyter.port 8888\nconfig.base_url /x/\njupyter.python " + path("bin/fake-python") + '\n');
    }
    void gpu(const QByteArray &loads) const { program("nvidia-smi", "printf '%s\\n' " + loads + "\n"); }
    /// As if that many seconds had passed since it last saw work.
    void lastWork(int secondsAgo) const { write("run/active", QByteArray::number(uptime() - secondsAgo) + '\n'); }
    static qint64 uptime()
    {
        QFile file(QStringLiteral("/proc/uptime"));
        return file.open(QIODevice::ReadOnly) ? static_cast<qint64>(file.readAll().split(' ').first().toDouble()) : 0;
    }

    /// Runs it once: what it said is in said().
    void look()
    {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("PATH"),
                           m_folder.filePath(QStringLiteral("bin")) + QLatin1Char(':') + qEnvironmentVariable("PATH"));
        process.setProcessEnvironment(environment);
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(m_shell.first(), m_shell.mid(1) + QStringList{m_folder.filePath(QStringLiteral("lib/idle-stop"))});
        process.waitForFinished(60000);
        m_said = process.readAll();
        if (process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
            m_said += "\nstatus " + QByteArray::number(process.exitCode());
    }
    QByteArray said() const { return m_said; }
    bool isOff() const { return read("powered") == "poweroff -i\n"; }
    QByteArray last(const char *name) const
    {
        for (const QByteArray &line : read("run/last").split('\n'))
            if (line.startsWith(QByteArray(name) + ' '))
                return line.mid(static_cast<qsizetype>(qstrlen(name)) + 1);
        return {};
    }

private:
    QStringList m_shell;
    QTemporaryDir m_folder;
    QByteArray m_said;
};

} // namespace

class TestIdleStopScript : public QObject {
    Q_OBJECT
private slots:
    void inEachShell_data()
    {
        QTest::addColumn<QStringList>("shell");
        QTest::newRow("dash") << QStringList{QStringLiteral("dash")};
        QTest::newRow("bash") << QStringList{QStringLiteral("bash"), QStringLiteral("--posix")};
        QTest::newRow("busybox") << QStringList{QStringLiteral("busybox"), QStringLiteral("sh")};
    }
    void inEachShell()
    {
        QFETCH(QStringList, shell);
        Server server(shell);
        server.look(); // the first look after a start is work, whatever runs
        QVERIFY2(server.said().isEmpty(), server.said().constData());
        QCOMPARE(server.last("idle"), QByteArray("0"));
        QCOMPARE(server.last("work"), QByteArray("none"));
        server.lastWork(50);
        server.look();
        QVERIFY(!server.isOff());
        QVERIFY(server.last("idle").toInt() >= 50);
        QCOMPARE(server.last("looks"), QByteArray("2"));
        server.lastWork(100);
        server.look();
        QVERIFY2(server.isOff(), server.said().constData());

        // Whatever is at work keeps it alive, however long ago the last look saw some.
        const auto keepsAlive = [&](const char *what) {
            server.write("powered", {});
            server.lastWork(5000);
            server.look();
            QCOMPARE(server.read("powered"), QByteArray());
            QCOMPARE(server.last("work"), QByteArray(what));
            QCOMPARE(server.last("idle"), QByteArray("0"));
        };
        server.jupyter("busy");
        keepsAlive("notebook");
        server.jupyter({});
        server.gpu("3 '[N/A]' 7");
        keepsAlive("gpu");
        server.gpu("0 '[N/A]' 4");
        QProcess job; // a set-up's: its folder names the process and when it began
        job.start(QStringLiteral("sleep"), {QStringLiteral("60")});
        QVERIFY(job.waitForStarted());
        QFile stat(QStringLiteral("/proc/%1/stat").arg(job.processId()));
        QVERIFY(stat.open(QIODevice::ReadOnly));
        const QByteArray began = stat.readAll().split(')').last().trimmed().split(' ').value(19);
        const QByteArray pid = QByteArray::number(job.processId()) + ' ';
        QDir(QString::fromUtf8(server.path("home/.local/state/firstlight/jobs"))).mkpath(QStringLiteral("op-step"));
        server.write("home/.local/state/firstlight/jobs/op-step/pid", pid + began + '\n');
        keepsAlive("set-up");

        // These are no work: a job that ended, a number that another process has by now, a GPU below 5 %, an open notebook.
        const auto goesOff = [&] {
            server.write("powered", {});
            server.lastWork(100);
            server.look();
            QVERIFY2(server.isOff(), server.read("run/last").constData());
        };
        server.write("home/.local/state/firstlight/jobs/op-step/pid", pid + "1\n");
        goesOff();
        server.write("home/.local/state/firstlight/jobs/op-step/pid", pid + began + '\n');
        server.write("home/.local/state/firstlight/jobs/op-step/rc", "0\n");
        goesOff();
        job.kill();
        job.waitForFinished();
        server.jupyter("4000");
        goesOff();
        server.jupyter({}, 1); // Jupyter hangs
        goesOff();

        // A cell that came and went between two looks counts from when it ended.
        server.jupyter("30");
        server.write("powered", {});
        server.lastWork(5000);
        server.look();
        QCOMPARE(server.read("powered"), QByteArray());
        QVERIFY(server.last("idle").toInt() >= 30 && server.last("idle").toInt() < 60);
    }

    void whereStoppingEndsNoBillItOnlyTells()
    {
        Server server({QStringLiteral("dash")});
        server.config(100, "warn");
        server.jupyter({});
        const auto told = [&] { return server.read("home/.local/state/firstlight/facts").trimmed().split('\n').last(); };
        server.lastWork(100);
        server.look();
        QCOMPARE(server.read("powered"), QByteArray());
        QVERIFY2(told().startsWith("idle-stop.idle_since 1"), told().constData());
        const QByteArray first = server.read("home/.local/state/firstlight/facts");
        server.look(); // once is enough
        QCOMPARE(server.read("home/.local/state/firstlight/facts"), first);
        server.lastWork(0);
        server.look();
        QCOMPARE(told(), QByteArray("idle-stop.idle_since 0"));
    }

    void shellcheckFindsNothing()
    {
        const Server server({QStringLiteral("dash")});
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(QStringLiteral("shellcheck"), {QStringLiteral("--shell=sh"), QString::fromUtf8(server.path("lib/idle-stop"))});
        QVERIFY(process.waitForFinished(60000));
        QVERIFY2(process.exitCode() == 0, process.readAll().constData());
    }
};

QTEST_GUILESS_MAIN(TestIdleStopScript)
#include "tst_idle_stop_script.moc"
