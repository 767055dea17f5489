// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cloudsim/google_sim.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace fl {
namespace {

QByteArray say(int status, const QByteArray &type, const QByteArray &body, const QByteArray &headers = {})
{
    return "HTTP/1.1 " + QByteArray::number(status) + " Said\r\nContent-Type: " + type
        + "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\nConnection: close\r\n" + headers + "\r\n" + body;
}

QByteArray json(int status, const QJsonObject &object)
{
    return say(status, "application/json; charset=UTF-8", QJsonDocument(object).toJson());
}

QByteArray html(const QString &body)
{
    return say(200, "text/html; charset=utf-8", "<!doctype html><html><body>" + body.toUtf8() + "</body></html>");
}

QMap<QString, QString> formOf(const QByteArray &text)
{
    QMap<QString, QString> form;
    const auto decoded = [](QByteArray part) { return QString::fromUtf8(QByteArray::fromPercentEncoding(part.replace('+', ' '))); };
    for (const QByteArray &part : text.split('&'))
        if (const qsizetype equals = part.indexOf('='); equals > 0)
            form.insert(decoded(part.left(equals)), decoded(part.mid(equals + 1)));
    return form;
}

/// The value of a header that has parameters: "multipart/related; boundary=x".
QByteArray boundaryOf(const QByteArray &contentType)
{
    const qsizetype at = contentType.indexOf("boundary=");
    return contentType.startsWith("multipart/related") && at > 0 ? "--" + contentType.mid(at + 9).trimmed() : QByteArray();
}

struct Part {
    QByteArray type, content;
};

std::vector<Part> partsOf(const QByteArray &body, const QByteArray &boundary)
{
    std::vector<Part> parts;
    qsizetype at = body.indexOf(boundary);
    while (at >= 0) {
        const qsizetype begin = at + boundary.size(), end = body.indexOf("\r\n" + boundary, begin);
        const qsizetype head = body.indexOf("\r\n\r\n", begin);
        if (end < 0 || head < 0 || head > end)
            break;
        const QByteArray headers = body.mid(begin, head - begin);
        parts.push_back({headers.mid(headers.indexOf(':') + 1).trimmed(), body.mid(head + 4, end - head - 4)});
        at = end + 2;
    }
    return parts;
}

} // namespace

GoogleSim::GoogleSim()
{
    m_server = std::make_unique<FakeHttpServer>([this](const QByteArray &request) { return answer(request); });
}

std::vector<GoogleSim::File> GoogleSim::files() const
{
    const std::lock_guard lock(m_mutex);
    return m_files;
}

QStringList GoogleSim::violations() const
{
    const std::lock_guard lock(m_mutex);
    return m_violations;
}

QStringList GoogleSim::operations() const
{
    const std::lock_guard lock(m_mutex);
    return m_operations;
}

QList<QByteArray> GoogleSim::tokens() const
{
    const std::lock_guard lock(m_mutex);
    return m_tokens;
}

void GoogleSim::setState(const QString &state)
{
    const std::lock_guard lock(m_mutex);
    m_state = state;
}

void GoogleSim::spoilChallenges()
{
    const std::lock_guard lock(m_mutex);
    m_spoilt = true;
}

void GoogleSim::grantOnly(const QString &scope)
{
    const std::lock_guard lock(m_mutex);
    m_granted = scope;
}

void GoogleSim::endTokens()
{
    const std::lock_guard lock(m_mutex);
    m_access.clear();
}

void GoogleSim::endRefreshTokens()
{
    const std::lock_guard lock(m_mutex);
    m_refresh.clear();
}

void GoogleSim::refuseToken(const QString &error)
{
    const std::lock_guard lock(m_mutex);
    m_tokenError = error;
}

void GoogleSim::refuseUpload(const QString &reason, int times)
{
    const std::lock_guard lock(m_mutex);
    for (int i = 0; i < times; ++i)
        m_planned << reason;
}

void GoogleSim::storeAndAnswer(const QByteArray &rawAnswer)
{
    const std::lock_guard lock(m_mutex);
    m_afterStoring = rawAnswer;
}

void GoogleSim::answerInstead(const QString &operation, const QByteArray &rawAnswer)
{
    const std::lock_guard lock(m_mutex);
    m_instead.insert(operation, rawAnswer);
}

void GoogleSim::saySilence(const QString &operation)
{
    const std::lock_guard lock(m_mutex);
    m_silent << operation;
}

QString GoogleSim::fresh(const QString &kind)
{
    const QString made = kind + QLatin1Char('-') + QString::number(++m_ids);
    m_tokens << made.toUtf8();
    return made;
}

