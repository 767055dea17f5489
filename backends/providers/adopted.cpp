// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/providers/adopted.h"

namespace fl {

Status adopt(const Machine &machine, const QString &name, Ledger &ledger)
{
    return ledger.save(ResourceRecord{.operation = machine.id,
                                      .machine = machine.id,
                                      .kind = QStringLiteral("adopted"),
                                      .name = name,
                                      .handle = name,
                                      .state = ResourceRecord::State::Created,
                                      .region = {},
                                      .perHour = Money{}});
}

Status release(const Machine &machine, Ledger &ledger)
{
    auto records = ledger.resources(machine.id);
    if (!records)
        return fail(std::move(records).error());
    for (ResourceRecord &record : *records) {
        if (record.kind != QLatin1String("adopted"))
            continue;
        record.state = ResourceRecord::State::Gone;
        record.goneConfirmations = 2; // there is nothing whose absence could be asked for
        FL_TRY(ledger.save(record));
    }
    return {};
}

Error notOurs(const QString &where, const QString &action)
{
    return Error{.cause = Cause::NotSupportedHere,
                 .params = {{QStringLiteral("where"), where}, {QStringLiteral("action"), action}},
                 .next = NextAction::ReadHelp,
                 .detail = {}};
}

} // namespace fl
