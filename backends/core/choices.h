// SPDX-License-Identifier: GPL-3.0-or-later
// Everything the user decided. A plain value: no secret is in it, only what names one.
#pragma once

#include "backends/core/secret.h"

#include <QMap>
#include <QString>
#include <QStringList>

#include <optional>

namespace fl {

struct SshChoice {
    QString host;
    int port = 22;
    QString user;
    QString keyFile;             ///< empty: the agent, else a password
    QString jump;                ///< [user@]host[:port], or empty
    QString acceptedHostKey;     ///< "SHA256:…" that the user compared, or empty
    QString acceptedJumpHostKey; ///< the same for the jump host
    bool operator==(const SshChoice &) const = default;
};

enum class Source { Auto, Pypi, Conda, Distro };

struct SoftwareChoice {
    QStringList frameworks{QStringLiteral("pytorch")}; ///< pytorch, tensorflow, keras, jax
    QString kerasBackend;                              ///< what Keras computes with: pytorch, tensorflow, jax; empty: the best
    Source source = Source::Auto;
    QStringList extras; ///< git, collaboration, vscode
    bool cudaToolkit = false;
    bool keepDriver = false;                         ///< a driver that is there stays, whatever cannot be done with it then
    QString notebookLanguage = QStringLiteral("en"); ///< of the welcome notebook: en, zh_CN
    bool operator==(const SoftwareChoice &) const = default;
};

struct AccessChoice {
    int localPort = 0;                     ///< 0: any free one
    int serverPort = 8888;                 ///< Jupyter's, on the server's 127.0.0.1
    std::optional<qint64> autoStopSeconds; ///< without work; 0: never; unset: an hour where the machine costs money, else never
    bool openBrowser = true;
    bool operator==(const AccessChoice &) const = default;
};

struct NetworkChoice {
    QString proxy;   ///< http://host:port, for the server
    QString noProxy; ///< hosts and domains that are reached without it: "localhost,.example.org"
    QString caFile;  ///< extra certificate authority, PEM, a file on this computer
    QString aptMirror, pypiMirror, torchMirror, condaMirror, nvidiaMirror, huggingFaceMirror;
    bool operator==(const NetworkChoice &) const = default;
};

struct GuardChoice {
    std::optional<qint64> budgetMicros; ///< in millionths of the price's currency; unset or 0: none
    bool operator==(const GuardChoice &) const = default;
};

struct Choices {
    QString where = QStringLiteral("practice"); ///< a provider's id
    QString machineName;                        ///< empty: the provider proposes one
    SshChoice ssh;
    SoftwareChoice software;
    AccessChoice access;
    GuardChoice guard;
    NetworkChoice network;
    QMap<QString, QString> provider; ///< what the provider's own fields() ask: "region", "type", "image", "spot", "endpoint"
    bool operator==(const Choices &) const = default;
};

} // namespace fl
