// SPDX-License-Identifier: GPL-3.0-or-later
// offers, leftovers, doctor: looking around.
#include "app/cli/verbs.h"
#include "app/cli/words.h"
#include "backends/run/report.h"
#include "backends/text/account_text.h"
#include "backends/text/text.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QSysInfo>

namespace fl::cli {
namespace {

void check(Call &call, const QString &name, bool ok, const QString &detail)
{
    call.output.json({{QStringLiteral("kind"), QStringLiteral("check")},
                      {QStringLiteral("name"), name},
                      {QStringLiteral("ok"), ok},
                      {QStringLiteral("detail"), detail}});
    call.output.show((ok ? QStringLiteral("  ✓ ") : QStringLiteral("  – ")) + name + QStringLiteral(": ") + detail);
}

Status bundle(Call &call)
{
    const auto report = call.opened.operations->report(call.operation);
    if (!report)
        return fail(report.error());
    call.output.json({{QStringLiteral("kind"), QStringLiteral("report")}, {QStringLiteral("text"), *report}});
    if (call.line.bundle->isEmpty()) {
        call.output.show(report->trimmed());
        call.output.result({});
        return {};
    }
    FL_TRY(saveReport(*call.line.bundle, *report));
    call.output.say(tr("The report is in %1. Read it before you hand it on.").arg(*call.line.bundle));
    call.output.result({{QStringLiteral("file"), *call.line.bundle}});
    return {};
}

QString keepingText(const Status &ring, Keeping keeping)
{
    if (keeping == Keeping::Vault)
        return tr("passwords are kept in a file locked by your passphrase");
    return ring ? tr("passwords can be kept")
                : text::error(ring.error()).happened + QLatin1Char(' ') + tr("firstlight-cli vault --new makes a locked file for them.");
}

} // namespace

Status offers(Call &call)
{
    const auto choices = placeChoices(call.line);
    if (!choices)
        return fail(choices.error());
    const auto offers = call.opened.operations->offers(*choices, call.operation);
    if (!offers)
        return fail(offers.error());
    for (const Offer &offer : *offers) {
        QJsonObject object{{QStringLiteral("kind"), QStringLiteral("offer")},
                           {QStringLiteral("id"), offer.id},
                           {QStringLiteral("gpu"), offer.gpu.isEmpty() ? QJsonValue() : QJsonValue(offer.gpu)},
                           {QStringLiteral("cpus"), offer.cpus},
                           {QStringLiteral("ram_gb"), offer.ramGb},
                           {QStringLiteral("disk_gb"), offer.diskGb},
                           {QStringLiteral("recommended"), offer.recommended}};
        const auto price = [&](const char *name, const std::optional<Money> &amount) {
            if (!amount)
                return;
            object.insert(QLatin1String(name), QString::number(amount->micros));
            object.insert(QStringLiteral("currency"), amount->currency);
        };
        price("micros_per_hour", offer.perHour);
        price("on_demand_micros", offer.onDemand);
        price("spot_micros", offer.spot);
        price("disk_micros", offer.disk);
        price("address_micros", offer.address);
        if (offer.gpuMemoryGb > 0)
            object.insert(QStringLiteral("gpu_gb"), offer.gpuMemoryGb);
        if (offer.quota) {
            object.insert(QStringLiteral("quota"), offer.quota->name);
            object.insert(QStringLiteral("quota_needed"), offer.quota->needed);
            object.insert(QStringLiteral("quota_page"), offer.quota->page);
            if (offer.quota->allowed)
                object.insert(QStringLiteral("quota_allowed"), *offer.quota->allowed);
        }
        if (!offer.note.isEmpty())
            object.insert(QStringLiteral("note"), offer.note);
        call.output.json(object);
        const QString quota = offer.quota ? QStringLiteral("  ") + text::quota(offer.quota->allowed, offer.quota->needed) : QString();
        call.output.show(tr("%1  %2  %3 CPUs  %4 GB memory  %5")
                             .arg(text::visible(offer.id).leftJustified(20),
                                  (offer.gpu.isEmpty() ? tr("no GPU") : text::visible(offer.gpu)).leftJustified(16))
                             .arg(offer.cpus)
                             .arg(offer.ramGb, 0, 'f', 1)
                             .arg(text::perHour(offer.perHour))
                         + quota);
    }
    call.output.result({{QStringLiteral("offers"), static_cast<qint64>(offers->size())}});
    return {};
}

Status leftovers(Call &call)
{
    auto found = call.opened.operations->leftovers(call.operation);
    if (!found)
        return fail(found.error());
    int left = 0;
    for (const Leftover &leftover : *found) {
        const Machine &machine = leftover.machine;
        QJsonObject object = machineJson(machine);
        object.insert(QStringLiteral("kind"), QStringLiteral("leftover"));
        object.insert(QStringLiteral("ours"), leftover.ours);
        QJsonArray things;
        for (const ResourceRecord &thing : leftover.things)
            things.append(QJsonObject{{QStringLiteral("what"), thing.kind},
                                      {QStringLiteral("id"), thing.handle},
                                      {QStringLiteral("region"), thing.region}});
        object.insert(QStringLiteral("things"), things);
        const QString whose = leftover.ours ? QString() : QStringLiteral("  ") + tr("made on another computer");
        bool gone = false;
        if (call.line.remove) {
            // --yes speaks for this computer's own list alone.
            const QString question = leftover.ours ? QStringLiteral("delete-machine") : QStringLiteral("delete-foreign-machine");
            auto answer = call.asker.ask({leftover.ours ? Question::Kind::Confirm : Question::Kind::ConfirmInPerson,
                                          {question, {{QStringLiteral("machine"), machine.name}}}},
                                         call.operation.stop);
            if (!answer && (leftover.ours || answer.error().cause != Cause::AnswerNeeded))
                return fail(answer.error());
            if (answer && answer->yes) {
                FL_TRY(call.opened.operations->removeLeftover(leftover, call.operation));
                gone = true;
            }
        }
        object.insert(QStringLiteral("gone"), gone);
        call.output.json(object);
        call.output.show(QStringLiteral("%1  %2  %3  %4%5%6")
                             .arg(machine.id, text::visible(machine.name), text::providerName(machine.where),
                                  text::perHour(machine.perHour), whose, gone ? QStringLiteral("  ") + tr("deleted") : QString()));
        left += gone ? 0 : 1;
    }
    if (found->empty())
        call.output.say(tr("Nothing is left over."));
    call.output.result({{QStringLiteral("left"), left}});
    return {};
}

Status doctor(Call &call)
{
    if (!call.line.id.isEmpty())
        return diagnose(call);
    if (call.line.bundle)
        return bundle(call);
    check(call, tr("Firstlight"), true,
          QStringLiteral(FL_VERSION ", Qt ") + QString::fromLatin1(qVersion()) + QStringLiteral(", ") + QSysInfo::prettyProductName());
    const QFileInfo home(call.opened.home);
    check(call, tr("its folder"), !home.exists() || home.isWritable(), home.filePath());
    if (call.opened.refusal)
        check(call, tr("writing"), false, text::error(*call.opened.refusal).happened);
    for (const auto &provider : call.opened.operations->providers()) {
        const Availability answer = call.opened.operations->availability(provider->id(), call.operation);
        const Reason &said = answer.possible ? answer.how : answer.why;
        check(call, text::providerName(provider->id()), answer.possible, said.code.isEmpty() ? tr("can be used") : text::reason(said));
    }
    const Status ring = call.opened.operations->keyRing();
    check(call, tr("key ring"), ring.has_value(), keepingText(ring, call.opened.operations->keeping()));
    const auto unfinished = call.opened.operations->unfinished();
    if (!unfinished)
        return fail(unfinished.error());
    for (const Machine &machine : *unfinished)
        check(call, machine.name, false, tr("unfinished; firstlight-cli resume %1").arg(machine.id));
    call.output.result({});
    return {};
}

} // namespace fl::cli
