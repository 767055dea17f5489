// SPDX-License-Identifier: GPL-3.0-or-later
// One account's way to AWS's services in a region: requests are signed, sent and read; what was asked too fast is asked again after a
// pause, and where our clock is off, once more by the server's. Nothing else is tried twice: backends/providers/cloud does that with
// tokens and the ledger. Every call blocks; any thread, several at once.
#pragma once

#include "backends/ports/clock.h"
#include "backends/providers/aws/refusals.h"
#include "backends/providers/aws/sigv4.h"

#include <atomic>

namespace fl::aws {

struct Access {
    Credentials credentials;
    QString region;       ///< of what is asked when nothing else is said
    QString endpoint;     ///< of all services; empty: AWS's own
    HttpSettings network; ///< this computer's
};

class Client {
public:
    Client(Http &http, Clock &clock, Access access) : m_http(http), m_clock(clock), m_access(std::move(access)) { }

    /// EC2 and STS. `region` empty: the access's. Errors: those of Http and of refusals; ClockWrong (minutes).
    Result<Xml> query(const QString &service, const QString &action, Form form, std::stop_token stop, const QString &region = {});
    /// SSM, Service Quotas, Pricing. `target` as in X-Amz-Target.
    Result<QJsonObject> json(const QString &service, const QString &target, const QJsonObject &body, std::stop_token stop,
                             const QString &region = {});

    /// How far our clock is behind AWS's, as far as it had to be learnt.
    qint64 clockOffset() const { return m_offset; }         ///< ms
    qint64 now() const { return m_clock.now() + m_offset; } ///< ms since the epoch, as AWS counts
    const Access &access() const { return m_access; }

private:
    Result<HttpAnswer> send(const QString &service, const QString &operation, HttpRequest request, const QString &region,
                            std::stop_token stop);
    bool learnClock(const HttpAnswer &answer, qint64 askedAt);

    Http &m_http;
    Clock &m_clock;
    Access m_access;
    std::atomic<qint64> m_offset = 0;
};

/// "https://ec2.eu-central-1.amazonaws.com/", with the partition's own ending (China).
QUrl endpointOf(const QString &service, const QString &region);

} // namespace fl::aws
