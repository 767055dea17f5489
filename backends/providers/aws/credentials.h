// SPDX-License-Identifier: GPL-3.0-or-later
// The logins to AWS that are on this computer already, as the AWS command line keeps them. Source: docs.aws.amazon.com/cli/latest/
// userguide/cli-configure-files.html. Reads files; any thread.
#pragma once

#include "backends/core/result.h"
#include "backends/providers/aws/sigv4.h"

#include <QMap>

namespace fl::aws {

/// Where to look. `fromSystem` follows AWS_SHARED_CREDENTIALS_FILE, AWS_CONFIG_FILE and the home folder.
struct CredentialPlaces {
    QString credentialsFile, configFile, ssoCacheFolder;
    QMap<QString, QByteArray> environment; ///< the AWS_… variables
    static CredentialPlaces fromSystem();
};

/// A profile that signs in through a browser (aws sso login): its token stands in a cache, and buys credentials for a role.
struct SsoProfile {
    QString startUrl, region, accountId, roleName;
    Secret token;       ///< empty: nobody is signed in
    qint64 expires = 0; ///< of the token, ms since the epoch
};

struct Profile {
    QString name, region;
    Credentials credentials;       ///< with an id when keys stand in the files
    std::optional<SsoProfile> sso; ///< else
    QString other;                 ///< "role_arn", "credential_process" …: a way in that is not taken here; empty: none
};

/// All profiles of both files, by name; "default" first. A file that is not there is empty.
std::vector<Profile> profilesOf(const CredentialPlaces &places);

/// The keys in the environment (AWS_ACCESS_KEY_ID …); unset: none.
std::optional<Credentials> environmentCredentials(const CredentialPlaces &places);

/// The sections of an ini file as AWS writes it: "[profile x]" counts as "x", "[sso-session y]" as "sso-session y"; nested lines and
/// comments are passed over.
QMap<QString, QMap<QString, QString>> iniSections(const QByteArray &text);

} // namespace fl::aws
