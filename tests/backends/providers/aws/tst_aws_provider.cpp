// SPDX-License-Identifier: GPL-3.0-or-later
// The provider's whole life against the stand-in for AWS: choose, create, be reached, stop, start, end; with what goes wrong on the way.
// Every request is judged by the contract.
#include "backends/providers/aws/host_keys.h"
#include "backends/providers/aws/policy.h"
#include "tests/backends/providers/aws/aws_world.h"

#include <QTest>

using namespace fl;

class TestAwsProvider : public QObject {
    Q_OBJECT

private slots:
    void whatCanBeHad()
    {
        World w;
        const auto offers = w.aws.offers(w.choices, w.call);
        QVERIFY2(offers, qPrintable(offers ? QString() : offers.error().detail));
        QStringList said;
        for (const Offer &offer : *offers)
            said << QStringLiteral("%1 %2 %3GB %4%5")
                        .arg(offer.id, offer.gpu)
                        .arg(offer.gpuMemoryGb)
                        .arg(offer.perHour ? QString::number(offer.perHour->micros) : QStringLiteral("unknown"),
                             offer.recommended ? QStringLiteral(" recommended") : QString())
                    + (offer.note.isEmpty() ? QString() : QLatin1Char(' ') + offer.note);
        // 100 GB at $0.08 a month are $0.010958 an hour, the public address $0.006; what has no price is last and unknown; AMD's and Arm's are not there.
        QCOMPARE(said,
                 (QStringList{QStringLiteral("g4dn.xlarge NVIDIA T4 16GB 542958 recommended"),
                              QStringLiteral("g5.xlarge NVIDIA A10G 24GB 1022958"),
                              QStringLiteral("p4d.24xlarge 8 × NVIDIA A100 40GB 32789558 quota-too-small"),
                              QStringLiteral("g9.future NVIDIA X1 32GB unknown")}));
        QCOMPARE(w.sim.violations(), QStringList());
        const qsizetype asked = w.sim.operations().size();
        QVERIFY(w.aws.offers(w.choices, w.call)); // types and prices are kept; the quota is asked anew: it may have been raised
        QVERIFY(w.sim.operations().size() - asked <= 3);
    }

