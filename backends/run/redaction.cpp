// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/run/redaction.h"

#include <QJsonArray>
#include <QRegularExpression>

#include <algorithm>
#include <mutex>

namespace fl {
namespace {

constexpr qsizetype shortest = 4;

QString masked()
{
    return QStringLiteral("••••");
}

/// What looks like a secret, whoever made it.
const std::vector<QRegularExpression> &patterns()
{
    static const std::vector<QRegularExpression> list = [] {
        std::vector<QRegularExpression> all;
        for (const char *pattern : {
                 // A private key to its end, or to the end of the text when the rest comes later.
                 "-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----[\\s\\S]*?(?:-----END [A-Z0-9 ]*PRIVATE KEY-----|$(?![\\s\\S]))",
                 "\\b(?:AKIA|ASIA)[A-Z0-9]{16}\\b",
                 "\\bya29\\.[A-Za-z0-9._-]+",
                 "\\b[Bb]earer\\s+[A-Za-z0-9._~+/=-]+",
                 "\\bargon2:\\S+",
                 "\\$argon2(?:id|i|d)\\$\\S+",
                 "(?<=[?&]token=)[^&\\s\"']+",
                 "(?<=://)[^/\\s:@]+:[^/\\s@]+(?=@)",
             })
            all.emplace_back(QString::fromLatin1(pattern));
        return all;
    }();
    return list;
}

} // namespace

struct Redactor::Private {
    mutable std::mutex mutex;
    std::vector<Secret> values; ///< longest first: a value that is part of another must not cut it in two

    void add(QByteArray &&bytes)
    {
        if (bytes.size() < shortest)
            return;
        Secret value(std::move(bytes));
        if (std::find(values.begin(), values.end(), value) != values.end())
            return;
        const auto place = std::find_if(values.begin(), values.end(), [&](const Secret &other) { return other.size() < value.size(); });
        values.insert(place, std::move(value));
    }
};

Redactor::Redactor() : d(std::make_unique<Private>())
{
}

Redactor::~Redactor() = default;

void Redactor::add(const Secret &secret)
{
    const std::lock_guard lock(d->mutex);
    secret.reveal([&](QByteArrayView view) {
        const QByteArray bytes = view.toByteArray();
        if (bytes.size() < shortest)
            return;
        // A key of many lines may come line by line.
        for (const QByteArray &line : bytes.split('\n'))
            if (line.size() >= 16 && line.size() < bytes.size() && !line.startsWith("-----"))
                d->add(QByteArray(line));
        d->add(QByteArray(bytes));
        d->add(bytes.toBase64(QByteArray::OmitTrailingEquals));
        d->add(bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
        d->add(bytes.toHex());
        d->add(bytes.toPercentEncoding());
    });
}

QString Redactor::mask(const QString &text) const
{
    QString result = text;
    {
        const std::lock_guard lock(d->mutex);
        for (const Secret &value : d->values)
            value.reveal([&](QByteArrayView bytes) { result.replace(QString::fromUtf8(bytes), masked()); });
    }
    for (const QRegularExpression &pattern : patterns())
        result.replace(pattern, masked());
    return result;
}

namespace {

QJsonValue maskValue(const Redactor &redactor, const QJsonValue &value)
{
    if (value.isString())
        return redactor.mask(value.toString());
    if (value.isObject())
        return redactor.mask(value.toObject());
    if (value.isArray()) {
        QJsonArray array;
        for (const QJsonValue &each : value.toArray())
            array.append(maskValue(redactor, each));
        return array;
    }
    return value;
}

} // namespace

QJsonObject Redactor::mask(const QJsonObject &object) const
{
    QJsonObject result;
    for (auto it = object.begin(); it != object.end(); ++it)
        result.insert(it.key(), maskValue(*this, it.value()));
    return result;
}

} // namespace fl
