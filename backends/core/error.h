// SPDX-License-Identifier: GPL-3.0-or-later
// What went wrong, as data: the sentence a person reads is made from it in backends/text.
#pragma once

#include "backends/core/money.h"

#include <QMap>
#include <QString>

#include <optional>

namespace fl {

/// Exit codes of firstlight-cli (a stable interface).
enum class Exit { Done = 0, Usage = 2, UserMustAct = 3, ProviderRefused = 4, StepFailed = 5, NotReachable = 6, Cancelled = 7 };

/// Every cause stands in causes.def with its code and exit code.
enum class Cause {
#define FL_CAUSE(name, slug, exit) name,
#include "backends/core/causes.def"
#undef FL_CAUSE
};

/// "ssh-auth-refused": the stable name in JSON. FL-SSH-AUTH-REFUSED, made from it, is what a person can search for.
QString slug(Cause cause);
QString searchCode(Cause cause);
Exit exitCode(Cause cause);
std::optional<Cause> causeFromSlug(const QString &slug);

/// What the user can do next; the panel shows it as its one button. Stands in actions.def.
enum class NextAction {
#define FL_ACTION(name, slug) name,
#include "backends/core/actions.def"
#undef FL_ACTION
};

QString slug(NextAction action);
std::optional<NextAction> actionFromSlug(const QString &slug);

/// What exists at the moment of the error, and what it costs.
struct Exists {
    enum class What {
        Nothing,     ///< nothing was created or changed
        Unchanged,   ///< something existed before and is as it was
        Machine,     ///< a machine of ours exists (perhaps partly set up)
        PartlySetUp, ///< a computer of the user's has some of our steps done
        Unknown,     ///< could not be asked; the ledger will reconcile
    };
    What what = What::Nothing;
    QString machine;              ///< its name, where there is one
    std::optional<Money> perHour; ///< unset: price unknown. Free is Money{0}.
    bool operator==(const Exists &) const = default;
};

QString slug(Exists::What what);
std::optional<Exists::What> existsFromSlug(const QString &slug);

struct Error {
    Cause cause;
    QMap<QString, QString> params; ///< named values for the sentence ("host", "path" …); never secret
    NextAction next = NextAction::Retry;
    QString detail;     ///< for the folded part: technical, one or more lines, already redacted
    Exists exists = {}; ///< filled by run/, which alone knows
    bool operator==(const Error &) const = default;
};

} // namespace fl
