// SPDX-License-Identifier: GPL-3.0-or-later
// Google's own description of a sign-in and of Drive (tests/contracts/colab-drive.json) as a judge of requests.
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QMap>
#include <QStringList>

namespace fl {

class GoogleContract {
public:
    GoogleContract();

    // Everything that the contract forbids; empty: nothing.
    QStringList authorizeViolations(const QMap<QString, QString> &query) const;
    QStringList tokenViolations(const QMap<QString, QString> &form) const; ///< of a code; a renewal has its own fields (RFC 6749, 6)
    QStringList idsViolations(const QMap<QString, QString> &query) const;
    QStringList uploadViolations(const QMap<QString, QString> &query, const QJsonObject &file, const QByteArray &mediaType) const;

    QString scope() const;
    int statusOfToken(const QString &error) const;  ///< "invalid_grant"
    int statusOfDrive(const QString &reason) const; ///< "storageQuotaExceeded"

private:
    static QStringList compare(const QString &what, const QJsonObject &wanted, const QMap<QString, QString> &given);
    void typeViolations(const QString &where, const QJsonObject &schema, const QJsonValue &value, QStringList &found) const;

    QJsonObject m_contract, m_auth;
};

} // namespace fl
