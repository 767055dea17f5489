// SPDX-License-Identifier: GPL-3.0-or-later
// Hashes are judged by the real passwd_check of Debian's jupyter-server, certificates by openssl(1).
#include "backends/jupyter/jupyter.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QSet>
#include <QTemporaryDir>
#include <QtTest>

#include <sodium.h>

using namespace fl;

namespace {

constexpr qint64 now = 1795500000000; // 2026-11-24

QString randomPassword(QRandomGenerator &random)
{
    static const QString special = QStringLiteral(":$'\"\\ `!%=é√密码日本Ω\t");
    const int size = 1 + static_cast<int>(random.bounded(40));
    QString text;
    for (int i = 0; i < size; ++i) {
        switch (random.bounded(4)) {
        case 0: text += special.at(static_cast<int>(random.bounded(special.size()))); break;
        case 1: text += QChar(0x4e00 + static_cast<int>(random.bounded(0x5000))); break;
        case 2: {
            const char32_t outside = 0x1f300 + random.bounded(0x200u); // outside the BMP
            text += QString::fromUcs4(&outside, 1);
            break;
        }
        default: text += QChar(0x21 + static_cast<int>(random.bounded(0x5e)));
        }
    }
    return text;
}

/// As jupyterPasswordHash, with the smallest work factors: a thousand of the real ones would take two minutes.
QByteArray quickHash(const QString &password)
{
    const auto utf8 = password.toUtf8();
    QByteArray hash(crypto_pwhash_STRBYTES, '\0');
    if (crypto_pwhash_str(hash.data(), utf8.constData(), static_cast<unsigned long long>(utf8.size()), crypto_pwhash_OPSLIMIT_MIN,
                          crypto_pwhash_MEMLIMIT_MIN)
        != 0)
        return {};
    return QByteArray("argon2:") + hash.constData();
}

/// One line of JSON per pair in, one true or false per pair out.
QJsonArray passwdCheck(const QJsonArray &pairs)
{
    QProcess python;
    python.start(QStringLiteral("/usr/bin/python3"), {QStringLiteral("-c"), QStringLiteral(R"(
import json, sys
from jupyter_server.auth.security import passwd_check
print(json.dumps([bool(passwd_check(h, p)) for h, p in json.load(sys.stdin)]))
)")});
    python.write(QJsonDocument(pairs).toJson());
    python.closeWriteChannel();
    if (!python.waitForFinished(100000) || python.exitCode() != 0)
        qWarning("%s", python.readAllStandardError().constData());
    return QJsonDocument::fromJson(python.readAllStandardOutput()).array();
}

QByteArray openssl(const QStringList &arguments, const QByteArray &input)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(QStringLiteral("openssl"), arguments);
    process.write(input);
    process.closeWriteChannel();
    process.waitForFinished();
    return process.readAll();
}

} // namespace

class TestJupyter : public QObject {
    Q_OBJECT
private slots:
    void theRealPasswdCheckAcceptsAThousandPasswordsAndRefusesWrongOnes()
    {
        QRandomGenerator random(20261124);
        QJsonArray pairs;
        QList<bool> expected;
        const auto add = [&](const QByteArray &hash, const QString &password, bool accepted) {
            pairs.append(QJsonArray{QString::fromLatin1(hash), password});
            expected.append(accepted);
        };
        QStringList passwords{QStringLiteral(":"),      QStringLiteral("a:b:c"),     QString(4096, QLatin1Char('x')), QStringLiteral(" "),
                              QStringLiteral("пароль"), QStringLiteral("密码 密码"), QStringLiteral("\\n'\"$(id)")};
        while (passwords.size() < 1000)
            passwords.append(randomPassword(random));
        for (int i = 0; i < passwords.size(); ++i) {
            // The first twenty with the work factors that are used for real.
            const QByteArray hash =
                i < 20 ? jupyterPasswordHash(Secret(passwords.at(i).toUtf8())).value_or(QByteArray()) : quickHash(passwords.at(i));
            QVERIFY(hash.startsWith("argon2:$argon2id$v=19$"));
            add(hash, passwords.at(i), true);
            if (i % 4 == 0) {
                add(hash, passwords.at(i) + QLatin1Char('x'), false);
                const auto characters = passwords.at(i).toUcs4();
                add(hash, QString::fromUcs4(reinterpret_cast<const char32_t *>(characters.constData()), characters.size() - 1), false);
            }
        }
        const auto answers = passwdCheck(pairs);
        QCOMPARE(answers.size(), pairs.size());
        for (int i = 0; i < answers.size(); ++i)
            if (answers.at(i).toBool() != expected.at(i))
                QFAIL(qPrintable(QStringLiteral("pair %1: %2").arg(i).arg(pairs.at(i).toArray().at(1).toString())));
    }

    void anEmptyPasswordIsRefusedHere()
    {
        const auto hash = jupyterPasswordHash(Secret());
        QVERIFY(!hash);
        QCOMPARE(hash.error().cause, Cause::SecretMissing);
    }

    void twoHashesOfOnePasswordDiffer() { QVERIFY(*jupyterPasswordHash(Secret("same")) != *jupyterPasswordHash(Secret("same"))); }

