// SPDX-License-Identifier: GPL-3.0-or-later
// A stand-in for Google that checks what it is asked: the page where one says yes or no, the token endpoint (it compares verifier and
// challenge), an account's Drive, and a page for what lies there. It can be told to answer with any error, or to say nothing. On a
// thread of its own; the functions here may be called from any.
#pragma once

#include "tests/cloudsim/google_contract.h"
#include "tests/fakes/fake_http_server.h"

namespace fl {

class GoogleSim {
public:
    GoogleSim();

    QUrl url() const { return m_server->url(QString()); }
    // What only an encoded form brings over whole.
    static QString clientId() { return QStringLiteral("1234-firstlight.apps.googleusercontent.com"); }
    static QByteArray clientSecret() { return "GOCSPX-a+b/c=d&e"; }

    struct File {
        QString id, name;
        QByteArray content;
    };

    // What is there, and what was asked.
    std::vector<File> files() const;
    QStringList violations() const;
    QStringList operations() const;   ///< "authorize", "consent", "token code", "token refresh", "ids", "upload", "show", in their order
    QList<QByteArray> tokens() const; ///< all that were ever given: none of them belongs into a log
    QList<QByteArray> requests() const { return m_server->requests(); }

    // What goes wrong.
    void setState(const QString &state);    ///< comes back instead of the one that was sent
    void spoilChallenges();                 ///< so that no verifier is the right one
    void grantOnly(const QString &scope);   ///< whatever is asked for
    void endTokens();                       ///< those that were given for access
    void endRefreshTokens();                ///< those for renewal
    void refuseToken(const QString &error); ///< the next request for a token
    void refuseUpload(const QString &reason, int times = 1);
    void storeAndAnswer(const QByteArray &rawAnswer);                          ///< the next upload is done, and this is said to it
    void answerInstead(const QString &operation, const QByteArray &rawAnswer); ///< byte for byte, once
    void saySilence(const QString &operation);                                 ///< from now on

private:
    struct Asked {
        QByteArray method, path, body;
        QMap<QString, QString> query;
        QMap<QByteArray, QByteArray> headers;
    };
    struct Grant {
        QString redirect, challenge, state;
    };

    QByteArray answer(const QByteArray &request);
    QByteArray authorize(const Asked &asked);
    QByteArray consent(const Asked &asked);
    QByteArray token(const Asked &asked);
    QByteArray ids(const Asked &asked);
    QByteArray upload(const Asked &asked);
    bool mayAsk(const Asked &asked) const;
    QByteArray show(const Asked &asked) const;
    QByteArray tokenRefusal(const QString &error) const;
    QByteArray driveRefusal(const QString &reason) const;
    QString fresh(const QString &kind);

    GoogleContract m_contract;
    mutable std::recursive_mutex m_mutex; // all below
    std::vector<File> m_files;
    QStringList m_violations, m_operations, m_silent, m_access, m_refresh, m_planned, m_reserved;
    QList<QByteArray> m_tokens;
    QMap<QString, Grant> m_asked, m_codes;
    QMap<QString, QByteArray> m_instead;
    QString m_state, m_granted, m_tokenError;
    QByteArray m_afterStoring;
    bool m_spoilt = false;
    int m_ids = 0;
    std::unique_ptr<FakeHttpServer> m_server; // last: it calls back
};

} // namespace fl
