// SPDX-License-Identifier: GPL-3.0-or-later
#include "wizard/remembered.h"

#include "backends/core/keys.h"
#include "backends/plan/idle_stop.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

namespace fl {
namespace {

QString pathIn(const QString &home)
{
    return home + QStringLiteral("/window.json");
}

} // namespace

QByteArray toJson(const Remembered &remembered)
{
    QJsonObject choices;
    for (const auto &[key, value] : changedKeys(remembered.choices))
        // What one machine may cost is decided anew for the next.
        if (key != QLatin1String("machine.name") && key != idleStopKey && key != QLatin1String("guard.budget"))
            choices.insert(key, value);
    return QJsonDocument(QJsonObject{{QStringLiteral("where"), remembered.choices.where},
                                     {QStringLiteral("choices"), choices},
                                     {QStringLiteral("language"), remembered.language},
                                     {QStringLiteral("appearance"), remembered.appearance},
                                     {QStringLiteral("notify"), remembered.notify}})
        .toJson();
}

Remembered rememberedFromJson(const QByteArray &json)
{
    Remembered remembered;
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    if (const QString where = object.value(QLatin1String("where")).toString(); !where.isEmpty())
        remembered.choices.where = where;
    const QJsonObject choices = object.value(QLatin1String("choices")).toObject();
    for (auto it = choices.begin(); it != choices.end(); ++it)
        (void)setKey(remembered.choices, it.key(), it.value().toString());
    remembered.language = object.value(QLatin1String("language")).toString();
    remembered.appearance = object.value(QLatin1String("appearance")).toString();
    remembered.notify = object.value(QLatin1String("notify")).toBool(true);
    return remembered;
}

Remembered loadRemembered(const QString &home)
{
    QFile file(pathIn(home));
    return file.open(QIODevice::ReadOnly) ? rememberedFromJson(file.read(1024 * 1024)) : Remembered{};
}

bool saveRemembered(const QString &home, const Remembered &remembered)
{
    // Whatever the umask says, nothing of a profile is open to others.
    constexpr auto file600 = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
    if (!QDir().mkpath(QFileInfo(home).absolutePath())
        || (!QFileInfo::exists(home) && !QDir().mkdir(home, file600 | QFileDevice::ExeOwner)))
        return false;
    QSaveFile file(pathIn(home));
    const QByteArray json = toJson(remembered);
    return file.open(QIODevice::WriteOnly) && file.setPermissions(file600) && file.write(json) == json.size() && file.commit();
}

} // namespace fl
