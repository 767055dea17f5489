// SPDX-License-Identifier: GPL-3.0-or-later
// One API key's way to Lambda's Cloud API: requests are paced, sent and read; what was asked too fast is asked again after a pause. Nothing
// else is tried twice: backends/providers/cloud does that with names and the ledger. Every call blocks; any thread.
#pragma once

#include "backends/core/secret.h"
#include "backends/ports/clock.h"
#include "backends/providers/lambda/refusals.h"

#include <mutex>

namespace fl::lambda {

/// Lambda bears one request a second, and a launch every twelve. Shared by all that ask with a key.
class Pace {
public:
    /// Waits for the next turn; false: it was stopped.
    bool wait(Clock &clock, bool launch, std::stop_token stop);

private:
    std::mutex m_mutex;
    qint64 m_next = 0, m_nextLaunch = 0; ///< ms since the epoch
};

struct Access {
    Secret key;
    QString endpoint;     ///< empty: Lambda's own
    HttpSettings network; ///< this computer's
};

class Client {
public:
    Client(Http &http, Clock &clock, Pace &pace, Access access) :
        m_http(http),
        m_clock(clock),
        m_pace(pace),
        m_access(std::move(access)) { }

    /// What stands under "data" in the answer. `path` is below /api/v1/. Errors: those of Http and of refusals.
    Result<QJsonValue> ask(const char *method, const QString &path, const QJsonObject &body, std::stop_token stop);
    Result<QJsonValue> get(const QString &path, std::stop_token stop) { return ask("GET", path, {}, stop); }

private:
    Http &m_http;
    Clock &m_clock;
    Pace &m_pace;
    Access m_access;
};

} // namespace fl::lambda
