// SPDX-License-Identifier: GPL-3.0-or-later
// Who judges the judge: Amazon's own command line (Debian's awscli) speaks with the stand-in, and understands what it says; and what the
// contract forbids is found.
#include "tests/cloudsim/real_aws.h"

#include <QTest>

using namespace fl;

class TestAwsSim : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        if (const QString why = RealAws::unavailable(); !why.isEmpty())
            QSKIP(qPrintable(why));
    }

    void theRealToolMakesAMachine()
    {
        const AwsSim sim;
        const RealAws aws(sim);
        const QTemporaryDir folder;
        QFile key(folder.filePath(QStringLiteral("key.pub")));
        QVERIFY(key.open(QIODevice::WriteOnly) && key.write("ssh-ed25519 AAAAC3 x") > 0);
        key.close();
        const auto who = aws.run("sts get-caller-identity");
        QVERIFY2(who.code == 0, qPrintable(who.err));
        QCOMPARE(who.at("Account").toString(), QStringLiteral("123456789012"));
        const auto imported =
            aws.run("ec2 import-key-pair --key-name k --public-key-material", {QStringLiteral("fileb://") + key.fileName()});
        QVERIFY2(imported.code == 0, qPrintable(imported.err));
        const auto group = aws.run("ec2 create-security-group --group-name g --description d");
        QVERIFY2(group.code == 0, qPrintable(group.err));
        const QString groupId = group.at("GroupId").toString();
        QVERIFY(groupId.startsWith(QLatin1String("sg-")));
        const auto made =
            aws.run("ec2 run-instances --image-id ami-1 --instance-type g4dn.xlarge --key-name k --security-group-ids",
                    {groupId, QStringLiteral("--tag-specifications"), QStringLiteral("ResourceType=instance,Tags=[{Key=Name,Value=lab}]")});
        QVERIFY2(made.code == 0, qPrintable(made.err));
        const QString id = made.at("Instances/InstanceId").toString();
        QVERIFY(id.startsWith(QLatin1String("i-")));
        (void)aws.run("ec2 describe-instances");
        const auto described = aws.run("ec2 describe-instances --filters Name=tag:Name,Values=lab");
        QVERIFY2(described.code == 0, qPrintable(described.err));
        QCOMPARE(described.at("Reservations/Instances/InstanceId").toString(), id);
        QCOMPARE(described.at("Reservations/Instances/State/Name").toString(), QStringLiteral("running"));
        QVERIFY(!described.at("Reservations/Instances/PublicIpAddress").toString().isEmpty());
        QCOMPARE(aws.run("ec2 terminate-instances --instance-ids", {id}).code, 0);
        QCOMPARE(sim.violations(), QStringList());
    }

    void theRealToolReadsTheCatalogue()
    {
        const AwsSim sim;
        const RealAws aws(sim);
        const auto types = aws.run("ec2 describe-instance-types");
        QVERIFY2(types.code == 0, qPrintable(types.err));
        QCOMPARE(types.at("InstanceTypes/GpuInfo/Gpus/MemoryInfo/SizeInMiB").toInt(), 16384);
        const auto spot = aws.run("ec2 describe-spot-price-history --product-descriptions Linux/UNIX");
        QVERIFY2(spot.code == 0 && !spot.at("SpotPriceHistory").toArray().isEmpty(), qPrintable(spot.err));
        const auto quota = aws.run("service-quotas get-service-quota --service-code ec2 --quota-code L-DB2E81BA");
        QVERIFY2(quota.code == 0, qPrintable(quota.err));
        QCOMPARE(quota.at("Quota/Value").toInt(), 64);
        QCOMPARE(aws.run("ssm get-parameter --name /aws/x").code, 0);
        QCOMPARE(aws.run("pricing get-products --service-code AmazonEC2").code, 0);
        QCOMPARE(sim.violations(), QStringList());
    }

    void theRealToolUnderstandsRefusals()
    {
        AwsSim sim;
        sim.refuse(QStringLiteral("DescribeVpcs"), QStringLiteral("UnauthorizedOperation"));
        const auto refused = RealAws(sim).run("ec2 describe-vpcs");
        QVERIFY2(refused.code != 0 && refused.err.contains(QLatin1String("(UnauthorizedOperation)")), qPrintable(refused.err));
        const auto wrong = RealAws(sim, "wrong").run("sts get-caller-identity");
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
