// SPDX-License-Identifier: GPL-3.0-or-later
// A server that resolves no name: the only way out is a proxy with an authority of its own (double_proxy.py). Debian's mirror and apt are
// real, the Python index and its wheels are doubles. What the set-up wrote must then serve the tools by itself: real pip, real apt, real
// Python, as the user runs them.
#include "tests/practice/double_index.h"
#include "tests/practice/real_cli.h"

#include <QtTest>

// limit: 1500

using namespace fl;

namespace {

/// The proxy, and the file with its authority.
class DoubleProxy {
public:
    explicit DoubleProxy(int indexPort)
    {
        const auto openssl = [&](const char *line) {
            QProcess process;
            process.setWorkingDirectory(m_folder.path());
            process.setStandardErrorFile(QProcess::nullDevice());
            process.start(QStringLiteral("openssl"), QString::fromLatin1(line).split(QLatin1Char(' ')));
            return process.waitForFinished() && process.exitCode() == 0;
        };
        QFile names(m_folder.filePath(QStringLiteral("names")));
        const bool made = names.open(QIODevice::WriteOnly) && names.write("subjectAltName=DNS:wheels.example\n") > 0
            && (names.close(), true)
            && openssl("req -x509 -newkey rsa:2048 -nodes -days 30 -subj /CN=Test-Authority -keyout ca.key -out ca.pem")
            && openssl("req -newkey rsa:2048 -nodes -subj /CN=wheels.example -keyout server.key -out server.csr")
            && openssl("x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 30 -extfile names -out server.crt");
        QFile both(m_folder.filePath(QStringLiteral("server.pem")));
        if (!made || !both.open(QIODevice::WriteOnly))
            return;
        for (const char *part : {"server.crt", "server.key"}) {
            QFile file(m_folder.filePath(QLatin1String(part)));
            if (file.open(QIODevice::ReadOnly))
                both.write(file.readAll());
        }
        both.close();
        m_process.start(QStringLiteral("/usr/bin/python3"),
                        {QStringLiteral(FL_SOURCE_DIR "/tests/practice/double_proxy.py"), both.fileName(), QString::number(indexPort)});
        while (!m_said.contains('\n') && m_process.waitForReadyRead())
            m_said += m_process.readAllStandardOutput();
        m_port = m_said.left(m_said.indexOf('\n')).toInt();
    }
    ~DoubleProxy()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    bool listens() const { return m_port != 0; }
    QString url() const { return QStringLiteral("http://127.0.0.1:%1").arg(m_port); }
    QString authority() const { return m_folder.filePath(QStringLiteral("ca.pem")); }
    /// The requests since the last call.
    QByteArray requests()
    {
        while (m_process.waitForReadyRead(200)) { }
        return m_process.readAllStandardOutput();
    }

private:
    QTemporaryDir m_folder;
    QProcess m_process;
    QByteArray m_said;
    int m_port = 0;
};

QByteArray stateOf(PracticeFixture &machine)
{
    return machine
        .asRoot("find /home/ada /etc/apt /etc/profile.d /etc/ssl /usr/local ! -path /home/ada/.config | sort; cksum "
                "/etc/ssl/certs/ca-certificates.crt")
        .out;
}

} // namespace

class TestRestrictedNetwork : public QObject {
    Q_OBJECT

    QString m_layer;

private slots:
    void initTestCase()
    {
        if (const QString why = PracticeFixture::unavailable(); !why.isEmpty())
            QSKIP(qPrintable(why));
        QString problem;
        const QString doubles = doublesLayer(packagesLayer(problem), problem);
        // Certificates of the system are there, as on any server that was ever meant to reach https.
        m_layer = QStringLiteral("certified-") + doubles;
        if (!doubles.isEmpty())
            problem += PracticeFixture::ensureLayer(m_layer, doubles, [](PracticeFixture &machine) {
                return machine.installPackages({QStringLiteral("ca-certificates")});
            });
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
    }

