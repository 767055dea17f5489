// SPDX-License-Identifier: GPL-3.0-or-later
// Requests to a provider's API: one at a time for the caller, as many callers at once as there are. Certificates are always checked,
// redirects are never followed (a login must not go to another host), and an answer has a limit in time and in bytes.
#pragma once

#include "backends/core/result.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QUrl>

#include <chrono>
#include <stop_token>
#include <utility>

namespace fl {

using HttpHeaders = QList<std::pair<QByteArray, QByteArray>>;

/// The value of the first header of that name, in any case; empty: there is none.
QByteArray headerOf(const HttpHeaders &headers, QByteArrayView name);

struct HttpRequest {
    QByteArray method = "GET";
    QUrl url; ///< https; http on loopback alone
    HttpHeaders headers;
    QByteArray body;
    std::chrono::milliseconds limit{30'000}; ///< for all of it
    qint64 mostBytes = 16 << 20;             ///< of the answer's body
};

struct HttpAnswer {
    int status = 0;
    HttpHeaders headers;
    QByteArray body;
};

/// How this computer reaches the outside; the system's own settings where nothing is said.
struct HttpSettings {
    QString proxy;  ///< http://host:port
    QString caFile; ///< PEM, beside the system's authorities
    bool operator==(const HttpSettings &) const = default;
};

class Http {
public:
    virtual ~Http() = default;

    /// Whatever status the server answers is an answer. Any thread; blocks until answered, at the limit, or within 100 ms of a stop.
    /// Errors that say nothing was asked: HostNotFound, ConnectionRefused, TlsRefused (host, why), ProxyRefused (proxy, why = login or
    /// blocked), LocalFile (the CA file), BadValue (the url). Those that leave it open: ConnectionTimeout, ConnectionLost,
    /// ProviderUnavailable (why=too-large). Cancelled.
    virtual Result<HttpAnswer> send(const HttpRequest &request, const HttpSettings &settings, std::stop_token stop) = 0;
};

} // namespace fl
