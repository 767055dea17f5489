// SPDX-License-Identifier: GPL-3.0-or-later
// AWS Signature Version 4. Source: docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html; proven by the
// vectors in tests/contracts/aws-sigv4-vectors.json. Pure; any thread.
#pragma once

#include "backends/core/secret.h"
#include "backends/ports/http.h"

#include <QDateTime>

namespace fl::aws {

struct Credentials {
    QString accessKeyId;
    Secret secretAccessKey;
    Secret sessionToken; ///< of temporary ones; empty: none
    qint64 expires = 0;  ///< ms since the epoch; 0: not known
    QString from;        ///< where they were found: "pasted", "environment", "profile default" …
};

struct Scope {
    QString region;  ///< "eu-central-1"
    QString service; ///< "ec2"
};

/// The steps of the signature, as the vectors name them.
struct Signature {
    QByteArray canonicalRequest, stringToSign, authorization;
};

/// A request as it goes over the wire; all its headers are signed, Host and X-Amz-Date among them.
struct Signable {
    QByteArray method, target; ///< "/path?query" as it is sent
    HttpHeaders headers;
    QByteArray body;
};

Signature signatureOf(const Signable &request, const Credentials &credentials, const Scope &scope);

/// Adds Host, X-Amz-Date, X-Amz-Security-Token and Authorization.
HttpRequest sign(HttpRequest request, const Credentials &credentials, const Scope &scope, const QDateTime &now);

} // namespace fl::aws
