// SPDX-License-Identifier: GPL-3.0-or-later
// Answers of a cloud's API, read with care: whatever arrives comes from a stranger, and what is no answer says so. Pure; any thread.
#pragma once

#include "backends/core/result.h"
#include "backends/ports/http.h"

#include <QJsonObject>

namespace fl {

/// What answered is no answer: ProviderUnavailable with that why.
Error unusable(const char *why);

/// Unusable: redirect or sign-in-page; unset: it may be an answer.
std::optional<Error> notAnAnswer(const HttpAnswer &answer);

/// The object; else unusable: unreadable, sign-in-page, too-deep or redirect.
Result<QJsonObject> readJson(const HttpAnswer &answer);

/// After one that says that we ask too fast: what it asks us to wait, or twice as long each time; a part of it by chance, so that many do
/// not come back together.
std::chrono::milliseconds pauseAfter(const HttpAnswer &answer, int tries);

} // namespace fl
