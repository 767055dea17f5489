// SPDX-License-Identifier: GPL-3.0-or-later
// Who judges the judge: Amazon's own command line (Debian's awscli) speaks with the stand-in, and understands what it says; and what the
// contract forbids is found.
#include "tests/cloudsim/aws_sim.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace fl;

class TestAwsSim : public QObject {
    Q_OBJECT

    struct Said {
        int code = -1;
        QJsonObject json;
        QString err;
    };
    static Said aws(const AwsSim &sim, const QStringList &arguments, QByteArray secret = AwsSim::secretAccessKey())
    {
        const QTemporaryDir home;
        QProcess process;
        QProcessEnvironment environment;
        environment.insert(QStringLiteral("PATH"), qEnvironmentVariable("PATH"));
        environment.insert(QStringLiteral("HOME"), home.path());
        environment.insert(QStringLiteral("AWS_ACCESS_KEY_ID"), AwsSim::accessKeyId());
        environment.insert(QStringLiteral("AWS_SECRET_ACCESS_KEY"), QString::fromLatin1(secret));
        environment.insert(QStringLiteral("AWS_DEFAULT_REGION"), QStringLiteral("us-west-2"));
        environment.insert(QStringLiteral("AWS_MAX_ATTEMPTS"), QStringLiteral("1"));
        process.setProcessEnvironment(environment);
        process.start(QStringLiteral("aws"),
                      QStringList{QStringLiteral("--endpoint-url"), sim.url().toString(), QStringLiteral("--output"),
                                  QStringLiteral("json")}
                          + arguments);
        if (!process.waitForFinished(60'000))
            return {};
        return {process.exitCode(), QJsonDocument::fromJson(process.readAllStandardOutput()).object(),
                QString::fromUtf8(process.readAllStandardError())};
    }

private slots:
    void initTestCase()
    {
        if (QStandardPaths::findExecutable(QStringLiteral("aws")).isEmpty())
            QSKIP("the package awscli is not installed: nobody else can judge the stand-in");
    }

    void theRealToolMakesAMachine()
    {
        AwsSim sim;
        const QTemporaryDir folder;
        QFile key(folder.filePath(QStringLiteral("key.pub")));
        QVERIFY(key.open(QIODevice::WriteOnly) && key.write("ssh-ed25519 AAAAC3 x") > 0);
        key.close();
        const Said who = aws(sim, {QStringLiteral("sts"), QStringLiteral("get-caller-identity")});
        QVERIFY2(who.code == 0, qPrintable(who.err));
        QCOMPARE(who.json.value(QLatin1String("Account")).toString(), QStringLiteral("123456789012"));
        const Said imported =
            aws(sim,
                {QStringLiteral("ec2"), QStringLiteral("import-key-pair"), QStringLiteral("--key-name"), QStringLiteral("k"),
                 QStringLiteral("--public-key-material"), QStringLiteral("fileb://") + key.fileName()});
        QVERIFY2(imported.code == 0, qPrintable(imported.err));
        const Said group = aws(sim,
                               {QStringLiteral("ec2"), QStringLiteral("create-security-group"), QStringLiteral("--group-name"),
                                QStringLiteral("g"), QStringLiteral("--description"), QStringLiteral("d")});
        QVERIFY2(group.code == 0, qPrintable(group.err));
        const QString groupId = group.json.value(QLatin1String("GroupId")).toString();
        QVERIFY(groupId.startsWith(QLatin1String("sg-")));
        const Said made =
            aws(sim,
                {QStringLiteral("ec2"), QStringLiteral("run-instances"), QStringLiteral("--image-id"), QStringLiteral("ami-1"),
                 QStringLiteral("--instance-type"), QStringLiteral("g4dn.xlarge"), QStringLiteral("--key-name"), QStringLiteral("k"),
                 QStringLiteral("--security-group-ids"), groupId, QStringLiteral("--tag-specifications"),
                 QStringLiteral("ResourceType=instance,Tags=[{Key=Name,Value=lab}]")});
        QVERIFY2(made.code == 0, qPrintable(made.err));
        const QString id =
            made.json.value(QLatin1String("Instances")).toArray().at(0).toObject().value(QLatin1String("InstanceId")).toString();
        QVERIFY(id.startsWith(QLatin1String("i-")));
        (void)aws(sim, {QStringLiteral("ec2"), QStringLiteral("describe-instances")});
        const Said described = aws(sim,
                                   {QStringLiteral("ec2"), QStringLiteral("describe-instances"), QStringLiteral("--filters"),
                                    QStringLiteral("Name=tag:Name,Values=lab")});
        QVERIFY2(described.code == 0, qPrintable(described.err));
        const QJsonObject instance = described.json.value(QLatin1String("Reservations"))
                                         .toArray()
                                         .at(0)
                                         .toObject()
                                         .value(QLatin1String("Instances"))
                                         .toArray()
                                         .at(0)
                                         .toObject();
        QCOMPARE(instance.value(QLatin1String("InstanceId")).toString(), id);
        QCOMPARE(instance.value(QLatin1String("State")).toObject().value(QLatin1String("Name")).toString(), QStringLiteral("running"));
        QVERIFY(!instance.value(QLatin1String("PublicIpAddress")).toString().isEmpty());
        QCOMPARE(aws(sim, {QStringLiteral("ec2"), QStringLiteral("terminate-instances"), QStringLiteral("--instance-ids"), id}).code, 0);
        QCOMPARE(sim.violations(), QStringList());
    }

    void theRealToolReadsTheCatalogue()
    {
        AwsSim sim;
        const Said types = aws(sim, {QStringLiteral("ec2"), QStringLiteral("describe-instance-types")});
        QVERIFY2(types.code == 0, qPrintable(types.err));
        const QJsonObject first = types.json.value(QLatin1String("InstanceTypes")).toArray().at(0).toObject();
        QCOMPARE(first.value(QLatin1String("GpuInfo"))
                     .toObject()
                     .value(QLatin1String("Gpus"))
                     .toArray()
                     .at(0)
                     .toObject()
                     .value(QLatin1String("MemoryInfo"))
                     .toObject()
                     .value(QLatin1String("SizeInMiB"))
                     .toInt(),
                 16384);
        const Said spot = aws(sim,
                              {QStringLiteral("ec2"), QStringLiteral("describe-spot-price-history"),
                               QStringLiteral("--product-descriptions"), QStringLiteral("Linux/UNIX")});
        QVERIFY2(spot.code == 0 && !spot.json.value(QLatin1String("SpotPriceHistory")).toArray().isEmpty(), qPrintable(spot.err));
        const Said quota = aws(sim,
                               {QStringLiteral("service-quotas"), QStringLiteral("get-service-quota"), QStringLiteral("--service-code"),
                                QStringLiteral("ec2"), QStringLiteral("--quota-code"), QStringLiteral("L-DB2E81BA")});
        QVERIFY2(quota.code == 0, qPrintable(quota.err));
        QCOMPARE(quota.json.value(QLatin1String("Quota")).toObject().value(QLatin1String("Value")).toInt(), 64);
        QCOMPARE(aws(sim, {QStringLiteral("ssm"), QStringLiteral("get-parameter"), QStringLiteral("--name"), QStringLiteral("/aws/x")})
                     .code,
                 0);
        QCOMPARE(aws(sim,
                     {QStringLiteral("pricing"), QStringLiteral("get-products"), QStringLiteral("--service-code"),
                      QStringLiteral("AmazonEC2")})
                     .code,
                 0);
        QCOMPARE(sim.violations(), QStringList());
    }

    void theRealToolUnderstandsRefusals()
    {
        AwsSim sim;
        sim.refuse(QStringLiteral("DescribeVpcs"), QStringLiteral("UnauthorizedOperation"));
        const Said refused = aws(sim, {QStringLiteral("ec2"), QStringLiteral("describe-vpcs")});
        QVERIFY2(refused.code != 0 && refused.err.contains(QLatin1String("(UnauthorizedOperation)")), qPrintable(refused.err));
        const Said wrong = aws(sim, {QStringLiteral("sts"), QStringLiteral("get-caller-identity")}, "wrong");
        QVERIFY2(wrong.code != 0 && wrong.err.contains(QLatin1String("SignatureDoesNotMatch")), qPrintable(wrong.err));
    }

    void whatTheContractForbidsIsFound_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("found");
        const auto row = [](const char *name, const char *key, const char *value, const char *found) {
            QTest::newRow(name) << QString::fromLatin1(key) << QString::fromLatin1(value) << QString::fromLatin1(found);
        };
        row("an unknown parameter", "Colour", "red", "there is no parameter Colour");
        row("a wrong type", "EbsOptimized", "perhaps", "is no boolean");
        row("no number", "MaxCount", "one", "is no integer");
        row("not of the list", "BlockDeviceMapping.1.Ebs.VolumeType", "gp9", "none of the allowed values");
        row("a list with a gap", "SecurityGroupId.2", "sg-1", "lacks number 1");
    }
    void whatTheContractForbidsIsFound()
    {
        QFETCH(QString, key);
        QFETCH(QString, value);
        QFETCH(QString, found);
        AwsRequest request{QStringLiteral("ec2"),
                           QStringLiteral("RunInstances"),
                           {{QStringLiteral("MinCount"), QStringLiteral("1")}, {QStringLiteral("MaxCount"), QStringLiteral("1")}},
                           {}};
        const AwsContract contract;
        QCOMPARE(contract.violations(request), QStringList());
        request.form.insert(key, value);
        QVERIFY2(contract.violations(request).join(QLatin1Char('\n')).contains(found),
                 qPrintable(contract.violations(request).join(QLatin1Char('\n'))));
        request.form = {};
        QVERIFY(contract.violations(request).size() == 2); // MinCount and MaxCount are missing
        request.operation = QStringLiteral("BuyTheMoon");
        QVERIFY(!contract.violations(request).isEmpty());
        const AwsRequest wrong{QStringLiteral("ssm"), QStringLiteral("GetParameter"), {}, {{QStringLiteral("Nam"), QStringLiteral("x")}}};
        QCOMPARE(contract.violations(wrong).size(), 2);
    }
};

QTEST_GUILESS_MAIN(TestAwsSim)
#include "tst_aws_sim.moc"
