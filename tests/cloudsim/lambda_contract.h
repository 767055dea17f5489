// SPDX-License-Identifier: GPL-3.0-or-later
// Lambda's own description of its Cloud API (tests/contracts/lambda.json) as a judge of requests, and of what its stand-in answers.
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QMap>
#include <QStringList>

namespace fl {

class LambdaContract {
public:
    LambdaContract();

    struct Request {
        QByteArray method;
        QString path; ///< without the query
        QMap<QString, QString> query;
        QMap<QByteArray, QByteArray> headers; ///< names in small letters
        QByteArray body;
    };

    QString operationOf(const Request &request) const; ///< "launchInstance"; empty: there is none
    QString idIn(const Request &request) const;        ///< what stands for {id} in its path
    /// Everything that the contract forbids; empty: nothing.
    QStringList violations(const Request &request) const;
    QStringList answerViolations(const QString &operation, int status, const QJsonObject &answer) const;

    QStringList errorCodes() const; ///< all of them
    /// The status with which that operation may refuse so; 0: it never does.
    int statusOf(const QString &operation, const QString &code) const;

private:
    QJsonObject operation(const QString &name) const { return m_operations.value(name).toObject(); }
    QJsonObject resolved(const QJsonObject &schema) const;
    void judge(const QString &where, const QJsonObject &schema, const QJsonValue &value, bool closed, QStringList &found) const;
    QStringList codesIn(const QJsonObject &schema) const;

    QJsonObject m_operations, m_schemas;
};

} // namespace fl
