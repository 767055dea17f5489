// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/io/ssh/ssh_config.h"

#include <QTest>

using namespace fl;

class SshConfigTest : public QObject {
    Q_OBJECT

    static std::vector<SshConfigHost> parse(
        const QByteArray &text, const SshConfigIncludes &includes = [](const QString &) { return std::vector<QByteArray>(); })
    {
        return parseSshConfig(text, QStringLiteral("/home/me"), includes);
    }

private slots:
    void aliasesInOrderWithDefaults()
    {
        const auto hosts = parse("# comment\n"
                                 "User everyone\n"
                                 "Host gpu gpu2 *.lan !x\n"
                                 "  HostName 10.0.0.5 # no comment here\n"
                                 "  Port=2222\n"
                                 "\tIdentityFile \"~/.ssh/my key\"\n"
                                 "Host jumpy\n"
                                 "  hostname %h.example.org\n"
                                 "  USER root\n"
                                 "  ProxyJump me@gate:23\n"
                                 "Host *\n"
                                 "  Port 2200\n"
                                 "  IdentityFile %d/.ssh/fallback\n");
        QCOMPARE(hosts.size(), size_t(3));
        QCOMPARE(hosts[0],
                 (SshConfigHost{QStringLiteral("gpu"),
                                QStringLiteral("10.0.0.5"),
                                2222,
                                QStringLiteral("everyone"),
                                QStringLiteral("/home/me/.ssh/my key"),
                                {}}));
        QCOMPARE(hosts[1].alias, QStringLiteral("gpu2"));
        // The first value wins, as in ssh: the user that stands on top.
        QCOMPARE(hosts[2],
                 (SshConfigHost{QStringLiteral("jumpy"), QStringLiteral("jumpy.example.org"), 2200, QStringLiteral("everyone"),
                                QStringLiteral("/home/me/.ssh/fallback"), QStringLiteral("me@gate:23")}));
    }

    void matchIsLeftOut()
    {
        const auto hosts = parse("Host a\n  Port 1\nMatch host a\n  User evil\n  Port 3\nHost b\n  User good\n");
        QCOMPARE(hosts.size(), size_t(2));
        QCOMPARE(hosts[0].user, QString());
        QCOMPARE(hosts[1].user, QStringLiteral("good"));
    }

    void includes()
    {
        const auto hosts = parse("Include conf.d/*\nHost a\n  Include inside\n  Port 5\n", [](const QString &pattern) {
            return pattern == QLatin1String("inside") ? std::vector<QByteArray>{"User inner\n"}
                                                      : std::vector<QByteArray>{"Host x\n  User ux\n", "Host y\n"};
        });
        QCOMPARE(hosts.size(), size_t(3));
        QCOMPARE(hosts[0].alias, QStringLiteral("x"));
        QCOMPARE(hosts[0].user, QStringLiteral("ux"));
        QCOMPARE(hosts[2].alias, QStringLiteral("a"));
        QCOMPARE(hosts[2].user, QStringLiteral("inner"));
        QCOMPARE(hosts[2].port, 5);
    }

    void includeOfItselfEnds()
    {
        const QByteArray self = "Include me\nInclude me\nHost a\n";
        QCOMPARE(parse(self, [&](const QString &) { return std::vector<QByteArray>{self}; }).size(), size_t(1));
    }

    void junk()
    {
        QVERIFY(parse({}).empty());
        QVERIFY(parse(QByteArray(100000, '\xff')).empty());
        QVERIFY(parse("Host\nHost \"\nPort\n===\nHostName\n").size() <= 1);
        const auto hosts = parse("Host a\nPort 99999\nHost b\nPort abc\nProxyJump a,b\nHost c\nProxyJump none\n");
        QCOMPARE(hosts.size(), size_t(3));
        QCOMPARE(hosts[0].port, 22);
        QCOMPARE(hosts[1].port, 22);
        QCOMPARE(hosts[1].proxyJump, QString());
        QCOMPARE(hosts[2].proxyJump, QString());
    }
};

QTEST_GUILESS_MAIN(SshConfigTest)
#include "tst_ssh_config.moc"
