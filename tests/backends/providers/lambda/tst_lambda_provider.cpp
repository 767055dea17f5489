// SPDX-License-Identifier: GPL-3.0-or-later
// The provider's whole life against the stand-in for Lambda: choose, create, be reached, restart, end; with what goes wrong on the way.
// Every request is judged by the contract, and by its pace.
#include "tests/backends/providers/lambda/lambda_world.h"

#include "backends/providers/cloud/throw_away_key.h"

#include <QTest>

using namespace fl;

namespace {

QString told(const Status &status)
{
    return status ? QStringLiteral("ok") : slug(status.error().cause) + QLatin1Char(' ') + status.error().detail;
}

QString ruleOf(const LambdaSim::Thing &ruleset)
{
    QStringList said;
    for (const QJsonValue &each : ruleset.rules)
        said << QStringLiteral("%1 %2-%3 %4")
                    .arg(each[QLatin1String("protocol")].toString())
                    .arg(each[QLatin1String("port_range")][0].toInt())
                    .arg(each[QLatin1String("port_range")][1].toInt())
                    .arg(each[QLatin1String("source_network")].toString());
    return said.join(QLatin1Char('\n'));
}

} // namespace

class TestLambdaProvider : public QObject {
    Q_OBJECT

private slots:
    void whatCanBeHad_data()
    {
        QTest::addColumn<QString>("region");
        QTest::addColumn<QStringList>("offers");
        QTest::newRow("anywhere") << QString()
                                  << QStringList{QStringLiteral("gpu_1x_rtx6000 NVIDIA Quadro RTX 6000 24GB 500000 sold-out"),
                                                 QStringLiteral("gpu_1x_gh200 NVIDIA GH200 96GB 600000"),
                                                 QStringLiteral("gpu_1x_a10 NVIDIA A10 24GB 750000 recommended"),
                                                 QStringLiteral("gpu_1x_a6000 NVIDIA RTX A6000 48GB 800000"),
                                                 QStringLiteral("gpu_1x_h100_pcie NVIDIA H100 80GB 2490000"),
                                                 QStringLiteral("gpu_8x_a100 8 × NVIDIA A100 40GB 10320000"),
                                                 QStringLiteral("gpu_1x_future NVIDIA X1 0GB unknown")};
        QTest::newRow("in Virginia") << QStringLiteral("us-east-1")
                                     << QStringList{QStringLiteral("gpu_1x_rtx6000 NVIDIA Quadro RTX 6000 24GB 500000 sold-out"),
                                                    QStringLiteral("gpu_1x_gh200 NVIDIA GH200 96GB 600000"),
                                                    QStringLiteral("gpu_1x_a10 NVIDIA A10 24GB 750000 recommended"),
                                                    QStringLiteral("gpu_1x_a6000 NVIDIA RTX A6000 48GB 800000 sold-out-there"),
                                                    QStringLiteral("gpu_1x_h100_pcie NVIDIA H100 80GB 2490000"),
                                                    QStringLiteral("gpu_8x_a100 8 × NVIDIA A100 40GB 10320000 sold-out-there"),
                                                    QStringLiteral("gpu_1x_future NVIDIA X1 0GB unknown sold-out-there")};
    }
    void whatCanBeHad()
    {
        QFETCH(QString, region);
        LambdaHome w;
        w.choices.provider.insert(QStringLiteral("region"), region);
        const auto offers = w.lambda.offers(w.choices, w.call);
        QVERIFY(offers);
        QStringList said;
        for (const Offer &offer : *offers)
            said << QStringLiteral("%1 %2 %3GB %4%5")
                        .arg(offer.id, offer.gpu)
                        .arg(offer.gpuMemoryGb)
                        .arg(offer.perHour ? QString::number(offer.perHour->micros) : QStringLiteral("unknown"),
                             offer.recommended ? QStringLiteral(" recommended") : QString())
                    + (offer.note.isEmpty() ? QString() : QLatin1Char(' ') + offer.note);
        QTEST(said, "offers");
        const Offer &a10 = offers->at(2);
        QCOMPARE(a10.cpus, 30);
        QCOMPARE(a10.ramGb, 200);
        QCOMPARE(a10.diskGb, 1400);
        QCOMPARE(w.sim.violations(), QStringList());
    }

