// SPDX-License-Identifier: GPL-3.0-or-later
// Google Colab: a notebook that asks for a GPU runtime by its metadata, put into the user's Google Drive after a sign-in with the
// browser, or saved and dragged into Colab's page.
#pragma once

#include "backends/hosted/colab/google_login.h"

namespace fl {

class Colab : public HostedService {
public:
    explicit Colab(google::Client builtIn = google::builtInClient()) : m_builtIn(std::move(builtIn)) { }

    QString id() const override { return QStringLiteral("colab"); }
    QString fileName() const override { return QStringLiteral("Firstlight.ipynb"); }
    Result<QByteArray> notebook(const QStringList &frameworks, const QString &language) const override;
    QStringList secrets() const override;
    std::optional<HostedClient> ownClient() const override;
    HostedAccess access(const HostedCall &call) const override;
    Result<HostedOpened> upload(const QByteArray &notebook, const HostedCall &call) const override;

private:
    google::Client m_builtIn;
};

} // namespace fl
