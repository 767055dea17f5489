// SPDX-License-Identifier: GPL-3.0-or-later
// The notebook's way into Google Drive, by the real sign-in and the real requests against a stand-in that judges each of them; and
// everything that can go wrong on it, with the error that says so.
#include "backends/hosted/colab/colab.h"
#include "backends/io/net/qt_sign_in.h"
#include "backends/text/text.h"
#include "tests/cloudsim/google_sim.h"
#include "tests/fakes/fake_browser.h"
#include "tests/fakes/fake_ports.h"

#include <QTest>

#include <thread>

using namespace fl;

namespace {

QByteArray page(int status, const QByteArray &type, const QByteArray &body)
{
    return "HTTP/1.1 " + QByteArray::number(status) + " Said\r\nContent-Type: " + type
        + "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

/// Waits for nothing, and remembers that it should have.
class FakePatientClock : public FakePortsClock {
public:
    int waits = 0;
    bool wait(std::chrono::milliseconds, std::stop_token) override
    {
        ++waits;
        return true;
    }
};

/// Colab with a program's client id, a user and a key ring.
struct World {
    GoogleSim google;
    QtHttp http;
    QtSignIn signIn;
    FakePatientClock clock;
    FakeBrowser browser;
    QMap<QString, Secret> ring;
    bool keeps = true;
    std::stop_source stop;
    std::chrono::milliseconds limit = std::chrono::minutes(1);
    QStringList told;
    std::atomic_bool asked = false, ended = false; ///< the user; the upload
    Choices choices = hostedChoices(QStringLiteral("colab"), QStringLiteral("en"));
    Colab colab{{GoogleSim::clientId(), Secret(GoogleSim::clientSecret())}};

    World() { choices.provider.insert(QStringLiteral("endpoint"), google.url().toString()); }
    Result<HostedOpened> upload(const QByteArray &notebook = "{}") { return colab.upload(notebook, call()); }
    HostedCall call()
    {
        return {choices,
                http,
                signIn,
                clock,
                [this](const QString &name) { return ring.contains(name) ? std::optional(ring.value(name)) : std::nullopt; },
                [this](const QString &name, const Secret &secret) {
                    if (keeps)
                        ring.insert(name, secret);
                    return keeps;
                },
                [this](const QString &code, const QJsonObject &arguments) {
                    told << code;
                    if (code == QLatin1String("hosted-sign-in"))
                        browser.show(QUrl(arguments.value(QLatin1String("url")).toString()));
                    asked = true;
                },
                stop.get_token(),
                limit};
    }
};

} // namespace

class TestColabUpload : public QObject {
    Q_OBJECT
private slots:
    void theNotebookArrivesAsItIs()
    {
        World world;
        const auto notebook = world.colab.notebook(world.choices.software.frameworks, QStringLiteral("zh_CN"));
        QVERIFY(notebook);
        const auto opened = world.upload(*notebook);
        QVERIFY2(opened, qPrintable(opened ? QString() : text::error(opened.error()).happened));
        QCOMPARE(world.google.violations(), QStringList());
        QCOMPARE(world.google.files().size(), 1U);
        QCOMPARE(world.google.files().front().name, QStringLiteral("Firstlight.ipynb"));
        QVERIFY(world.google.files().front().content == *notebook);
        QCOMPARE(opened->url, world.google.url().toString() + QStringLiteral("/drive/") + world.google.files().front().id);
        QVERIFY(opened->kept);
        QCOMPARE(world.told, (QStringList{QStringLiteral("hosted-sign-in"), QStringLiteral("hosted-uploading")}));
        QVERIFY(world.browser.page().contains("Your answer has arrived"));
    }
    void theNextTimeNobodyIsAsked()
    {
        World world;
        QVERIFY(world.upload());
        world.google.endTokens();
        const auto again = world.upload();
        QVERIFY(again && again->kept);
        QCOMPARE(world.browser.shown(), 1);
        QCOMPARE(world.google.operations().count(QStringLiteral("token refresh")), 1);
        QCOMPARE(world.google.violations(), QStringList());
    }
    void aSignInThatHasRunOutIsDoneAnew()
    {
        World world;
        QVERIFY(world.upload());
        world.google.endRefreshTokens();
        QVERIFY(world.upload());
        QCOMPARE(world.browser.shown(), 2);
        QVERIFY(world.upload()); // by the new one
        QCOMPARE(world.browser.shown(), 2);
        QCOMPARE(world.google.violations(), QStringList());
    }
    void withoutAKeyRingItIsDoneEachTime()
    {
        World world;
        world.keeps = false;
        const auto first = world.upload();
        QVERIFY(first && !first->kept);
        QVERIFY(world.upload());
        QCOMPARE(world.browser.shown(), 2);
    }
    void aTokenThatRanOutOnItsWayIsRenewedOnce()
    {
        World world;
        world.google.refuseUpload(QStringLiteral("authError"));
        QVERIFY(world.upload());
        QCOMPARE(world.browser.shown(), 1);
        QCOMPARE(world.google.operations().count(QStringLiteral("token refresh")), 1);
        world.google.refuseUpload(QStringLiteral("authError"), 2);
        const auto refused = world.upload();
        QVERIFY(!refused);
        QCOMPARE(refused.error().cause, Cause::CredentialsExpired);
        QCOMPARE(refused.error().next, NextAction::SignInAgain);
        QCOMPARE(world.google.files().size(), 1U);
    }

