// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/hosted/records.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

#include <algorithm>

namespace fl {
namespace {

constexpr qint64 mostBytes = 1024 * 1024;

QString pathOf(const QString &home)
{
    return home + QStringLiteral("/hosted.json");
}

tl::unexpected<Error> cannot(const QString &path, const QString &reason)
{
    return fail({Cause::LocalFile, {{QStringLiteral("path"), path}, {QStringLiteral("reason"), reason}}, NextAction::MendFile, reason, {}});
}

QString asKept(const QString &code)
{
    return code.simplified().toUpper();
}

Status write(const QString &home, const std::vector<HostedRecord> &records)
{
    QJsonArray array;
    for (const HostedRecord &each : records)
        array.append(QJsonObject{{QStringLiteral("service"), each.service},
                                 {QStringLiteral("code"), each.code},
                                 {QStringLiteral("kept"), each.kept}});
    QSaveFile file(pathOf(home));
    if (!QDir().mkpath(home) || !file.open(QIODevice::WriteOnly) || file.write(QJsonDocument(array).toJson()) < 0 || !file.commit())
        return cannot(file.fileName(), file.errorString());
    return {};
}

} // namespace

Result<std::vector<HostedRecord>> hostedRecords(const QString &home)
{
    std::vector<HostedRecord> records;
    QFile file(pathOf(home));
    if (!file.exists())
        return records;
    if (!file.open(QIODevice::ReadOnly))
        return cannot(file.fileName(), file.errorString());
    for (const QJsonValue &value : QJsonDocument::fromJson(file.read(mostBytes)).array()) {
        const QJsonObject object = value.toObject();
        HostedRecord record{object.value(QLatin1String("service")).toString(),
                            object.value(QLatin1String("code")).toString(),
                            object.value(QLatin1String("kept")).toInteger(),
                            {}};
        auto result = readResultCode(record.code);
        if (!result || record.service.isEmpty())
            continue;
        record.result = std::move(*result);
        records.push_back(std::move(record));
    }
    std::stable_sort(records.begin(), records.end(), [](const HostedRecord &a, const HostedRecord &b) { return a.kept > b.kept; });
    return records;
}

Result<HostedRecord> keepHosted(const QString &home, const QString &service, const QString &code, qint64 now)
{
    auto result = readResultCode(code);
    if (!result)
        return fail(result.error());
    auto records = hostedRecords(home);
    if (!records)
        return fail(records.error());
    const HostedRecord record{service, asKept(code), now, std::move(*result)};
    for (const HostedRecord &other : *records)
        if (other.service == service && other.code == record.code)
            return other;
    records->insert(records->begin(), record);
    FL_TRY(write(home, *records));
    return record;
}

Status forgetHosted(const QString &home, const QString &service, const QString &code)
{
    auto records = hostedRecords(home);
    if (!records)
        return fail(records.error());
    const auto gone = std::erase_if(*records, [code = asKept(code), &service](const HostedRecord &each) {
        return each.service == service && each.code == code;
    });
    return gone > 0 ? write(home, *records) : Status();
}

} // namespace fl
