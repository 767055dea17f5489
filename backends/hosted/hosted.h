// SPDX-License-Identifier: GPL-3.0-or-later
// Notebooks that somebody else runs: nothing is made or set up, a notebook is handed to the user, who opens it there. What came
// out is brought back as a short code, and is the user's word: nothing of it was seen by us.
#pragma once

#include "backends/core/choices.h"
#include "backends/ports/clock.h"
#include "backends/ports/sign_in.h"

#include <QByteArray>
#include <QDate>
#include <QJsonObject>
#include <QStringList>

#include <memory>
#include <vector>

namespace fl {

/// What a result code says.
struct HostedResult {
    struct Framework {
        QString name;    ///< pytorch, tensorflow, keras, jax
        QString version; ///< "2.15"
        bool onGpu = false;
        bool operator==(const Framework &) const = default;
    };
    QDate day;                         ///< as that computer's clock said
    QString gpu;                       ///< as it calls itself; empty: none
    std::vector<Framework> frameworks; ///< those that computed rightly
    bool operator==(const HostedResult &) const = default;
};

struct HostedRecord {
    QString service, code;
    qint64 kept = 0; ///< ms since 1970
    HostedResult result;
};

/// What it takes to put a notebook where the user's account is.
struct HostedCall {
    const Choices &choices; ///< where: the service; provider: what is set for it
    Http &http;
    SignIn &signIn;
    Clock &clock;
    std::function<std::optional<Secret>(const QString &name)> secret;            ///< given for this call, else kept
    std::function<bool(const QString &name, const Secret &secret)> keep;         ///< false: nothing can be kept here
    std::function<void(const QString &code, const QJsonObject &arguments)> tell; ///< "hosted-sign-in" (url), "hosted-uploading"
    std::stop_token stop;
    std::chrono::milliseconds browserLimit = std::chrono::minutes(5); ///< for the user, to sign in
};

struct HostedOpened {
    QString url;       ///< of the notebook, to be opened in the browser
    bool kept = false; ///< the sign-in is: next time nobody is asked
};

/// Whether a notebook can be put there for the user, and whether somebody is signed in already.
struct HostedAccess {
    std::optional<Error> problem;
    bool signedIn = false;
    QString ownClient = {}; ///< the id of the user's own client that is used; empty: the program's
};

/// An entry for this program at the service that a user has made, instead of the program's own.
struct HostedClient {
    QString id, secret; ///< their names, as in --set and in --secret
    QString idEnds;     ///< what every such id ends in
    QString page;       ///< where one is made
};

class HostedService {
public:
    virtual ~HostedService() = default;
    virtual QString id() const = 0;       ///< as in ways.yaml
    virtual QString fileName() const = 0; ///< proposed for the notebook
    /// A notebook (nbformat 4) that proves these frameworks there, its words in `language`. Errors: Internal.
    virtual Result<QByteArray> notebook(const QStringList &frameworks, const QString &language) const = 0;

    /// What belongs to a sign-in, by the names of --secret; all of it is forgotten with it.
    virtual QStringList secrets() const { return {}; }
    /// What a user can bring; unset: there is no such thing.
    virtual std::optional<HostedClient> ownClient() const { return std::nullopt; }
    /// Asks nobody but call.secret.
    virtual HostedAccess access(const HostedCall &call) const = 0;
    /// Signs in where that is needed, and puts the notebook there. Blocks. Errors: the one of access(), those of SignIn and Http,
    /// AccountNotReady, QuotaExceeded, ProviderRefused (code); then nothing is there.
    virtual Result<HostedOpened> upload(const QByteArray &notebook, const HostedCall &call) const = 0;
};

class HostedRegistry {
public:
    HostedRegistry(); ///< all that are built in
    const std::vector<std::unique_ptr<HostedService>> &all() const { return m_services; }
    const HostedService *find(const QString &id) const; ///< nullptr: there is no road to it

private:
    std::vector<std::unique_ptr<HostedService>> m_services;
};

/// A notebook for that service with what is usual in it.
Choices hostedChoices(const QString &service, const QString &language);

/// Reads a code, however it was typed (small letters, blanks, O for 0). Errors: BadValue with key "code", when it was mistyped or cut.
Result<HostedResult> readResultCode(const QString &code);

} // namespace fl
