// SPDX-License-Identifier: GPL-3.0-or-later
// A file in the user's Google Drive, by version 3 of its interface. With the scope drive.file we see what we put there, and nothing else.
#pragma once

#include "backends/hosted/colab/google_login.h"

namespace fl::google {

// What comes too fast, finds Google busy or loses its answer is asked again a few times.
// Errors: CredentialsExpired (the token), PermissionMissing, AccountNotReady, QuotaExceeded, ProviderRefused (provider, code),
// ProviderUnavailable (why: busy, sign-in-page, unreadable), and those of Http.

/// The id of a file that is to come: whoever asks twice for the file of one id gets one file.
Result<QString> reserveId(const Secret &token, const Login &login, const HostedCall &call);

/// Makes a notebook of that id and name, or finds that an earlier try, whose answer did not come, made it.
Status createNotebook(const QString &id, const QString &name, const QByteArray &notebook, const Secret &token, const Login &login,
                      const HostedCall &call);

} // namespace fl::google
