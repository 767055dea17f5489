// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/providers/aws/policy.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace fl::aws {

QStringList permissions()
{
    // GetCallerIdentity needs none. CreateTags: things are tagged in the request that makes them, which is a permission of its own.
    return QStringLiteral("ec2:AuthorizeSecurityGroupIngress ec2:CreateDefaultVpc ec2:CreateSecurityGroup ec2:CreateTags ec2:DeleteKeyPair "
                          "ec2:DeleteSecurityGroup ec2:DescribeImages ec2:DescribeInstanceTypeOfferings ec2:DescribeInstanceTypes "
                          "ec2:DescribeInstances ec2:DescribeKeyPairs ec2:DescribeRegions ec2:DescribeSecurityGroups "
                          "ec2:DescribeSpotPriceHistory ec2:DescribeVpcs ec2:GetConsoleOutput ec2:ImportKeyPair "
                          "ec2:ModifyInstanceAttribute ec2:RebootInstances ec2:RevokeSecurityGroupIngress ec2:RunInstances "
                          "ec2:StartInstances ec2:StopInstances ec2:TerminateInstances pricing:GetProducts "
                          "servicequotas:GetServiceQuota servicequotas:ListRequestedServiceQuotaChangeHistoryByQuota "
                          "servicequotas:RequestServiceQuotaIncrease ssm:GetParameter")
        .split(QLatin1Char(' '));
}

QByteArray policy()
{
    const QJsonObject statement{{QStringLiteral("Effect"), QStringLiteral("Allow")},
                                {QStringLiteral("Action"), QJsonArray::fromStringList(permissions())},
                                {QStringLiteral("Resource"), QStringLiteral("*")}};
    return QJsonDocument(
               QJsonObject{{QStringLiteral("Version"), QStringLiteral("2012-10-17")}, {QStringLiteral("Statement"), QJsonArray{statement}}})
        .toJson();
}

} // namespace fl::aws
