// SPDX-License-Identifier: GPL-3.0-or-later
// Both programs as processes: no core file and no look into their memory, and nothing of what they leave is open to others.
// label: fast
#include "backends/io/ssh/connector.h"
#include "tests/fakes/send_signal.h"
#include "tests/fakes/test_sshd.h"
#include "wizard/remembered.h"

#include <QDirIterator>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace fl;

namespace {

constexpr uid_t nobody = 65534;

/// As a user who is not root and lets core files be written: root may look into every process.
void asUserWithCores()
{
    const rlimit all{RLIM_INFINITY, RLIM_INFINITY};
    ::setrlimit(RLIMIT_CORE, &all);
    if (::getuid() == 0 && (::setgid(nobody) != 0 || ::setuid(nobody) != 0))
        ::_exit(126);
}

struct Started : QProcess {
    QTemporaryDir home;

    Started(const QString &program, const QStringList &arguments)
    {
        QFile::setPermissions(home.path(), QFileDevice::Permissions(0x7777));
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("HOME"), home.path());
        environment.insert(QStringLiteral("FIRSTLIGHT_HOME"), home.filePath(QStringLiteral("profile")));
        environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
        environment.remove(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"));
        environment.remove(QStringLiteral("XDG_RUNTIME_DIR"));
        setProcessEnvironment(environment);
        setWorkingDirectory(home.path());
        setChildProcessModifier(asUserWithCores);
        start(program, arguments);
        (void)waitForStarted();
    }
    ~Started() override
    {
        kill();
        waitForFinished();
    }
    Q_DISABLE_COPY_MOVE(Started)

    QByteArray coreLimit() const
    {
        QFile file(QStringLiteral("/proc/%1/limits").arg(processId()));
        if (!file.open(QIODevice::ReadOnly))
            return {};
        for (const QByteArray &line : file.readAll().split('\n'))
            if (line.startsWith("Max core file size"))
                return line.simplified().split(' ').value(4);
        return {};
    }
    /// The kernel gives the files in /proc/PID of a process that must not be dumped to root.
    uid_t owner() const
    {
        struct stat info = {};
        return ::stat(qPrintable(QStringLiteral("/proc/%1/mem").arg(processId())), &info) == 0 ? info.st_uid : nobody;
    }
};

QString program(const char *name)
{
    return QStringLiteral(FL_BINARY_DIR "/bin/") + QLatin1String(name);
}

/// What is open to others below a folder, and how much was looked at.
QStringList openToOthers(const QString &folder, int *seen)
{
    QStringList open;
    const auto look = [&](const QString &path) {
        struct stat info = {};
        if (::lstat(qPrintable(path), &info) != 0 || S_ISLNK(info.st_mode))
            return;
        ++*seen;
        if ((info.st_mode & 07777) != (S_ISDIR(info.st_mode) ? 0700U : 0600U))
            open << QStringLiteral("%1 %2").arg(info.st_mode & 07777, 0, 8).arg(path);
    };
    look(folder);
    QDirIterator all(folder, QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
    while (all.hasNext())
        look(all.next());
    return open;
}

} // namespace

class TestGuardedPrograms : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;