    void whereItCanStand()
    {
        LambdaHome w;
        const auto places = w.lambda.places({}, w.call);
        QVERIFY(places);
        QCOMPARE(places->size(), 4u);
        const auto california =
            std::find_if(places->begin(), places->end(), [](const Place &place) { return place.id == QLatin1String("us-west-1"); });
        QVERIFY(california != places->end());
        QCOMPARE(california->name, QStringLiteral("California, USA"));
        QCOMPARE(california->priced, QStringLiteral("gpu_1x_a10"));
        QCOMPARE(california->perHour->micros, 750'000);
        const auto germany =
            std::find_if(places->begin(), places->end(), [](const Place &place) { return place.id == QLatin1String("europe-central-1"); });
        QVERIFY(germany->priced.isEmpty() && !germany->perHour); // nothing is free there
    }

    void whichKeyCounts()
    {
        LambdaHome w;
        const auto said = [&w](const lambda::Environment &environment, const char *given, const char *kept) {
            ProviderCall call = w.call;
            call.secret = [given](const QString &) { return given ? std::optional(Secret(QByteArray(given))) : std::nullopt; };
            call.kept = [kept](const QString &) { return kept ? std::optional(Secret(QByteArray(kept))) : std::nullopt; };
            const auto found = lambda::login(environment, call);
            return found ? found->from + found->key.reveal([](QByteArrayView key) { return QString::fromUtf8(key); })
                         : slug(found.error().cause) + found.error().params.value(QStringLiteral("name"));
        };
        const lambda::Environment environment{" e\n", {}};
        QCOMPARE(said(environment, " g ", "k"), QStringLiteral("pastedg"));
        QCOMPARE(said(environment, nullptr, "k"), QStringLiteral("environmente"));
        QCOMPARE(said(environment, "", "k"), QStringLiteral("environmente"));
        QCOMPARE(said({}, nullptr, "k"), QStringLiteral("keptk"));
        QCOMPARE(said({}, nullptr, nullptr), slug(Cause::SecretMissing) + QStringLiteral("lambda.api_key"));
    }

    void whoseKeyItIsNobodySays()
    {
        LambdaHome w;
        const auto who = w.lambda.identity(w.choices, w.call);
        QVERIFY(who && who->account.isEmpty() && who->who.isEmpty());
        QCOMPARE(who->from, QStringLiteral("pasted"));
        w.key = "wrong";
        QCOMPARE(w.lambda.identity(w.choices, w.call).error().cause, Cause::CredentialsRefused);
    }

    /// No stop, and powering off from within is none: what is offered on the dashboard and promised in the plan follows from that.
    void itIsNeverSaidToStop()
    {
        LambdaHome w;
        const Abilities can = w.lambda.abilities();
        QVERIFY(can.createsMachine && can.costsMoney && !can.stopsMachine && !can.poweroffStops);
        QVERIFY(w.lambda.create(w.machine, w.choices, w.call));
        QCOMPARE(w.lambda.stop(w.machine, w.call).error().cause, Cause::NotSupportedHere);
        QCOMPARE(w.lambda.start(w.machine, w.call).error().cause, Cause::NotSupportedHere);
        QCOMPARE(w.alive().back(), QStringLiteral("instance active"));
    }

    void theWholeLife()
    {
        LambdaHome w;
        w.sim.setInvisibleFor(2);
        const Status made = w.lambda.create(w.machine, w.choices, w.call);
        QVERIFY2(made, qPrintable(told(made)));
        QVERIFY(w.clock.time - w.machine.created < 60'000); // that key and rules are seen late is no reason to begin again
        QCOMPARE(w.alive(),
                 (QStringList{QStringLiteral("key-pair"), QStringLiteral("firewall-ruleset"), QStringLiteral("instance active")}));
        const LambdaSim::Instance instance = w.sim.instances().front();
        const auto things = w.sim.things();
        QCOMPARE(w.machine.handle, instance.id);
        QCOMPARE(instance.keys, QStringList{things[0].name});
        QCOMPARE(instance.rulesets, QStringList{things[1].id});
        QCOMPARE(ruleOf(things[1]), QStringLiteral("tcp 22-22 198.51.100.7/32"));
        QVERIFY(instance.image.isEmpty()); // Lambda's newest
        QVERIFY(instance.name.startsWith(QLatin1String("fl-0123456789ab-")));
        QCOMPARE(w.said(), QStringList());

        // Its host key is one that was made for the purpose: what the machine is told is what is trusted.
        const auto key = throwAwayKey(w.machine.id, w.home.path());
        QVERIFY(key);
        QCOMPARE(instance.userData, *firstBootOrders(*key));
        const auto endpoint = w.lambda.endpoint(w.machine, w.call);
        QVERIFY(endpoint);
        QCOMPARE(endpoint->ssh.host, w.sim.instances().front().address);
        QCOMPARE(endpoint->ssh.user, QStringLiteral("ubuntu"));
        QCOMPARE(endpoint->ssh.trustedHostKeys, QStringList{key->fingerprint});
        QCOMPARE(endpoint->throwAwayKeyFile, key->file);

        QVERIFY(w.lambda.create(w.machine, w.choices, w.call)); // again: the same machine
        QCOMPARE(w.sim.instances().size(), 1u);
        QVERIFY(w.lambda.reboot(w.machine, w.call));
        w.choices.provider.insert(QStringLiteral("address"), QStringLiteral("192.0.2.9"));
        w.remember();
        QVERIFY(w.lambda.letIn(w.machine, w.call));
        QCOMPARE(ruleOf(w.sim.things()[1]), QStringLiteral("tcp 22-22 192.0.2.9/32"));

        const Status gone = w.lambda.destroy(w.machine, w.call);
        QVERIFY2(gone, qPrintable(told(gone)));
        QCOMPARE(w.alive(), QStringList());
        QCOMPARE(w.sim.askedTooFast(), 0);
        QCOMPARE(w.sim.violations(), QStringList());
        const qint64 billed = w.sim.secondsBilled();
        w.clock.wait(std::chrono::hours(1), {});
        QCOMPARE(w.sim.secondsBilled(), billed);
    }

    void theImage_data()
    {
        QTest::addColumn<QString>("chosen");
        QTest::addColumn<QString>("asked");
        QTest::newRow("usual") << QString() << QString();
        QTest::newRow("Lambda Stack") << QStringLiteral("lambda-stack") << QString();
        QTest::newRow("GPU base: the newest here for this processor")
            << QStringLiteral("gpu-base") << QStringLiteral("image-gpu-base-24-04-x86_64-us-west-1");
        QTest::newRow("a family") << QStringLiteral("ubuntu-lts") << QStringLiteral("ubuntu-lts");
    }
    void theImage()
    {
        QFETCH(QString, chosen);
        LambdaHome w;
        w.choices.provider.insert(QStringLiteral("image"), chosen);
        QVERIFY(w.lambda.create(w.machine, w.choices, w.call));
        const QJsonObject image = w.sim.instances().front().image;
        QTEST(image.value(QLatin1String("id")).toString() + image.value(QLatin1String("family")).toString(), "asked");
        QCOMPARE(w.sim.violations(), QStringList());
    }

    /// Where Lambda takes no orders, nothing vouches for the host key: that is said, and the user is asked on the first visit.
    void withoutOrders()
    {
        LambdaHome w;
        w.sim.setTakesOrders(false);
        const Status made = w.lambda.create(w.machine, w.choices, w.call);
        QVERIFY2(made, qPrintable(told(made)));
        QCOMPARE(w.sim.instances().size(), 1u);
        QVERIFY(w.sim.instances().front().userData.isEmpty());
        QCOMPARE(w.said(), QStringList{QStringLiteral("host-key-unproven")});
        const auto endpoint = w.lambda.endpoint(w.machine, w.call);
        QVERIFY(endpoint && endpoint->ssh.trustedHostKeys.isEmpty() && endpoint->throwAwayKeyFile.isEmpty());
        QVERIFY(!throwAwayKey(w.machine.id, w.home.path()));
        QCOMPARE(w.sim.askedTooFast(), 0);
    }

    /// An answer that is lost is looked for by name: Lambda would make a second machine.
    void aLostAnswerMakesNoSecondMachine()
    {
        LambdaHome w;
        w.sim.refuse(QStringLiteral("createFirewallRuleset"), QStringLiteral("global/internal-error")); // 409, and open
        class Lossy : public Http {
        public:
            QtHttp inner;
            int lost = 0;
            Result<HttpAnswer> send(const HttpRequest &request, const HttpSettings &settings, std::stop_token stop) override
            {
                auto answer = inner.send(request, settings, stop);
                if (request.url.path().endsWith(QLatin1String("launch")) && lost++ == 0)
                    return fail({Cause::ConnectionLost, {}, NextAction::Retry, {}, {}});
                return answer;
            }
        } lossy;
        Ports ports{w.clock, w.shell, w.ssh, w.tunnels, w.ring, w.ledger, lossy, w.home.path()};
        ProviderCall call{ports, [](const Event &) {}, {}, w.call.secret};
        w.sim.setInvisibleFor(3);
        const Status made = w.lambda.create(w.machine, w.choices, call);
        QVERIFY2(made, qPrintable(told(made)));
        QCOMPARE(lossy.lost, 1);
        QCOMPARE(w.sim.instances().size(), 1u);
        QCOMPARE(w.sim.things().size(), 2u);
        QCOMPARE(w.sim.violations(), QStringList());
    }

    void theNearestRegionThatHasIt()
    {
        LambdaHome w;
        w.choices.provider.remove(QStringLiteral("region"));
        w.choices.provider.insert(QStringLiteral("type"), QStringLiteral("gpu_1x_h100_pcie"));
        QVERIFY(w.lambda.create(w.machine, w.choices, w.call));
        QCOMPARE(w.sim.instances().front().region, QStringLiteral("us-east-1")); // it is free nowhere else
        w.sim.setNoRoom({QStringLiteral("gpu_1x_h100_pcie")});
        QVERIFY(w.lambda.create(w.machine, w.choices, w.call)); // where its things are already
        QCOMPARE(w.sim.instances().size(), 1u);
    }

    void soldOutEverywhere()
    {
        LambdaHome w;
        w.choices.provider.remove(QStringLiteral("region"));
        w.choices.provider.insert(QStringLiteral("type"), QStringLiteral("gpu_1x_rtx6000"));
        const Status made = w.lambda.create(w.machine, w.choices, w.call);
        QVERIFY(!made);
        QCOMPARE(made.error().cause, Cause::NoCapacity);
        QCOMPARE(w.alive(), QStringList());
        QVERIFY(w.ledger.history.empty());
    }

    void anotherTypeWithConsent()
    {
        LambdaHome w;
        w.sim.setNoRoom({QStringLiteral("gpu_1x_a10")});
        const Status without = w.lambda.create(w.machine, w.choices, w.call);
        QVERIFY(!without);
        QCOMPARE(without.error().cause, Cause::NoCapacity); // nobody is there to be asked
        QVERIFY(w.sim.instances().empty());
        FakeAsker asker;
        asker.answers = {Answer{.yes = true}};
        w.call.asker = &asker;
        const Status made = w.lambda.create(w.machine, w.choices, w.call);
        QVERIFY2(made, qPrintable(told(made)));
        QCOMPARE(asker.asked.size(), 1u);
        QCOMPARE(asker.asked[0].text.code, QStringLiteral("capacity-other-type"));
        QCOMPARE(asker.asked[0].text.args.value(QStringLiteral("micros_per_hour")), QStringLiteral("800000"));
        QCOMPARE(w.sim.instances().front().type, QStringLiteral("gpu_1x_a6000"));
        QCOMPARE(w.machine.perHour->micros, 800'000);
        QCOMPARE(w.sim.askedTooFast(), 0);
    }

    void noSuchType()
    {
        LambdaHome w;
        w.choices.provider.insert(QStringLiteral("type"), QStringLiteral("gpu_2x_none"));
        const auto planned = w.lambda.plannedResources(w.choices, w.call);
        QVERIFY(!planned);
        QCOMPARE(planned.error().cause, Cause::BadValue);
        QVERIFY(planned.error().params.value(QStringLiteral("allowed")).contains(QLatin1String("gpu_1x_a10")));
    }

    void aFirewallOfItsOwnIsNotEverywhere()
    {
        LambdaHome w;
        w.choices.provider.insert(QStringLiteral("region"), QStringLiteral("us-south-1"));
        const Status made = w.lambda.create(w.machine, w.choices, w.call);
        QVERIFY2(made, qPrintable(told(made)));
        QCOMPARE(w.alive(), (QStringList{QStringLiteral("key-pair"), QStringLiteral("instance active")}));
        QCOMPARE(w.said(), QStringList{QStringLiteral("door-open-to-all")});
        QCOMPARE(w.lambda.letIn(w.machine, w.call).error().cause, Cause::NotSupportedHere);
        QVERIFY(w.lambda.destroy(w.machine, w.call));
        QCOMPARE(w.alive(), QStringList());
        QCOMPARE(w.sim.violations(), QStringList());
    }

    void rulesOfTheAccountThatLetEverybodyIn_data()
    {
        QTest::addColumn<QString>("protocol");
        QTest::addColumn<int>("from");
        QTest::addColumn<int>("to");
        QTest::addColumn<QString>("source");
        QTest::addColumn<bool>("open");
        const QString tcp = QStringLiteral("tcp"), world = QStringLiteral("0.0.0.0/0");
        QTest::newRow("SSH") << tcp << 22 << 22 << world << true;
        QTest::newRow("all ports") << tcp << 1 << 65535 << world << true;
        QTest::newRow("all") << QStringLiteral("all") << 1 << 1 << world << true;
        QTest::newRow("the web") << tcp << 80 << 443 << world << false;
        QTest::newRow("by UDP") << QStringLiteral("udp") << 22 << 22 << world << false;
        QTest::newRow("one house") << tcp << 22 << 22 << QStringLiteral("192.0.2.0/24") << false;
    }
    void rulesOfTheAccountThatLetEverybodyIn()
    {
        QFETCH(QString, protocol);
        QFETCH(int, from);
        QFETCH(int, to);
        QFETCH(QString, source);
        QFETCH(bool, open);
        LambdaHome w;
        w.sim.setGlobalRules({QJsonObject{{QStringLiteral("protocol"), protocol},
                                          {QStringLiteral("port_range"), QJsonArray{from, to}},
                                          {QStringLiteral("source_network"), source},
                                          {QStringLiteral("description"), QString()}}});
        QVERIFY(w.lambda.create(w.machine, w.choices, w.call));
        QCOMPARE(w.said(), open ? QStringList{QStringLiteral("door-open-to-all")} : QStringList());
        QVERIFY(w.lambda.create(w.machine, w.choices, w.call));
        QCOMPARE(w.said().size(), open ? 1 : 0); // once
    }

    void anAddressThatTheRulesDoNotKnow()
    {
        LambdaHome w;
        w.choices.provider.insert(QStringLiteral("address"), QStringLiteral("2001:db8::7"));
        const Status made = w.lambda.create(w.machine, w.choices, w.call);
        QVERIFY(!made);
        QCOMPARE(made.error().cause, Cause::BadValue);
        QCOMPARE(made.error().params.value(QStringLiteral("key")), QStringLiteral("lambda.address"));
        QCOMPARE(w.sim.violations(), QStringList());
        QVERIFY(w.lambda.destroy(w.machine, w.call));
        QCOMPARE(w.alive(), QStringList());
    }

    /// The key of another account does not know the machine: that is no proof that it is gone.
    void theKeyOfAnotherAccount()
    {
        LambdaHome w;
        QVERIFY(w.lambda.create(w.machine, w.choices, w.call));
        QVERIFY(!w.machine.facts.value(QLatin1String("lambda.key")).toString().isEmpty());
        QVERIFY(!QString::fromUtf8(LambdaSim::apiKey()).contains(w.machine.facts.value(QLatin1String("lambda.key")).toString()));
        w.machine.facts.insert(QStringLiteral("lambda.key"), QStringLiteral("of another"));
        w.sim.setOtherAccount(true);
        const Status refused = w.lambda.destroy(w.machine, w.call);
        QVERIFY(!refused);
        QCOMPARE(refused.error().cause, Cause::CredentialsRefused);
        QCOMPARE(w.alive().size(), 3);
        w.sim.setOtherAccount(false); // another key of the same account
        const Status gone = w.lambda.destroy(w.machine, w.call);
        QVERIFY2(gone, qPrintable(told(gone)));
        QCOMPARE(w.alive(), QStringList());
    }

    void renamedInTheConsole()
    {
        LambdaHome w;
        QVERIFY(w.lambda.create(w.machine, w.choices, w.call));
        w.sim.rename(w.machine.handle, QStringLiteral("my machine"));
        QCOMPARE(*w.lambda.state(w.machine, w.call), InstanceState::Running);
        QVERIFY(w.lambda.destroy(w.machine, w.call));
        QCOMPARE(w.alive(), QStringList());
    }

    void whoHasNoKeyHasNothingLeft()
    {
        LambdaHome w;
        w.key.clear();
        const auto found = w.lambda.find(w.call);
        QVERIFY(found && found->empty());
        QCOMPARE(w.sim.operations(), QStringList());
        w.key = LambdaSim::apiKey();
        QVERIFY(w.lambda.create(w.machine, w.choices, w.call));
        const auto left = w.lambda.find(w.call);
        QVERIFY(left && left->size() == 1);
        QCOMPARE(left->front().machine.perHour->micros, 750'000);
        w.key.clear();
        QCOMPARE(w.lambda.find(w.call).error().cause, Cause::SecretMissing); // there may be
    }

    void whoeverWouldPayMoreIsAsked()
    {
        LambdaHome w;
        Plan plan;
        plan.choices = w.choices;
        plan.perHour = Money{750'000, QStringLiteral("USD")};
        w.machine.plan = toJson(plan);
        w.sim.setPrices(200);
        const Status made = w.lambda.create(w.machine, w.choices, w.call);
        QVERIFY(!made);
        QCOMPARE(made.error().cause, Cause::AnswerNeeded);
        QCOMPARE(w.alive(), QStringList());
    }
};

QTEST_GUILESS_MAIN(TestLambdaProvider)
#include "tst_lambda_provider.moc"
