// SPDX-License-Identifier: GPL-3.0-or-later
// A file in the user's Google Drive, by version 3 of its interface. With the scope drive.file we see what we put there, and nothing else.
#pragma once

#include "backends/hosted/colab/google_login.h"

namespace fl::google {

/// Makes a notebook of that name, in one request; its id. What comes too fast, or finds Google busy, is asked again a few times.
/// Errors: CredentialsExpired (the token), PermissionMissing, AccountNotReady, QuotaExceeded, ProviderRefused (provider, code),
/// ProviderUnavailable (why: busy, sign-in-page, unreadable), and those of Http.
Result<QString> createNotebook(const QString &name, const QByteArray &notebook, const Secret &token, const Login &login,
                               const HostedCall &call);

} // namespace fl::google
