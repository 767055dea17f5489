// SPDX-License-Identifier: GPL-3.0-or-later
// A notebook in Google Drive by the real program: the user is a real Chromium, Google the stand-in that judges what it is asked.
#include "backends/core/error.h"
#include "tests/cloudsim/google_sim.h"
#include "tests/practice/real_cli.h"
#include "tests/practice/web_driver.h"

#include <QDirIterator>
#include <QJsonDocument>
#include <QtTest>

using namespace fl;

class TestColabWay : public QObject {
    Q_OBJECT

    /// `hosted colab --upload --json`, until it has ended.
    struct Upload {
        QProcess process;
        QByteArray out, err;

        bool start(const RealCli &cli, const QStringList &arguments)
        {
            cli.prepare(process,
                        QStringList{QStringLiteral("hosted"), QStringLiteral("colab"), QStringLiteral("--upload"), QStringLiteral("--json")}
                            + arguments);
            process.start();
            return process.waitForStarted();
        }
        /// The page that the user shall sign in at.
        QString page()
        {
            QString url;
            (void)QTest::qWaitFor(
                [&] {
                    for (const QByteArray &line : ran().out.split('\n')) {
                        const QJsonObject said = QJsonDocument::fromJson(line).object();
                        if (said.value(QLatin1String("say")) == QLatin1String("hosted-sign-in"))
                            url = said.value(QLatin1String("args")).toObject().value(QLatin1String("url")).toString();
                    }
                    return !url.isEmpty();
                },
                30'000);
            return url;
        }
        RealCli::Ran ended()
        {
            if (!QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, 60'000))
                process.kill();
            return ran();
        }
        RealCli::Ran ran()
        {
            out += process.readAllStandardOutput();
            err += process.readAllStandardError();
            return {process.state() == QProcess::NotRunning ? process.exitCode() : -1, out, err};
        }
    };

    static QStringList place(const GoogleSim &google, const RealCli &cli)
    {
        return RealCli::set({QStringLiteral("colab.endpoint=") + google.url().toString(),
                             QStringLiteral("colab.client_id=") + GoogleSim::clientId()})
            + cli.secret("colab.client_secret", GoogleSim::clientSecret());
    }
    static void noTokenIn(const GoogleSim &google, const QByteArray &text)
    {
        for (const QByteArray &token : google.tokens())
            QVERIFY2(!text.contains(token), token.constData());
        QVERIFY(!text.contains(GoogleSim::clientSecret()));
    }

private slots:
    void initTestCase()
    {
        if (const QString why = WebDriver::unavailable(); !why.isEmpty())
            QSKIP(qPrintable(why));
    }

    void aPersonSaysYesInChromium()
    {
        const GoogleSim google;
        const RealCli cli;
        WebDriver browser;
        QVERIFY2(browser.start(), qPrintable(browser.problem()));
        Upload upload;
        QVERIFY(upload.start(cli, place(google, cli)));
        const QString page = upload.page();
        QVERIFY2(page.startsWith(google.url().toString()), upload.ran().all().constData());
        QVERIFY2(browser.go(page), qPrintable(browser.problem()));
        QVERIFY2(browser.click(QStringLiteral("#allow")), qPrintable(browser.problem()));
        QVERIFY2(browser.waitFor(QStringLiteral("document.body.innerText.includes('Your answer has arrived')"), 30),
                 qPrintable(browser.problem()));
        QVERIFY(browser.url().startsWith(QLatin1String("http://127.0.0.1:")));
        const auto ended = upload.ended();
        QVERIFY2(ended.code == 0, ended.all().constData());

        const QString file = cli.home() + QStringLiteral("/local.ipynb");
        const auto local = cli.run({QStringLiteral("hosted"), QStringLiteral("colab"), QStringLiteral("--out"), file});
        QVERIFY2(local.code == 0, local.all().constData());
        QFile saved(file);
        QVERIFY(saved.open(QIODevice::ReadOnly));
        const QByteArray notebook = saved.readAll();
        QCOMPARE(google.files().size(), 1U);
        QVERIFY(google.files().front().content == notebook);

        const QString url = ended.last().value(QLatin1String("url")).toString();
        QVERIFY2(browser.go(url), qPrintable(browser.problem()));
        QVERIFY(browser.text().contains(QLatin1String("Firstlight.ipynb")));
        QCOMPARE(google.violations(), QStringList());

        // What was given for a moment is nowhere: not in what was said, not in what is kept of it.
        noTokenIn(google, ended.all());
        QDirIterator files(cli.home(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile each(files.next());
            QVERIFY(each.open(QIODevice::ReadOnly));
            noTokenIn(google, each.readAll());
        }
    }

    void aPersonSaysNo()
    {
        const GoogleSim google;
        const RealCli cli;
        WebDriver browser;
        QVERIFY2(browser.start(), qPrintable(browser.problem()));
        Upload upload;
        QVERIFY(upload.start(cli, place(google, cli)));
        QVERIFY2(browser.go(upload.page()) && browser.click(QStringLiteral("#deny")), qPrintable(browser.problem()));
        QVERIFY2(browser.waitFor(QStringLiteral("document.body.innerText.includes('You are not signed in')"), 30),
                 qPrintable(browser.problem()));
        const auto ended = upload.ended();
        QCOMPARE(ended.code, static_cast<int>(Exit::UserMustAct));
        QCOMPARE(ended.last().value(QLatin1String("cause")).toString(), QStringLiteral("credentials-refused"));
        QVERIFY(ended.err.contains("--out FILE.ipynb")); // the way that is still there
        QVERIFY(google.files().empty());
        QCOMPARE(google.violations(), QStringList());
    }

    void aPersonGivesUp()
    {
        const GoogleSim google;
        const RealCli cli;
        Upload upload;
        QVERIFY(upload.start(cli, place(google, cli)));
        QVERIFY(!upload.page().isEmpty());
        upload.process.terminate();
        const auto ended = upload.ended();
        QCOMPARE(ended.code, static_cast<int>(Exit::Cancelled));
    }
};

QTEST_GUILESS_MAIN(TestColabWay)
#include "tst_colab_way.moc"
