// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/core/keys.h"
#include "backends/core/plan.h"

#include <QtTest>

using namespace fl;

class TestKeys : public QObject {
    Q_OBJECT
private slots:
    void everyKeyOfTheTableTakesItsOwnPrint_data()
    {
        QTest::addColumn<QString>("value");
        QTest::newRow("where") << "ssh";
        QTest::newRow("machine.name") << "lab $(touch x) 'q'";
        QTest::newRow("ssh.host") << "gpu.example.org";
        QTest::newRow("ssh.port") << "2222";
        QTest::newRow("ssh.user") << "ada";
        QTest::newRow("ssh.key") << "/home/ada/.ssh/id ed25519";
        QTest::newRow("ssh.jump") << "ada@bastion:22";
        QTest::newRow("ssh.jump_host_key") << "SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU";
        QTest::newRow("ssh.host_key") << "SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU";
        QTest::newRow("software.frameworks") << "pytorch,jax";
        QTest::newRow("software.extras") << "git,vscode";
        QTest::newRow("software.keras_backend") << "jax";
        QTest::newRow("software.source") << "distro";
        QTest::newRow("software.cuda_toolkit") << "yes";
        QTest::newRow("software.keep_driver") << "yes";
        QTest::newRow("software.notebook_language") << "zh_CN";
        QTest::newRow("access.local_port") << "9000";
        QTest::newRow("access.server_port") << "9999";
        QTest::newRow("access.auto_stop_hours") << "0";
        QTest::newRow("guard.budget") << "4.5";
        QTest::newRow("access.open_browser") << "no";
        QTest::newRow("network.proxy") << "http://proxy:3128";
        QTest::newRow("network.no_proxy") << "localhost,.example.org,10.0.0.0/8";
        QTest::newRow("network.ca") << "/etc/ca.pem";
        QTest::newRow("mirror.apt") << "http://deb.example.org/debian";
        QTest::newRow("mirror.pypi") << "https://pypi.example.org/simple";
        QTest::newRow("mirror.torch") << "https://torch.example.org/whl";
        QTest::newRow("mirror.conda") << "https://conda.example.org";
        QTest::newRow("mirror.nvidia") << "https://cuda.example.org/repos";
        QTest::newRow("mirror.huggingface") << "https://hf.example.org";
    }
    void everyKeyOfTheTableTakesItsOwnPrint()
    {
        QFETCH(QString, value);
        const QString key = QString::fromUtf8(QTest::currentDataTag());
        Choices choices;
        QVERIFY(setKey(choices, key, value));
        const QList<std::pair<QString, QString>> expected{{key, value}};
        QCOMPARE(changedKeys(choices), expected);
    }
    void everyKeyHasARowAbove()
    {
        TestKeys rows;
        for (const QString &key : knownKeys()) {
            Choices choices;
            const auto defaults = changedKeys(choices);
            QVERIFY2(defaults.isEmpty(), qPrintable(key));
        }
        QCOMPARE(knownKeys().size(), 30);
    }
    void badValuesAreRefused_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("value");
        const auto row = [](const char *key, const QString &value) {
            QTest::addRow("%s=%s", key, qPrintable(value.left(20))) << key << value;
        };
        row("ssh.port", QStringLiteral("0"));
        row("ssh.port", QStringLiteral("65536"));
        row("ssh.port", QStringLiteral("22x"));
        row("ssh.port", QStringLiteral("-1"));
        row("ssh.port", QString());
        row("access.auto_stop_hours", QStringLiteral("721"));
        row("access.auto_stop_hours", QStringLiteral("-1"));
        row("access.auto_stop_hours", QStringLiteral("1h"));
        row("access.auto_stop_hours", QStringLiteral("1e2"));
        row("access.auto_stop_hours", QStringLiteral("0.0001")); // less than a second is not never
        row("guard.budget", QStringLiteral("$5"));
        row("ssh.host", QStringLiteral("-oProxyCommand=x"));
        row("ssh.host", QStringLiteral("a b"));
        row("ssh.host", QStringLiteral("a\nb"));
        row("ssh.host_key", QStringLiteral("MD5:aa"));
        row("machine.name", QStringLiteral("a/b"));
        row("machine.name", QStringLiteral("m-0123456789ab"));
        row("machine.name", QString(64, QLatin1Char('x')));
        row("software.frameworks", QStringLiteral("pytorch,caffe"));
        row("software.keras_backend", QStringLiteral("torch"));
        row("software.source", QStringLiteral("cargo"));
        row("software.cuda_toolkit", QStringLiteral("maybe"));
        row("network.proxy", QStringLiteral("proxy:3128"));
        row("network.proxy", QStringLiteral("http://ada:pw@proxy:3128"));
        row("mirror.pypi", QStringLiteral("file:///etc"));
        row("mirror.pypi", QStringLiteral("https://a.example.org/simple,b.example.org"));
        row("mirror.apt", QStringLiteral("https://a.example.org https://b.example.org"));
        row("mirror.torch", QStringLiteral("https://a.example.org,https://ada:pw@b.example.org"));
        row("network.no_proxy", QStringLiteral("a b"));
        row("where", QStringLiteral("../x"));
    }
    void badValuesAreRefused()
    {
        QFETCH(QString, key);
        QFETCH(QString, value);
        Choices choices;
        const Choices before;
        const Status status = setKey(choices, key, value);
        QVERIFY(!status);
        QCOMPARE(status.error().cause, Cause::BadValue);
        QCOMPARE(status.error().params.value(QStringLiteral("key")), key);
        QVERIFY(!status.error().params.value(QStringLiteral("allowed")).isEmpty());
        QCOMPARE(choices, before);
    }
    void aMirrorMayBeSeveral()
    {
        for (const char *key : {"mirror.apt", "mirror.pypi", "mirror.torch", "mirror.conda", "mirror.nvidia", "mirror.huggingface"}) {
            Choices choices;
            QVERIFY2(setKey(choices, QLatin1String(key),
                            QStringLiteral("https://a.example.org/x, http://b.example.org:81,https://a.example.org/x")),
                     key);
            const QList<std::pair<QString, QString>> printed{
                {QLatin1String(key), QStringLiteral("https://a.example.org/x,http://b.example.org:81")}};
            QCOMPARE(changedKeys(choices), printed);
            QVERIFY(setKey(choices, QLatin1String(key), QString()));
            QCOMPARE(choices, Choices{});
        }
    }
    void hoursMayBeFractions()
    {
        Choices choices;
        QVERIFY(setKey(choices, QStringLiteral("access.auto_stop_hours"), QStringLiteral("0.333333")));
        QCOMPARE(choices.access.autoStopSeconds, std::optional<qint64>(1200));
        const QList<std::pair<QString, QString>> printed{{QStringLiteral("access.auto_stop_hours"), QStringLiteral("0.333333")}};
        QCOMPARE(changedKeys(choices), printed);
        QVERIFY(setKey(choices, QStringLiteral("access.auto_stop_hours"), QStringLiteral("10")));
        QCOMPARE(changedKeys(choices).first().second, QStringLiteral("10"));
        QVERIFY(setKey(choices, QStringLiteral("access.auto_stop_hours"), QString()));
        QCOMPARE(choices, Choices{}); // as it is usual there
    }
    void aProvidersKeyBelongsToTheChosenProviderAlone()
    {
        Choices choices;
        choices.where = QStringLiteral("aws");
        QVERIFY(setKey(choices, QStringLiteral("aws.type"), QStringLiteral("g4dn.xlarge")));
        QCOMPARE(choices.provider.value(QStringLiteral("type")), QStringLiteral("g4dn.xlarge"));
        const Status other = setKey(choices, QStringLiteral("gcp.type"), QStringLiteral("n1"));
        QVERIFY(!other);
        QCOMPARE(other.error().cause, Cause::UnknownKey);
    }
    void aPlanSurvivesItsJson()
    {
        Plan plan;
        plan.machineName = QStringLiteral("practice");
        plan.choices.where = QStringLiteral("aws");
        plan.choices.provider = {{QStringLiteral("type"), QStringLiteral("g4dn.xlarge")}};
        plan.choices.software.frameworks = {QStringLiteral("pytorch"), QStringLiteral("jax")};
        plan.steps = {{QStringLiteral("create-machine"), StepKind::Local, {}, {}, 60},
                      {QStringLiteral("jupyter-config"),
                       StepKind::Server,
                       {{QStringLiteral("PORT"), QStringLiteral("8888")}},
                       {QStringLiteral("PASSWORD_HASH")},
                       3}};
        plan.resources = {{QStringLiteral("instance"), QStringLiteral("fl-1"), Money{9007199254740993, QStringLiteral("EUR")}},
                          {QStringLiteral("disk"), QStringLiteral("fl-1-disk"), std::nullopt}};
        plan.perHour = std::nullopt;
        plan.expectedSeconds = 63;
        plan.reasons = {{QStringLiteral("source-auto"), {{QStringLiteral("why"), QStringLiteral("x")}}}};
        QCOMPARE(planFromJson(toJson(plan)), std::optional(plan));
    }
    void aPlanOfAnotherSchemaIsNoPlan()
    {
        QJsonObject object = toJson(Plan{});
        object.insert(QStringLiteral("schema"), 2);
        QVERIFY(!planFromJson(object));
    }
};

QTEST_APPLESS_MAIN(TestKeys)
#include "tst_keys.moc"
