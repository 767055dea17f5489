// SPDX-License-Identifier: GPL-3.0-or-later
// What every request to the outside has in common, whoever sends it: checked certificates, no redirects, cookies or cache, a limit in
// time and bytes, and what its end means. For the thread that its manager lives on.
#pragma once

#include "backends/ports/http.h"

#include <QSslConfiguration>

#include <memory>

class QNetworkAccessManager;
class QNetworkReply;
class QNetworkRequest;

namespace fl {

/// BadValue (key=endpoint): neither https nor http on loopback.
Status mayAsk(const QUrl &url);

/// TLS with the system's authorities and those of `caFile`. Errors: LocalFile.
Result<QSslConfiguration> tlsOf(const QString &caFile);
void setProxy(QNetworkAccessManager &manager, const HttpSettings &settings);
void prepare(QNetworkRequest &request, const QSslConfiguration &tls);

/// One request on its way.
class Exchange {
public:
    /// Watches the reply from now on, and aborts it at a limit. The reply stays its maker's.
    Exchange(QNetworkReply &reply, HttpSettings settings, std::chrono::milliseconds limit, qint64 mostBytes);
    /// Once it has finished; errors as Http::send's.
    Result<HttpAnswer> answer();

private:
    struct Course;
    Error error() const;

    QNetworkReply &m_reply;
    HttpSettings m_settings;
    std::shared_ptr<Course> m_course;
};

} // namespace fl
