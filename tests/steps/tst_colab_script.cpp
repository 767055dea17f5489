// SPDX-License-Identifier: GPL-3.0-or-later
// The door for Colab in each of the shells, with a stand-in for Jupyter that listens where it is told to: opened once, told of, closed, ended
// by itself, and never a token where somebody could read it.
#include "backends/steps/server_scripts.h"
#include "tests/fakes/fake_home_shell.h"

#include <QTcpSocket>
#include <QTemporaryDir>
#include <QtTest>

using namespace fl;

namespace {

/// Says what it was given, and listens on the port that the configuration names.
constexpr char standIn[] = "import os, re, socket, sys, time\n"
                           "config = sys.argv[1].split('=', 1)[1]\n"
                           "text = open(config).read()\n"
                           "open(os.path.expanduser('~/given'), 'w').write(text)\n"
                           "listener = socket.create_server(('127.0.0.1', int(re.search(r'^port = (\\d+)', text, re.M).group(1))))\n"
                           "time.sleep(600)\n";

} // namespace

class TestColabScript : public QObject {
    Q_OBJECT

    struct Server {
        QTemporaryDir folder;
        FakeHomeShell shell;

        explicit Server(const QStringList &program) : shell(folder.path(), program)
        {
            for (const char *name : {"firstlight/jupyter", "firstlight/notebooks", ".local/state/firstlight/jobs"})
                QDir(folder.path()).mkpath(QLatin1String(name));
            write("stand-in.py", standIn);
            write("jupyter", "#!/bin/sh\nexec /usr/bin/python3 \"$HOME/stand-in.py\" \"$@\"\n");
            QFile::setPermissions(path("jupyter"), QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
            write(".local/state/firstlight/facts", "jupyter.program " + QFile::encodeName(path("jupyter")) + '\n');
        }
        ~Server() { (void)shell.run(colabScript(ColabDo::Stop), {}, {}); }
        QString path(const char *name) const { return folder.filePath(QLatin1String(name)); }
        void write(const char *name, const QByteArray &text) const
        {
            QFile file(path(name));
            if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
                qFatal("cannot write %s", name);
        }
        QByteArray read(const char *name) const
        {
            QFile file(path(name));
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        }
        QMap<QByteArray, QByteArray> run(ColabDo what, qint64 seconds = 0)
        {
            const auto exit = shell.run(colabScript(what, seconds), {}, {});
            QMap<QByteArray, QByteArray> said;
            if (!exit || exit->code != 0)
                return {{"failed", exit ? exit->err : QByteArray("lost")}};
            for (const QByteArray &line : exit->out.split('\n'))
                if (line.contains('='))
                    said[line.left(line.indexOf('='))] = line.mid(line.indexOf('=') + 1);
            return said;
        }
        bool isClean() const
        {
            return !QFile::exists(path("firstlight/jupyter/colab")) && !QFile::exists(path(".local/state/firstlight/jobs/colab"));
        }
    };
    static bool listens(const QByteArray &port)
    {
        QTcpSocket socket;
        socket.connectToHost(QStringLiteral("127.0.0.1"), port.toUShort());
        return socket.waitForConnected(1000);
    }
    /// The command lines and environments of all processes of ours.
    static QByteArray seenByAll()
    {
        QByteArray seen;
        for (const QString &pid : QDir(QStringLiteral("/proc")).entryList({QStringLiteral("[0-9]*")}))
            for (const char *name : {"cmdline", "environ"}) {
                QFile file(QStringLiteral("/proc/%1/%2").arg(pid, QLatin1String(name)));
                if (file.open(QIODevice::ReadOnly))
                    seen += file.readAll();
            }
        return seen;
    }
    static void eachShell()
    {
        QTest::addColumn<QStringList>("shell");
        QTest::newRow("dash") << QStringList{QStringLiteral("dash")};
        QTest::newRow("busybox") << QStringList{QStringLiteral("busybox"), QStringLiteral("sh")};
        QTest::newRow("bash") << QStringList{QStringLiteral("bash"), QStringLiteral("--posix")};
    }

private slots:
    void itOpensTellsAndCloses_data() { eachShell(); }
    void itOpensTellsAndCloses()
    {
        QFETCH(QStringList, shell);
        Server server(shell);
        QCOMPARE(server.run(ColabDo::State), (QMap<QByteArray, QByteArray>())); // off by default
        const auto open = server.run(ColabDo::Start, 600);
        QVERIFY2(!open.contains("failed"), open.value("failed").constData());
        QVERIFY(listens(open.value("port")));
        QCOMPARE(open.value("token").size(), 48);
        QVERIFY(open.value("left").toInt() > 500 && open.value("left").toInt() <= 600);
        const QByteArray given = server.read("given");
        for (const char *line :
             {"section.ip = \"127.0.0.1\"", "section.port_retries = 0", "section.allow_origin = \"https://colab.research.google.com\"",
              "section.allow_credentials = True", "section.password = \"\""})
            QVERIFY2(given.contains(line), line);
        QVERIFY(!given.contains(open.value("token")) && !given.contains("certfile"));
        QVERIFY(!seenByAll().contains(open.value("token")));
        for (const char *name : {"token", "config.py", "start", "log"}) {
            const auto all = QFile::permissions(server.path("firstlight/jupyter/colab/") + QLatin1String(name));
            QVERIFY2(!(all & (QFileDevice::ReadGroup | QFileDevice::ReadOther)), name);
        }
        // Asked for once more it is the same one, with its end where it was.
        const auto again = server.run(ColabDo::Start, 9000);
        QCOMPARE(again.value("token"), open.value("token"));
        QVERIFY(again.value("left").toInt() <= 600);
        QCOMPARE(server.run(ColabDo::State).value("port"), open.value("port"));
        QCOMPARE(server.run(ColabDo::Stop), (QMap<QByteArray, QByteArray>()));
        QVERIFY(!listens(open.value("port")) && server.isClean());
        QCOMPARE(server.run(ColabDo::Stop), (QMap<QByteArray, QByteArray>())); // also where none is open
        QVERIFY(server.run(ColabDo::Start, 600).value("token") != open.value("token"));
    }
    void itEndsByItself_data() { eachShell(); }
    void itEndsByItself()
    {
        QFETCH(QStringList, shell);
        Server server(shell);
        const auto open = server.run(ColabDo::Start, 2);
        QVERIFY2(!open.contains("failed"), open.value("failed").constData());
        QTRY_VERIFY_WITH_TIMEOUT(server.isClean(), 30'000);
        QVERIFY(!listens(open.value("port")));
        QCOMPARE(server.run(ColabDo::State), (QMap<QByteArray, QByteArray>()));
    }
    void whatARestartLeftIsTakenAway()
    {
        Server server({QStringLiteral("dash")});
        QVERIFY(QDir().mkpath(server.path("firstlight/jupyter/colab")));
        server.write("firstlight/jupyter/colab/pid", "1 1\n"); // another process has that number now
        server.write("firstlight/jupyter/colab/open", "8910 99999999\n");
        server.write("firstlight/jupyter/colab/token", "old");
        QCOMPARE(server.run(ColabDo::State), (QMap<QByteArray, QByteArray>()));
        QVERIFY(server.isClean());
    }
    void aJupyterThatFailsLeavesNothing()
    {
        Server server({QStringLiteral("dash")});
        server.write("jupyter", "#!/bin/sh\necho 'http://localhost:1/?token=0123456789abcdef no module'\nexit 1\n");
        const auto failed = server.run(ColabDo::Start, 600);
        QVERIFY2(failed.value("failed").contains("ended right after its start"), failed.value("failed").constData());
        QVERIFY(!failed.value("failed").contains("0123456789abcdef"));
        QVERIFY(server.isClean());
        server.write(".local/state/firstlight/facts", "");
        QVERIFY(server.run(ColabDo::Start, 600).value("failed").contains("not set up"));
    }
};

QTEST_GUILESS_MAIN(TestColabScript)
#include "tst_colab_script.moc"
