// SPDX-License-Identifier: GPL-3.0-or-later
// What the contract for Google forbids is found, or nothing that the other tests say about violations would hold.
#include "tests/cloudsim/google_contract.h"

#include <QTest>

using namespace fl;

class TestGoogleSim : public QObject {
    Q_OBJECT

    const GoogleContract m_contract;

    using Fields = QMap<QString, QString>;
    Fields authorize() const
    {
        return {{QStringLiteral("client_id"), QStringLiteral("c")},
                {QStringLiteral("redirect_uri"), QStringLiteral("http://127.0.0.1:40123/")},
                {QStringLiteral("response_type"), QStringLiteral("code")},
                {QStringLiteral("scope"), m_contract.scope()},
                {QStringLiteral("code_challenge"), QString(43, QLatin1Char('a'))},
                {QStringLiteral("code_challenge_method"), QStringLiteral("S256")},
                {QStringLiteral("state"), QString(43, QLatin1Char('b'))}};
    }
    static Fields token()
    {
        return {{QStringLiteral("client_id"), QStringLiteral("c")},
                {QStringLiteral("client_secret"), QStringLiteral("s")},
                {QStringLiteral("code"), QStringLiteral("4/x")},
                {QStringLiteral("code_verifier"), QString(43, QLatin1Char('a'))},
                {QStringLiteral("grant_type"), QStringLiteral("authorization_code")},
                {QStringLiteral("redirect_uri"), QStringLiteral("http://127.0.0.1:40123/")}};
    }
    static Fields renewal()
    {
        return {{QStringLiteral("client_id"), QStringLiteral("c")},
                {QStringLiteral("client_secret"), QStringLiteral("s")},
                {QStringLiteral("refresh_token"), QStringLiteral("1//x")},
                {QStringLiteral("grant_type"), QStringLiteral("refresh_token")}};
    }
    static QJsonObject file()
    {
        return {{QStringLiteral("name"), QStringLiteral("x.ipynb")},
                {QStringLiteral("mimeType"), QStringLiteral("application/vnd.google.colaboratory")}};
    }

private slots:
    void whatIsRightIsLeftAlone()
    {
        QCOMPARE(m_contract.authorizeViolations(authorize()), QStringList());
        QCOMPARE(m_contract.tokenViolations(token()), QStringList());
        QCOMPARE(m_contract.tokenViolations(renewal()), QStringList());
        QCOMPARE(m_contract.uploadViolations({{QStringLiteral("uploadType"), QStringLiteral("multipart")}}, file(), "application/json"),
                 QStringList());
        QCOMPARE(m_contract.scope(), QStringLiteral("https://www.googleapis.com/auth/drive.file"));
        QCOMPARE(m_contract.statusOfToken(QStringLiteral("invalid_client")), 401);
        QCOMPARE(m_contract.statusOfDrive(QStringLiteral("storageQuotaExceeded")), 403);
        QCOMPARE(m_contract.statusOfDrive(QStringLiteral("authError")), 401);
        QCOMPARE(m_contract.statusOfDrive(QStringLiteral("backendError")), 500);
    }
    void whatIsWrongIsFound_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("value");
        const auto row = [](const char *key, const char *value) {
            QTest::addRow("%s=%s", key, value) << QString::fromLatin1(key) << QString::fromLatin1(value);
        };
        row("redirect_uri", "http://0.0.0.0:40123/");
        row("redirect_uri", "https://evil.example/");
        row("response_type", "token");
        row("scope", "https://www.googleapis.com/auth/drive");
        row("code_challenge", "plain");
        row("code_challenge_method", "plain");
        row("state", "short");
        row("access_type", "offline");
        row("client_id", "");
    }
    void whatIsWrongIsFound()
    {
        QFETCH(QString, key);
        QFETCH(QString, value);
        Fields query = authorize();
        query.insert(key, value);
        QCOMPARE(m_contract.authorizeViolations(query).size(), 1);
    }
    void everyFieldOfATokenIsNeededAndNoOther()
    {
        for (const Fields &right : {token(), renewal()})
            for (const QString &key : right.keys()) {
                Fields form = right;
                form.remove(key);
                QVERIFY2(!m_contract.tokenViolations(form).isEmpty(), qPrintable(key));
                form = right;
                form.insert(key + QStringLiteral("_too"), QStringLiteral("x"));
                QVERIFY2(!m_contract.tokenViolations(form).isEmpty(), qPrintable(key));
            }
    }
    void idsAreAskedForByWhatThereIs()
    {
        QCOMPARE(m_contract.idsViolations({{QStringLiteral("count"), QStringLiteral("1")}}), QStringList());
        for (const Fields &wrong :
             {Fields{{QStringLiteral("count"), QStringLiteral("0")}}, Fields{{QStringLiteral("count"), QStringLiteral("1001")}},
              Fields{{QStringLiteral("many"), QStringLiteral("1")}}})
            QCOMPARE(m_contract.idsViolations(wrong).size(), 1);
        QCOMPARE(m_contract.statusOfDrive(QStringLiteral("fileIdInUse")), 409);
    }
    void anUploadIsHeldAgainstItsSchema()
    {
        const Fields query{{QStringLiteral("uploadType"), QStringLiteral("multipart")}};
        const auto found = [&](const QString &key, const QJsonValue &value) {
            QJsonObject changed = file();
            changed.insert(key, value);
            return m_contract.uploadViolations(query, changed, "application/json").size();
        };
        QCOMPARE(found(QStringLiteral("colour"), QStringLiteral("red")), 1);
        QCOMPARE(found(QStringLiteral("starred"), QStringLiteral("yes")), 1);
        QCOMPARE(found(QStringLiteral("starred"), true), 0);
        QCOMPARE(found(QStringLiteral("parents"), QStringLiteral("root")), 1);
        QCOMPARE(found(QStringLiteral("name"), QStringLiteral("x.txt")), 1);
        QCOMPARE(found(QStringLiteral("mimeType"), QStringLiteral("text/plain")), 1);
        QCOMPARE(m_contract.uploadViolations({}, file(), "application/json").size(), 1);
        QCOMPARE(m_contract
                     .uploadViolations({{QStringLiteral("uploadType"), QStringLiteral("multipart")},
                                        {QStringLiteral("fields"), QStringLiteral("id")}},
                                       file(), "application/json")
                     .size(),
                 1);
        QCOMPARE(m_contract.uploadViolations(query, file(), "text/plain").size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestGoogleSim)
#include "tst_google_sim.moc"
