// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/providers/lambda/login.h"

#include <QCryptographicHash>

namespace fl::lambda {
namespace {

const QString keyName = QStringLiteral("lambda.api_key");

Secret trimmed(const Secret &secret)
{
    return Secret(secret.reveal([](QByteArrayView bytes) { return bytes.trimmed().toByteArray(); }));
}

} // namespace

Environment Environment::fromSystem()
{
    return {qgetenv("LAMBDA_API_KEY"), qEnvironmentVariable("LAMBDA_ENDPOINT_URL")};
}

Result<Login> login(const Environment &environment, ProviderCall &call)
{
    if (const auto given = call.secret ? call.secret(keyName) : std::nullopt; given && !given->isEmpty())
        return Login{trimmed(*given), QStringLiteral("pasted")};
    if (!environment.apiKey.trimmed().isEmpty())
        return Login{Secret(environment.apiKey.trimmed()), QStringLiteral("environment")};
    if (const auto kept = call.kept ? call.kept(keyName) : std::nullopt; kept && !kept->isEmpty())
        return Login{trimmed(*kept), QStringLiteral("kept")};
    return fail({Cause::SecretMissing, {{QStringLiteral("name"), keyName}}, NextAction::CheckCredentials, {}, {}});
}

QString markOf(const Secret &key)
{
    const QByteArray hash = key.reveal(
        [](QByteArrayView bytes) { return QCryptographicHash::hash("firstlight:" + bytes.toByteArray(), QCryptographicHash::Sha256); });
    return QString::fromLatin1(hash.toHex().left(12));
}

} // namespace fl::lambda
