// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/text/google_text.h"

#include "backends/text/text.h"

namespace fl::text {
namespace {

#define T(text) QT_TRANSLATE_NOOP("fl::text", text)

const char *signInPattern(const QString &why)
{
    if (why == QLatin1String("consent"))
        return T("You did not allow it in the browser, so the notebook was not uploaded.");
    if (why == QLatin1String("state"))
        return T("What came back from the browser does not belong to this sign-in. It may be an old page; it may also be somebody else's "
                 "attempt, and was not used.");
    if (why == QLatin1String("code"))
        return T("Google did not accept the answer of this sign-in: it was used already, has run out, or belongs to another program.");
    if (why == QLatin1String("client"))
        return T("Google does not know this program by its client ID, or the client's secret is not the right one.");
    return T("Google refused the sign-in ({error}).");
}

} // namespace

const char *googlePattern(const Error &error)
{
    const auto param = [&](const char *name) { return error.params.value(QLatin1String(name)); };
    if (param("provider") != QLatin1String("google"))
        return nullptr;
    switch (error.cause) {
    case Cause::NotSupportedHere:
        return T(
            "This copy of Firstlight has no client ID for Google, so it cannot sign in for you. With one of your own it can; or save the "
            "notebook and drag it into the page.");
    case Cause::CredentialsRefused: return signInPattern(param("why"));
    case Cause::CredentialsExpired: return T("The sign-in to Google has run out.");
    case Cause::AnswerNeeded: return T("Nobody signed in with the browser within {minutes} min.");
    case Cause::PermissionMissing:
        return T("Firstlight was not allowed to put a file into your Google Drive. When you sign in, leave the box for that ticked.");
    case Cause::AccountNotReady: return T("Google Drive is not switched on for this program's client ID.");
    case Cause::QuotaExceeded: return T("Your Google Drive is full.");
    case Cause::ProviderRefused: return T("Google Drive did not take the notebook ({code}).");
    case Cause::ProviderUnavailable:
        if (param("why") == QLatin1String("busy"))
            return T("Google is too busy just now, and was asked several times.");
        if (param("why") == QLatin1String("sign-in-page"))
            return T("A web page answered instead of Google. This network probably wants you to sign in with the browser first.");
        return T("Google answered in a way that Firstlight does not understand. A newer version may.");
    default: return nullptr;
    }
}

} // namespace fl::text
