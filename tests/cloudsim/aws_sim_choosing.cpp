// SPDX-License-Identifier: GPL-3.0-or-later
// What the stand-in says to one who chooses: regions, zones with room and without, quotas and what becomes of a wish for more.
#include "tests/cloudsim/aws_answers.h"
#include "tests/cloudsim/aws_sim.h"

#include <QJsonArray>

#include <algorithm>

namespace fl {

void AwsSim::setRegions(const QStringList &regions)
{
    const std::lock_guard lock(m_mutex);
    m_regions = regions;
}

void AwsSim::setNoRoom(const QStringList &where)
{
    const std::lock_guard lock(m_mutex);
    m_noRoom = where;
}

void AwsSim::setEndsAtOnce(int machines)
{
    const std::lock_guard lock(m_mutex);
    m_endAtOnce = machines;
}

void AwsSim::grantQuota(bool granted)
{
    const std::lock_guard lock(m_mutex);
    m_quotaStatus = granted ? QStringLiteral("APPROVED") : QStringLiteral("DENIED");
    if (granted)
        m_quota = std::max(m_quota, m_quotaAsked);
}

void AwsSim::put(const Instance &instance)
{
    const std::lock_guard lock(m_mutex);
    m_instances.push_back(instance);
}

int AwsSim::quotaAskedFor() const
{
    const std::lock_guard lock(m_mutex);
    return m_quotaAsked;
}

QByteArray AwsSim::userDataOf(const QString &instanceId) const
{
    const std::lock_guard lock(m_mutex);
    for (const Instance &instance : m_instances)
        if (instance.id == instanceId)
            return QByteArray::fromBase64(instance.parameters.value(QStringLiteral("UserData")).toLatin1());
    return {};
}

/// A try that names no zone is let in where AWS chooses: not beyond a type of which there is none at all.
bool AwsSim::hasRoom(const QString &type, const QString &zone) const
{
    return !m_noRoom.contains(type) && !m_noRoom.contains(QStringLiteral("%1 %2").arg(type, zone.isEmpty() ? QStringLiteral("any") : zone));
}

QByteArray AwsSim::ec2Choosing(const AwsRequest &request, const QString &region)
{
    if (request.operation == QLatin1String("DescribeRegions")) {
        QString items;
        for (const QString &each : m_regions)
            items += QStringLiteral("<item><regionName>%1</regionName><optInStatus>opt-in-not-required</optInStatus></item>").arg(each);
        items += QStringLiteral("<item><regionName>ap-east-1</regionName><optInStatus>not-opted-in</optInStatus></item>");
        return awsXml(request.operation, QStringLiteral("<regionInfo>%1</regionInfo>").arg(items));
    }
    if (request.operation == QLatin1String("DescribeInstanceTypeOfferings")) {
        QString items;
        for (const char *zone : {"a", "b", "c"})
            items += QStringLiteral("<item><instanceType>%1</instanceType><locationType>availability-zone</locationType><location>%2%3"
                                    "</location></item>")
                         .arg(request.form.value(QStringLiteral("Filter.1.Value.1")), region, QLatin1String(zone));
        return awsXml(request.operation, QStringLiteral("<instanceTypeOfferingSet>%1</instanceTypeOfferingSet>").arg(items));
    }
    if (request.operation == QLatin1String("ModifyInstanceAttribute")) {
        for (Instance &instance : m_instances)
            if (instance.id == request.form.value(QStringLiteral("InstanceId"))) {
                if (instance.state != QLatin1String("stopped"))
                    return refusal(request, QStringLiteral("IncorrectInstanceState"));
                instance.parameters.insert(QStringLiteral("UserData"), request.form.value(QStringLiteral("UserData.Value")));
                if (m_hardware)
                    m_hardware->give(instance.id, userDataOf(instance.id));
                return awsXml(request.operation, QStringLiteral("<return>true</return>"));
            }
        return refusal(request, QStringLiteral("InvalidInstanceID.NotFound"));
    }
    return {};
}

QJsonObject AwsSim::quotas(const AwsRequest &request)
{
    if (request.operation == QLatin1String("GetServiceQuota"))
        return {{QStringLiteral("Quota"), QJsonObject{{QStringLiteral("Value"), double(m_quota)}}}};
    const auto asked = [this] {
        return QJsonObject{{QStringLiteral("Status"), m_quotaStatus},
                           {QStringLiteral("DesiredValue"), double(m_quotaAsked)},
                           {QStringLiteral("Created"), 1.0}};
    };
    if (request.operation == QLatin1String("RequestServiceQuotaIncrease")) {
        m_quotaAsked = request.body.value(QLatin1String("DesiredValue")).toInt();
        m_quotaStatus = QStringLiteral("PENDING");
        return {{QStringLiteral("RequestedQuota"), asked()}};
    }
    return {{QStringLiteral("RequestedQuotas"), m_quotaAsked == 0 ? QJsonArray() : QJsonArray{asked()}}};
}

} // namespace fl
