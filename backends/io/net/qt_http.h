// SPDX-License-Identifier: GPL-3.0-or-later
// Http by QNetworkAccessManager, on a thread of its own: connections stay open between requests, and any thread may ask.
#pragma once

#include "backends/ports/http.h"

#include <QThread>

namespace fl {

class HttpWorker;

class QtHttp : public Http {
public:
    QtHttp();
    ~QtHttp() override;

    Result<HttpAnswer> send(const HttpRequest &request, const HttpSettings &settings, std::stop_token stop) override;

private:
    QThread m_thread;
    HttpWorker *m_worker; ///< lives on m_thread and ends with it
};

} // namespace fl
