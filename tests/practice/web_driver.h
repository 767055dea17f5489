// SPDX-License-Identifier: GPL-3.0-or-later
// The real Chromium, driven as a person would through its own chromedriver (W3C WebDriver over HTTP on loopback). It has a
// profile of its own, is headless, and refuses certificates that a person's browser would warn of.
//
//     WebDriver browser;
//     QVERIFY2(browser.start(), qPrintable(browser.problem()));
//     QVERIFY(browser.go(url));
#pragma once

#include <QJsonValue>
#include <QProcess>
#include <QTemporaryDir>

class QJsonObject;

namespace fl {

class WebDriver {
public:
    /// Why Chromium cannot be driven on this computer; empty: it can.
    static QString unavailable();

    WebDriver() = default;
    ~WebDriver();
    WebDriver(const WebDriver &) = delete;
    WebDriver &operator=(const WebDriver &) = delete;

    bool start();
    /// What went wrong last, in the driver's own words.
    QString problem() const { return m_problem; }

    bool go(const QString &url);
    QString url();
    /// The text a person sees on the page.
    QString text();
    /// Until the script's value (an expression of JavaScript) is true.
    bool waitFor(const QString &expression, int seconds = 60);
    QJsonValue evaluate(const QString &expression);
    /// Clicks there first; `keys` as WebDriver spells them (\uE007 Enter, \uE008 Shift).
    bool type(const QString &css, const QString &keys);
    bool click(const QString &css);

private:
    QJsonValue call(const char *verb, const QString &path, const QJsonObject &body);
    QString element(const QString &css);

    QTemporaryDir m_folder;
    QProcess m_driver;
    int m_port = 0;
    QString m_session, m_problem;
};

} // namespace fl
