// SPDX-License-Identifier: GPL-3.0-or-later
#include "web_driver.h"

#include <QDeadlineTimer>
#include <QEventLoop>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTest>

namespace fl {

QString WebDriver::unavailable()
{
    for (const char *program : {"chromium", "chromedriver"})
        if (QStandardPaths::findExecutable(QLatin1String(program)).isEmpty())
            return QStringLiteral("%1 is not installed").arg(QLatin1String(program));
    return {};
}

WebDriver::~WebDriver()
{
    if (!m_session.isEmpty())
        call("DELETE", QString(), {});
    m_driver.terminate();
    if (m_driver.state() != QProcess::NotRunning && !m_driver.waitForFinished(5000))
        m_driver.kill();
    m_driver.waitForFinished(5000);
}

bool WebDriver::start()
{
    m_driver.setProcessChannelMode(QProcess::MergedChannels);
    m_driver.start(QStringLiteral("chromedriver"), {QStringLiteral("--port=0")});
    // It names the port the system gave it.
    static const QRegularExpression named(QStringLiteral("started successfully on port (\\d+)"));
    QByteArray said;
    QDeadlineTimer deadline(30'000);
    while (m_port == 0 && !deadline.hasExpired() && m_driver.state() != QProcess::NotRunning) {
        m_driver.waitForReadyRead(1000);
        said += m_driver.readAll();
        m_port = named.match(QString::fromUtf8(said)).captured(1).toInt();
    }
    if (m_port == 0) {
        m_problem = QStringLiteral("chromedriver: ") + QString::fromUtf8(said);
        return false;
    }
    QJsonArray arguments{QStringLiteral("--headless=new"),          QStringLiteral("--disable-gpu"),
                         QStringLiteral("--disable-dev-shm-usage"), QStringLiteral("--no-first-run"),
                         QStringLiteral("--window-size=1200,900"),  QStringLiteral("--user-data-dir=") + m_folder.path()};
    arguments.append(QStringLiteral("--no-sandbox")); // Chromium's own sandbox does not start as root
    const QJsonObject options{{QStringLiteral("binary"), QStandardPaths::findExecutable(QStringLiteral("chromium"))},
                              {QStringLiteral("args"), arguments}};
    const QJsonObject wanted{{QStringLiteral("browserName"), QStringLiteral("chrome")},
                             {QStringLiteral("acceptInsecureCerts"), false},
                             {QStringLiteral("goog:chromeOptions"), options}};
    const QJsonObject capabilities{{QStringLiteral("alwaysMatch"), wanted}};
    m_session = call("POST", QString(), {{QStringLiteral("capabilities"), capabilities}})[QLatin1String("sessionId")].toString();
    return !m_session.isEmpty();
}

QJsonValue WebDriver::call(const char *verb, const QString &path, const QJsonObject &body)
{
    QNetworkAccessManager network;
    network.setProxy(QNetworkProxy::NoProxy);
    QString address = QStringLiteral("http://127.0.0.1:%1/session").arg(m_port);
    if (!m_session.isEmpty())
        address += QLatin1Char('/') + m_session + path;
    QNetworkRequest request{QUrl(address)};
    request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
    request.setTransferTimeout(120'000);
    const QByteArray content = qstrcmp(verb, "POST") == 0 ? QJsonDocument(body).toJson(QJsonDocument::Compact) : QByteArray();
    QNetworkReply *reply = network.sendCustomRequest(request, verb, content); // ends with `network`
    QEventLoop loop;
    QObject::connect(reply, &QNetworkReply::finished, &loop, &QEventLoop::quit);
    if (!reply->isFinished())
        loop.exec();
    const QByteArray answer = reply->readAll();
    const QJsonValue value = QJsonDocument::fromJson(answer)[QLatin1String("value")];
    m_problem = value[QLatin1String("error")].isString() ? value[QLatin1String("message")].toString() : QString();
    if (m_problem.isEmpty() && reply->error() != QNetworkReply::NoError)
        m_problem = reply->errorString();
    return m_problem.isEmpty() ? value : QJsonValue();
}

bool WebDriver::go(const QString &url)
{
    call("POST", QStringLiteral("/url"), {{QStringLiteral("url"), url}});
    return m_problem.isEmpty();
}

QString WebDriver::url()
{
    return call("GET", QStringLiteral("/url"), {}).toString();
}

QString WebDriver::text()
{
    return evaluate(QStringLiteral("document.body.innerText")).toString();
}

QJsonValue WebDriver::evaluate(const QString &expression)
{
    return call("POST", QStringLiteral("/execute/sync"),
                {{QStringLiteral("script"), QStringLiteral("return ") + expression}, {QStringLiteral("args"), QJsonArray()}});
}

bool WebDriver::waitFor(const QString &expression, int seconds)
{
    const bool came = QTest::qWaitFor([&] { return evaluate(expression).toBool(); }, seconds * 1000);
    if (!came)
        m_problem = QStringLiteral("not within %1 s: %2\n%3 says: %4 %5").arg(seconds).arg(expression, url(), text().left(2000), m_problem);
    return came;
}

QString WebDriver::element(const QString &css)
{
    // The key is the standard's name for "this is an element".
    return call("POST", QStringLiteral("/element"),
                {{QStringLiteral("using"), QStringLiteral("css selector")},
                 {QStringLiteral("value"), css}})[QLatin1String("element-6066-11e4-a52e-4f735466cecf")]
        .toString();
}

bool WebDriver::click(const QString &css)
{
    const QString id = element(css);
    if (!id.isEmpty())
        call("POST", QStringLiteral("/element/%1/click").arg(id), {});
    return m_problem.isEmpty();
}

bool WebDriver::type(const QString &css, const QString &keys)
{
    const QString id = element(css);
    if (!id.isEmpty())
        call("POST", QStringLiteral("/element/%1/value").arg(id), {{QStringLiteral("text"), keys}});
    return m_problem.isEmpty();
}

} // namespace fl
