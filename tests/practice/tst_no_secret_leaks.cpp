// SPDX-License-Identifier: GPL-3.0-or-later
// Fifty secrets go through the real program and a real server, right ones and wrong ones, in every place that takes one. Then
// nothing that either of them printed, ran, kept or left holds one of them, as it is or encoded.
#include "tests/practice/practice_fixture.h"
#include "tests/practice/real_cli.h"
#include "tests/practice/server_setup.h"

#include <QDirIterator>
#include <QtTest>

#include <atomic>
#include <thread>

#include <sys/resource.h>
#include <unistd.h>

// limit: 900

using namespace fl;

namespace {

const QByteArray marker = "CanarySecret"; ///< all of them begin so: what finds it finds each of them

/// The marker as it is and as hex and base64 show it, at each of the three places it can have in a group of bytes. A percent
/// encoding leaves letters alone.
QByteArrayList forms(const QByteArray &word)
{
    QByteArrayList all{word, word.toHex(), word.toHex().toUpper()};
    for (qsizetype before = 0; before < 3; ++before) {
        const QByteArray whole = (QByteArray(before, 'x') + word).toBase64();
        const qsizetype from = (before * 8 + 5) / 6;
        all << whole.mid(from, (before + word.size()) * 8 / 6 - from);
    }
    return all;
}

/// Hands out one after the other.
class Canaries {
public:
    QByteArray next()
    {
        ++m_count;
        return marker + QByteArray::number(m_count) + "/q+r=" + QByteArray::number(m_count * 7919, 16);
    }
    int count() const { return m_count; }

private:
    int m_count = 0;
};

bool leaks(const QByteArray &text)
{
    static const QByteArrayList all = forms(marker);
    return std::ranges::any_of(all, [&](const QByteArray &form) { return text.contains(form); });
}

QByteArray content(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Looks at the arguments and the environment of every process, those inside machines too, over and over. What lives for less than
/// a round can be missed; what the program itself starts is traced, and is not.
class ProcessWatch {
public:
    ProcessWatch() : m_thread([this] { watch(); }) { }
    ~ProcessWatch() { end(); }
    Q_DISABLE_COPY_MOVE(ProcessWatch)
    void end()
    {
        m_stop = true;
        if (m_thread.joinable())
            m_thread.join();
    }
    // After end()
    QSet<QByteArray> hits;
    int rounds = 0;
    qint64 looks = 0;

private:
    void watch()
    {
        for (; !m_stop; ++rounds) {
            std::this_thread::sleep_for(std::chrono::milliseconds(15)); // the machine has other work
            for (const QString &pid : QDir(QStringLiteral("/proc")).entryList({QStringLiteral("[1-9]*")}, QDir::Dirs))
                for (const char *name : {"cmdline", "environ"}) {
                    const QByteArray text = content(QStringLiteral("/proc/%1/%2").arg(pid, QLatin1String(name)));
                    ++looks;
                    if (leaks(text))
                        hits << QByteArray(name) + ": " + QByteArray(text).replace('\0', ' ').left(300);
                }
        }
    }
    std::atomic<bool> m_stop = false;
    std::thread m_thread;
};

} // namespace

class TestNoSecretLeaks : public QObject {
    Q_OBJECT

    RealCli m_cli;
    QTemporaryDir m_work; ///< the program's working folder, and the trace of what it ran
    Canaries m_canaries;
    QByteArray m_printed, m_loud; ///< all that was printed; the first run that showed a secret
    int m_runs = 0;

    /// The program, with all that it starts traced, core files let be written, and what it prints kept.
    RealCli::Ran run(const QStringList &arguments, int seconds = 300)
    {
        QProcess process;
        m_cli.prepare(process, arguments);
        const QString trace = m_work.filePath(QStringLiteral("trace-%1").arg(++m_runs));
        process.setArguments(QStringList{QStringLiteral("-f"), QStringLiteral("-qq"), QStringLiteral("--seccomp-bpf"), QStringLiteral("-v"),
                                         QStringLiteral("-s"), QStringLiteral("1000000"), QStringLiteral("-e"),
                                         QStringLiteral("trace=execve,execveat"), QStringLiteral("-o"), trace, process.program()}
                             + arguments);
        process.setProgram(QStringLiteral("strace"));
        process.setWorkingDirectory(m_work.path());
        process.setChildProcessModifier([] {
            const rlimit all{RLIM_INFINITY, RLIM_INFINITY};
            ::setrlimit(RLIMIT_CORE, &all);
        });
        process.start();
        process.closeWriteChannel();
        const bool ended = process.waitForFinished(seconds * 1000);
        if (!ended) {
            process.kill();
            process.waitForFinished();
        }
        const RealCli::Ran ran{ended && process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
                               process.readAllStandardOutput(), process.readAllStandardError()};
        if (leaks(ran.all()) && m_loud.isEmpty()) // each but that which is to show one
            m_loud = arguments.join(QLatin1Char(' ')).toUtf8() + '\n' + ran.all();
        m_printed += ran.all();
        return ran;
    }
    QStringList secret(const char *name, const QByteArray &value) const { return m_cli.secret(name, value); }

private slots:
    void initTestCase()
    {
        if (const QString why = PracticeFixture::unavailable(); !why.isEmpty())
            QSKIP(qPrintable(why));
    }

