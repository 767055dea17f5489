// SPDX-License-Identifier: GPL-3.0-or-later
// AWS's own description of its interface (tests/contracts/aws.json) as a judge of requests: what a request may hold, and of which type.
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QMap>
#include <QStringList>

namespace fl {

/// A request as AWS would read it.
struct AwsRequest {
    QString service, operation;  ///< "ec2", "RunInstances"
    QMap<QString, QString> form; ///< of a query, without Action and Version
    QJsonObject body;            ///< of the JSON services
};

class AwsContract {
public:
    AwsContract();

    /// Everything that the contract forbids in it; empty: nothing.
    QStringList violations(const AwsRequest &request) const;
    bool knows(const QString &service, const QString &operation) const;
    QString serviceOfTarget(const QString &target) const; ///< of an X-Amz-Target; empty: none has it
    QString versionOf(const QString &service) const;
    int statusOf(const QString &code) const; ///< HTTP status of an error
    QStringList errorCodes() const;

private:
    QStringList formViolations(const QString &name, const QJsonObject &operation, const QMap<QString, QString> &form) const;
    void jsonViolations(const QString &where, const QString &shape, const QJsonValue &value, QStringList &found) const;

    QJsonObject m_contract, m_operations, m_shapes, m_errors;
};

} // namespace fl
