// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/providers/lambda/lambda_cloud.h"

#include "backends/providers/lambda/regions.h"

#include <QJsonArray>
#include <QRegularExpression>

#include <algorithm>

namespace fl::lambda {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds betweenTries = 5s, rulesetLimit = 3min; // it stays in use for a while after its instance ended
constexpr std::chrono::milliseconds seenLimit = 30s;                        // what was made a moment ago may not be seen yet
constexpr int sshPort = 22;

const char *pathOf(const QString &kind)
{
    return kind == keyKind ? "ssh-keys" : kind == firewallKind ? "firewall-rulesets" : "instances";
}

InstanceState stateOf(const QString &status)
{
    if (status == QLatin1String("booting"))
        return InstanceState::Pending;
    if (status == QLatin1String("terminating"))
        return InstanceState::Deleting;
    if (status == QLatin1String("terminated") || status == QLatin1String("preempted"))
        return InstanceState::NotThere;
    return InstanceState::Running; // active, unhealthy: it is there, and is paid for
}

/// Unset: it is not ours.
std::optional<CloudThing> thingOf(const QString &kind, const QJsonObject &item)
{
    const auto marks = marksIn(item.value(QLatin1String("name")).toString());
    if (!marks)
        return std::nullopt;
    CloudThing thing;
    thing.kind = kind;
    thing.id = item.value(QLatin1String("id")).toString();
    thing.name = QStringLiteral("fl-%1-%2").arg(marks->machine.mid(2), kind); // as it is called with us
    thing.operation = marks->operation;
    thing.machine = marks->machine;
    thing.profile = marks->profile;
    thing.region = item.value(QLatin1String("region")).toObject().value(QLatin1String("name")).toString();
    if (const QString created = item.value(QLatin1String("created")).toString(); !created.isEmpty())
        thing.created = QDateTime::fromString(created, Qt::ISODate).toMSecsSinceEpoch();
    if (kind == instanceKind) {
        thing.state = stateOf(item.value(QLatin1String("status")).toString());
        const int cents = item.value(QLatin1String("instance_type")).toObject().value(QLatin1String("price_cents_per_hour")).toInt();
        if (cents > 0)
            thing.perHour = Money{qint64(cents) * 10'000, QStringLiteral("USD")};
    }
    return thing;
}

QJsonArray sshRules(const QString &source)
{
    return {QJsonObject{{QStringLiteral("protocol"), QStringLiteral("tcp")},
                        {QStringLiteral("port_range"), QJsonArray{sshPort, sshPort}},
                        {QStringLiteral("source_network"), source},
                        {QStringLiteral("description"), QStringLiteral("SSH from one address, for a machine of Firstlight")}}};
}

QJsonObject instanceIds(const ResourceRecord &instance)
{
    return {{QStringLiteral("instance_ids"), QJsonArray{instance.handle}}};
}

bool coversSsh(const QJsonObject &rule)
{
    const QString protocol = rule.value(QLatin1String("protocol")).toString();
    const QJsonArray ports = rule.value(QLatin1String("port_range")).toArray();
    return protocol == QLatin1String("all")
        || (protocol == QLatin1String("tcp") && ports.at(0).toInt() <= sshPort && ports.at(1).toInt() >= sshPort);
}

} // namespace

QString nameOf(const QString &operation, const QString &profile)
{
    return QStringLiteral("fl-%1-%2").arg(operation.mid(2), profile); // an operation begins with its machine: "m-…-…"
}

std::optional<Marks> marksIn(const QString &name)
{
    static const QRegularExpression form(QStringLiteral("^fl-([0-9a-f]{12})-([0-9a-f]{8})-([0-9a-f]{16})$"));
    const auto match = form.match(name);
    if (!match.hasMatch())
        return std::nullopt;
    const QString machine = QStringLiteral("m-") + match.captured(1);
    return Marks{machine, machine + QLatin1Char('-') + match.captured(2), match.captured(3)};
}

Result<std::vector<CloudThing>> LambdaCloud::list(const QString &kind, const QString &, const QString &machine, std::stop_token stop)
{
    const auto items = m_client->get(QLatin1String(pathOf(kind)), stop);
    if (!items)
        return fail(items.error());
    if (!items->isArray()) // taken for an empty list, it would say that nothing is there
        return fail(unusable("unreadable"));
    std::vector<CloudThing> things;
    for (const QJsonValue &item : items->toArray())
        if (auto thing = thingOf(kind, item.toObject()); thing && (machine.isEmpty() || thing->machine == machine))
            things.push_back(std::move(*thing));
    return things;
}

Result<std::optional<CloudThing>> LambdaCloud::describe(const ResourceRecord &record, std::stop_token stop)
{
    if (record.kind == keyKind) { // there is no asking for one key
        const auto keys = list(keyKind, {}, {}, stop);
        if (!keys)
            return fail(keys.error());
        const auto found = std::find_if(keys->begin(), keys->end(), [&](const CloudThing &key) { return key.id == record.handle; });
        return found == keys->end() ? std::optional<CloudThing>() : std::optional(*found);
    }
    const auto item = m_client->get(QStringLiteral("%1/%2").arg(QLatin1String(pathOf(record.kind)), record.handle), stop);
    if (!item)
        return isNotFound(item.error()) ? Result<std::optional<CloudThing>>(std::nullopt) : fail(item.error());
    if (item->toObject().value(QLatin1String("id")).toString() != record.handle)
        return fail(unusable("unreadable"));
    if (auto thing = thingOf(record.kind, item->toObject()))
        return thing;
    // Somebody gave it another name in Lambda's console: by its id it is ours all the same.
    QJsonObject renamed = item->toObject();
    renamed.insert(QStringLiteral("name"), nameOf(record.operation, QStringLiteral("0000000000000000")));
    return thingOf(record.kind, renamed);
}

Result<bool> LambdaCloud::remove(const ResourceRecord &record, std::stop_token stop)
{
    for (const qint64 end = m_clock.now() + std::chrono::milliseconds(rulesetLimit).count();;) {
        const auto answer = record.kind == instanceKind
            ? m_client->ask("POST", QStringLiteral("instance-operations/terminate"), instanceIds(record), stop)
            : m_client->ask("DELETE", QStringLiteral("%1/%2").arg(QLatin1String(pathOf(record.kind)), record.handle), {}, stop);
        if (answer)
            return true;
        if (isNotFound(answer.error()))
            return false;
        if (answer.error().cause != Cause::StillThere || m_clock.now() >= end)
            return fail(answer.error());
        if (!m_clock.wait(betweenTries, stop))
            return fail({Cause::Cancelled, {}, NextAction::Resume, {}, {}});
    }
}

/// The id of what was made; an answer without one does not say whether anything was.
Result<QString> LambdaCloud::made(const char *path, const QJsonObject &body, std::stop_token stop)
{
    const auto answer = m_client->ask("POST", QLatin1String(path), body, stop);
    if (!answer)
        return fail(answer.error());
    const QJsonObject said = answer->toObject();
    const QString id = said.contains(QLatin1String("instance_ids")) ? said.value(QLatin1String("instance_ids")).toArray().at(0).toString()
                                                                    : said.value(QLatin1String("id")).toString();
    return id.isEmpty() ? fail(unusable("unreadable")) : Result<QString>(id);
}

Result<QString> LambdaCloud::create(const ResourceRecord &record, const QString &profile, const Choices &choices, std::stop_token stop)
{
    const auto launch = m_prepare(record, choices, stop);
    if (!launch)
        return fail(launch.error());
    const QString name = nameOf(record.operation, profile);
    if (record.kind == keyKind)
        return made("ssh-keys", {{QStringLiteral("name"), name}, {QStringLiteral("public_key"), launch->publicKey}}, stop);
    if (record.kind == firewallKind)
        return made("firewall-rulesets",
                    {{QStringLiteral("name"), name},
                     {QStringLiteral("region"), record.region},
                     {QStringLiteral("rules"), sshRules(launch->source)}},
                    stop);
    return createInstance(record, profile, *launch, stop);
}

Result<QString> LambdaCloud::createInstance(const ResourceRecord &record, const QString &profile, const Launch &launch,
                                            std::stop_token stop)
{
    const bool guarded = hasFirewall(record.region);
    Result<std::vector<CloudThing>> keys, rulesets;
    for (const qint64 end = m_clock.now() + std::chrono::milliseconds(seenLimit).count();;) {
        keys = list(keyKind, {}, record.machine, stop);
        if (keys && guarded)
            rulesets = list(firewallKind, {}, record.machine, stop);
        if (!keys || !rulesets)
            return fail(keys ? rulesets.error() : keys.error());
        if (!keys->empty() && (!guarded || !rulesets->empty()))
            break;
        if (m_clock.now() >= end) // made a moment ago and not to be seen yet: asked again by whoever called
            return fail(
                {Cause::ProviderUnavailable, {{QStringLiteral("why"), QStringLiteral("not-visible-yet")}}, NextAction::Retry, {}, {}});
        if (!m_clock.wait(betweenTries, stop))
            return fail({Cause::Cancelled, {}, NextAction::Resume, {}, {}});
    }
    QJsonObject body{{QStringLiteral("region_name"), record.region},
                     {QStringLiteral("instance_type_name"), launch.type},
                     {QStringLiteral("ssh_key_names"), QJsonArray{nameOf(keys->front().operation, profile)}},
                     {QStringLiteral("name"), nameOf(record.operation, profile)}};
    if (guarded)
        body.insert(QStringLiteral("firewall_rulesets"), QJsonArray{QJsonObject{{QStringLiteral("id"), rulesets->front().id}}});
    if (!launch.image.isEmpty())
        body.insert(QStringLiteral("image"), launch.image);
    if (!launch.orders.isEmpty())
        body.insert(QStringLiteral("user_data"), QString::fromUtf8(launch.orders));
    auto made = this->made("instance-operations/launch", body, stop);
    // Which value was not to its liking Lambda does not say. The orders are what it has not always taken, and one can do without.
    if (!made && !launch.orders.isEmpty() && saysCode(made.error(), QLatin1String("global/invalid-parameters"))) {
        launch.withoutOrders();
        body.remove(QStringLiteral("user_data"));
        made = this->made("instance-operations/launch", body, stop);
    }
    return made;
}

Status LambdaCloud::restart(const ResourceRecord &instance, std::stop_token stop)
{
    const auto answer = m_client->ask("POST", QStringLiteral("instance-operations/restart"), instanceIds(instance), stop);
    return answer ? Status() : fail(answer.error());
}

Result<QString> LambdaCloud::address(const ResourceRecord &instance, std::stop_token stop)
{
    const auto item = m_client->get(QStringLiteral("instances/") + instance.handle, stop);
    return item ? Result<QString>(item->toObject().value(QLatin1String("ip")).toString()) : fail(item.error());
}

Status LambdaCloud::allowOnly(const ResourceRecord &ruleset, const QString &source, std::stop_token stop)
{
    const auto answer =
        m_client->ask("PATCH", QStringLiteral("firewall-rulesets/") + ruleset.handle, {{QStringLiteral("rules"), sshRules(source)}}, stop);
    return answer ? Status() : fail(answer.error());
}

Result<bool> LambdaCloud::letsEverybodyIn(std::stop_token stop)
{
    const auto answer = m_client->get(QStringLiteral("firewall-rulesets/global"), stop);
    if (!answer)
        return fail(answer.error());
    for (const QJsonValue &each : answer->toObject().value(QLatin1String("rules")).toArray()) {
        const QJsonObject rule = each.toObject();
        if (coversSsh(rule) && rule.value(QLatin1String("source_network")).toString().endsWith(QLatin1String("/0")))
            return true;
    }
    return false;
}

} // namespace fl::lambda