    void eachFormIsFound()
    {
        for (const char *before : {"", "a", "ab", "abc"}) {
            const QByteArray text = before + Canaries().next() + "tail";
            for (const QByteArray &shown :
                 {text, text.toHex(), text.toBase64(), text.toPercentEncoding(), text.toBase64(QByteArray::Base64UrlEncoding)})
                QVERIFY2(leaks(shown), shown.constData());
        }
        QVERIFY(!leaks("Canary Secret"));
        const QByteArray word = marker + "-control";
        ProcessWatch watch;
        QProcess process;
        process.start(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), QStringLiteral("read x"), QString::fromLatin1(word)});
        QVERIFY(process.waitForStarted());
        QTest::qWait(500); // the watch sees what lives that long
        process.closeWriteChannel();
        QVERIFY(process.waitForFinished());
        watch.end();
        QVERIFY2(!watch.hits.isEmpty(), qPrintable(QStringLiteral("%1 rounds").arg(watch.rounds)));
    }

    void fiftySecretsThroughAWholeLife()
    {
        QString problem;
        const QString layer = packagesLayer(problem);
        QVERIFY2(!layer.isEmpty(), qPrintable(problem));
        PracticeFixture machine(layer);
        QVERIFY2(machine.isUp(), qPrintable(machine.problem()));
        QVERIFY(machine.asRoot("touch /root/before && sleep 0.1").ok());
        const QByteArray login = m_canaries.next(), notebook = m_canaries.next(), passphrase = m_canaries.next();
        // The one password of the user, for the log-in and for sudo.
        QVERIFY(machine.setSudoPassword(login) && machine.allowPasswordLogin(login));
        // A key that is locked by a passphrase of which the program only hears wrong guesses.
        const QString key = m_work.filePath(QStringLiteral("locked-key"));
        QCOMPARE(QProcess::execute(QStringLiteral("ssh-keygen"),
                                   {QStringLiteral("-q"), QStringLiteral("-t"), QStringLiteral("ed25519"), QStringLiteral("-N"),
                                    QStringLiteral("opens it"), QStringLiteral("-f"), key}),
                 0);
        ProcessWatch watch;

        const QStringList setUp =
            RealCli::sshSetUp(machine, {QStringLiteral("ssh.host_key=") + machine.hostKey(), QStringLiteral("software.source=distro")});
        QVERIFY2(run(QStringList{QStringLiteral("vault"), QStringLiteral("--new")} + secret("vault.passphrase", passphrase)).code == 0,
                 m_printed.constData());

        // Wrong ones: for the log-in, for the key, for the vault.
        for (int i = 0; i < 3; ++i) {
            const auto refused = run(setUp + secret("ssh.password", m_canaries.next()));
            QVERIFY2(refused.code != 0 && refused.all().contains("ssh-"), refused.all().constData());
            const auto locked = run(setUp + RealCli::set({QStringLiteral("ssh.key=") + key}) + secret("ssh.passphrase", m_canaries.next()));
            QVERIFY2(locked.code != 0, locked.all().constData());
            run(QStringList{QStringLiteral("password"), QStringLiteral("box"), QStringLiteral("--json")}
                + secret("vault.passphrase", m_canaries.next()));
        }
        // Secrets in places where none belongs: refused, and not repeated. A plan is a file of the user's own.
        const QByteArray head = "firstlight: 1\nwhere: practice\n";
        const auto plan = [&](const QByteArray &yaml) {
            QFile file(m_work.filePath(QStringLiteral("plan.yaml")));
            if (!file.open(QIODevice::WriteOnly) || file.write(head + yaml) < 0)
                qFatal("no plan file");
            file.close();
            const auto ran = run(
                {QStringLiteral("setup"), QStringLiteral("--yes"), QStringLiteral("--json"), QStringLiteral("--plan"), file.fileName()});
            file.remove();
            return ran.code;
        };
        QVERIFY(plan("network:\n  proxy: \"http://ada:" + m_canaries.next() + "@proxy.example:3128\"\n") != 0);
        for (const char *mirror : {"apt", "pypi", "torch", "conda"})
            QVERIFY(plan("mirror:\n  " + QByteArray(mirror) + ": \"https://ada:" + m_canaries.next() + "@mirror.example/x\"\n") != 0);
        for (const char *section : {"ssh", "jupyter", "sudo", "vault", "aws", "machine", "access", "software", "guard"}) {
            QVERIFY(plan(QByteArray(section) + ":\n  password: \"" + m_canaries.next() + "\"\n") != 0);
            QVERIFY(plan(QByteArray(section) + ":\n  - \"" + m_canaries.next() + "\"\n") != 0);
        }
        QVERIFY(plan("password: \"" + m_canaries.next() + "\"\n") != 0);
        run(setUp + secret("ssh.password", login) + secret("sudo.password", m_canaries.next()));
        while (m_canaries.count() < 50)
            run(QStringList{QStringLiteral("doctor"), QStringLiteral("--json")} + secret("no.such.secret", m_canaries.next()));

        // The right ones, through a whole life.
        const QStringList opened = secret("vault.passphrase", passphrase);
        const auto ready = run(setUp + QStringList{QStringLiteral("--verbose")} + opened + secret("ssh.password", login)
                                   + secret("sudo.password", login) + secret("jupyter.password", notebook),
                               600);
        QVERIFY2(ready.code == 0, ready.all().right(4000).constData());
        const auto words = [&](const char *line) { return QString::fromLatin1(line).split(QLatin1Char(' ')) + opened; };
        for (const char *line : {"verify box --json", "status box --json", "stop box --json", "start box --json", "doctor box --json",
                                 "list --json", "leftovers --json", "files box --json"}) {
            const auto ran = run(words(line));
            QVERIFY2(ran.code == 0, (line + ran.all()).constData());
        }
        const auto report =
            run(QStringList{QStringLiteral("doctor"), QStringLiteral("--bundle"), m_work.filePath(QStringLiteral("report.txt"))});
        QVERIFY2(report.code == 0, report.all().constData());
        // It may be shown to its owner, on standard output alone.
        QVERIFY2(m_loud.isEmpty(), m_loud.constData());
        const qsizetype shownFrom = m_printed.size();
        const auto shown = run(words("password box"));
        QCOMPARE(shown.out.trimmed(), notebook);
        QVERIFY2(!leaks(shown.err), shown.err.constData());
        m_printed.truncate(shownFrom);
        m_loud.clear();
        const QByteArray another = run(words("password box --new")).out.trimmed();
        QVERIFY(another.size() > 15 && m_printed.count(another) == 1);
        m_printed.replace(another, "");

        // What the server has, before and after it is taken down.
        QFile patterns(m_work.filePath(QStringLiteral("patterns")));
        QVERIFY(patterns.open(QIODevice::WriteOnly));
        patterns.write((forms(marker) << another).join('\n') + '\n');
        patterns.close();
        QVERIFY(machine.writeFile(QStringLiteral("/root/patterns"), content(patterns.fileName()), 0600));
        const QByteArray look =
            "cd /; find etc home opt root run srv tmp usr/local var -xdev -type f -newer root/before ! -path root/patterns "
            "! -path 'var/log/journal/*' -print0 >/root/list; "
            "tr -cd '\\0' </root/list | wc -c; xargs -0 grep -alFf /root/patterns </root/list; "
            "journalctl -o export --all --no-pager | grep -aFf /root/patterns | cut -c1-200; exit 0";
        int onServer = 0;
        const auto lookThere = [&] {
            const QByteArrayList lines = machine.asRoot(look).text().split('\n');
            onServer += lines.first().toInt();
            return lines.size() == 1 && lines.first().toInt() > 0 ? QByteArray() : lines.join('\n');
        };
        QVERIFY(machine.writeFile(QStringLiteral("/home/ada/control"), m_canaries.next()));
        QVERIFY2(lookThere().contains("home/ada/control"), "the look at the server finds nothing");
        QVERIFY(machine.asRoot("rm /home/ada/control").ok());
        QCOMPARE(lookThere(), QByteArray());
        const auto gone = run(words("destroy box --yes --json"));
        QVERIFY2(gone.code == 0, gone.all().constData());
        QCOMPARE(lookThere(), QByteArray());

        watch.end();
        QVERIFY2(watch.hits.isEmpty(), watch.hits.values().join('\n').constData());
        QVERIFY(watch.rounds > 20);
        QVERIFY2(m_loud.isEmpty() && !leaks(m_printed), m_loud.constData());
        // What is kept here: the profile, and in the working folder the traces, the report and whatever a crash had left.
        int files = 0, ran = 0;
        patterns.remove();
        for (const QString &folder : {m_cli.home(), m_work.path()}) {
            QDirIterator all(folder, QDir::Files | QDir::Hidden | QDir::System, QDirIterator::Subdirectories);
            while (all.hasNext()) {
                const QString path = all.next();
                const QByteArray text = content(path);
                QVERIFY2(!leaks(text) && !text.contains(another), qPrintable(path));
                QVERIFY2(!QFileInfo(path).fileName().contains(QLatin1String("core")), qPrintable(path));
                ++files;
                if (QFileInfo(path).fileName().startsWith(QLatin1String("trace-")))
                    ran += static_cast<int>(text.count("execve"));
            }
        }
        QVERIFY(ran > m_runs);
        QVERIFY(m_canaries.count() >= 50);
        qInfo("counts: %d secrets in %d runs: %lld bytes printed, %d programs started, %d rounds over all processes (%lld looks), "
              "%d files here, %d on the server: 0 hits",
              m_canaries.count(), m_runs, static_cast<long long>(m_printed.size()), ran, watch.rounds, static_cast<long long>(watch.looks),
              files, onServer);
    }
};

QTEST_GUILESS_MAIN(TestNoSecretLeaks)
#include "tst_no_secret_leaks.moc"
