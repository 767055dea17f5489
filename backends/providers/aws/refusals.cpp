// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/providers/aws/refusals.h"

#include "backends/providers/aws/policy.h"

#include <QMap>
#include <QRegularExpression>

namespace fl::aws {
namespace {

const QMap<QString, Meaning> &meanings()
{
    using enum Again;
    constexpr Meaning credentials{Cause::CredentialsRefused, NextAction::CheckCredentials, No};
    constexpr Meaning maybeClock{Cause::CredentialsRefused, NextAction::CheckCredentials, WithClock};
    constexpr Meaning permission{Cause::PermissionMissing, NextAction::AllowPermission, No};
    constexpr Meaning account{Cause::AccountNotReady, NextAction::FinishAccount, No};
    constexpr Meaning quota{Cause::QuotaExceeded, NextAction::RequestQuota, No};
    constexpr Meaning capacity{Cause::NoCapacity, NextAction::ChooseOtherPlace, No};
    constexpr Meaning tooFast{Cause::ProviderUnavailable, NextAction::Retry, Later};
    constexpr Meaning open{Cause::ProviderUnavailable, NextAction::Retry, Unknown};
    constexpr Meaning changeInput{Cause::ProviderRefused, NextAction::ChangeInput, No};
    constexpr Meaning again{Cause::ProviderRefused, NextAction::Retry, No};
    constexpr Meaning ours{Cause::ProviderRefused, NextAction::ReportBug, No};
    static const QMap<QString, Meaning> table{
        {QStringLiteral("AuthFailure"), maybeClock},
        {QStringLiteral("InvalidClientTokenId"), credentials},
        {QStringLiteral("SignatureDoesNotMatch"), maybeClock},
        {QStringLiteral("InvalidSignatureException"), maybeClock},
        {QStringLiteral("UnrecognizedClientException"), credentials},
        {QStringLiteral("IncompleteSignature"), ours},
        {QStringLiteral("RequestExpired"), {Cause::CredentialsExpired, NextAction::SignInAgain, WithClock}},
        {QStringLiteral("RequestTimeTooSkewed"), {Cause::ClockWrong, NextAction::SetClock, WithClock}},
        {QStringLiteral("ExpiredToken"), {Cause::CredentialsExpired, NextAction::SignInAgain, No}},
        {QStringLiteral("ExpiredTokenException"), {Cause::CredentialsExpired, NextAction::SignInAgain, No}},
        {QStringLiteral("OptInRequired"), account},
        {QStringLiteral("PendingVerification"), account},
        {QStringLiteral("Blocked"), account},
        {QStringLiteral("UnauthorizedOperation"), permission},
        {QStringLiteral("AccessDenied"), permission},
        {QStringLiteral("AccessDeniedException"), permission},
        {QStringLiteral("DryRunOperation"), again}, // a permission that is there: only who asks with DryRun gets it, and takes it as a yes
        {QStringLiteral("VcpuLimitExceeded"), quota},
        {QStringLiteral("MaxSpotInstanceCountExceeded"), quota},
        {QStringLiteral("InstanceLimitExceeded"), quota},
        {QStringLiteral("VolumeLimitExceeded"), quota},
        {QStringLiteral("VpcLimitExceeded"), quota},
        {QStringLiteral("SecurityGroupLimitExceeded"), quota},
        {QStringLiteral("RulesPerSecurityGroupLimitExceeded"), quota},
        {QStringLiteral("TagLimitExceeded"), quota},
        {QStringLiteral("ResourceCountExceeded"), quota},
        {QStringLiteral("InsufficientInstanceCapacity"), capacity},
        {QStringLiteral("InsufficientHostCapacity"), capacity},
        {QStringLiteral("InsufficientFreeAddressesInSubnet"), capacity},
        {QStringLiteral("Unsupported"), capacity},
        {QStringLiteral("SpotMaxPriceTooLow"), capacity},
        {QStringLiteral("InvalidParameterValue"), changeInput},
        {QStringLiteral("InvalidParameterCombination"), changeInput},
        {QStringLiteral("InvalidInstanceType"), changeInput},
        {QStringLiteral("InvalidAMIID.NotFound"), changeInput},
        {QStringLiteral("InvalidAMIID.Malformed"), changeInput},
        {QStringLiteral("InvalidAMIID.Unavailable"), changeInput},
        {QStringLiteral("InvalidKey.Format"), changeInput},
        {QStringLiteral("MissingParameter"), ours},
        {QStringLiteral("UnknownParameter"), ours},
        {QStringLiteral("InvalidInstanceID.Malformed"), ours},
        {QStringLiteral("InvalidUserData.Malformed"), ours},
        {QStringLiteral("IdempotentParameterMismatch"), again},
        {QStringLiteral("IdempotentInstanceTerminated"), again},
        {QStringLiteral("InvalidKeyPair.NotFound"), again},
        {QStringLiteral("InvalidKeyPair.Duplicate"), again},
        {QStringLiteral("InvalidGroup.NotFound"), again},
        {QStringLiteral("InvalidGroup.Duplicate"), again},
        {QStringLiteral("InvalidGroup.InUse"), {Cause::StillThere, NextAction::Retry, No}},
        {QStringLiteral("DependencyViolation"), {Cause::StillThere, NextAction::Retry, No}},
        {QStringLiteral("InvalidPermission.Duplicate"), again},
        {QStringLiteral("InvalidPermission.NotFound"), again},
        {QStringLiteral("InvalidInstanceID.NotFound"), {Cause::MachineMissing, NextAction::Retry, No}},
        {QStringLiteral("IncorrectInstanceState"), again},
        {QStringLiteral("IncorrectState"), again},
        {QStringLiteral("OperationNotPermitted"), again},
        {QStringLiteral("VPCIdNotSpecified"), changeInput},
        {QStringLiteral("DefaultVpcAlreadyExists"), again},
        {QStringLiteral("RequestLimitExceeded"), tooFast},
        {QStringLiteral("Throttling"), tooFast},
        {QStringLiteral("ThrottlingException"), tooFast},
        {QStringLiteral("TooManyRequestsException"), tooFast},
        {QStringLiteral("InternalError"), open},
        {QStringLiteral("InternalFailure"), open},
        {QStringLiteral("InternalErrorException"), open},
        {QStringLiteral("InternalServerError"), open},
        {QStringLiteral("ServiceException"), open},
        {QStringLiteral("Unavailable"), open},
        {QStringLiteral("ServiceUnavailable"), open},
    };
    return table;
}

/// "… Encoded authorization failure message: <1 KB of base64>" helps nobody who reads this.
QString withoutEncoded(QString message)
{
    static const QRegularExpression encoded(QStringLiteral("\\s*Encoded authorization failure message:.*$"),
                                            QRegularExpression::DotMatchesEverythingOption);
    return message.remove(encoded).left(500);
}

} // namespace

Meaning meaningOf(const QString &code)
{
    return meanings().value(code);
}

Error refusalError(const Refusal &refusal, const QString &service, const QString &operation)
{
    const Meaning meaning = meaningOf(refusal.code);
    Error error{meaning.cause,
                {{QStringLiteral("provider"), QStringLiteral("aws")}, {QStringLiteral("code"), refusal.code}},
                meaning.next,
                withoutEncoded(refusal.message),
                {}};
    if (meaning.cause == Cause::PermissionMissing) {
        const QString prefix = service == QLatin1String("service-quotas") ? QStringLiteral("servicequotas") : service;
        error.params.insert(QStringLiteral("permission"), prefix + QLatin1Char(':') + operation);
        error.detail += QStringLiteral("\n\n") + QString::fromUtf8(policy());
    }
    return error;
}

QStringList knownCodes()
{
    return meanings().keys();
}

} // namespace fl::aws
