// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/run/redaction.h"

#include <QJsonArray>
#include <QtTest>

using namespace fl;

class TestRedaction : public QObject {
    Q_OBJECT
private slots:
    void aKnownSecretGoesInEveryForm_data()
    {
        QTest::addColumn<QByteArray>("secret");
        QTest::newRow("word") << QByteArray("hunter2-canary");
        QTest::newRow("unicode") << QByteArray("pässwörd: 中文");
        QTest::newRow("pattern signs") << QByteArray("a.*[b]$(c)\\d{2}");
        QTest::newRow("with quotes") << QByteArray("it's \"quoted\" & more");
    }
    void aKnownSecretGoesInEveryForm()
    {
        QFETCH(QByteArray, secret);
        Redactor redactor;
        redactor.add(Secret(QByteArray(secret)));
        for (const QByteArray &form : {secret, secret.toBase64(), secret.toBase64(QByteArray::OmitTrailingEquals), secret.toHex(),
                                       secret.toPercentEncoding(), secret.toBase64(QByteArray::Base64UrlEncoding)}) {
            const QString masked = redactor.mask(QStringLiteral("before ") + QString::fromUtf8(form) + QStringLiteral(" after"));
            QVERIFY2(!masked.contains(QString::fromUtf8(form)), form.constData());
            QVERIFY(masked.startsWith(QLatin1String("before ")) && masked.endsWith(QLatin1String(" after")));
        }
    }
    void aKeyGoesAlsoLineByLine()
    {
        const QByteArray pem =
            "-----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEH\nBG0wawIBAQQgcanarycanarycanary\n-----END PRIVATE "
            "KEY-----\n";
        Redactor redactor;
        redactor.add(Secret(QByteArray(pem)));
        QVERIFY(!redactor.mask(QStringLiteral("x MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEH y")).contains(QLatin1String("MIGHAgE")));
        QCOMPARE(redactor.mask(QStringLiteral("-----BEGIN CERTIFICATE-----")), QStringLiteral("-----BEGIN CERTIFICATE-----"));
    }
    void aSecretWithinAnotherDoesNotCutItInTwo()
    {
        Redactor redactor;
        redactor.add(Secret(QByteArray("canary")));
        redactor.add(Secret(QByteArray("canary-long-tail")));
        QCOMPARE(redactor.mask(QStringLiteral("canary-long-tail")), QStringLiteral("••••"));
    }
    void whatLooksLikeASecretGoes_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("canary");
        QTest::newRow("aws") << "id AKIAIOSFODNN7EXAMPLE."
                             << "AKIAIOSFODNN7EXAMPLE";
        QTest::newRow("google") << "ya29.a0AfH6SMBcanary_x"
                                << "canary";
        QTest::newRow("bearer") << "Authorization: Bearer canary.abc-def"
                                << "canary";
        QTest::newRow("argon2") << "argon2:$argon2id$v=19$m=10240,t=10,p=8$c2FsdA$canary"
                                << "canary";
        QTest::newRow("argon2 alone") << "hash $argon2id$v=19$m=1$canary"
                                      << "canary";
        QTest::newRow("pem") << "-----BEGIN OPENSSH PRIVATE KEY-----\ncanary\n-----END OPENSSH PRIVATE KEY-----"
                             << "canary";
        QTest::newRow("pem cut") << "-----BEGIN EC PRIVATE KEY-----\ncanary\nmore"
                                 << "canary";
        QTest::newRow("token") << "http://127.0.0.1:1/x?token=canary123&a=b"
                               << "canary";
        QTest::newRow("url") << "http://ada:canary@proxy:3128/"
                             << "canary";
    }
    void whatLooksLikeASecretGoes()
    {
        QFETCH(QString, text);
        QFETCH(QString, canary);
        QVERIFY2(!Redactor().mask(text).contains(canary), qPrintable(Redactor().mask(text)));
    }
    void plainTextStays()
    {
        Redactor redactor;
        redactor.add(Secret(QByteArray("no"))); // too short to be masked
        const QString text = QStringLiteral("Setting up python3-torch (1.13.1) … http://deb.debian.org/debian nothing unknown");
        QCOMPARE(redactor.mask(text), text);
    }
    void everyTextOfAnObjectIsMasked()
    {
        Redactor redactor;
        redactor.add(Secret(QByteArray("canary")));
        const QJsonObject object{{QStringLiteral("a"), QStringLiteral("canary")},
                                 {QStringLiteral("b"), QJsonArray{QJsonObject{{QStringLiteral("c"), QStringLiteral("x canary")}}, 3}}};
        QVERIFY(!QJsonDocument(redactor.mask(object)).toJson().contains("canary"));
        QCOMPARE(redactor.mask(object).value(QLatin1String("b")).toArray().at(1).toInt(), 3);
    }
};

QTEST_APPLESS_MAIN(TestRedaction)
#include "tst_redaction.moc"
