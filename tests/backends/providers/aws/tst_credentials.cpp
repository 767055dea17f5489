// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/providers/aws/credentials.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace fl;
using namespace fl::aws;

namespace {

QByteArray revealed(const Secret &secret)
{
    return secret.reveal([](QByteArrayView bytes) { return bytes.toByteArray(); });
}

} // namespace

class TestCredentials : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    CredentialPlaces places() const
    {
        return {m_folder.filePath(QStringLiteral("credentials")),
                m_folder.filePath(QStringLiteral("config")),
                m_folder.filePath(QStringLiteral("cache")),
                {}};
    }
    void write(const QString &name, const QByteArray &text)
    {
        const QString path = m_folder.filePath(name);
        QVERIFY(QDir().mkpath(QFileInfo(path).path()));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }

private slots:
    void nothingThereIsNothing()
    {
        QVERIFY(profilesOf({QStringLiteral("/none"), QStringLiteral("/none"), QStringLiteral("/none"), {}}).empty());
    }

    void profilesOfBothFiles()
    {
        write(QStringLiteral("credentials"),
              "# mine\n[work]\naws_access_key_id = AKIAWORK\naws_secret_access_key=w/o+rk=\naws_session_token = tok\n\n"
              "[default]\naws_access_key_id=AKIADEFAULT\naws_secret_access_key=def\n");
        write(QStringLiteral("config"),
              "[default]\nregion = eu-central-1\ns3 =\n  max_concurrent_requests = 20\n[profile work]\nregion=us-east-1\n"
              "[profile chained]\nrole_arn=arn:aws:iam::1:role/x\nsource_profile=work\n[services local]\nec2 =\n");
        const auto profiles = profilesOf(places());
        QStringList names;
        for (const Profile &profile : profiles)
            names << profile.name;
        QCOMPARE(names, (QStringList{QStringLiteral("default"), QStringLiteral("chained"), QStringLiteral("work")}));
        QCOMPARE(profiles[0].region, QStringLiteral("eu-central-1"));
        QCOMPARE(profiles[0].credentials.accessKeyId, QStringLiteral("AKIADEFAULT"));
        QCOMPARE(profiles[1].other, QStringLiteral("role_arn"));
        QVERIFY(profiles[1].credentials.accessKeyId.isEmpty());
        QCOMPARE(revealed(profiles[2].credentials.secretAccessKey), QByteArray("w/o+rk="));
        QCOMPARE(revealed(profiles[2].credentials.sessionToken), QByteArray("tok"));
        QCOMPARE(profiles[2].credentials.from, QStringLiteral("profile work"));
    }

    void aBrowserSignIn_data()
    {
        QTest::addColumn<QByteArray>("config");
        QTest::addColumn<QByteArray>("key");
        QTest::newRow("with a session of its own")
            << QByteArray("[profile uni]\nsso_session = campus\nsso_account_id = 123456789012\nsso_role_name = Lab\n"
                          "[sso-session campus]\nsso_start_url = https://campus.example/start\nsso_region = eu-west-1\n")
            << QByteArray("campus");
        QTest::newRow("older: all in the profile")
            << QByteArray("[profile uni]\nsso_start_url = https://campus.example/start\nsso_region = eu-west-1\n"
                          "sso_account_id = 123456789012\nsso_role_name = Lab\n")
            << QByteArray("https://campus.example/start");
    }
    void aBrowserSignIn()
    {
        QFETCH(QByteArray, config);
        QFETCH(QByteArray, key);
        write(QStringLiteral("credentials"), {});
        write(QStringLiteral("config"), config);
        const QString cache = QStringLiteral("cache/")
            + QString::fromLatin1(QCryptographicHash::hash(key, QCryptographicHash::Sha1).toHex()) + QStringLiteral(".json");
        write(cache, "{\"startUrl\":\"https://campus.example/start\",\"accessToken\":\"bearer\",\"expiresAt\":\"2026-11-27T10:00:00Z\"}");
        const auto profiles = profilesOf(places());
        QCOMPARE(profiles.size(), 1u);
        QVERIFY(profiles[0].sso);
        QCOMPARE(profiles[0].sso->accountId, QStringLiteral("123456789012"));
        QCOMPARE(profiles[0].sso->roleName, QStringLiteral("Lab"));
        QCOMPARE(profiles[0].sso->region, QStringLiteral("eu-west-1"));
        QCOMPARE(revealed(profiles[0].sso->token), QByteArray("bearer"));
        QCOMPARE(profiles[0].sso->expires, QDateTime(QDate(2026, 11, 27), QTime(10, 0), Qt::UTC).toMSecsSinceEpoch());
        write(cache, "not json");
        QVERIFY(profilesOf(places())[0].sso->token.isEmpty());
    }

    void theEnvironment()
    {
        CredentialPlaces from = places();
        QVERIFY(!environmentCredentials(from));
        from.environment = {{QStringLiteral("AWS_ACCESS_KEY_ID"), "AKIAENV"}, {QStringLiteral("AWS_SECRET_ACCESS_KEY"), "s"}};
        const auto found = environmentCredentials(from);
        QVERIFY(found);
        QCOMPARE(found->accessKeyId, QStringLiteral("AKIAENV"));
        QVERIFY(found->sessionToken.isEmpty());
    }

    void anythingIsReadWithoutHarm()
    {
        for (const QByteArray &text :
             {QByteArray("[unclosed\nx=1"), QByteArray("=\n[]\n=x\n"), QByteArray(100'000, '['), QByteArray("\0\xff\xfe", 3)})
            (void)iniSections(text);
        QCOMPARE(iniSections("a=1\n[x]\n b=2\nc = 3 = 4\n").value(QStringLiteral("x")),
                 (QMap<QString, QString>{{QStringLiteral("c"), QStringLiteral("3 = 4")}}));
    }
};

QTEST_GUILESS_MAIN(TestCredentials)
#include "tst_credentials.moc"
