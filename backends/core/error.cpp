// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/core/error.h"

#include <array>

namespace fl {
namespace {

struct CauseRow {
    const char *slug;
    Exit exit;
};

constexpr CauseRow causes[] = {
#define FL_CAUSE(name, slug, exit) {slug, Exit::exit},
#include "backends/core/causes.def"
#undef FL_CAUSE
};

constexpr const char *actions[] = {
#define FL_ACTION(name, slug) slug,
#include "backends/core/actions.def"
#undef FL_ACTION
};

} // namespace

QString slug(Cause cause)
{
    return QString::fromLatin1(causes[static_cast<size_t>(cause)].slug);
}

QString searchCode(Cause cause)
{
    return QStringLiteral("FL-") + slug(cause).toUpper();
}

Exit exitCode(Cause cause)
{
    return causes[static_cast<size_t>(cause)].exit;
}

std::optional<Cause> causeFromSlug(const QString &slug)
{
    for (size_t i = 0; i < std::size(causes); ++i)
        if (slug == QLatin1String(causes[i].slug))
            return static_cast<Cause>(i);
    return std::nullopt;
}

QString slug(NextAction action)
{
    return QString::fromLatin1(actions[static_cast<size_t>(action)]);
}

std::optional<NextAction> actionFromSlug(const QString &slug)
{
    for (size_t i = 0; i < std::size(actions); ++i)
        if (slug == QLatin1String(actions[i]))
            return static_cast<NextAction>(i);
    return std::nullopt;
}

std::optional<Exists::What> existsFromSlug(const QString &text)
{
    for (int i = 0; i <= static_cast<int>(Exists::What::Unknown); ++i)
        if (slug(static_cast<Exists::What>(i)) == text)
            return static_cast<Exists::What>(i);
    return std::nullopt;
}

QString slug(Exists::What what)
{
    switch (what) {
    case Exists::What::Nothing: return QStringLiteral("nothing");
    case Exists::What::Unchanged: return QStringLiteral("unchanged");
    case Exists::What::Machine: return QStringLiteral("machine");
    case Exists::What::PartlySetUp: return QStringLiteral("partly-set-up");
    case Exists::What::Unknown: return QStringLiteral("unknown");
    }
    Q_UNREACHABLE();
}

} // namespace fl
