// SPDX-License-Identifier: GPL-3.0-or-later
#include "wizard/pages/review/review_rows.h"

#include "backends/plan/idle_stop.h"
#include "backends/text/text.h"

#include <QCoreApplication>

#include <algorithm>

namespace fl {

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(fl::ReviewPage)
};

QString sourceText(Source source)
{
    switch (source) {
    case Source::Auto: return Tr::tr("chosen by what the machine can reach");
    case Source::Pypi: return Tr::tr("from PyPI");
    case Source::Conda: return Tr::tr("from conda");
    case Source::Distro: return Tr::tr("from the system's packages");
    }
    Q_UNREACHABLE();
}

QString networkText(const NetworkChoice &network)
{
    QStringList parts;
    if (!network.proxy.isEmpty())
        parts << Tr::tr("through %1").arg(text::visible(network.proxy));
    if (!network.caFile.isEmpty())
        parts << Tr::tr("own certificates");
    QStringList mirrors;
    const std::pair<const char *, QString> listed[] = {{"mirror.apt", network.aptMirror},
                                                       {"mirror.pypi", network.pypiMirror},
                                                       {"mirror.torch", network.torchMirror},
                                                       {"mirror.conda", network.condaMirror},
                                                       {"mirror.nvidia", network.nvidiaMirror},
                                                       {"mirror.huggingface", network.huggingFaceMirror}};
    for (const auto &[key, urls] : listed)
        if (!urls.isEmpty())
            mirrors << text::fieldLabel(QLatin1String(key));
    if (!mirrors.isEmpty())
        parts << Tr::tr("mirrors for: %1").arg(mirrors.join(QStringLiteral(", ")));
    return parts.join(QStringLiteral("; "));
}

bool makesMachine(const Plan &plan)
{
    return std::any_of(plan.resources.begin(), plan.resources.end(),
                       [](const PlannedResource &resource) { return resource.kind == QLatin1String("instance"); });
}

/// The sum, and that it is one.
QString priceText(const Plan &plan)
{
    const auto priced = std::count_if(plan.resources.begin(), plan.resources.end(),
                                      [](const PlannedResource &resource) { return resource.perHour && !resource.perHour->isFree(); });
    return plan.perHour && priced > 1 ? Tr::tr("%1, everything included").arg(text::perHour(plan.perHour)) : text::perHour(plan.perHour);
}

} // namespace

std::vector<ReviewRow> reviewRows(const Plan &plan, bool ownPassword, bool byAddress)
{
    const Choices &choices = plan.choices;
    std::vector<ReviewRow> rows;
    rows.push_back({Tr::tr("Where"), text::providerName(choices.where), QStringLiteral("where")});
    QString machine = text::visible(plan.machineName);
    if (byAddress)
        machine = Tr::tr("%1 (%2 at %3)").arg(machine, text::visible(choices.ssh.user), text::visible(choices.ssh.host));
    rows.push_back({Tr::tr("Machine"), machine, QStringLiteral("account")});
    QStringList frameworks;
    for (const QString &id : choices.software.frameworks)
        frameworks << text::frameworkName(id);
    QString software =
        Tr::tr("%1 with Python and JupyterLab, %2").arg(frameworks.join(QStringLiteral(", ")), sourceText(choices.software.source));
    if (choices.software.cudaToolkit)
        software = Tr::tr("%1; CUDA compiler").arg(software);
    for (const QString &id : choices.software.extras)
        software = Tr::tr("%1; %2").arg(software, text::extraName(id));
    rows.push_back({Tr::tr("Software"), software, QStringLiteral("software")});
    if (const QString network = networkText(choices.network); !network.isEmpty())
        rows.push_back({Tr::tr("Network"), network, QStringLiteral("software")});
    rows.push_back({Tr::tr("Password"),
                    ownPassword ? Tr::tr("the one you typed") : Tr::tr("a strong one, made for you and shown at the end"),
                    QStringLiteral("access")});
    rows.push_back({Tr::tr("Time"), text::duration(plan.expectedSeconds), {}});
    rows.push_back({Tr::tr("Price"), priceText(plan), {}});
    if (plan.perHour && !plan.perHour->isFree())
        rows.push_back({Tr::tr("Forgotten"), text::forgotten(*plan.perHour), {}});
    if (const qint64 budget = choices.guard.budgetMicros.value_or(0); budget > 0 && plan.perHour)
        rows.push_back({Tr::tr("Budget"), text::money({budget, plan.perHour->currency}), QStringLiteral("access")});
    if (const qint64 seconds = idleStopSeconds(plan); seconds > 0 || makesMachine(plan))
        rows.push_back({Tr::tr("When idle"), text::idleStop(seconds, idleStopOnlyWarns(plan)), QStringLiteral("access")});
    return rows;
}

QString resourceKind(const QString &kind)
{
    if (kind == QLatin1String("instance"))
        return Tr::tr("Machine");
    if (kind == QLatin1String("disk"))
        return Tr::tr("Disk");
    if (kind == QLatin1String("address"))
        return Tr::tr("Address");
    if (kind == QLatin1String("public-address"))
        return Tr::tr("Public address");
    if (kind == QLatin1String("key-pair"))
        return Tr::tr("Key pair");
    if (kind == QLatin1String("security-group") || kind == QLatin1String("firewall-ruleset"))
        return Tr::tr("Firewall rule");
    if (kind == QLatin1String("tunnel"))
        return Tr::tr("Tunnel");
    if (kind == QLatin1String("network"))
        return Tr::tr("Network");
    if (kind == QLatin1String("apt") || kind == QLatin1String("rpm"))
        return Tr::tr("Package");
    if (kind == QLatin1String("file") || kind == QLatin1String("system-file"))
        return Tr::tr("File");
    if (kind == QLatin1String("dir") || kind == QLatin1String("system-tree"))
        return Tr::tr("Folder");
    if (kind == QLatin1String("unit") || kind == QLatin1String("system-unit"))
        return Tr::tr("Service");
    if (kind == QLatin1String("system-line"))
        return Tr::tr("Setting");
    if (kind == QLatin1String("hold"))
        return Tr::tr("Kept at its version");
    if (kind == QLatin1String("dnf-repo") || kind == QLatin1String("dnf-module"))
        return Tr::tr("Source of packages");
    if (kind == QLatin1String("linger"))
        return Tr::tr("Start without log-in");
    if (kind == QLatin1String("user-key"))
        return Tr::tr("SSH key");
    return kind;
}

} // namespace fl
