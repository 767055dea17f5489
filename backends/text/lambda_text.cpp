// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/text/lambda_text.h"

#include "backends/text/text.h"

#include <map>

namespace fl::text {
namespace {

#define T(text) QT_TRANSLATE_NOOP("fl::text", text)

const std::map<QString, const char *> &sentences()
{
    static const std::map<QString, const char *> table{
        {QStringLiteral("global/invalid-api-key"),
         T("Lambda does not accept this API key: it is mistyped, has run out, or was deleted. You make one on Lambda's page API keys.")},
        {QStringLiteral("global/account-inactive"),
         T("The account at Lambda is not active yet: its e-mail address has to be confirmed, and it needs a way to pay.")},
        {QStringLiteral("global/invalid-address"), T("Lambda does not accept the billing address of the account.")},
        {QStringLiteral("global/forbidden"), T("This API key may not do that at Lambda. Whoever runs the account can allow it.")},
        {QStringLiteral("global/quota-exceeded"),
         T("The account at Lambda has as many machines or rules as it may have. Lambda's support raises the limit.")},
        {QStringLiteral("global/invalid-parameters"), T("Lambda does not accept one of the values that were chosen.")},
        {QStringLiteral("global/not-found"), T("Lambda found nothing there.")},
        {QStringLiteral("global/object-does-not-exist"),
         T("Lambda does not know the thing that was asked for: it was deleted there, or it is not to be had in this region.")},
        {QStringLiteral("global/conflict"), T("That is not possible at Lambda while the machine is in this state.")},
        {QStringLiteral("global/internal-error"), T("Lambda has a fault of its own.")},
        {QStringLiteral("firewall-rulesets/firewall-ruleset-in-use"), T("A machine still uses the firewall rule.")},
        {QStringLiteral("instance-operations/launch/insufficient-capacity"),
         T("Lambda has no free machine of this kind in this region just now. Nothing was charged.")},
        {QStringLiteral("instance-operations/launch/file-system-in-wrong-region"),
         T("The file system stands in another region than the machine.")},
        // of ours
        {QStringLiteral("too-many-requests"),
         T("Lambda asks to wait: it was asked too often. Another program may be using the same account.")},
        {QStringLiteral("other-account"),
         T("This API key knows nothing of what the machine is made of. It is of another account, and deleting nothing there ends no "
           "bill.")},
    };
    return table;
}

} // namespace

const char *lambdaPattern(const Error &error)
{
    if (error.params.value(QStringLiteral("provider")) != QLatin1String("lambda"))
        return nullptr;
    const auto found = sentences().find(error.params.value(QStringLiteral("code")));
    return found == sentences().end() ? nullptr : found->second;
}

} // namespace fl::text
