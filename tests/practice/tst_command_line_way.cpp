// SPDX-License-Identifier: GPL-3.0-or-later
// The whole way as the README tells it, with the real program, a real server from nothing and the real Chromium: set up, set up
// again, log in and compute, another password, stop, start, reboot, destroy. The functions are one story and run in this order.
#include "tests/practice/practice_fixture.h"
#include "tests/practice/real_cli.h"
#include "tests/practice/web_driver.h"

#include <QDir>
#include <QRegularExpression>
#include <QtTest>

// limit: 1500

using namespace fl;

class TestCommandLineWay : public QObject {
    Q_OBJECT

    RealCli m_cli;
    QString m_password;
    bool m_ready = false;

    static QString loginPage() { return QStringLiteral("document.querySelector('input[type=password]') !== null"); }
    /// Types it on the login page; true: it led to the list of files.
    static bool logsIn(WebDriver &browser, const QString &url, const QString &password)
    {
        if (!browser.go(url) || !browser.waitFor(loginPage())
            || !browser.type(QStringLiteral("input[type=password]"), password + QChar(0xE007)))
            return false;
        const QString answered =
            QStringLiteral("document.readyState === 'complete' && (document.querySelector('#notebook_list, .jp-FileBrowser') !== null"
                           " || /invalid/i.test(document.body.innerText))");
        return browser.waitFor(answered) && !browser.url().contains(QLatin1String("/login"));
    }
    QString state() { return m_cli.run("list --json").line("machine").value(QLatin1String("state")).toString(); }

private slots:
    void initTestCase()
    {
        if (const QString why = PracticeFixture::unavailable(); !why.isEmpty())
            QSKIP(qPrintable(why));
        if (const QString why = WebDriver::unavailable(); !why.isEmpty())
            QSKIP(qPrintable(why));
    }
    void init()
    {
        if (!m_ready && qstrcmp(QTest::currentTestFunction(), "aMachineFromNothingIsVerified") != 0)
            QFAIL("there is no machine: the first function says why");
    }