    void whatGoesWrongSaysSo_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addColumn<int>("cause");
        QTest::addColumn<QString>("why");
        const auto row = [](const char *what, Cause cause, const char *why) {
            QTest::newRow(what) << QString::fromLatin1(what) << static_cast<int>(cause) << QString::fromLatin1(why);
        };
        row("refused consent", Cause::CredentialsRefused, "consent");
        row("wrong state", Cause::CredentialsRefused, "state");
        row("wrong verifier", Cause::CredentialsRefused, "code");
        row("unknown client", Cause::CredentialsRefused, "client");
        row("another word", Cause::CredentialsRefused, "other");
        row("not all allowed", Cause::PermissionMissing, "");
        row("a page for a token", Cause::ProviderUnavailable, "sign-in-page");
        row("other JSON for a token", Cause::ProviderUnavailable, "unreadable");
        row("a page for an upload", Cause::ProviderUnavailable, "sign-in-page");
        row("other JSON for an upload", Cause::ProviderUnavailable, "unreadable");
        row("an id that is an address", Cause::ProviderUnavailable, "unreadable");
        row("a file of another id", Cause::ProviderUnavailable, "unreadable");
        row("a page for an id", Cause::ProviderUnavailable, "sign-in-page");
        row("nobody at the browser", Cause::AnswerNeeded, "browser");
        row("busy", Cause::ProviderUnavailable, "busy");
        row("insufficientPermissions", Cause::PermissionMissing, "");
        row("accessNotConfigured", Cause::AccountNotReady, "");
        row("storageQuotaExceeded", Cause::QuotaExceeded, "");
        row("badRequest", Cause::ProviderRefused, "");
    }
    void whatGoesWrongSaysSo()
    {
        QFETCH(QString, what);
        QFETCH(int, cause);
        QFETCH(QString, why);
        World world;
        GoogleSim &google = world.google;
        const QString token = QStringLiteral("token code"), upload = QStringLiteral("upload");
        if (what == QLatin1String("refused consent"))
            world.browser.allows = false;
        else if (what == QLatin1String("wrong state"))
            google.setState(QStringLiteral("of-somebody-else"));
        else if (what == QLatin1String("wrong verifier"))
            google.spoilChallenges();
        else if (what == QLatin1String("unknown client"))
            google.refuseToken(QStringLiteral("invalid_client"));
        else if (what == QLatin1String("another word"))
            google.refuseToken(QStringLiteral("invalid_request"));
        else if (what == QLatin1String("not all allowed"))
            google.grantOnly(QStringLiteral("openid"));
        else if (what == QLatin1String("a page for a token"))
            google.answerInstead(token, page(200, "text/html", "<html>Welcome to the hotel</html>"));
        else if (what == QLatin1String("other JSON for a token"))
            google.answerInstead(token, page(200, "application/json", "{\"token\":1}"));
        else if (what == QLatin1String("a page for an upload"))
            google.answerInstead(upload, page(200, "text/html", "<html>Welcome to the hotel</html>"));
        else if (what == QLatin1String("other JSON for an upload"))
            google.answerInstead(upload, page(200, "application/json", "[1]"));
        else if (what == QLatin1String("an id that is an address"))
            google.answerInstead(QStringLiteral("ids"), page(200, "application/json", "{\"ids\":[\"../../evil?x\"]}"));
        else if (what == QLatin1String("a file of another id"))
            google.answerInstead(upload, page(200, "application/json", "{\"id\":\"another\"}"));
        else if (what == QLatin1String("a page for an id"))
            google.answerInstead(QStringLiteral("ids"), page(200, "text/html", "<html>Welcome to the hotel</html>"));
        else if (what == QLatin1String("nobody at the browser"))
            world.browser.away = true, world.limit = std::chrono::milliseconds(300);
        else if (what == QLatin1String("busy"))
            google.refuseUpload(QStringLiteral("backendError"), 9);
        else
            google.refuseUpload(what);
        const auto opened = world.upload();
        QVERIFY(!opened);
        QCOMPARE(slug(opened.error().cause), slug(static_cast<Cause>(cause)));
        QCOMPARE(opened.error().params.value(QStringLiteral("why")), why);
        QCOMPARE(google.violations(), QStringList());
        QVERIFY(google.files().empty());
        // Its own sentence, and no token in it.
        const text::ErrorText said = text::error(opened.error());
        QVERIFY2(said.happened.contains(QLatin1String("Google")) || said.happened.contains(QLatin1String("browser")),
                 qPrintable(said.happened));
        for (const QByteArray &secret : google.tokens())
            QVERIFY(!(said.happened + opened.error().detail).toUtf8().contains(secret));
        // The local way is there all the same.
        QVERIFY(world.colab.notebook(world.choices.software.frameworks, QStringLiteral("en")));
    }
    void whoRefusedSeesSoInTheBrowser()
    {
        World world;
        world.browser.allows = false;
        QVERIFY(!world.upload());
        QVERIFY(world.browser.page().contains("You are not signed in"));
    }
    void aShortHurryIsWaitedOut()
    {
        World world;
        world.google.refuseUpload(QStringLiteral("userRateLimitExceeded"), 2);
        QVERIFY(world.upload());
        QCOMPARE(world.clock.waits, 2);
        QCOMPARE(world.google.files().size(), 1U);
    }
    void anUploadWhoseAnswerWasLostIsThereOnce_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("500")
            << page(500, "application/json",
                    R"({"error":{"code":500,"message":"Internal","errors":[{"domain":"global","reason":"backendError"}]}})");
        QTest::newRow("503, a page") << page(503, "text/html", "<html>Try again in 30 seconds</html>");
        QTest::newRow("cut off") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{");
    }
    void anUploadWhoseAnswerWasLostIsThereOnce()
    {
        QFETCH(QByteArray, answer);
        World world;
        world.google.storeAndAnswer(answer);
        const auto opened = world.upload();
        QVERIFY2(opened, qPrintable(opened ? QString() : text::error(opened.error()).happened));
        QCOMPARE(world.google.operations().count(QStringLiteral("upload")), 2);
        QCOMPARE(world.google.files().size(), 1U);
        QVERIFY(opened->url.endsWith(world.google.files().front().id));
        QCOMPARE(world.google.violations(), QStringList());
        QVERIFY(world.upload()); // another one is another file
        QCOMPARE(world.google.files().size(), 2U);
    }
    void aStopEndsTheWaiting()
    {
        World world;
        world.browser.away = true;
        std::thread stopper([&] {
            while (!world.asked)
                std::this_thread::yield();
            world.stop.request_stop();
        });
        const auto opened = world.upload(); // does not wait for its limit
        stopper.join();
        QVERIFY(!opened);
        QCOMPARE(opened.error().cause, Cause::Cancelled);
    }
    void aSlowAnswerIsStoppedToo()
    {
        World world;
        world.google.saySilence(QStringLiteral("token code"));
        std::thread stopper([&] {
            while (!world.ended && !world.google.operations().contains(QStringLiteral("token code")))
                std::this_thread::yield();
            world.stop.request_stop();
        });
        const auto opened = world.upload();
        world.ended = true;
        stopper.join();
        QVERIFY(!opened);
        QCOMPARE(opened.error().cause, Cause::Cancelled);
    }
    void noNetworkIsSaid()
    {
        World world;
        world.choices.provider[QStringLiteral("endpoint")] = QStringLiteral("http://127.0.0.1:1");
        world.ring.insert(google::refreshToken, Secret(QByteArray("http://127.0.0.1:1/token 1//kept")));
        const auto opened = world.upload();
        QVERIFY(!opened);
        QCOMPARE(opened.error().cause, Cause::ConnectionRefused);
        QCOMPARE(world.browser.shown(), 0); // no sign-in is lost by it
        QVERIFY(world.ring.contains(google::refreshToken));
    }
    void everyRequestGoesThroughTheProxyThatWasChosen()
    {
        World world;
        QVERIFY(world.upload()); // signed in
        const qsizetype before = world.google.requests().size();
        world.choices.network.proxy = QStringLiteral("http://127.0.0.1:1"); // nobody
        const auto opened = world.upload();
        QVERIFY(!opened);
        QCOMPARE(world.google.requests().size(), before);
        QCOMPARE(opened.error().cause, Cause::ConnectionRefused);
    }
    void aSignInIsShownToNobodyElse()
    {
        World world;
        QVERIFY(world.upload());
        const GoogleSim other;
        world.choices.provider[QStringLiteral("endpoint")] = other.url().toString();
        QVERIFY(!world.colab.access(world.call()).signedIn);
        QVERIFY(world.upload());
        QCOMPARE(world.browser.shown(), 2);
        QCOMPARE(other.operations().count(QStringLiteral("token refresh")), 0);
    }

