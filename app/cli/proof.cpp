// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/proof.h"

#include "app/cli/words.h"
#include "backends/text/proof_text.h"
#include "backends/text/text.h"

#include <QDateTime>
#include <QJsonArray>
#include <QLocale>

namespace fl::cli {
namespace {

qint64 provenAt(const Machine &machine)
{
    return machine.facts.value(QLatin1String("verified_at")).toInteger();
}

} // namespace

QJsonObject proofJson(const Machine &machine)
{
    if (provenAt(machine) == 0)
        return {};
    QJsonArray frameworks;
    for (const QString &id :
         machine.facts.value(QLatin1String("proof.frameworks")).toString().split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        const QString prefix = QStringLiteral("proof.%1.").arg(id);
        QJsonObject found{{QStringLiteral("name"), id}};
        for (auto fact = machine.facts.begin(); fact != machine.facts.end(); ++fact)
            if (fact.key().startsWith(prefix))
                found.insert(fact.key().mid(prefix.size()), fact.value());
        frameworks << found;
    }
    return {{QStringLiteral("at"), provenAt(machine)},
            {QStringLiteral("on"), machine.facts.value(QLatin1String("verified"))},
            {QStringLiteral("frameworks"), frameworks}};
}

void showProof(Output &output, const Machine &machine)
{
    if (const qint64 at = provenAt(machine); at == 0)
        output.show(tr("not proven yet: firstlight-cli verify %1").arg(text::visible(machine.name)));
    else
        output.show(tr("proven %1: %2")
                        .arg(QLocale().toString(QDateTime::fromMSecsSinceEpoch(at), QLocale::ShortFormat), text::proofSentence(machine)));
    for (const text::ProofRow &row : text::proofRows(machine))
        output.show(QStringLiteral("  %1  %2").arg(row.framework, row.found));
}

} // namespace fl::cli
