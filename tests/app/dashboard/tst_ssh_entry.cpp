// SPDX-License-Identifier: GPL-3.0-or-later
// The words for the system's ssh, and the entry in ~/.ssh/config: in, out, and the file as it was.
#include "app/dashboard/ssh_entry.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace fl;

class TestSshEntry : public QObject {
    Q_OBJECT

    static Reach reach()
    {
        Reach reach;
        reach.endpoint.ssh.host = QStringLiteral("lab.example");
        reach.endpoint.ssh.port = 2222;
        reach.endpoint.ssh.user = QStringLiteral("ada");
        reach.endpoint.ssh.keyFile = QStringLiteral("/home/ada/my keys/id");
        reach.endpoint.ssh.hostKeyAlias = QStringLiteral("m-0123456789ab");
        reach.knownHostsFile = QStringLiteral("/home/ada/.local/share/firstlight/known_hosts");
        return reach;
    }
    static QByteArray content(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private slots:
    void thisComputerNeedsNoSsh()
    {
        Reach here;
        here.endpoint.local = true;
        QVERIFY(sshWords(here).isEmpty());
    }
    void aHostThatLooksLikeAnOptionIsAHost()
    {
        Reach odd = reach();
        odd.endpoint.ssh.host = QStringLiteral("-oProxyCommand=reboot");
        const QStringList words = sshWords(odd);
        QCOMPARE(words[words.size() - 2], QStringLiteral("--"));
        QCOMPARE(words.last(), odd.endpoint.ssh.host);
    }
    void sshItselfUnderstandsTheEntry()
    {
        QTemporaryDir dir;
        QFile file(dir.filePath(QStringLiteral("config")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(sshEntry(QStringLiteral("lab"), reach()));
        file.close();
        QProcess ssh;
        ssh.start(QStringLiteral("ssh"), {QStringLiteral("-G"), QStringLiteral("-F"), file.fileName(), QStringLiteral("lab")});
        QVERIFY(ssh.waitForFinished());
        const QByteArray says = ssh.readAllStandardOutput();
        QVERIFY2(says.contains("hostname lab.example\n") && says.contains("port 2222\n") && says.contains("user ada\n"), says.constData());
        QVERIFY2(says.contains("identityfile /home/ada/my keys/id\n"), says.constData());
        QVERIFY2(says.contains("hostkeyalias m-0123456789ab\n"), says.constData());
    }
    void anEntryComesAndGoesAndTheFileIsAsItWas()
    {
        QTemporaryDir dir;
        const QString config = dir.filePath(QStringLiteral("config"));
        QFile file(config);
        QVERIFY(file.open(QIODevice::WriteOnly));
        const QByteArray before = "# mine\nHost work\n    User me\n";
        file.write(before);
        file.close();
        const SshEntries entries(dir.path());
        QVERIFY(!entries.add(QStringLiteral("lab"), reach()));
        QVERIFY(!entries.add(QStringLiteral("practice"), reach()));
        QVERIFY(!entries.add(QStringLiteral("lab"), reach())); // again: no second one
        QCOMPARE(entries.names(), QStringList({QStringLiteral("practice"), QStringLiteral("lab")}));
        QVERIFY(content(config).startsWith("Include firstlight_config\n"));
        QCOMPARE(content(config).count("Include"), 1);
        QCOMPARE(QFile::permissions(config) & (QFileDevice::ReadGroup | QFileDevice::ReadOther), QFileDevice::Permissions());
        QVERIFY(!entries.remove(QStringLiteral("lab")));
        QCOMPARE(entries.names(), QStringList{QStringLiteral("practice")});
        QVERIFY(!entries.remove(QStringLiteral("practice")));
        QCOMPARE(content(config), before);
        QVERIFY(!QFile::exists(dir.filePath(QStringLiteral("firstlight_config"))));
    }
    void removingWhatIsNotThereChangesNothing()
    {
        QTemporaryDir dir;
        QVERIFY(!SshEntries(dir.path()).remove(QStringLiteral("lab")));
        QVERIFY(!QFile::exists(dir.filePath(QStringLiteral("config"))));
    }
};

QTEST_MAIN(TestSshEntry)
#include "tst_ssh_entry.moc"
