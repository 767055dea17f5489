// SPDX-License-Identifier: GPL-3.0-or-later
// What Lambda's refusals mean to us. Source of the codes: Lambda's description of its Cloud API, version 1.10.0 (cloud.lambda.ai/api/v1/
// openapi.json). Pure.
#pragma once

#include "backends/providers/cloud/answers.h"

namespace fl::lambda {

/// How Lambda refuses.
struct Refusal {
    int status = 0;
    QString code;    ///< "global/quota-exceeded"; "too-many-requests" of ours, where Lambda says it by the status alone
    QString message; ///< Lambda's own words, with its suggestion; not for people who cannot read English
};

struct Meaning {
    Cause cause = Cause::ProviderRefused;
    NextAction next = NextAction::ShowLog;
};

Meaning meaningOf(const QString &code);

/// Unset: the answer's status is not that of a refusal, or the body names none and the status alone says nothing.
std::optional<Refusal> refusalOf(const HttpAnswer &answer);

/// The refusal as our error: params "provider" = lambda, "code", "status". Lambda's own words go to the detail.
Error refusalError(const Refusal &refusal);

/// It says that there is no such thing (any more).
bool isNotFound(const Error &error);
bool saysCode(const Error &error, QLatin1String code);

/// All codes with a meaning of their own, for the tests.
QStringList knownCodes();

} // namespace fl::lambda
