// SPDX-License-Identifier: GPL-3.0-or-later
// AWS's own vectors: each step of the signature to the byte.
#include "backends/providers/aws/sigv4.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace fl;
using namespace fl::aws;

namespace {

/// A raw request of the vectors: a request line, headers (which may be folded), an empty line, a body.
Signable parsed(const QString &raw)
{
    Signable request;
    const QByteArray bytes = raw.toUtf8();
    const qsizetype end = bytes.indexOf("\n\n");
    QList<QByteArray> lines = (end < 0 ? bytes : bytes.left(end)).split('\n');
    request.body = end < 0 ? QByteArray() : bytes.mid(end + 2);
    const QByteArray first = lines.takeFirst();
    request.method = first.left(first.indexOf(' '));
    request.target = first.mid(request.method.size() + 1, first.lastIndexOf(' ') - request.method.size() - 1);
    for (const QByteArray &line : std::as_const(lines)) {
        if (line.startsWith(' '))
            request.headers.last().second += line;
        else if (const qsizetype colon = line.indexOf(':'); colon > 0)
            request.headers.emplaceBack(line.left(colon), line.mid(colon + 1));
    }
    return request;
}

Credentials example()
{
    return {QStringLiteral("AKIDEXAMPLE"), Secret::fromString(QStringLiteral("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")), {}, 0, {}};
}

} // namespace

class TestSigv4 : public QObject {
    Q_OBJECT

private slots:
    void vectors_data()
    {
        QTest::addColumn<QJsonObject>("vector");
        QFile file(QStringLiteral(FL_SOURCE_DIR "/tests/contracts/aws-sigv4-vectors.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonObject vectors = QJsonDocument::fromJson(file.readAll()).object().value(QLatin1String("vectors")).toObject();
        QVERIFY(vectors.size() >= 34);
        for (auto it = vectors.begin(); it != vectors.end(); ++it)
            QTest::newRow(qPrintable(it.key())) << it.value().toObject();
    }
    void vectors()
    {
        QFETCH(QJsonObject, vector);
        const auto said = [&](const char *name) { return vector.value(QLatin1String(name)).toString().toUtf8(); };
        Signable request = parsed(vector.value(QLatin1String("req")).toString());
        if (QByteArray(QTest::currentDataTag()) == "get-vanilla-with-session-token") { // its token stands in the canonical request alone
            const QByteArray creq = said("creq"), name("x-amz-security-token:");
            const qsizetype from = creq.indexOf(name) + name.size();
            request.headers.emplaceBack("X-Amz-Security-Token", creq.mid(from, creq.indexOf('\n', from) - from));
        }
        const Signature made = signatureOf(request, example(), {QStringLiteral("us-east-1"), QStringLiteral("service")});
        QCOMPARE(made.canonicalRequest, said("creq"));
        QCOMPARE(made.stringToSign, said("sts"));
        QCOMPARE(made.authorization, said("authz"));
    }

    void aRequestIsSignedAsItIsSent()
    {
        HttpRequest request{.method = "POST",
                            .url = QUrl(QStringLiteral("https://ec2.eu-central-1.amazonaws.com:8443/a b?x=1")),
                            .body = "A=B"};
        request.headers.emplaceBack("Content-Type", "text/plain");
        Credentials credentials = example();
        credentials.sessionToken = Secret::fromString(QStringLiteral("token"));
        const auto signedRequest = sign(request, credentials, {QStringLiteral("eu-central-1"), QStringLiteral("ec2")},
                                        QDateTime(QDate(2026, 11, 27), QTime(1, 2, 3), Qt::UTC));
        QCOMPARE(headerOf(signedRequest.headers, "host"), QByteArray("ec2.eu-central-1.amazonaws.com:8443"));
        QCOMPARE(headerOf(signedRequest.headers, "x-amz-date"), QByteArray("20261127T010203Z"));
        QCOMPARE(headerOf(signedRequest.headers, "x-amz-security-token"), QByteArray("token"));
        const QByteArray authorization = headerOf(signedRequest.headers, "authorization");
        QVERIFY2(authorization.contains("SignedHeaders=content-type;host;x-amz-date;x-amz-security-token,"), authorization.constData());
        HttpHeaders sent = signedRequest.headers;
        sent.removeLast();
        QCOMPARE(authorization,
                 signatureOf({"POST", "/a%20b?x=1", sent, "A=B"}, credentials, {QStringLiteral("eu-central-1"), QStringLiteral("ec2")})
                     .authorization);
    }
};

QTEST_GUILESS_MAIN(TestSigv4)
#include "tst_sigv4.moc"
