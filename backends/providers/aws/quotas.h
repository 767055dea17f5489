// SPDX-License-Identifier: GPL-3.0-or-later
// How many vCPUs an account may run at once, by family of machines, on demand and spot apart; and asking AWS for more. Source:
// docs.aws.amazon.com/servicequotas/2019-06-24/apireference. Every call blocks.
#pragma once

#include "backends/providers/aws/client.h"

namespace fl::aws {

/// The quota that counts for a type.
struct QuotaName {
    QString code; ///< "L-DB2E81BA"
    QString name; ///< AWS's own
};
QuotaName quotaOf(const QString &type, bool spot);

/// AWS's page for it, where more can be asked for.
QString quotaPage(const QString &code, const QString &region);

class Quotas {
public:
    explicit Quotas(Client &client) : m_client(client) { }

    /// vCPUs that may run at once. Unset: AWS does not say.
    Result<std::optional<int>> allowed(const QString &code, std::stop_token stop);
    /// Asks for more; fine when somebody has asked already.
    Status askFor(const QString &code, int vcpus, std::stop_token stop);

    enum class Asked { Never, Open, Granted, Refused };
    /// What became of the newest request.
    Result<Asked> asked(const QString &code, std::stop_token stop);

private:
    Result<QJsonObject> send(const char *operation, QJsonObject body, const QString &code, std::stop_token stop);
    Client &m_client;
};

} // namespace fl::aws