QByteArray GoogleSim::answer(const QByteArray &request)
{
    const std::lock_guard lock(m_mutex);
    Asked asked;
    const qsizetype head = request.indexOf("\r\n\r\n");
    asked.body = request.mid(head + 4);
    QList<QByteArray> lines = request.left(head).split('\n');
    const QList<QByteArray> first = lines.takeFirst().trimmed().split(' ');
    asked.method = first.value(0);
    const QByteArray target = first.value(1);
    asked.path = target.split('?').first();
    asked.query = target.contains('?') ? formOf(target.mid(target.indexOf('?') + 1)) : QMap<QString, QString>();
    for (const QByteArray &line : std::as_const(lines))
        asked.headers.insert(line.left(line.indexOf(':')).toLower(), line.mid(line.indexOf(':') + 1).trimmed());

    const bool renewal = formOf(asked.body).value(QStringLiteral("grant_type")) == QLatin1String("refresh_token");
    const QString operation = asked.path == "/o/oauth2/v2/auth" ? QStringLiteral("authorize")
        : asked.path == "/consent"                              ? QStringLiteral("consent")
        : asked.path == "/token"                                ? (renewal ? QStringLiteral("token refresh") : QStringLiteral("token code"))
        : asked.path == "/drive/v3/files/generateIds"           ? QStringLiteral("ids")
        : asked.path == "/upload/drive/v3/files"                ? QStringLiteral("upload")
        : asked.path.startsWith("/drive/")                      ? QStringLiteral("show")
                                                                : QString();
    if (operation.isEmpty()) { // a browser asks for its icon
        if (asked.path != "/favicon.ico")
            m_violations << QStringLiteral("there is nothing at %1").arg(QString::fromLatin1(asked.path));
        return say(404, "text/plain", "not here");
    }
    m_operations << operation;
    const bool posts = operation.startsWith(QLatin1String("token")) || operation == QLatin1String("upload");
    if (asked.method != (posts ? "POST" : "GET"))
        m_violations << operation + QStringLiteral(": is a ") + QString::fromLatin1(asked.method);
    if (m_silent.contains(operation))
        return {};
    if (const QByteArray raw = m_instead.take(operation); !raw.isEmpty())
        return raw;
    if (operation == QLatin1String("authorize"))
        return authorize(asked);
    if (operation == QLatin1String("consent"))
        return consent(asked);
    if (operation == QLatin1String("ids"))
        return ids(asked);
    if (operation == QLatin1String("upload"))
        return upload(asked);
    return operation == QLatin1String("show") ? show(asked) : token(asked);
}

QByteArray GoogleSim::authorize(const Asked &asked)
{
    m_violations += m_contract.authorizeViolations(asked.query);
    if (asked.query.value(QStringLiteral("client_id")) != clientId())
        return html(QStringLiteral("<h1>Error 401: invalid_client</h1>"));
    const auto value = [&](const char *name) { return asked.query.value(QLatin1String(name)); };
    const QString number = QString::number(++m_ids);
    m_asked.insert(number, {value("redirect_uri"), value("code_challenge"), value("state")});
    return html(QStringLiteral("<h1>Firstlight wants to put files into your Google Drive</h1>"
                               "<a id=\"allow\" href=\"/consent?request=%1&allow=yes\">Allow</a> "
                               "<a id=\"deny\" href=\"/consent?request=%1&allow=no\">Cancel</a>")
                    .arg(number));
}

QByteArray GoogleSim::consent(const Asked &asked)
{
    const Grant grant = m_asked.take(asked.query.value(QStringLiteral("request")));
    const QString state = m_state.isEmpty() ? grant.state : m_state;
    QString back = grant.redirect + QStringLiteral("?state=") + QString::fromLatin1(QUrl::toPercentEncoding(state));
    if (asked.query.value(QStringLiteral("allow")) == QLatin1String("yes")) {
        // Google's codes have a slash, and what a form reads otherwise than a path does.
        const QString code = fresh(QStringLiteral("4/0A+x%2F"));
        m_codes.insert(code, grant);
        back += QStringLiteral("&code=") + QString::fromLatin1(QUrl::toPercentEncoding(code)) + QStringLiteral("&scope=")
            + QString::fromLatin1(QUrl::toPercentEncoding(m_contract.scope()));
    } else {
        back += QStringLiteral("&error=access_denied");
    }
    return say(302, "text/plain", {}, "Location: " + back.toUtf8() + "\r\n");
}

QByteArray GoogleSim::tokenRefusal(const QString &error) const
{
    return json(m_contract.statusOfToken(error),
                {{QStringLiteral("error"), error}, {QStringLiteral("error_description"), QStringLiteral("Bad Request")}});
}

