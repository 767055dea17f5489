// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/io/net/qt_sign_in.h"

#include "backends/io/net/exchange.h"
#include "backends/io/net/token_answer.h"

#include <QAbstractOAuthReplyHandler>
#include <QCoreApplication>
#include <QCryptographicHash>
#include <QEventLoop>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QOAuth2AuthorizationCodeFlow>
#include <QOAuthHttpServerReplyHandler>
#include <QRandomGenerator>
#include <QTimer>

#include <optional>

namespace fl {
namespace {

constexpr std::chrono::seconds tokenLimit{30};
constexpr qint64 mostTokenBytes = 1 << 20;
constexpr int mostRounds = 100; // until the browser has its page

using Stage = QAbstractOAuth::Stage;
using Parameters = QMultiMap<QString, QVariant>;

QString text(const Secret &secret)
{
    return secret.reveal([](QByteArrayView bytes) { return QString::fromUtf8(bytes); });
}

/// 256 bits of the system's own randomness, in letters that no URL changes.
QByteArray unguessable()
{
    quint32 words[8];
    QRandomGenerator::system()->fillRange(words);
    return QByteArray(reinterpret_cast<const char *>(words), sizeof words)
        .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

/// The flow's requests, as those of Http are made.
class Network : public QNetworkAccessManager {
public:
    Network(const HttpSettings &settings, const QSslConfiguration &tls) : m_settings(settings), m_tls(tls)
    {
        fl::setProxy(*this, settings);
    }

    std::optional<Exchange> exchange; ///< of the last request

protected:
    QNetworkReply *createRequest(Operation operation, const QNetworkRequest &request, QIODevice *data) override
    {
        QNetworkRequest wire(request);
        fl::prepare(wire, m_tls);
        QNetworkReply *reply = QNetworkAccessManager::createRequest(operation, wire, data);
        exchange.emplace(*reply, m_settings, tokenLimit, mostTokenBytes);
        return reply;
    }

private:
    HttpSettings m_settings;
    QSslConfiguration m_tls;
};

/// Stands between the flow and the outside. Qt's own handlers only warn where something is refused or is no answer, and then the flow
/// waits for ever; so what the browser brings is looked at before the flow sees it, and what the token endpoint says is read here.
class Between : public QAbstractOAuthReplyHandler {
public:
    QString address;                ///< where the browser is sent back to
    std::function<void()> answered; ///< the token endpoint has

    QString callback() const override { return address; }
    void networkReplyFinished(QNetworkReply *) override { answered(); }
};

struct Words {
    Q_DECLARE_TR_FUNCTIONS(SignInPage)
public:
    static QString page(bool good)
    {
        const QString title = good ? tr("Your answer has arrived") : tr("You are not signed in");
        const QString next = tr("Close this page and go back to Firstlight.");
        return QStringLiteral("<style>body{font:16px/1.5 system-ui,sans-serif;max-width:36em;margin:12vh auto;padding:0 1em;color:#222;"
                              "background:#fafafa}@media(prefers-color-scheme:dark){body{color:#ddd;background:#1b1b1b}}</style>"
                              "<h1>%1</h1><p>%2</p>")
            .arg(title.toHtmlEscaped(), next.toHtmlEscaped());
    }
};

/// One sign-in, or one renewal: what it uses lives as long as it does.
class Attempt {
public:
    Attempt(const SignInPlace &place, const QSslConfiguration &tls) : m_place(place), m_network(place.network, tls)
    {
        m_flow.setNetworkAccessManager(&m_network);
        m_flow.setReplyHandler(&m_between);
        m_flow.setAuthorizationUrl(place.authorize);
        m_flow.setAccessTokenUrl(place.token);
        m_flow.setClientIdentifier(place.clientId);
        m_flow.setClientIdentifierSharedKey(text(place.clientSecret));
        m_flow.setScope(place.scope);
        m_flow.setState(QString::fromLatin1(m_state));
        m_flow.setModifyParametersFunction([this](Stage stage, Parameters *parameters) { complete(stage, *parameters); });
    }

    Result<SignedIn> signIn(std::chrono::milliseconds limit, const SignIn::Show &show, const std::stop_token &stop)
    {
        QOAuthHttpServerReplyHandler door(QHostAddress(QHostAddress::LocalHost), 0);
        if (!door.isListening())
            return fail({Cause::LocalPortTaken, {{QStringLiteral("port"), QStringLiteral("127.0.0.1")}}, NextAction::Retry, {}, {}});
        m_between.address = door.callback();
        m_between.answered = [this] { readTokens(false); };
        QObject::connect(&door, &QAbstractOAuthReplyHandler::callbackReceived, &m_loop,
                         [this, &door](const QVariantMap &values) { takeIn(door, values); });
        QObject::connect(&m_flow, &QAbstractOAuth::authorizeWithBrowser, &m_loop, [&show](const QUrl &page) { show(page); });
        m_flow.grant();
        QTimer::singleShot(limit, &m_loop, [this, limit] {
            const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(limit).count();
            end(fail({Cause::AnswerNeeded,
                      {{QStringLiteral("provider"), m_place.provider},
                       {QStringLiteral("why"), QStringLiteral("browser")},
                       {QStringLiteral("minutes"), QString::number(std::max<qint64>(minutes, 1))}},
                      NextAction::SignInAgain,
                      {},
                      {}}));
        });
        return wait(stop);
    }

    Result<SignedIn> renew(const Secret &refresh, const std::stop_token &stop)
    {
        m_between.answered = [this] { readTokens(true); };
        m_flow.setRefreshToken(text(refresh));
        m_flow.refreshAccessToken();
        return wait(stop);
    }

private:
    /// What Qt 6.4 leaves out of a request (PKCE), has in excess, or puts in as it stands where a form wants it encoded.
    void complete(Stage stage, Parameters &parameters) const
    {
        const auto encode = [&](const char *name, const QString &value) {
            if (!value.isEmpty())
                parameters.replace(QLatin1String(name), QString::fromLatin1(QUrl::toPercentEncoding(value)));
        };
        if (stage == Stage::RequestingAuthorization) {
            const QByteArray challenge = QCryptographicHash::hash(m_verifier, QCryptographicHash::Sha256);
            parameters.replace(QStringLiteral("code_challenge_method"), QStringLiteral("S256"));
            parameters.replace(QStringLiteral("code_challenge"),
                               QString::fromLatin1(challenge.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals)));
            return;
        }
        if (m_place.clientSecret.isEmpty())
            parameters.remove(QStringLiteral("client_secret"));
        encode("client_secret", text(m_place.clientSecret));
        if (stage == Stage::RefreshingAccessToken) {
            parameters.remove(QStringLiteral("redirect_uri"));
            encode("refresh_token", m_flow.refreshToken());
        } else {
            parameters.replace(QStringLiteral("code_verifier"), QString::fromLatin1(m_verifier));
        }
    }

    void takeIn(QOAuthHttpServerReplyHandler &door, const QVariantMap &values)
    {
        const auto value = [&](const char *name) {
            return QUrl::fromPercentEncoding(values.value(QLatin1String(name)).toString().toUtf8());
        };
        const QString error = value("error"), code = value("code");
        if (m_cameBack || (error.isEmpty() && code.isEmpty()))
            return; // the browser's question for an icon, or somebody who has lost the way
        m_cameBack = true;
        const bool ours = value("state").toLatin1() == m_state;
        door.setCallbackText(Words::page(ours && error.isEmpty()));
        door.close();
        if (!ours)
            end(fail(signInRefused(m_place, "state")));
        else if (!error.isEmpty())
            end(fail(signInRefused(m_place, error == QLatin1String("access_denied") ? "consent" : "other", error)));
        else
            emit m_between.callbackReceived({{QStringLiteral("code"), code}, {QStringLiteral("state"), QString::fromLatin1(m_state)}});
    }

    void readTokens(bool renewed)
    {
        const auto answer = m_network.exchange->answer();
        end(answer ? tokensOf(*answer, m_place, renewed) : fail(answer.error()));
    }

    void end(Result<SignedIn> result)
    {
        if (!m_result)
            m_result = std::move(result);
        m_loop.quit();
    }

    Result<SignedIn> wait(const std::stop_token &stop)
    {
        const std::stop_callback stopped(stop, [this] {
            QMetaObject::invokeMethod(
                &m_loop,
                [this] {
                    end(fail({Cause::Cancelled, {}, NextAction::Resume, {}, {}}));
                },
                Qt::QueuedConnection);
        });
        if (!m_result)
            m_loop.exec();
        // What the browser was told may still be on its way to it.
        for (int i = 0; i < mostRounds && m_loop.processEvents(); ++i) { }
        return std::move(*m_result);
    }

    const SignInPlace m_place;
    const QByteArray m_state = unguessable(), m_verifier = unguessable();
    bool m_cameBack = false;
    std::optional<Result<SignedIn>> m_result;
    QEventLoop m_loop;
    Network m_network;
    Between m_between;
    QOAuth2AuthorizationCodeFlow m_flow;
};

Result<QSslConfiguration> tlsFor(const SignInPlace &place)
{
    FL_TRY(mayAsk(place.authorize));
    FL_TRY(mayAsk(place.token));
    return tlsOf(place.network.caFile);
}

} // namespace

Result<SignedIn> QtSignIn::signIn(const SignInPlace &place, std::chrono::milliseconds limit, const Show &show, std::stop_token stop)
{
    const auto tls = tlsFor(place);
    return tls ? Attempt(place, *tls).signIn(limit, show, stop) : fail(tls.error());
}

Result<SignedIn> QtSignIn::renew(const SignInPlace &place, const Secret &refresh, std::stop_token stop)
{
    const auto tls = tlsFor(place);
    return tls ? Attempt(place, *tls).renew(refresh, stop) : fail(tls.error());
}

} // namespace fl
