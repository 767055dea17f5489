// SPDX-License-Identifier: GPL-3.0-or-later
// Notebooks that somebody else runs: nothing is made or set up, a notebook is handed to the user, who opens it there. What came
// out is brought back as a short code, and is the user's word: nothing of it was seen by us.
#pragma once

#include "backends/core/result.h"

#include <QByteArray>
#include <QDate>
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

class HostedService {
public:
    virtual ~HostedService() = default;
    virtual QString id() const = 0;       ///< as in ways.yaml
    virtual QString fileName() const = 0; ///< proposed for the notebook
    /// A notebook (nbformat 4) that proves these frameworks there, its words in `language`. Errors: Internal.
    virtual Result<QByteArray> notebook(const QStringList &frameworks, const QString &language) const = 0;
};

class HostedRegistry {
public:
    HostedRegistry(); ///< all that are built in
    const std::vector<std::unique_ptr<HostedService>> &all() const { return m_services; }
    const HostedService *find(const QString &id) const; ///< nullptr: there is no road to it

private:
    std::vector<std::unique_ptr<HostedService>> m_services;
};

/// Reads a code, however it was typed (small letters, blanks, O for 0). Errors: BadValue with key "code", when it was mistyped or cut.
Result<HostedResult> readResultCode(const QString &code);

} // namespace fl
