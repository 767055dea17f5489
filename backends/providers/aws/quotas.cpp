// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/providers/aws/quotas.h"

#include "backends/providers/aws/regions.h"

#include <QJsonArray>

namespace fl::aws {

QuotaName quotaOf(const QString &type, bool spot)
{
    const auto name = [](const char *code, const char *words) { return QuotaName{QString::fromLatin1(code), QString::fromLatin1(words)}; };
    if (type.startsWith(QLatin1String("p5")) && spot)
        return name("L-C4BD4855", "All P5 Spot Instance Requests");
    if (type.startsWith(QLatin1Char('p')))
        return spot ? name("L-7212CCBC", "All P4, P3 and P2 Spot Instance Requests") : name("L-417A185B", "Running On-Demand P instances");
    return spot ? name("L-3819A6DF", "All G and VT Spot Instance Requests") : name("L-DB2E81BA", "Running On-Demand G and VT instances");
}

QString quotaPage(const QString &code, const QString &region)
{
    return QStringLiteral("https://%1/servicequotas/home/services/ec2/quotas/%2").arg(consoleOf(region), code);
}

Result<QJsonObject> Quotas::send(const char *operation, QJsonObject body, const QString &code, std::stop_token stop)
{
    body.insert(QStringLiteral("ServiceCode"), QStringLiteral("ec2"));
    body.insert(QStringLiteral("QuotaCode"), code);
    return m_client.json(QStringLiteral("service-quotas"), QStringLiteral("ServiceQuotasV20190624.") + QLatin1String(operation), body,
                         stop);
}

Result<std::optional<int>> Quotas::allowed(const QString &code, std::stop_token stop)
{
    const auto answer = send("GetServiceQuota", {}, code, stop);
    if (!answer)
        return fail(answer.error());
    const QJsonValue value = answer->value(QLatin1String("Quota")).toObject().value(QLatin1String("Value"));
    return value.isDouble() ? std::optional(static_cast<int>(value.toDouble())) : std::optional<int>();
}

Status Quotas::askFor(const QString &code, int vcpus, std::stop_token stop)
{
    const auto answer = send("RequestServiceQuotaIncrease", {{QStringLiteral("DesiredValue"), double(vcpus)}}, code, stop);
    if (answer || answer.error().params.value(QStringLiteral("code")) == QLatin1String("ResourceAlreadyExistsException"))
        return {};
    return fail(answer.error());
}

Result<Quotas::Asked> Quotas::asked(const QString &code, std::stop_token stop)
{
    const auto answer = send("ListRequestedServiceQuotaChangeHistoryByQuota", {}, code, stop);
    if (!answer)
        return fail(answer.error());
    QString status;
    double at = -1;
    for (const QJsonValue &each : answer->value(QLatin1String("RequestedQuotas")).toArray())
        if (const double created = each.toObject().value(QLatin1String("Created")).toDouble(); created > at) {
            at = created;
            status = each.toObject().value(QLatin1String("Status")).toString();
        }
    if (status.isEmpty())
        return Asked::Never;
    if (status == QLatin1String("PENDING") || status == QLatin1String("CASE_OPENED"))
        return Asked::Open;
    return status == QLatin1String("APPROVED") ? Asked::Granted : Asked::Refused; // DENIED, CASE_CLOSED, NOT_APPROVED, INVALID_REQUEST
}

} // namespace fl::aws