QByteArray GoogleSim::token(const Asked &asked)
{
    const QMap<QString, QString> form = formOf(asked.body);
    const auto value = [&](const char *name) { return form.value(QLatin1String(name)); };
    m_violations += m_contract.tokenViolations(form);
    if (asked.headers.value("content-type") != "application/x-www-form-urlencoded")
        m_violations << QStringLiteral("token: content type");
    if (!m_tokenError.isEmpty())
        return tokenRefusal(std::exchange(m_tokenError, QString()));
    if (value("client_id") != clientId() || value("client_secret").toUtf8() != clientSecret())
        return tokenRefusal(QStringLiteral("invalid_client"));
    QJsonObject said{{QStringLiteral("expires_in"), 3599},
                     {QStringLiteral("scope"), m_granted.isEmpty() ? m_contract.scope() : m_granted},
                     {QStringLiteral("token_type"), QStringLiteral("Bearer")}};
    if (value("grant_type") == QLatin1String("refresh_token")) {
        if (!m_refresh.contains(value("refresh_token")))
            return tokenRefusal(QStringLiteral("invalid_grant"));
    } else {
        if (!m_codes.contains(value("code")))
            return tokenRefusal(QStringLiteral("invalid_grant"));
        const Grant grant = m_codes.take(value("code")); // once
        const QByteArray hash = QCryptographicHash::hash(value("code_verifier").toLatin1(), QCryptographicHash::Sha256);
        const QByteArray challenge = hash.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
        if (challenge != grant.challenge.toLatin1())
            m_violations << QStringLiteral("token: code_verifier does not belong to the challenge");
        if (value("redirect_uri") != grant.redirect) {
            m_violations << QStringLiteral("token: redirect_uri is %1, was %2").arg(value("redirect_uri"), grant.redirect);
            return tokenRefusal(QStringLiteral("redirect_uri_mismatch"));
        }
        if (m_spoilt)
            return tokenRefusal(QStringLiteral("invalid_grant"));
        m_refresh << fresh(QStringLiteral("1//0refresh+token"));
        said.insert(QStringLiteral("refresh_token"), m_refresh.last());
    }
    m_access << fresh(QStringLiteral("ya29.access-token"));
    said.insert(QStringLiteral("access_token"), m_access.last());
    return json(200, said);
}

QByteArray GoogleSim::driveRefusal(const QString &reason) const
{
    const int status = m_contract.statusOfDrive(reason);
    const QJsonObject first{{QStringLiteral("domain"), QStringLiteral("global")},
                            {QStringLiteral("reason"), reason},
                            {QStringLiteral("message"), QStringLiteral("Said by the stand-in")}};
    return json(status,
                {{QStringLiteral("error"),
                  QJsonObject{{QStringLiteral("code"), status},
                              {QStringLiteral("message"), QStringLiteral("Said by the stand-in")},
                              {QStringLiteral("errors"), QJsonArray{first}}}}});
}

bool GoogleSim::mayAsk(const Asked &asked) const
{
    const QByteArray said = asked.headers.value("authorization");
    return said.startsWith("Bearer ") && m_access.contains(QString::fromLatin1(said.mid(7)));
}

QByteArray GoogleSim::ids(const Asked &asked)
{
    m_violations += m_contract.idsViolations(asked.query);
    if (!mayAsk(asked))
        return driveRefusal(QStringLiteral("authError"));
    QJsonArray given;
    for (int i = asked.query.value(QStringLiteral("count"), QStringLiteral("10")).toInt(); i > 0; --i) {
        m_reserved << QStringLiteral("1aB_c-%1").arg(++m_ids);
        given.append(m_reserved.last());
    }
    return json(200,
                {{QStringLiteral("kind"), QStringLiteral("drive#generatedIds")},
                 {QStringLiteral("space"), QStringLiteral("drive")},
                 {QStringLiteral("ids"), given}});
}

QByteArray GoogleSim::upload(const Asked &asked)
{
    const std::vector<Part> parts = partsOf(asked.body, boundaryOf(asked.headers.value("content-type")));
    if (parts.size() != 2 || !parts.front().type.startsWith("application/json")) {
        m_violations << QStringLiteral("upload: is no file and its content");
        return driveRefusal(QStringLiteral("badRequest"));
    }
    const QJsonObject file = QJsonDocument::fromJson(parts[0].content).object();
    m_violations += m_contract.uploadViolations(asked.query, file, parts[1].type);
    if (!mayAsk(asked))
        return driveRefusal(QStringLiteral("authError"));
    if (!m_planned.isEmpty())
        return driveRefusal(m_planned.takeFirst());
    QString id = file.value(QLatin1String("id")).toString();
    if (id.isEmpty())
        id = QStringLiteral("1aB_c-%1").arg(++m_ids);
    else if (!m_reserved.contains(id))
        return driveRefusal(QStringLiteral("badRequest"));
    if (std::any_of(m_files.begin(), m_files.end(), [&](const File &each) { return each.id == id; }))
        return driveRefusal(QStringLiteral("fileIdInUse"));
    m_files.push_back({id, file.value(QLatin1String("name")).toString(), parts[1].content});
    if (!m_afterStoring.isEmpty())
        return std::exchange(m_afterStoring, QByteArray());
    return json(200,
                {{QStringLiteral("kind"), QStringLiteral("drive#file")},
                 {QStringLiteral("id"), id},
                 {QStringLiteral("name"), file.value(QLatin1String("name"))},
                 {QStringLiteral("mimeType"), file.value(QLatin1String("mimeType"))}});
}

QByteArray GoogleSim::show(const Asked &asked) const
{
    for (const File &file : m_files)
        if (asked.path == "/drive/" + file.id.toLatin1())
            return html(QStringLiteral("<h1>%1</h1><pre></pre>").arg(file.name));
    return say(404, "text/html", "<h1>Notebook not found</h1>");
}

} // namespace fl