    QString file(const char *name, const QByteArray &content) const
    {
        QFile made(m_dir.filePath(QLatin1String(name)));
        return made.open(QIODevice::WriteOnly) && made.write(content) == content.size() ? QLatin1Char('@') + made.fileName() : QString();
    }
    /// firstlight-cli with umask 0; its exit code.
    static int run(const QString &home, const QStringList &arguments, QByteArray *said = nullptr)
    {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("FIRSTLIGHT_HOME"), home);
        environment.remove(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"));
        environment.remove(QStringLiteral("XDG_RUNTIME_DIR"));
        process.setProcessEnvironment(environment);
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.setChildProcessModifier([] { ::umask(0); });
        process.start(program("firstlight-cli"), arguments + QStringList{QStringLiteral("--json")});
        if (!process.waitForFinished(60000))
            return -1;
        const QByteArray output = process.readAll();
        if (said)
            *said = output;
        return process.exitCode();
    }

private slots:
    void noCoreFileAndNoLookIntoIt_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QStringList>("arguments");
        // It waits for a secret on its standard input.
        QTest::newRow("firstlight-cli") << QStringLiteral("firstlight-cli")
                                        << QStringList{QStringLiteral("setup"), QStringLiteral("--where"), QStringLiteral("practice"),
                                                       QStringLiteral("--secret"), QStringLiteral("jupyter.password=-")};
        QTest::newRow("firstlight") << QStringLiteral("firstlight") << QStringList{};
    }
    void noCoreFileAndNoLookIntoIt()
    {
#ifndef Q_OS_LINUX
        QSKIP("reads /proc");
#endif
        QFETCH(QString, name);
        QFETCH(QStringList, arguments);
        const uid_t user = ::getuid() == 0 ? nobody : ::getuid();
        Started control(QStringLiteral("sleep"), {QStringLiteral("1000")});
        QTRY_COMPARE(control.coreLimit(), QByteArray("unlimited"));
        QTRY_COMPARE(control.owner(), user);
        Started guarded(program(qPrintable(name)), arguments);
        if (guarded.state() != QProcess::Running)
            QSKIP(qPrintable(QStringLiteral("an ordinary user cannot start %1: %2").arg(program(qPrintable(name)), guarded.errorString())));
        QTRY_COMPARE(guarded.coreLimit(), QByteArray("0"));
        QTRY_COMPARE(guarded.owner(), uid_t(0));
        QCOMPARE(guarded.state(), QProcess::Running);
        // A crash leaves nothing.
        sendSignal(guarded.processId(), SIGSEGV);
        QVERIFY(guarded.waitForFinished());
        QCOMPARE(guarded.exitStatus(), QProcess::CrashExit);
        QVERIFY(QDir(guarded.home.path()).entryList({QStringLiteral("*core*")}, QDir::Files).isEmpty());
    }

    void whatARunLeavesIsClosedWhateverTheUmask()
    {
        const QString home = m_dir.filePath(QStringLiteral("new/profile"));
        QByteArray said;
        QVERIFY2(run(home,
                     {QStringLiteral("vault"), QStringLiteral("--new"), QStringLiteral("--secret"),
                      QStringLiteral("vault.passphrase=") + file("passphrase", "correct horse")},
                     &said)
                     == 0,
                 said.constData());
        QStringList setup{QStringLiteral("setup"), QStringLiteral("--where"), QStringLiteral("ssh"), QStringLiteral("--yes")};
        const auto set = [&](const char *key, const QString &value) {
            setup << QStringLiteral("--set") << QLatin1String(key) + QLatin1Char('=') + value;
        };
        TestSshd sshd({.config = "MaxAuthTries 1\n"});
        if (const QString problem = TestSshd::problem(); !problem.isEmpty() || !sshd.start())
            QSKIP(qPrintable(QStringLiteral("no sshd here: ") + problem));
        set("ssh.host", QStringLiteral("127.0.0.1"));
        set("ssh.port", QString::number(sshd.port()));
        set("ssh.user", QStringLiteral("nobody-of-this-name"));
        set("ssh.host_key", sshd.fingerprint());
        // It comes as far as the log-in: the machine, its history and the server's key stand there.
        const int code = run(home, setup, &said);
        QVERIFY2(code == 3 || code == 6, said.constData());
        QVERIFY(run(home, {QStringLiteral("list")}) == 0);
        QVERIFY(run(home, {QStringLiteral("doctor"), QStringLiteral("--bundle"), home + QStringLiteral("/report.txt")}) == 0);
        for (const char *name : {"ledger.db", "writer.lock", "known_hosts", "secrets.vault", "report.txt"})
            QVERIFY2(QFileInfo::exists(home + QLatin1Char('/') + QLatin1String(name)), name);
        int seen = 0;
        const QStringList open = openToOthers(m_dir.filePath(QStringLiteral("new")), &seen);
        QVERIFY2(open.isEmpty(), qPrintable(open.join(QLatin1Char('\n'))));
        QVERIFY(seen >= 7);
    }

    void keysMadeForAServerAreClosedToo()
    {
        const QString home = m_dir.filePath(QStringLiteral("keys"));
        const mode_t before = ::umask(0);
        const auto line =
            LibsshConnector(home + QStringLiteral("/known_hosts")).makeKeyPair(home + QStringLiteral("/m-1"), QStringLiteral("x"));
        ::umask(before);
        QVERIFY(line);
        int seen = 0;
        const QStringList open = openToOthers(home, &seen);
        QVERIFY2(open.isEmpty(), qPrintable(open.join(QLatin1Char('\n'))));
        QCOMPARE(seen, 3);
    }

    void whatTheWindowRemembersIsClosedToo()
    {
        const QString home = m_dir.filePath(QStringLiteral("window"));
        const mode_t before = ::umask(0);
        const bool saved = saveRemembered(home, {});
        ::umask(before);
        QVERIFY(saved);
        int seen = 0;
        const QStringList open = openToOthers(home, &seen);
        QVERIFY2(open.isEmpty(), qPrintable(open.join(QLatin1Char('\n'))));
        QCOMPARE(seen, 2);
    }
};

QTEST_GUILESS_MAIN(TestGuardedPrograms)
#include "tst_guarded_programs.moc"
