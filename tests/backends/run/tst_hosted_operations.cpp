// SPDX-License-Identifier: GPL-3.0-or-later
// A hosted notebook through the facade: what is kept of the sign-in, what travels up, and what a sign-out leaves.
#include "backends/io/net/qt_sign_in.h"
#include "backends/run/machine_operations.h"
#include "tests/cloudsim/google_sim.h"
#include "tests/fakes/fake_browser.h"
#include "tests/fakes/fake_ports.h"
#include "tests/fakes/fake_shells.h"

#include <QJsonDocument>
#include <QTest>

using namespace fl;

namespace {

class FakeNobody : public Asker {
public:
    Result<Answer> ask(const Question &, std::stop_token) override { return fail({Cause::AnswerNeeded, {}, NextAction::ReadHelp, {}, {}}); }
};

struct World {
    GoogleSim google;
    FakeBrowser browser;
    FakePortsClock clock;
    FakeAgreeableShell shell;
    FakeNoSsh ssh;
    FakeNoTunnels tunnels;
    FakeKeyRing ring;
    FakeLedger ledger;
    QtHttp http;
    QtSignIn signIn;
    FakeNobody nobody;
    QByteArray events; ///< all that travelled up
    MachineOperations operations{Ports{clock, shell, ssh, tunnels, ring, ledger, http, QStringLiteral("/nowhere"), &signIn},
                                 ProviderRegistry()};
    Choices choices = hostedChoices(QStringLiteral("colab"), QStringLiteral("en"));
    OperationCall call{[this](const Event &event) {
                           events += QJsonDocument(toJson(event)).toJson();
                           if (event.data.value(QLatin1String("say")) == QLatin1String("hosted-sign-in"))
                               browser.show(
                                   QUrl(event.data.value(QLatin1String("args")).toObject().value(QLatin1String("url")).toString()));
                       },
                       nobody,
                       {{QStringLiteral("colab.client_secret"), Secret(GoogleSim::clientSecret())}},
                       {},
                       {}};

    World()
    {
        choices.provider = {{QStringLiteral("endpoint"), google.url().toString()}, {QStringLiteral("client_id"), GoogleSim::clientId()}};
    }
};

} // namespace

class TestHostedOperations : public QObject {
    Q_OBJECT
private slots:
    void aSignInIsKeptAndForgotten()
    {
        World world;
        QVERIFY(!world.operations.hostedAccess(world.choices, world.call).signedIn);
        const auto opened = world.operations.openHosted(world.choices, world.call);
        QVERIFY2(opened, qPrintable(opened ? QString() : opened.error().detail));
        QVERIFY(opened->kept && opened->url.endsWith(world.google.files().front().id));
        QVERIFY(world.operations.hostedAccess(world.choices, world.call).signedIn);
        world.call.secrets.clear(); // from here on all comes from the key ring
        world.choices.provider.remove(QStringLiteral("client_id"));
        QVERIFY(world.operations.openHosted(world.choices, world.call));
        QCOMPARE(world.browser.shown(), 1);
        QCOMPARE(world.google.violations(), QStringList());
        QVERIFY(!world.google.tokens().isEmpty());
        for (const QByteArray &token : world.google.tokens())
            QVERIFY2(!world.events.contains(token), token.constData());

        QVERIFY(world.operations.signOutHosted(QStringLiteral("colab"), world.call));
        const HostedRegistry registry;
        for (const QString &name : registry.find(QStringLiteral("colab"))->secrets())
            QVERIFY2(!*world.ring.read({QStringLiteral("colab"), name}), qPrintable(name));
        QVERIFY(world.operations.signOutHosted(QStringLiteral("colab"), world.call)); // nothing there is fine
    }
    void withoutAKeyRingItWorksAndIsNotKept()
    {
        World world;
        world.ring.works = false;
        const auto opened = world.operations.openHosted(world.choices, world.call);
        QVERIFY(opened && !opened->kept);
        QVERIFY(!world.operations.hostedAccess(world.choices, world.call).signedIn);
    }
    void whatIsNotThereSaysSo()
    {
        World world;
        world.choices.where = QStringLiteral("floydhub");
        QCOMPARE(world.operations.openHosted(world.choices, world.call).error().cause, Cause::NotSupportedHere);
        QVERIFY(world.operations.hostedAccess(world.choices, world.call).problem);
        QVERIFY(!world.operations.signOutHosted(QStringLiteral("floydhub"), world.call));
        MachineOperations alone(Ports{world.clock, world.shell, world.ssh, world.tunnels, world.ring, world.ledger, world.http, {}},
                                ProviderRegistry());
        world.choices.where = QStringLiteral("colab");
        QCOMPARE(alone.openHosted(world.choices, world.call).error().cause, Cause::NotSupportedHere);
        QCOMPARE(alone.hostedAccess(world.choices, world.call).problem->cause, Cause::NotSupportedHere);
    }
};

QTEST_GUILESS_MAIN(TestHostedOperations)
#include "tst_hosted_operations.moc"
