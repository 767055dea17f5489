// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/providers/aws/sigv4.h"

#include <QCryptographicHash>
#include <QMessageAuthenticationCode>

#include <algorithm>
#include <map>

namespace fl::aws {
namespace {

const QByteArray algorithm("AWS4-HMAC-SHA256");

QByteArray hash(QByteArrayView data)
{
    return QCryptographicHash::hash(data.toByteArray(), QCryptographicHash::Sha256).toHex();
}

QByteArray keyed(const QByteArray &key, const QByteArray &data)
{
    return QMessageAuthenticationCode::hash(data, key, QCryptographicHash::Sha256);
}

/// Without its dots and doubled slashes, encoded once more than it is sent (as every service but S3 wants it).
QByteArray canonicalPath(const QByteArray &path)
{
    QList<QByteArray> parts;
    for (const QByteArray &part : path.split('/')) {
        if (part == "..") {
            if (!parts.isEmpty())
                parts.removeLast();
        } else if (!part.isEmpty() && part != ".") {
            parts << part.toPercentEncoding();
        }
    }
    QByteArray whole = '/' + parts.join('/');
    if (!parts.isEmpty() && path.endsWith('/'))
        whole += '/';
    return whole;
}

QByteArray canonicalQuery(const QByteArray &query)
{
    std::vector<std::pair<QByteArray, QByteArray>> parts;
    for (const QByteArray &part : query.split('&')) {
        if (part.isEmpty())
            continue;
        const qsizetype equals = part.indexOf('=');
        const QByteArray name = equals < 0 ? part : part.left(equals), value = equals < 0 ? QByteArray() : part.mid(equals + 1);
        parts.emplace_back(QByteArray::fromPercentEncoding(name).toPercentEncoding(),
                           QByteArray::fromPercentEncoding(value).toPercentEncoding());
    }
    std::sort(parts.begin(), parts.end());
    QByteArray whole;
    for (const auto &[name, value] : parts)
        whole += (whole.isEmpty() ? "" : "&") + name + '=' + value;
    return whole;
}

std::map<QByteArray, QByteArray> canonicalHeaders(const HttpHeaders &headers)
{
    std::map<QByteArray, QByteArray> byName; // one name may stand there several times, in an order that counts
    for (const auto &[name, value] : headers) {
        QByteArray &known = byName[name.toLower()];
        known += (known.isEmpty() ? "" : ",") + value.simplified();
    }
    return byName;
}

} // namespace

Signature signatureOf(const Signable &request, const Credentials &credentials, const Scope &scope)
{
    const qsizetype mark = request.target.indexOf('?');
    const QByteArray path = mark < 0 ? request.target : request.target.left(mark),
                     query = mark < 0 ? QByteArray() : request.target.mid(mark + 1);
    QByteArray lines, names;
    for (const auto &[name, value] : canonicalHeaders(request.headers)) {
        lines += name + ':' + value + '\n';
        names += (names.isEmpty() ? "" : ";") + name;
    }
    Signature signature;
    signature.canonicalRequest = request.method + '\n' + canonicalPath(path) + '\n' + canonicalQuery(query) + '\n' + lines + '\n' + names
        + '\n' + hash(request.body);

    const QByteArray time = headerOf(request.headers, "x-amz-date"), day = time.left(8);
    const QByteArray region = scope.region.toUtf8(), service = scope.service.toUtf8();
    const QByteArray credentialScope = day + '/' + region + '/' + service + "/aws4_request";
    signature.stringToSign = algorithm + '\n' + time + '\n' + credentialScope + '\n' + hash(signature.canonicalRequest);

    QByteArray key = credentials.secretAccessKey.reveal([&](QByteArrayView secret) {
        QByteArray first = "AWS4" + secret.toByteArray();
        QByteArray derived = keyed(first, day);
        first.fill('\0');
        return derived;
    });
    for (const QByteArray &part : {region, service, QByteArray("aws4_request")})
        key = keyed(key, part);
    signature.authorization = algorithm + " Credential=" + credentials.accessKeyId.toUtf8() + '/' + credentialScope
        + ", SignedHeaders=" + names + ", Signature=" + keyed(key, signature.stringToSign).toHex();
    return signature;
}

HttpRequest sign(HttpRequest request, const Credentials &credentials, const Scope &scope, const QDateTime &now)
{
    const QUrl &url = request.url;
    QByteArray host = url.host(QUrl::FullyEncoded).toUtf8();
    if (url.port() != -1)
        host += ':' + QByteArray::number(url.port());
    request.headers.emplaceBack("Host", host);
    request.headers.emplaceBack("X-Amz-Date", now.toUTC().toString(QStringLiteral("yyyyMMdd'T'HHmmss'Z'")).toLatin1());
    if (!credentials.sessionToken.isEmpty())
        request.headers.emplaceBack("X-Amz-Security-Token",
                                    credentials.sessionToken.reveal([](QByteArrayView token) { return token.toByteArray(); }));
    QByteArray target = url.path(QUrl::FullyEncoded).toUtf8();
    if (target.isEmpty())
        target = "/";
    if (url.hasQuery())
        target += '?' + url.query(QUrl::FullyEncoded).toUtf8();
    const Signable wire{request.method, target, request.headers, request.body};
    request.headers.emplaceBack("Authorization", signatureOf(wire, credentials, scope).authorization);
    return request;
}

} // namespace fl::aws