    void withoutAClientIdItSaysWhy()
    {
        World world;
        world.colab = Colab(google::Client{});
        const HostedAccess access = world.colab.access(world.call());
        QVERIFY(access.problem);
        QCOMPARE(access.problem->cause, Cause::NotSupportedHere);
        QVERIFY(text::error(*access.problem).happened.contains(QLatin1String("client ID")));
        QVERIFY(!world.upload());
        QVERIFY(world.google.requests().isEmpty());
    }
    void aClientIdOfTheUsersIsKeptWithTheSignIn()
    {
        World world;
        world.colab = Colab(google::Client{});
        world.choices.provider.insert(QStringLiteral("client_id"), GoogleSim::clientId());
        world.ring.insert(google::clientSecret, Secret(GoogleSim::clientSecret()));
        QVERIFY(!world.colab.access(world.call()).problem);
        QVERIFY(GoogleSim::clientId().endsWith(world.colab.ownClient()->idEnds));
        QVERIFY(world.upload());
        world.choices.provider.remove(QStringLiteral("client_id"));
        QVERIFY(world.colab.access(world.call()).signedIn);
        QCOMPARE(world.colab.access(world.call()).ownClient, GoogleSim::clientId());
        QVERIFY(world.upload());
        QCOMPARE(world.browser.shown(), 1);
        QCOMPARE(world.google.violations(), QStringList());
        for (auto it = world.ring.begin(); it != world.ring.end(); ++it)
            QVERIFY(world.colab.secrets().contains(it.key())); // all of it is forgotten by a sign-out
    }
    void onlySafeAddressesAreTaken()
    {
        for (const char *endpoint :
             {"http://example.org", "ftp://127.0.0.1/", "http://10.0.0.1", "not an address", "https://ana:pw@host/"}) {
            World world;
            world.choices.provider[QStringLiteral("endpoint")] = QLatin1String(endpoint);
            const auto opened = world.upload();
            QVERIFY2(!opened && opened.error().cause == Cause::BadValue, endpoint);
            QCOMPARE(opened.error().params.value(QStringLiteral("key")), QStringLiteral("colab.endpoint"));
            QVERIFY(world.told.isEmpty());
        }
        QVERIFY(google::placesOf(QStringLiteral("https://google.example/")));
        World world;
        world.choices.provider.insert(QStringLiteral("colour"), QStringLiteral("red"));
        QCOMPARE(world.upload().error().cause, Cause::UnknownKey);
    }
};

QTEST_GUILESS_MAIN(TestColabUpload)
#include "tst_colab_upload.moc"
