// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/text/aws_text.h"

#include "backends/text/text.h"

#include <map>

namespace fl::text {
namespace {

#define T(text) QT_TRANSLATE_NOOP("fl::text", text)

const std::map<QString, const char *> &sentences()
{
    static const std::map<QString, const char *> table{
        {QStringLiteral("AuthFailure"), T("AWS does not accept this access key, or its secret does not belong to it.")},
        {QStringLiteral("InvalidClientTokenId"), T("AWS knows no access key with this ID.")},
        {QStringLiteral("SignatureDoesNotMatch"), T("The secret access key does not belong to this access key ID.")},
        {QStringLiteral("InvalidSignatureException"),
         T("AWS could not check the signature of the request: the secret access key is probably mistyped.")},
        {QStringLiteral("UnrecognizedClientException"), T("AWS does not know this login. Temporary keys also need their session token.")},
        {QStringLiteral("IncompleteSignature"), T("AWS could not read the signature of the request.")},
        {QStringLiteral("RequestExpired"), T("The temporary login has run out, or the clock of this computer is off.")},
        {QStringLiteral("RequestTimeTooSkewed"),
         T("The clock of this computer is more than five minutes off, so AWS refuses its requests.")},
        {QStringLiteral("ExpiredToken"), T("The temporary login to AWS has run out.")},
        {QStringLiteral("ExpiredTokenException"), T("The temporary login to this service of AWS has run out.")},
        {QStringLiteral("OptInRequired"), T("The account is not signed up for EC2 yet, or this region is not switched on in it.")},
        {QStringLiteral("PendingVerification"), T("AWS is still checking the account. That mostly takes minutes, at most four hours.")},
        {QStringLiteral("Blocked"), T("AWS has blocked the account.")},
        {QStringLiteral("UnauthorizedOperation"), T("The login may not do {permission}.")},
        {QStringLiteral("AccessDenied"), T("The login is not allowed to ask AWS for {permission}.")},
        {QStringLiteral("AccessDeniedException"), T("This service of AWS does not let the login do {permission}.")},
        {QStringLiteral("DryRunOperation"), T("AWS only tried whether the login may do it; nothing was done.")},
        {QStringLiteral("VcpuLimitExceeded"),
         T("The account's quota of vCPUs for this family of machines is too small. New accounts often have 0 for GPUs.")},
        {QStringLiteral("MaxSpotInstanceCountExceeded"), T("The account's quota for spot machines is too small.")},
        {QStringLiteral("InstanceLimitExceeded"), T("The account has as many machines as it may have.")},
        {QStringLiteral("VolumeLimitExceeded"), T("The account has as much disk as it may have.")},
        {QStringLiteral("VpcLimitExceeded"), T("The account has as many networks (VPC) as it may have in this region.")},
        {QStringLiteral("SecurityGroupLimitExceeded"), T("The account has as many security groups as it may have in this region.")},
        {QStringLiteral("RulesPerSecurityGroupLimitExceeded"), T("The security group has as many rules as it may have.")},
        {QStringLiteral("TagLimitExceeded"), T("A thing in the account has more tags than AWS allows.")},
        {QStringLiteral("ResourceCountExceeded"), T("The account has as many things of this kind as it may have.")},
        {QStringLiteral("InsufficientInstanceCapacity"),
         T("AWS has no free machine of this kind in this zone just now. Nothing was charged.")},
        {QStringLiteral("InsufficientHostCapacity"), T("AWS has no free host for this kind of machine just now.")},
        {QStringLiteral("InsufficientFreeAddressesInSubnet"), T("The network in the account has no free address left.")},
        {QStringLiteral("Unsupported"), T("This kind of machine is not to be had in this zone.")},
        {QStringLiteral("SpotMaxPriceTooLow"), T("The spot price of this machine is higher than what was offered.")},
        {QStringLiteral("InvalidParameterValue"), T("AWS does not accept one of the values that were chosen.")},
        {QStringLiteral("InvalidParameterCombination"),
         T("AWS does not allow this combination, or the account's plan does not include this machine.")},
        {QStringLiteral("InvalidInstanceType"), T("There is no such kind of machine in this region.")},
        {QStringLiteral("InvalidAMIID.NotFound"), T("There is no such image in this region.")},
        {QStringLiteral("InvalidAMIID.Malformed"), T("This is no ID of an image.")},
        {QStringLiteral("InvalidAMIID.Unavailable"), T("The image was withdrawn.")},
        {QStringLiteral("InvalidKey.Format"), T("AWS cannot read the SSH key that was made for the machine.")},
        {QStringLiteral("MissingParameter"), T("The request to AWS lacked a value.")},
        {QStringLiteral("UnknownParameter"), T("The request to AWS held a value that it does not know.")},
        {QStringLiteral("InvalidInstanceID.Malformed"), T("This is no ID of a machine.")},
        {QStringLiteral("InvalidUserData.Malformed"), T("AWS could not read the first orders for the machine.")},
        {QStringLiteral("IdempotentParameterMismatch"), T("A machine was asked for under the same mark before, with other wishes.")},
        {QStringLiteral("IdempotentInstanceTerminated"), T("The machine that was asked for under this mark has ended already.")},
        {QStringLiteral("InvalidKeyPair.NotFound"), T("The machine's SSH key is not in this region any more.")},
        {QStringLiteral("InvalidKeyPair.Duplicate"), T("There is an SSH key of this name in the region already.")},
        {QStringLiteral("InvalidGroup.NotFound"), T("The machine's security group is not there any more.")},
        {QStringLiteral("InvalidGroup.Duplicate"), T("There is a security group of this name already.")},
        {QStringLiteral("InvalidGroup.InUse"), T("The security group is still in use.")},
        {QStringLiteral("DependencyViolation"), T("Something in the account still hangs on the security group.")},
        {QStringLiteral("InvalidPermission.Duplicate"), T("The security group lets this address in already.")},
        {QStringLiteral("InvalidPermission.NotFound"), T("The security group did not let this address in.")},
        {QStringLiteral("InvalidInstanceID.NotFound"), T("AWS knows no such machine in this region.")},
        {QStringLiteral("IncorrectInstanceState"), T("That is not possible while the machine is in this state.")},
        {QStringLiteral("IncorrectState"), T("That is not possible in this state.")},
        {QStringLiteral("OperationNotPermitted"), T("The machine is protected against being stopped or ended.")},
        {QStringLiteral("VPCIdNotSpecified"), T("The account has no default network (VPC) in this region.")},
        {QStringLiteral("DefaultVpcAlreadyExists"), T("The default network (VPC) is there already.")},
        {QStringLiteral("RequestLimitExceeded"), T("AWS was asked too often at once, by this account.")},
        {QStringLiteral("Throttling"), T("AWS asks to wait: it was asked too fast.")},
        {QStringLiteral("ThrottlingException"), T("This service of AWS asks to wait: it was asked too fast.")},
        {QStringLiteral("TooManyRequestsException"), T("This service of AWS was asked too often at once.")},
        {QStringLiteral("InternalError"), T("AWS has a fault of its own.")},
        {QStringLiteral("InternalFailure"), T("AWS failed within.")},
        {QStringLiteral("InternalErrorException"), T("This service of AWS has a fault of its own.")},
        {QStringLiteral("InternalServerError"), T("This service of AWS failed within.")},
        {QStringLiteral("ServiceException"), T("This service of AWS did not work just now.")},
        {QStringLiteral("Unavailable"), T("AWS is overloaded just now.")},
        {QStringLiteral("ServiceUnavailable"), T("This service of AWS is not available just now.")},
    };
    return table;
}

} // namespace

const char *awsPattern(const Error &error)
{
    if (error.params.value(QStringLiteral("provider")) != QLatin1String("aws"))
        return nullptr;
    const auto found = sentences().find(error.params.value(QStringLiteral("code")));
    return found == sentences().end() ? nullptr : found->second;
}

} // namespace fl::text
