// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/hosted/colab/colab.h"

#include "backends/hosted/colab/drive.h"
#include "backends/hosted/notebook.h"

namespace fl {

Result<QByteArray> Colab::notebook(const QStringList &frameworks, const QString &language) const
{
    auto cells = proofCells(frameworks, language);
    if (!cells)
        return fail(cells.error());
    // The runtime's GPU is chosen here: accelerator, and which of the free ones.
    const QJsonObject metadata{{QStringLiteral("accelerator"), QStringLiteral("GPU")},
                               {QStringLiteral("colab"),
                                QJsonObject{{QStringLiteral("gpuType"), QStringLiteral("T4")},
                                            {QStringLiteral("provenance"), QJsonArray()}}}};
    return notebookJson(*cells, metadata);
}

QStringList Colab::secrets() const
{
    return {google::refreshToken, google::clientId, google::clientSecret};
}

std::optional<HostedClient> Colab::ownClient() const
{
    return HostedClient{google::clientId, google::clientSecret, QStringLiteral(".apps.googleusercontent.com"),
                        QStringLiteral("https://console.cloud.google.com/apis/credentials")};
}

HostedAccess Colab::access(const HostedCall &call) const
{
    const auto login = google::Login::prepare(call, m_builtIn);
    return login ? HostedAccess{{}, login->isKept(), login->ownClient()} : HostedAccess{login.error()};
}

Result<HostedOpened> Colab::upload(const QByteArray &notebook, const HostedCall &call) const
{
    auto login = google::Login::prepare(call, m_builtIn);
    if (!login)
        return fail(login.error());
    QString id; // the same for each try, so that one notebook is there however many it takes
    for (bool again = false;; again = true) {
        const auto token = login->token();
        if (!token)
            return fail(token.error());
        call.tell(QStringLiteral("hosted-uploading"), {});
        Status made;
        if (id.isEmpty()) {
            if (auto reserved = google::reserveId(*token, *login, call))
                id = *reserved;
            else
                made = fail(reserved.error());
        }
        if (made)
            made = google::createNotebook(id, fileName(), notebook, *token, *login, call);
        if (made)
            return HostedOpened{login->places().colab + id, login->isKept()};
        // A token may run out on its way; a fresh one does not.
        if (again || made.error().cause != Cause::CredentialsExpired)
            return fail(made.error());
    }
}

} // namespace fl