    void onlyThroughAProxyWithAnAuthorityOfItsOwn()
    {
        PracticeFixture machine(m_layer);
        QVERIFY2(machine.isUp(), qPrintable(machine.problem()));
        DoubleIndex index;
        QVERIFY(index.listens() && index.fill());
        DoubleProxy proxy(index.port());
        QVERIFY(proxy.listens());
        QVERIFY(machine.breakDns());
        const QByteArray before = stateOf(machine);

        RealCli cli;
        const QStringList plain =
            RealCli::trustedSetUp(machine,
                                  {QStringLiteral("software.source=pypi"),
                                   QStringLiteral("mirror.pypi=https://closed.example/simple,https://wheels.example/simple"),
                                   QStringLiteral("mirror.torch=https://wheels.example/torch")});
        // Nothing is reached: it says so before anything is changed, and where the proxy is entered.
        const auto alone = cli.run(plain, 300);
        QVERIFY2(alone.code != 0, alone.all().constData());
        QCOMPARE(alone.line("error").value(QLatin1String("cause")).toString(), QStringLiteral("no-internet"));
        QCOMPARE(alone.line("error").value(QLatin1String("next")).toString(), QStringLiteral("check-server-network"));

        const QStringList setUp = plain
            + RealCli::set({QStringLiteral("network.proxy=") + proxy.url(), QStringLiteral("network.ca=") + proxy.authority(),
                            QStringLiteral("mirror.huggingface=https://hf.example")});
        const auto ran = cli.run(setUp, 900);
        QVERIFY2(ran.code == 0, (ran.out.right(3000) + ran.err.right(3000)).constData());
        QCOMPARE(ran.last().value(QLatin1String("verified")).toBool(), true);
        QVERIFY2(ran.out.contains("\"mirror-chosen\"") && ran.out.contains("https://wheels.example/simple"),
                 ran.out.left(4000).constData());
        const QByteArray asked = proxy.requests();
        QVERIFY2(asked.contains("GET http://deb.debian.org/") && asked.contains("CONNECT wheels.example:443"), asked.constData());
        const auto again = cli.run(setUp);
        QVERIFY2(again.code == 0, again.all().constData());
        QCOMPARE(again.last().value(QLatin1String("changed")).toInt(-1), 0);

        // From here on nobody tells the tools anything. pip, in the environment of a notebook: not even a login shell.
        const auto pip =
            machine.asUser(QStringLiteral("firstlight/envs/pytorch/bin/pip install --no-deps jax && firstlight/envs/pytorch/bin/pip "
                                          "list --format=freeze"));
        QVERIFY2(pip.ok() && pip.out.contains("\njax==0.12.0\n"), (pip.out + pip.err).constData());
        QVERIFY2(pip.out.contains("https://wheels.example/simple"), pip.out.constData());
        // A venv of the user's own.
        const auto own = machine.asUser(QStringLiteral("python3 -m venv mine && mine/bin/pip download --no-deps -d got keras && ls got"));
        QVERIFY2(own.ok() && own.out.contains("keras-3.15.1-py3-none-any.whl"), (own.out + own.err).constData());
        // What runs in a notebook has its environment from Jupyter.
        const QByteArray environment =
            machine
                .asUser(QStringLiteral("export XDG_RUNTIME_DIR=/run/user/$(id -u); "
                                       "tr '\\0' '\\n' </proc/$(systemctl --user show -P MainPID firstlight-jupyter)/environ"))
                .text();
        for (const QByteArray &line :
             {"https_proxy=" + proxy.url().toLatin1(), QByteArray("HF_ENDPOINT=https://hf.example"),
              QByteArray("SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt"), QByteArray("NO_PROXY=localhost,127.0.0.1,::1")})
            QVERIFY2(environment.contains(line), (line + '\n' + environment).constData());
        // A login shell, and the system's own authorities.
        const auto login = machine.asUser(QStringLiteral("bash -lc 'unset SSL_CERT_FILE; python3 -c \"import urllib.request as r; "
                                                         "print(r.urlopen(\\\"https://wheels.example/simple/jax/\\\").status)\"'"));
        QVERIFY2(login.text() == "200", (login.out + login.err).constData());
        // apt.
        (void)proxy.requests();
        const auto apt = machine.asRoot("apt-get update && cd /tmp && apt-get download hostname && rm hostname_*.deb", 300);
        QVERIFY2(apt.ok() && !apt.out.contains("Failed") && !apt.err.contains("Failed"), (apt.out + apt.err).constData());
        QVERIFY(proxy.requests().contains("/hostname_"));

        QVERIFY(machine.asUser(QStringLiteral("rm -rf mine got .cache")).ok());
        const auto gone = cli.run("destroy box --yes --json", 300);
        QVERIFY2(gone.code == 0, gone.all().constData());
        const QByteArrayList now = stateOf(machine).split('\n'), then = before.split('\n');
        QByteArrayList differ;
        for (const QByteArray &line : now + then)
            if (now.contains(line) != then.contains(line))
                differ << (now.contains(line) ? "+ " : "- ") + line;
        QVERIFY2(differ.isEmpty(), differ.join('\n').constData());
    }
};

QTEST_GUILESS_MAIN(TestRestrictedNetwork)
#include "tst_restricted_network.moc"
