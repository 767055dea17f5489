// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/text/proof_text.h"

#include "backends/text/text.h"

#include <QCoreApplication>
#include <QLocale>

namespace fl::text {
namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(fl::text)
};

QString fact(const Machine &machine, const QString &name)
{
    return visible(machine.facts.value(name).toString());
}

QStringList frameworks(const Machine &machine)
{
    return fact(machine, QStringLiteral("proof.frameworks")).split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

} // namespace

QList<ProofRow> proofRows(const Machine &machine)
{
    QList<ProofRow> rows;
    for (const QString &id : frameworks(machine)) {
        const auto of = [&](const char *what) { return fact(machine, QStringLiteral("proof.%1.%2").arg(id, QLatin1String(what))); };
        QStringList said{of("version"), frameworkName(of("backend")), of("gpu")};
        if (const QString cuda = of("cuda"); !cuda.isEmpty() && of("device") == QLatin1String("gpu"))
            said << QStringLiteral("CUDA ") + cuda;
        bool known = false;
        if (const double seconds = of("seconds").toDouble(&known); known)
            said << Tr::tr("%1 s").arg(QLocale().toString(seconds, 'f', 1));
        said.removeAll(QString());
        if (!said.isEmpty())
            rows << ProofRow{frameworkName(id), said.join(QStringLiteral(" · "))};
    }
    return rows;
}

QString proofSentence(const Machine &machine)
{
    if (!machine.facts.contains(QLatin1String("verified_at")))
        return Tr::tr("Prove it: a calculation runs in a real notebook there, and its result is checked.");
    QStringList names;
    for (const QString &id : frameworks(machine))
        names << frameworkName(id);
    const QString who = names.isEmpty() ? QStringLiteral("PyTorch") : names.join(QStringLiteral(", "));
    return fact(machine, QStringLiteral("verified")) == QLatin1String("gpu")
        ? Tr::tr("%1 calculated on the GPU inside a real notebook, and the result equals the processor's.").arg(who)
        : Tr::tr("%1 calculated on the processor inside a real notebook, and the result is right.").arg(who);
}

} // namespace fl::text
