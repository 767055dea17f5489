// SPDX-License-Identifier: GPL-3.0-or-later
// How the stand-in for AWS words its answers: EC2's XML, the other services' JSON, both kinds of refusal; and the little world it shows:
// four GPU types with their prices, one without a price, one with AMD's GPU, one of another architecture.
#pragma once

#include "tests/cloudsim/aws_sim.h"

namespace fl {

QByteArray awsXml(const QString &operation, const QString &fields);
QByteArray awsJson(const QJsonObject &object);
QByteArray awsRefusal(int status, const QString &code, bool sts, bool json, const QDateTime &now, const QByteArray &headers);

QString awsInstances(const std::vector<AwsSim::Instance> &instances); ///< <instancesSet>…
QString awsThing(const QString &kind, const QString &id, const QString &name, const QMap<QString, QString> &tags,
                 const QStringList &sources);
QString awsImage(const QString &id);
QString awsTypes();
QString awsSpotPrices();
QJsonObject awsProducts(const QJsonObject &request, int pricePercent); ///< 0: a list without products

} // namespace fl