    void aMadePasswordCanBeTyped()
    {
        QSet<QString> seen;
        const QRegularExpression form(QStringLiteral("^[2-9a-hjkmnp-z]{4}(-[2-9a-hjkmnp-z]{4}){4}$"));
        for (int i = 0; i < 200; ++i) {
            const auto text = makePassword().reveal([](QByteArrayView bytes) { return QString::fromUtf8(bytes); });
            QVERIFY2(form.match(text).hasMatch(), qPrintable(text));
            seen.insert(text);
        }
        QCOMPARE(seen.size(), 200);
    }

    void theCertificateIsWhatBrowsersAndTheTunnelExpect()
    {
        const auto made = makeCertificate(QStringLiteral("gpu-1.example.org"), now);
        QVERIFY(made);
        const auto text = openssl({QStringLiteral("x509"), QStringLiteral("-noout"), QStringLiteral("-text")}, made->pem);
        QVERIFY2(text.contains("IP Address:127.0.0.1, DNS:localhost, DNS:gpu-1.example.org"), text.constData());
        QVERIFY2(text.contains("CA:FALSE"), text.constData());
        QVERIFY2(text.contains("TLS Web Server Authentication"), text.constData());
        QVERIFY2(text.contains("ASN1 OID: prime256v1"), text.constData());
        QVERIFY2(text.contains("ecdsa-with-SHA256"), text.constData());
        QVERIFY(made->notAfter > now + 390 * 86400000LL);
        QVERIFY(made->notAfter <= now + 397 * 86400000LL);
        const auto verified =
            openssl({QStringLiteral("verify"), QStringLiteral("-attime"), QString::number(now / 1000), QStringLiteral("-purpose"),
                     QStringLiteral("sslserver"), QStringLiteral("-CAfile"), QStringLiteral("/dev/stdin")},
                    made->pem);
        QVERIFY2(!verified.contains("error"), verified.constData());
        const auto publicOfKey = made->keyPem.reveal([](QByteArrayView key) {
            return openssl({QStringLiteral("pkey"), QStringLiteral("-pubout")}, key.toByteArray());
        });
        QCOMPARE(publicOfKey, openssl({QStringLiteral("x509"), QStringLiteral("-noout"), QStringLiteral("-pubkey")}, made->pem));
    }

    void everySerialIsAnother()
    {
        QSet<QByteArray> serials;
        for (int i = 0; i < 5; ++i)
            serials.insert(openssl({QStringLiteral("x509"), QStringLiteral("-noout"), QStringLiteral("-serial")},
                                   makeCertificate(QString(), now)->pem));
        QCOMPARE(serials.size(), 5);
    }

    void theFingerprintIsThatOfOpenssl()
    {
        const auto made = makeCertificate(QStringLiteral("host"), now);
        auto expected =
            openssl({QStringLiteral("x509"), QStringLiteral("-noout"), QStringLiteral("-fingerprint"), QStringLiteral("-sha256")},
                    made->pem);
        expected = expected.mid(expected.indexOf('=') + 1).trimmed().replace(":", "").toLower();
        QCOMPARE(made->sha256.toLatin1(), expected);
        QCOMPARE(*certificateSha256(made->pem), made->sha256);
        QVERIFY(!certificateSha256("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"));
        QVERIFY(!certificateSha256(QByteArray()));
    }

    void strangeHostNamesStayOutOfTheExtension_data()
    {
        QTest::addColumn<QString>("host");
        QTest::addColumn<QByteArray>("names");
        QTest::newRow("injection") << QStringLiteral("a,IP:8.8.8.8") << QByteArray("IP Address:127.0.0.1, DNS:localhost");
        QTest::newRow("file syntax") << QStringLiteral("@section") << QByteArray("IP Address:127.0.0.1, DNS:localhost");
        QTest::newRow("unicode") << QStringLiteral("sérvér") << QByteArray("IP Address:127.0.0.1, DNS:localhost");
        QTest::newRow("newline") << QStringLiteral("a\nb") << QByteArray("IP Address:127.0.0.1, DNS:localhost");
        QTest::newRow("loopback") << QStringLiteral("127.0.0.1") << QByteArray("IP Address:127.0.0.1, DNS:localhost");
        QTest::newRow("address") << QStringLiteral("192.0.2.7") << QByteArray("IP Address:127.0.0.1, DNS:localhost, IP Address:192.0.2.7");
        QTest::newRow("address 6") << QStringLiteral("2001:db8::1")
                                   << QByteArray("IP Address:127.0.0.1, DNS:localhost, IP Address:2001:DB8:0:0:0:0:0:1");
    }
    void strangeHostNamesStayOutOfTheExtension()
    {
        QFETCH(QString, host);
        QFETCH(QByteArray, names);
        const auto made = makeCertificate(host, now);
        QVERIFY(made);
        const auto text =
            openssl({QStringLiteral("x509"), QStringLiteral("-noout"), QStringLiteral("-ext"), QStringLiteral("subjectAltName")},
                    made->pem);
        QCOMPARE(text.split('\n').value(1).trimmed(), names);
    }

    void moreThan397DaysAreRefused()
    {
        QVERIFY(!makeCertificate(QStringLiteral("host"), now, 398));
        QVERIFY(!makeCertificate(QStringLiteral("host"), now, 0));
    }
};

QTEST_APPLESS_MAIN(TestJupyter)
#include "tst_jupyter.moc"
