// SPDX-License-Identifier: GPL-3.0-or-later
// What a Jupyter of ours needs that is made on this computer: password hash and certificate.
#pragma once

#include "backends/core/result.h"
#include "backends/core/secret.h"

namespace fl {

/// "argon2:$argon2id$…" as jupyter_server/auth/security.py passwd_check accepts it (libsodium crypto_pwhash_str). UTF-8 password.
Result<QByteArray> jupyterPasswordHash(const Secret &password);

/// A password a person can type: 5 groups of 4 from an alphabet without look-alikes (about 98 bit).
Secret makePassword();

struct Certificate {
    QByteArray pem;
    Secret keyPem;
    QString sha256;      ///< hex, lower case, of the DER
    qint64 notAfter = 0; ///< ms since the epoch
};

/// EC P-256, self-signed, SAN 127.0.0.1, localhost and `hostName`, valid from `now` for `days` (at most 397).
Result<Certificate> makeCertificate(const QString &hostName, qint64 now, int days = 397);

/// Hex SHA-256 of the first certificate in a PEM file.
Result<QString> certificateSha256(const QByteArray &pem);

} // namespace fl
