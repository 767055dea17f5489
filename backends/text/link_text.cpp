// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/text/link_text.h"

#include "backends/text/fill.h"
#include "backends/text/text.h"

namespace fl::text {
namespace {

#define T(text) QT_TRANSLATE_NOOP("fl::text", text)

const char *title(const QString &kind)
{
    static const QMap<QString, const char *> titles{
        {QStringLiteral("hardware"), T("The GPU in the machine")},
        {QStringLiteral("module"), T("The driver in the system's kernel")},
        {QStringLiteral("driver"), T("The driver answers")},
        {QStringLiteral("library"), T("The driver's library")},
        {QStringLiteral("cuda"), T("CUDA starts")},
        {QStringLiteral("wheel"), T("{framework} fits")},
        {QStringLiteral("kernel"), T("{framework} computes")},
    };
    return titles.value(kind);
}

const char *found(const QString &kind, const QMap<QString, QString> &facts)
{
    const auto has = [&](const char *name) { return facts.contains(QLatin1String(name)); };
    if (kind == QLatin1String("hardware"))
        return has("count") ? T("NVIDIA GPUs: {count}") : nullptr;
    if (kind == QLatin1String("module"))
        return !has("version") ? nullptr : has("flavour") ? T("version {version} ({flavour})") : T("version {version}");
    if (kind == QLatin1String("driver"))
        return nullptr;
    if (kind == QLatin1String("library"))
        return has("version") ? T("version {version}") : nullptr;
    if (kind == QLatin1String("cuda"))
        return has("version") && has("capability") ? T("CUDA {version}, compute capability {capability}")
            : has("version")                       ? T("CUDA {version}")
                                                   : nullptr;
    if (kind == QLatin1String("wheel"))
        return !has("version") ? nullptr
            : has("cuda")      ? T("version {version}, built for CUDA {cuda}")
                               : T("version {version}, for the processor");
    if (kind == QLatin1String("kernel"))
        return has("gpu") ? T("in {seconds} s on {gpu}") : has("seconds") ? T("in {seconds} s on the processor") : nullptr;
    return nullptr;
}

} // namespace

QString linkTitle(const QString &id)
{
    const QString kind = id.section(QLatin1Char(':'), 0, 0);
    const char *pattern = title(kind);
    return pattern ? fill(pattern, {{QStringLiteral("framework"), frameworkName(id.section(QLatin1Char(':'), 1))}}) : visible(id);
}

QString linkFound(const QString &id, const QMap<QString, QString> &facts)
{
    const QString kind = id.section(QLatin1Char(':'), 0, 0);
    if (kind == QLatin1String("hardware") && facts.contains(QStringLiteral("model")))
        return visible(facts.value(QStringLiteral("model")));
    QMap<QString, QString> values = facts;
    if (const auto flavour = values.find(QStringLiteral("flavour")); flavour != values.end())
        *flavour = translated(*flavour == QLatin1String("open") ? T("open") : T("proprietary"));
    const char *pattern = found(kind, values);
    return pattern ? fill(pattern, values) : QString();
}

QString linkState(const QString &state)
{
    static const QMap<QString, const char *> words{
        {QStringLiteral("whole"), T("all right")},
        {QStringLiteral("broken"), T("broken")},
        {QStringLiteral("not-reached"), T("not reached")},
        {QStringLiteral("not-there"), T("not needed")},
    };
    const char *word = words.value(state);
    return word ? translated(word) : state;
}

QString linkNotThere(const QString &id)
{
    return translated(id == QLatin1String("hardware") ? T("There is no NVIDIA GPU in this machine.") : T("not needed here"));
}

} // namespace fl::text
