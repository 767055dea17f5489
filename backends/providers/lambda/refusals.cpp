// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/providers/lambda/refusals.h"

#include <QMap>

namespace fl::lambda {
namespace {

const QLatin1String tooMany("too-many-requests");

const QMap<QString, Meaning> &meanings()
{
    static const QMap<QString, Meaning> table{
        {QStringLiteral("global/invalid-api-key"), {Cause::CredentialsRefused, NextAction::CheckCredentials}},
        {QStringLiteral("global/account-inactive"), {Cause::AccountNotReady, NextAction::FinishAccount}},
        {QStringLiteral("global/invalid-address"), {Cause::AccountNotReady, NextAction::FinishAccount}},
        {QStringLiteral("global/forbidden"), {Cause::PermissionMissing, NextAction::AllowPermission}},
        {QStringLiteral("global/quota-exceeded"), {Cause::QuotaExceeded, NextAction::RequestQuota}},
        {QStringLiteral("global/invalid-parameters"), {Cause::ProviderRefused, NextAction::ChangeInput}},
        {QStringLiteral("global/not-found"), {Cause::ProviderRefused, NextAction::Retry}},
        {QStringLiteral("global/object-does-not-exist"), {Cause::ProviderRefused, NextAction::Retry}},
        {QStringLiteral("global/conflict"), {Cause::ProviderRefused, NextAction::Retry}},
        {QStringLiteral("global/internal-error"), {Cause::ProviderUnavailable, NextAction::Retry}},
        {QStringLiteral("firewall-rulesets/firewall-ruleset-in-use"), {Cause::StillThere, NextAction::Retry}},
        {QStringLiteral("instance-operations/launch/insufficient-capacity"), {Cause::NoCapacity, NextAction::ChooseOtherPlace}},
        {QStringLiteral("instance-operations/launch/file-system-in-wrong-region"), {Cause::ProviderRefused, NextAction::ChangeInput}},
        {tooMany, {Cause::ProviderUnavailable, NextAction::Retry}},
    };
    return table;
}

} // namespace

Meaning meaningOf(const QString &code)
{
    return meanings().value(code);
}

std::optional<Refusal> refusalOf(const HttpAnswer &answer)
{
    if (answer.status < 400)
        return std::nullopt;
    Refusal refusal{answer.status, {}, {}};
    if (const auto object = readJson(answer)) {
        const QJsonObject error = object->value(QLatin1String("error")).toObject();
        refusal.code = error.value(QLatin1String("code")).toString();
        refusal.message = error.value(QLatin1String("message")).toString();
        if (const QString suggestion = error.value(QLatin1String("suggestion")).toString(); !suggestion.isEmpty())
            refusal.message += QLatin1Char(' ') + suggestion;
    }
    if (answer.status == 429)
        refusal.code = tooMany;
    return refusal.code.isEmpty() ? std::nullopt : std::optional(refusal);
}

Error refusalError(const Refusal &refusal)
{
    // A fault of Lambda's own leaves open what was done, whatever it is called.
    const Meaning meaning = refusal.status >= 500 ? meaningOf(QStringLiteral("global/internal-error")) : meaningOf(refusal.code);
    return {meaning.cause,
            {{QStringLiteral("provider"), QStringLiteral("lambda")},
             {QStringLiteral("code"), refusal.code},
             {QStringLiteral("status"), QString::number(refusal.status)}},
            meaning.next,
            refusal.message.left(500),
            {}};
}

bool saysCode(const Error &error, QLatin1String code)
{
    return error.params.value(QStringLiteral("code")) == code;
}

bool isNotFound(const Error &error)
{
    return error.params.value(QStringLiteral("status")) == QLatin1String("404")
        && (saysCode(error, QLatin1String("global/object-does-not-exist")) || saysCode(error, QLatin1String("global/not-found")));
}

QStringList knownCodes()
{
    return meanings().keys();
}

} // namespace fl::lambda
