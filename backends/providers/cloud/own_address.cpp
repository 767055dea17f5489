// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/providers/cloud/own_address.h"

#include "backends/providers/cloud/cloud_choices.h"

#include <QRegularExpression>

namespace fl {
namespace {

/// The range of addresses that holds this one alone; empty: it is no address.
QString aloneIn(const QString &address)
{
    static const QRegularExpression four(QStringLiteral("^(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!$)|$)){4}$"));
    if (four.match(address).hasMatch())
        return address + QStringLiteral("/32");
    QUrl url;
    url.setHost(address); // reads IPv6, and nothing else with a colon
    return url.isValid() && url.host() == address.toLower() && address.contains(QLatin1Char(':')) ? address + QStringLiteral("/128")
                                                                                                  : QString();
}

} // namespace

Result<QString> ownRange(const QString &provider, const Choices &choices, ProviderCall &call)
{
    QString address = chosen(choices, "address");
    if (address.isEmpty()) {
        const auto answer = call.ports.http.send({.url = QUrl(QStringLiteral("https://checkip.amazonaws.com/")), .mostBytes = 1024},
                                                 {choices.network.proxy, choices.network.caFile}, call.stop);
        if (!answer)
            return fail(answer.error());
        address = QString::fromLatin1(answer->body).trimmed();
    }
    if (const QString range = aloneIn(address); !range.isEmpty())
        return range;
    return fail({Cause::BadValue,
                 {{QStringLiteral("key"), provider + QStringLiteral(".address")},
                  {QStringLiteral("value"), address.left(100)},
                  {QStringLiteral("allowed"), QStringLiteral("203.0.113.7")}},
                 NextAction::ChangeInput,
                 {},
                 {}});
}

} // namespace fl