    void spotAndQuota()
    {
        World w;
        w.sim.setQuota(0);
        w.choices.provider.insert(QStringLiteral("spot"), QStringLiteral("yes"));
        const auto offers = w.aws.offers(w.choices, w.call);
        QVERIFY(offers);
        QCOMPARE(offers->front().perHour->micros, 200'000 + 10'958 + 6'000);
        for (const Offer &offer : *offers) {
            QCOMPARE(offer.note, QStringLiteral("quota-none"));
            QVERIFY(!offer.recommended);
        }
    }

    void aMissingPriceIsNeverNothing()
    {
        World w;
        w.sim.setPriced(false);
        const auto offers = w.aws.offers(w.choices, w.call);
        QVERIFY(offers);
        QVERIFY(!offers->empty());
        for (const Offer &offer : *offers)
            QVERIFY(!offer.perHour);
        const auto planned = w.aws.plannedResources(w.choices, w.call);
        QVERIFY(planned);
        QVERIFY(!planned->back().perHour);
    }

    void theWholeLife()
    {
        World w;
        w.sim.setInvisibleFor(2);
        const Status made = w.aws.create(w.machine, w.choices, w.call);
        QVERIFY2(made, qPrintable(made ? QString() : made.error().detail));
        QCOMPARE(w.sim.violations(), QStringList());
        QCOMPARE(w.alive(),
                 (QStringList{QStringLiteral("key-pair"), QStringLiteral("security-group"), QStringLiteral("instance running")}));
        const AwsSim::Instance instance = w.sim.instances().front();
        QCOMPARE(w.machine.handle, instance.id);
        QCOMPARE(instance.parameters.value(QStringLiteral("MetadataOptions.HttpTokens")), QStringLiteral("required"));
        QCOMPARE(instance.parameters.value(QStringLiteral("BlockDeviceMapping.1.Ebs.VolumeSize")), QStringLiteral("100"));
        QCOMPARE(instance.tags.value(QStringLiteral("firstlight:machine")), w.machine.id);
        QVERIFY(!instance.tags.value(QStringLiteral("firstlight:operation")).isEmpty());
        QCOMPARE(w.sim.things()[1].sources, QStringList{QStringLiteral("198.51.100.7/32")});
        const QByteArray userData = QByteArray::fromBase64(instance.parameters.value(QStringLiteral("UserData")).toLatin1());
        QVERIFY(userData.startsWith("#cloud-config\n") && userData.contains("poweroff") && !userData.contains("PRIVATE"));

        // Again: the same machine.
        QVERIFY(w.aws.create(w.machine, w.choices, w.call));
        QCOMPARE(w.sim.instances().size(), 1u);

        w.sim.setConsole(
            "boot…\n-----BEGIN SSH HOST KEY FINGERPRINTS-----\n256 SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU root@ip (ED25519)\n"
            "-----END SSH HOST KEY FINGERPRINTS-----\n");
        const auto endpoint = w.aws.endpoint(w.machine, w.call);
        QVERIFY(endpoint);
        QCOMPARE(endpoint->ssh.host, w.sim.instances().front().address);
        QCOMPARE(endpoint->ssh.user, QStringLiteral("ubuntu"));
        QCOMPARE(endpoint->ssh.trustedHostKeys, QStringList{QStringLiteral("SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU")});

        QVERIFY(w.aws.stop(w.machine, w.call));
        QCOMPARE(w.alive().back(), QStringLiteral("instance stopped"));
        QCOMPARE(*w.aws.state(w.machine, w.call), InstanceState::Stopped);
        const QString before = endpoint->ssh.host;
        QVERIFY(w.aws.start(w.machine, w.call));
        QCOMPARE(*w.aws.state(w.machine, w.call), InstanceState::Running);
        const auto after = w.aws.endpoint(w.machine, w.call);
        QVERIFY(after && after->ssh.host != before && !after->ssh.host.isEmpty());
        QVERIFY(w.aws.reboot(w.machine, w.call));

        const Status gone = w.aws.destroy(w.machine, w.call);
        QVERIFY2(gone, qPrintable(gone ? QString() : gone.error().detail));
        QCOMPARE(w.alive(), QStringList());
        const auto records = w.ledger.resources(w.machine.id);
        QVERIFY(records);
        for (const ResourceRecord &record : *records)
            QVERIFY(record.state == ResourceRecord::State::Gone && record.goneConfirmations >= 2);
        QVERIFY(w.aws.destroy(w.machine, w.call));
        QCOMPARE(w.sim.violations(), QStringList());
    }

    void thePolicyIsWhatIsAsked()
    {
        World w;
        w.choices.provider.insert(QStringLiteral("spot"), QStringLiteral("yes"));
        QVERIFY(w.aws.offers(w.choices, w.call));
        QVERIFY(w.aws.places(w.choices, w.call));
        w.sim.setQuota(2); // more is asked for
        w.sim.setNoRoom({QStringLiteral("g4dn.xlarge any")});
        w.choices.provider.insert(QStringLiteral("quota"), QStringLiteral("wait"));
        w.choices.provider.insert(QStringLiteral("fallback"), QStringLiteral("zones"));
        w.clock.onWait = [&] { w.sim.grantQuota(true); };
        QVERIFY(w.aws.create(w.machine, w.choices, w.call));
        w.clock.onWait = {};
        w.machine.state = MachineState::SettingUp;
        Plan moved;
        moved.choices = w.choices;
        moved.choices.provider.insert(QStringLiteral("address"), QStringLiteral("203.0.113.99"));
        w.machine.plan = toJson(moved);
        w.sim.setConsole(
            "-----BEGIN SSH HOST KEY FINGERPRINTS-----\nSHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU \n-----END SSH HOST KEY "
            "FINGERPRINTS-----\n");
        QVERIFY(w.aws.stop(w.machine, w.call) && w.aws.start(w.machine, w.call) && w.aws.reboot(w.machine, w.call));
        QVERIFY(w.aws.endpoint(w.machine, w.call));
        w.sim.setConsole({});
        w.choices.provider.remove(QStringLiteral("spot"));
        Plan plain;
        plain.choices = w.choices;
        w.machine.plan = toJson(plain);
        QVERIFY(w.aws.endpoint(w.machine, w.call));
        aws::CredentialPlaces places;
        places.environment = {{QStringLiteral("AWS_ENDPOINT_URL"), w.sim.url().toString().toUtf8()}};
        QVERIFY(AwsProvider(places).find(w.call));
        QVERIFY(w.aws.destroy(w.machine, w.call));
        QStringList needed = aws::permissions(), asked{QStringLiteral("ec2:CreateTags"), QStringLiteral("ec2:CreateDefaultVpc")};
        for (const QString &operation : w.sim.operations()) {
            QString permission =
                operation.section(QLatin1Char(' '), 0, 0).replace(QLatin1String("service-quotas"), QLatin1String("servicequotas"));
            asked << permission.replace(permission.indexOf(QLatin1Char('.')), 1, QLatin1Char(':'));
        }
        asked.removeDuplicates();
        asked.removeAll(QStringLiteral("sts:GetCallerIdentity")); // everybody may
        asked.sort();
        QCOMPARE(asked, needed); // neither more nor less
    }

    void anotherAddressLater()
    {
        World w;
        QVERIFY(w.aws.create(w.machine, w.choices, w.call));
        Plan moved;
        moved.choices = w.choices;
        moved.choices.provider.insert(QStringLiteral("address"), QStringLiteral("2001:db8::7"));
        w.machine.plan = toJson(moved);
        QVERIFY(w.aws.stop(w.machine, w.call));
        QVERIFY(w.aws.start(w.machine, w.call));
        QCOMPARE(w.sim.things()[1].sources, QStringList{QStringLiteral("2001:db8::7/128")});
        QCOMPARE(w.sim.violations(), QStringList());
    }

    void aRefusedCreateLeavesNoInstance_data()
    {
        QTest::addColumn<QString>("code");
        QTest::addColumn<int>("cause");
        QTest::newRow("quota") << QStringLiteral("VcpuLimitExceeded") << int(Cause::QuotaExceeded);
        QTest::newRow("capacity") << QStringLiteral("InsufficientInstanceCapacity") << int(Cause::NoCapacity);
        QTest::newRow("permission") << QStringLiteral("UnauthorizedOperation") << int(Cause::PermissionMissing);
        QTest::newRow("token ran out") << QStringLiteral("ExpiredToken") << int(Cause::CredentialsExpired);
        QTest::newRow("account") << QStringLiteral("PendingVerification") << int(Cause::AccountNotReady);
    }
    void aRefusedCreateLeavesNoInstance()
    {
        QFETCH(QString, code);
        QFETCH(int, cause);
        World w;
        w.sim.refuse(QStringLiteral("RunInstances"), code);
        const Status made = w.aws.create(w.machine, w.choices, w.call);
        QVERIFY(!made);
        QCOMPARE(int(made.error().cause), cause);
        QVERIFY(w.sim.instances().empty());
        QVERIFY(w.aws.destroy(w.machine, w.call)); // what came before it goes
        QCOMPARE(w.alive(), QStringList());
        QVERIFY(w.aws.create(w.machine, w.choices, w.call)); // and it may be tried again
        QCOMPARE(w.sim.instances().size(), 1u);
    }

    void aLostAnswerMakesNoSecondMachine()
    {
        World w;
        w.sim.refuse(QStringLiteral("RunInstances"), QStringLiteral("InternalError"), 2);
        QVERIFY(w.aws.create(w.machine, w.choices, w.call));
        QCOMPARE(w.sim.instances().size(), 1u);
        QCOMPARE(w.sim.violations(), QStringList());
    }

    void noLoginAtAll()
    {
        World w;
        w.call.secret = {};
        const auto offers = w.aws.offers(w.choices, w.call);
        QVERIFY(!offers);
        QCOMPARE(offers.error().cause, Cause::SecretMissing);
        QVERIFY(w.sim.operations().isEmpty());
    }

    void hostKeys()
    {
        const QByteArray begin("-----BEGIN SSH HOST KEY FINGERPRINTS-----\n"), end("-----END SSH HOST KEY FINGERPRINTS-----\n");
        const QByteArray key("SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU");
        QCOMPARE(aws::hostKeysOf("nothing yet"), QStringList());
        QCOMPARE(aws::hostKeysOf("\nci-info: 256 " + key + " outside\n"), QStringList());
        QCOMPARE(aws::hostKeysOf(begin + "256 " + key), QStringList()); // half a block
        QCOMPARE(aws::hostKeysOf(begin + "256 " + key + " root@x (ED25519)\n" + end), QStringList{QString::fromLatin1(key)});
    }
};

QTEST_GUILESS_MAIN(TestAwsProvider)
#include "tst_aws_provider.moc"
