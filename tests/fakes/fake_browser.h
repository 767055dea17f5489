// SPDX-License-Identifier: GPL-3.0-or-later
// Somebody at a browser who is shown GoogleSim's page and says yes or no there, then is sent back. On a thread of its own.
#pragma once

#include "backends/io/net/qt_http.h"

#include <QRegularExpression>

#include <future>

namespace fl {

class FakeBrowser {
public:
    bool allows = true, away = false; ///< away: shown the page, nobody does anything

    void show(const QUrl &page)
    {
        ++m_shown;
        if (!away)
            m_last = std::async(std::launch::async, [this, page] { return visit(page); });
    }
    int shown() const { return m_shown; }
    /// What the last page says; waits for it.
    QByteArray page() { return m_last.valid() ? m_last.get() : QByteArray(); }

private:
    QByteArray get(const QUrl &url, QUrl *onwards = nullptr)
    {
        const auto answer = m_http.send({.url = url}, {}, {});
        if (answer && onwards)
            *onwards = QUrl::fromEncoded(headerOf(answer->headers, "location"));
        return answer ? answer->body : QByteArray();
    }
    QByteArray visit(const QUrl &page)
    {
        const QRegularExpression link(QStringLiteral("id=\"%1\" href=\"([^\"]+)\"").arg(QLatin1String(allows ? "allow" : "deny")));
        const QString target = link.match(QString::fromUtf8(get(page))).captured(1);
        QUrl back;
        get(page.resolved(QUrl(target)), &back);
        return get(back);
    }

    QtHttp m_http;
    int m_shown = 0;
    std::future<QByteArray> m_last;
};

} // namespace fl
