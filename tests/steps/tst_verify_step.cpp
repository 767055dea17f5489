// SPDX-License-Identifier: GPL-3.0-or-later
// with: replay_server.cpp
// verify.yaml, played: what is made of what the kernels say. That they compute is tst_verify_scripts' and tests/practice's.
#include "tests/steps/replay_server.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

using namespace fl;

class TestVerifyStep : public QObject {
    Q_OBJECT

    const ServerStep m_step = builtinStep("verify");

private slots:
    void aGpuThatIsNotUsedIsNeverClaimed_data()
    {
        QTest::addColumn<QByteArray>("source");
        QTest::addColumn<QByteArray>("gpus");
        QTest::addColumn<QByteArray>("computed");
        QTest::addColumn<QByteArray>("story");
        QTest::newRow("used") << QByteArray("pypi") << QByteArray("1") << QByteArray("gpu")
                              << QByteArray("> fact verified gpu\n> fact gpu.name NVIDIA L4\n> fact gpu.unused \n");
        QTest::newRow("none") << QByteArray("distro") << QByteArray("0") << QByteArray("cpu")
                              << QByteArray("> fact verified cpu\n> fact gpu.name \n> notice verified-on-cpu\n> fact gpu.unused \n");
        QTest::newRow("no build for it")
            << QByteArray("pypi") << QByteArray("1") << QByteArray("cpu")
            << QByteArray(
                   "> fact verified cpu\n> fact gpu.name \n> notice verified-cpu-build framework=pytorch\n> fact gpu.unused build\n");
        QTest::newRow("the distribution's")
            << QByteArray("distro") << QByteArray("1") << QByteArray("cpu")
            << QByteArray("> fact verified cpu\n> fact gpu.name \n> notice verified-cpu-distribution framework=pytorch\n"
                          "> fact gpu.unused distribution\n");
    }
    void aGpuThatIsNotUsedIsNeverClaimed()
    {
        QFETCH(QByteArray, source);
        QFETCH(QByteArray, gpus);
        QFETCH(QByteArray, computed);
        QFETCH(QByteArray, story);
        for (const auto &[name, shell] : serverShells()) {
            ReplayServer server(shell, QStringLiteral("ubuntu-24.04"));
            // Plays the client: the seventh word is the mark of what it tells.
            server.write(QStringLiteral("bin/python3"),
                         "#!/bin/sh\n[ \"$1\" != -c ] || exit 0\nprintf '%sdevice %s\\n%sgpu %s\\n%sseconds 0.5\\n%scertificate {}\\n' "
                         "\"$7\" '"
                             + computed + "' \"$7\" '" + (computed == "gpu" ? "NVIDIA L4" : "") + "' \"$7\" \"$7\"\n");
            QFile::setPermissions(server.path(QStringLiteral("bin/python3")), QFile::ReadOwner | QFile::ExeOwner);
            for (const auto &[fact, value] :
                 {std::pair<QByteArray, QByteArray>{"jupyter.python", server.path(QStringLiteral("bin/python3")).toUtf8()},
                  {"jupyter.port", "1"},
                  {"config.base_url", "/x/"},
                  {"source", source},
                  {"gpu.count", gpus},
                  {"pytorch.kernel", "python3"},
                  {"pytorch.device", "cpu"},
                  {"pytorch.python", "/usr/bin/python3"}})
                server.fact(fact, value);
            server.write(QStringLiteral("home/.local/state/firstlight/verify/x"), {});
            server.verify(m_step, {{"FRAMEWORKS", "pytorch"}});
            QByteArray told;
            const QByteArray all = server.story();
            for (const QByteArray &line : all.split('\n'))
                for (const char *begin : {"> fail", "> notice", "> fact verified", "> fact gpu."})
                    if (line.startsWith(begin))
                        told += line + '\n';
            QVERIFY2(told == story, (QByteArray(name) + ": " + all + server.log()).constData());
            const QJsonObject proof =
                QJsonDocument::fromJson(server.read(QStringLiteral("home/.local/state/firstlight/proof.json"))).object();
            QCOMPARE(proof.value(QLatin1String("verified")).toString().toUtf8(), computed);
            QCOMPARE(proof.value(QLatin1String("gpu")).toString(), computed == "gpu" ? QStringLiteral("NVIDIA L4") : QString());
        }
    }
};

QTEST_GUILESS_MAIN(TestVerifyStep)
#include "tst_verify_step.moc"
