// SPDX-License-Identifier: GPL-3.0-or-later
// A server with Debian 13: Python 3.13, other package versions, a JupyterLab of its own. The practice machine's image, upgraded as one
// upgrades a server, then set up as one that the user has.
#include "tests/practice/practice_fixture.h"
#include "tests/practice/real_cli.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QtTest>

#include <memory>

// label: deep
// limit: 3600

using namespace fl;

namespace {

/// The sources come from the computer's own, which are Debian 12's.
bool pointAtTrixie(PracticeFixture &machine)
{
    return machine.asRoot("sed -i s/bookworm/trixie/g /etc/apt/sources.list && apt-get -q update").ok();
}

bool upgrade(PracticeFixture &machine)
{
    // What the disk loses in a power cut is a test's. What Debian 13 has no more (~o) goes, as its release notes say: a set-up's packages
    // conflict with some of it, and the test could not tell that from a set-up that takes away.
    return machine.asRoot("echo force-unsafe-io > /etc/dpkg/dpkg.cfg.d/unsafe").ok() && pointAtTrixie(machine)
        && machine
               .asRoot("export DEBIAN_FRONTEND=noninteractive; apt-get -qy -o Dpkg::Options::=--force-confold "
                       "--no-install-recommends full-upgrade && apt-get -qy --purge autoremove && apt-get -qy purge '~o' && apt-get clean "
                       "&& "
                       "grep -q '^VERSION_ID=\"13\"' /etc/os-release",
                       1200)
               .ok();
}

/// Packages with their versions, and files; all that a set-up could leave behind.
QByteArray contentOf(PracticeFixture &machine)
{
    return machine
        .asRoot("dpkg-query -W -f='${Package} ${Version} ${db:Status-Status}\\n' | sort; find /home/ada /etc /opt /usr/local "
                "/var/cache/apt/archives /var/lib/systemd/linger ! -path /etc/ld.so.cache | sort")
        .out;
}

} // namespace

class TestDebian13 : public QObject {
    Q_OBJECT

private slots:
    void setUpProvenAndTakenAway()
    {
        if (const QString why = PracticeFixture::unavailable(); !why.isEmpty())
            QSKIP(qPrintable(why));
        const QString layer = QStringLiteral("debian-13-pure");
        const QString problem = PracticeFixture::ensureLayer(layer, {}, upgrade);
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
        PracticeFixture machine(layer);
        QVERIFY2(machine.isUp(), qPrintable(machine.problem()));
        QVERIFY(pointAtTrixie(machine));
        const QByteArray before = contentOf(machine);
        QVERIFY(before.contains("\n/home/ada\n"));

        RealCli cli;
        const QStringList setUp = RealCli::trustedSetUp(machine, {QStringLiteral("software.source=distro")});
        const auto ran = cli.run(setUp, 1800);
        QVERIFY2(ran.code == 0, (ran.out.right(1000) + ran.err.right(3000)).constData());
        QCOMPARE(ran.last().value(QLatin1String("verified")).toBool(), true);
        QCOMPARE(machine.asRoot("dpkg-query -W -f='${Version}' python3").text().left(5), QByteArray("3.13."));
        const auto again = cli.run(setUp);
        QVERIFY2(again.code == 0, again.all().constData());
        QCOMPARE(again.last().value(QLatin1String("changed")).toInt(-1), 0);
        {
            RealCli::Opened opened(cli, QStringLiteral("box"));
            QVERIFY2(opened.url().startsWith(QLatin1String("http://127.0.0.1:")), opened.said().constData());
            QNetworkAccessManager network;
            const std::unique_ptr<QNetworkReply> page(network.get(QNetworkRequest(QUrl(opened.url()))));
            QTRY_VERIFY_WITH_TIMEOUT(page->isFinished(), 30000);
            QVERIFY2(page->readAll().contains("type=\"password\""), qPrintable(page->errorString()));
        }

        const auto gone = cli.run(QStringLiteral("destroy box --yes --json").split(QLatin1Char(' ')), 1800);
        QVERIFY2(gone.code == 0, gone.all().constData());
        QCOMPARE(contentOf(machine), before);
    }
};

QTEST_GUILESS_MAIN(TestDebian13)
#include "tst_debian_13.moc"