    void aMachineFromNothingIsVerified()
    {
        const auto ran = m_cli.run("setup --where practice --yes --json", 1200);
        QVERIFY2(ran.code == 0, ran.all().right(20'000).constData());
        const QJsonObject last = ran.last();
        QCOMPARE(last.value(QLatin1String("kind")).toString(), QStringLiteral("result"));
        QCOMPARE(last.value(QLatin1String("ok")).toBool(), true);
        QCOMPARE(last.value(QLatin1String("verified")).toBool(), true);
        QVERIFY(last.value(QLatin1String("gpu")).isNull());
        QVERIFY(last.value(QLatin1String("changed")).toInt() > 5);
        QCOMPARE(last.value(QLatin1String("next")).toString(),
                 QStringLiteral("firstlight-cli open ") + last.value(QLatin1String("id")).toString());
        const auto shown = QRegularExpression(QStringLiteral("Password of the notebook: (\\S+)")).match(QString::fromUtf8(ran.err));
        QVERIFY2(shown.hasMatch(), ran.err.constData());
        m_password = shown.captured(1);
        QVERIFY2(!ran.out.contains(m_password.toUtf8()), "the password stands in the JSON lines");
        QVERIFY2(!ran.all().contains("argon2id"), "the password's hash stands in what is printed");
        QVERIFY(ran.err.contains("verified on the CPU; no NVIDIA GPU on this machine"));
        QVERIFY(ran.err.contains("firstlight-cli open practice"));
        m_ready = true;
    }
    void aSecondRunChangesNothing()
    {
        const auto ran = m_cli.run("setup --where practice --yes --json");
        QVERIFY2(ran.code == 0, ran.all().constData());
        QCOMPARE(ran.last().value(QLatin1String("changed")).toInt(-1), 0);
        QCOMPARE(ran.last().value(QLatin1String("verified")).toBool(), true);
    }
    void theBrowserRefusesAWrongPasswordAndComputesWithTheRightOne()
    {
        RealCli::Opened opened(m_cli, QStringLiteral("practice"));
        QVERIFY2(opened.url().startsWith(QLatin1String("http://127.0.0.1:")), opened.said().constData());
        QVERIFY(!opened.url().contains(QLatin1String("token")));
        WebDriver browser;
        QVERIFY2(browser.start(), qPrintable(browser.problem()));
        QVERIFY2(!logsIn(browser, opened.url(), QStringLiteral("not-the-password")), qPrintable(browser.url()));
        QVERIFY2(browser.text().contains(QLatin1String("nvalid")), qPrintable(browser.text() + browser.problem()));
        QVERIFY2(logsIn(browser, opened.url(), m_password), qPrintable(browser.problem()));

        QVERIFY(browser.go(opened.url() + QStringLiteral("notebooks/Welcome.ipynb")));
        QVERIFY2(browser.waitFor(QStringLiteral(
                     "window.Jupyter && Jupyter.notebook && Jupyter.notebook.kernel && Jupyter.notebook.kernel.is_connected()")),
                 qPrintable(browser.problem()));
        QVERIFY2(browser.click(QStringLiteral(".code_cell .CodeMirror")), qPrintable(browser.problem()));
        QVERIFY2(browser.type(QStringLiteral(".code_cell .CodeMirror textarea"), QString(QChar(0xE008)) + QChar(0xE007)),
                 qPrintable(browser.problem()));
        QVERIFY2(browser.waitFor(QStringLiteral("/-> CPU/.test(document.querySelector('.output')?.innerText)")),
                 qPrintable(browser.problem()));
        const QString output = browser.evaluate(QStringLiteral("document.querySelector('.output').innerText")).toString();
        QVERIFY2(QRegularExpression(QStringLiteral("PyTorch \\d+\\.\\d+.* -> CPU")).match(output).hasMatch(), qPrintable(output));
        QCOMPARE(opened.end(), 0);
    }
    void anotherPasswordTakesThePlaceOfTheOld()
    {
        const auto ran = m_cli.run("password practice --new", 300);
        QVERIFY2(ran.code == 0, ran.all().constData());
        const QString fresh = QString::fromUtf8(ran.out.trimmed());
        QVERIFY2(!fresh.contains(QLatin1Char('\n')) && fresh.size() > 15, ran.all().constData());
        QVERIFY(fresh != m_password);
        RealCli::Opened opened(m_cli, QStringLiteral("practice"));
        QVERIFY2(!opened.url().isEmpty(), opened.said().constData());
        WebDriver browser;
        QVERIFY2(browser.start(), qPrintable(browser.problem()));
        QVERIFY(!logsIn(browser, opened.url(), m_password));
        QVERIFY2(logsIn(browser, opened.url(), fresh), qPrintable(browser.problem()));
        m_password = fresh;
    }
    void aStoppedMachineSaysSoAndStartsAgain()
    {
        const auto stopped = m_cli.run("stop practice --json", 300);
        QVERIFY2(stopped.code == 0, stopped.all().constData());
        QCOMPARE(state(), QStringLiteral("stopped"));
        const auto closed = m_cli.run("open practice --json");
        QVERIFY2(closed.code == 5, closed.all().constData());
        QCOMPARE(closed.line("error").value(QLatin1String("cause")).toString(), QStringLiteral("jupyter-not-running"));
        QVERIFY2(closed.err.contains("firstlight-cli start practice"), closed.err.constData());
        const auto started = m_cli.run("start practice --json", 300);
        QVERIFY2(started.code == 0, started.all().constData());
        QCOMPARE(state(), QStringLiteral("ready"));
        RealCli::Opened opened(m_cli, QStringLiteral("practice"));
        QVERIFY2(!opened.url().isEmpty(), opened.said().constData());
    }
    void theNotebookOutlivesAReboot()
    {
        const auto ran = m_cli.run("reboot practice --yes --json", 300);
        QVERIFY2(ran.code == 0, ran.all().constData());
        const auto verified = m_cli.run("verify practice --json", 300);
        QVERIFY2(verified.code == 0, verified.all().constData());
        QCOMPARE(verified.last().value(QLatin1String("verified")).toBool(), true);
        RealCli::Opened opened(m_cli, QStringLiteral("practice"));
        WebDriver browser;
        QVERIFY2(browser.start(), qPrintable(browser.problem()));
        QVERIFY2(logsIn(browser, opened.url(), m_password), qPrintable(browser.problem() + QString::fromUtf8(opened.said())));
    }
    void destroyLeavesNothing()
    {
        const auto ran = m_cli.run("destroy practice --yes --json", 300);
        QVERIFY2(ran.code == 0, ran.all().constData());
        QCOMPARE(m_cli.run("list --json").line("machine"), QJsonObject());
        QFile mounts(QStringLiteral("/proc/mounts"));
        QVERIFY(mounts.open(QIODevice::ReadOnly));
        QVERIFY(!mounts.readAll().contains(m_cli.home().toUtf8()));
        for (const QString &entry : QDir(QStringLiteral("/proc")).entryList({QStringLiteral("[0-9]*")}, QDir::Dirs)) {
            QFile command(QStringLiteral("/proc/%1/cmdline").arg(entry));
            if (command.open(QIODevice::ReadOnly))
                QVERIFY2(!command.readAll().contains(m_cli.home().toUtf8()), qPrintable(entry));
        }
        QFile pins(m_cli.home() + QStringLiteral("/known_hosts"));
        QVERIFY2(!pins.open(QIODevice::ReadOnly) || pins.readAll().trimmed().isEmpty(),
                 "the key of a machine that is gone is still pinned");
    }
};

QTEST_GUILESS_MAIN(TestCommandLineWay)
#include "tst_command_line_way.moc"
