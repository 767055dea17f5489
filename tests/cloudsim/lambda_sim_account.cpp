// SPDX-License-Identifier: GPL-3.0-or-later
// The account as the stand-in plays it: instances, SSH keys, firewall rulesets, and what can be had.
#include "tests/cloudsim/lambda_sim.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace fl {
namespace {

const QLatin1String keyKind("key-pair"), rulesetKind("firewall-ruleset");
const QLatin1String booting("booting"), active("active"), terminating("terminating"), terminated("terminated");

struct Type {
    const char *name, *gpu;
    int cents, gpus, vcpus, ramGib, diskGib;
    const char *free; ///< regions
};

// Figures of no day; what matters is their shape.
const Type allTypes[] = {
    {"gpu_1x_a10", "A10 (24 GB PCIe)", 75, 1, 30, 200, 1400, "us-west-1 us-east-1 us-south-1"},
    {"gpu_1x_a6000", "RTX A6000 (48 GB)", 80, 1, 14, 100, 512, "us-west-1"},
    {"gpu_1x_gh200", "GH200 (96 GB)", 60, 1, 64, 432, 4096, "us-east-1"},
    {"gpu_1x_h100_pcie", "H100 (80 GB PCIe)", 249, 1, 26, 200, 1024, "us-east-1"},
    {"gpu_8x_a100", "A100 (40 GB SXM4)", 1032, 8, 124, 1800, 6144, "us-west-1"},
    {"gpu_1x_rtx6000", "Quadro RTX 6000 (24 GB)", 50, 1, 14, 46, 512, ""},
    {"gpu_1x_future", "X1", 0, 1, 8, 32, 100, "us-west-1"},
    {"cpu_4x_general", "N/A", 12, 0, 4, 16, 64, "us-west-1"},
};

const std::pair<const char *, const char *> allRegions[] = {{"us-west-1", "California, USA"},
                                                            {"us-east-1", "Virginia, USA"},
                                                            {"us-south-1", "Texas, USA"},
                                                            {"europe-central-1", "Germany"}};

QJsonObject region(const QString &id)
{
    for (const auto &[name, description] : allRegions)
        if (id == QLatin1String(name))
            return {{QStringLiteral("name"), id}, {QStringLiteral("description"), QLatin1String(description)}};
    return {{QStringLiteral("name"), id}, {QStringLiteral("description"), id}};
}

bool isRegion(const QString &id)
{
    return std::any_of(std::begin(allRegions), std::end(allRegions), [&](const auto &each) { return id == QLatin1String(each.first); });
}

QJsonObject typeObject(const Type &type, int percent)
{
    return {{QStringLiteral("name"), QLatin1String(type.name)},
            {QStringLiteral("description"), QStringLiteral("%1x %2").arg(type.gpus).arg(QLatin1String(type.gpu))},
            {QStringLiteral("gpu_description"), QLatin1String(type.gpu)},
            {QStringLiteral("price_cents_per_hour"), type.cents * percent / 100},
            {QStringLiteral("specs"),
             QJsonObject{{QStringLiteral("vcpus"), type.vcpus},
                         {QStringLiteral("memory_gib"), type.ramGib},
                         {QStringLiteral("storage_gib"), type.diskGib},
                         {QStringLiteral("gpus"), type.gpus}}}};
}

QJsonObject typeObject(const QString &name, int percent)
{
    const auto found =
        std::find_if(std::begin(allTypes), std::end(allTypes), [&](const Type &type) { return name == QLatin1String(type.name); });
    return found == std::end(allTypes) ? QJsonObject() : typeObject(*found, percent);
}

QJsonArray images()
{
    QJsonArray all;
    int number = 0;
    for (const auto &[id, description] : allRegions)
        for (const char *family : {"lambda-stack-24-04", "gpu-base-22-04", "gpu-base-24-04"})
            for (const char *architecture : {"x86_64", "arm64"}) {
                const QString at = QStringLiteral("2026-0%1-01T00:00:00+00:00").arg(1 + number++ % 6);
                all << QJsonObject{{QStringLiteral("id"),
                                    QStringLiteral("image-%1-%2-%3")
                                        .arg(QLatin1String(family), QLatin1String(architecture), QLatin1String(id))},
                                   {QStringLiteral("created_time"), at},
                                   {QStringLiteral("updated_time"), at},
                                   {QStringLiteral("name"), QLatin1String(family)},
                                   {QStringLiteral("description"), QLatin1String(family)},
                                   {QStringLiteral("family"), QLatin1String(family)},
                                   {QStringLiteral("version"), QStringLiteral("1")},
                                   {QStringLiteral("architecture"), QLatin1String(architecture)},
                                   {QStringLiteral("region"), region(QLatin1String(id))}};
            }
    return all;
}

QStringList textsIn(const QJsonValue &list)
{
    QStringList texts;
    for (const QJsonValue &each : list.toArray())
        texts << (each.isObject() ? each.toObject().value(QLatin1String("id")).toString() : each.toString());
    return texts;
}

QJsonObject data(const QJsonValue &value)
{
    return {{QStringLiteral("data"), value}};
}

QString isoTime(qint64 ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(Qt::ISODate);
}

/// EC2's words, in which hardware speaks.
QString statusOf(const QString &state)
{
    static const QMap<QString, QString> words{{QStringLiteral("pending"), booting},
                                              {QStringLiteral("running"), active},
                                              {QStringLiteral("shutting-down"), terminating},
                                              {QStringLiteral("terminated"), terminated}};
    return words.value(state, QStringLiteral("unhealthy")); // off from within: it is there all the same, and billed
}

} // namespace

bool LambdaSim::hasRoom(const QString &type, const QString &where) const
{
    if (m_noRoom.contains(type) || m_noRoom.contains(type + QLatin1Char(' ') + where))
        return false;
    return std::any_of(std::begin(allTypes), std::end(allTypes), [&](const Type &each) {
        return type == QLatin1String(each.name) && QString::fromLatin1(each.free).split(QLatin1Char(' ')).contains(where);
    });
}

QJsonObject LambdaSim::types() const
{
    QJsonObject all;
    for (const Type &type : allTypes) {
        QJsonArray free;
        for (const auto &[id, description] : allRegions)
            if (hasRoom(QLatin1String(type.name), QLatin1String(id)))
                free << region(QLatin1String(id));
        all.insert(QLatin1String(type.name),
                   QJsonObject{{QStringLiteral("instance_type"), typeObject(type, m_pricePercent)},
                               {QStringLiteral("regions_with_capacity_available"), free}});
    }
    return all;
}

QJsonObject LambdaSim::show(const Instance &instance) const
{
    const QJsonObject can{{QStringLiteral("available"), true}};
    QJsonArray rulesets;
    for (const QString &id : instance.rulesets)
        rulesets << QJsonObject{{QStringLiteral("id"), id}};
    QJsonObject shown{{QStringLiteral("id"), instance.id},
                      {QStringLiteral("name"), instance.name},
                      {QStringLiteral("status"), instance.status},
                      {QStringLiteral("ssh_key_names"), QJsonArray::fromStringList(instance.keys)},
                      {QStringLiteral("file_system_names"), QJsonArray()},
                      {QStringLiteral("region"), region(instance.region)},
                      {QStringLiteral("instance_type"), typeObject(instance.type, m_pricePercent)},
                      {QStringLiteral("actions"),
                       QJsonObject{{QStringLiteral("migrate"), can},
                                   {QStringLiteral("rebuild"), can},
                                   {QStringLiteral("restart"), can},
                                   {QStringLiteral("cold_reboot"), can},
                                   {QStringLiteral("terminate"), can}}},
                      {QStringLiteral("jupyter_token"), QStringLiteral("0123456789abcdef")},
                      {QStringLiteral("firewall_rulesets"), rulesets}};
    if (!instance.address.isEmpty())
        shown.insert(QStringLiteral("ip"), instance.address);
    return shown;
}

QJsonObject LambdaSim::show(const Thing &thing) const
{
    if (thing.kind == keyKind)
        return {{QStringLiteral("id"), thing.id},
                {QStringLiteral("name"), thing.name},
                {QStringLiteral("public_key"), QString::fromUtf8(thing.publicKey)}};
    QStringList users;
    for (const Instance &instance : m_instances)
        if (instance.ended == 0 && instance.rulesets.contains(thing.id))
            users << instance.id;
    return {{QStringLiteral("id"), thing.id},
            {QStringLiteral("name"), thing.name},
            {QStringLiteral("region"), region(thing.region)},
            {QStringLiteral("rules"), thing.rules},
            {QStringLiteral("created"), isoTime(thing.created)},
            {QStringLiteral("instance_ids"), QJsonArray::fromStringList(users)}};
}

/// Whether it is seen; what passes is seen once.
bool LambdaSim::look(Instance &instance)
{
    ++instance.looks;
    if (m_hardware && instance.ended == 0) {
        const CloudHardware::Seen seen = m_hardware->look(instance.id);
        instance.status = statusOf(seen.state);
        instance.address = seen.address;
        if (instance.status == terminated)
            instance.ended = now();
        return true;
    }
    if (instance.status == booting && instance.looks <= m_invisibleFor)
        return false;
    return true;
}

bool LambdaSim::look(Thing &thing)
{
    return ++thing.looks > m_invisibleFor;
}

QJsonArray LambdaSim::list(const QString &kind)
{
    QJsonArray shown;
    if (m_otherAccount)
        return shown;
    for (Thing &thing : m_things)
        if (thing.kind == kind && look(thing))
            shown << show(thing);
    for (Instance &instance : m_instances)
        if (kind.isEmpty() && instance.status != terminated && look(instance))
            shown << show(instance);
    return shown;
}

LambdaSim::Said LambdaSim::describe(const QString &kind, const QString &id)
{
    for (Thing &thing : m_things)
        if (!m_otherAccount && thing.kind == kind && thing.id == id && look(thing))
            return {200, data(show(thing))};
    for (Instance &instance : m_instances) {
        if (m_otherAccount || !kind.isEmpty() || instance.id != id || !look(instance))
            continue;
        const Said said{200, data(show(instance))};
        if (m_hardware)
            return said;
        if (instance.status == booting) {
            instance.status = m_endAtOnce > 0 ? terminated : active;
            if (m_endAtOnce > 0) {
                --m_endAtOnce;
                instance.ended = now();
            } else {
                instance.address = QStringLiteral("203.0.113.%1").arg(10 + ++m_ids % 200);
            }
        } else if (instance.status == terminating && instance.looks > m_deletingFor) {
            instance.status = terminated;
            instance.ended = now();
        }
        return said;
    }
    return refusal(kind.isEmpty() ? QStringLiteral("getInstance") : QStringLiteral("getFirewallRuleset"),
                   QStringLiteral("global/object-does-not-exist"));
}

LambdaSim::Said LambdaSim::launch(const QJsonObject &wanted)
{
    const QString launching = QStringLiteral("launchInstance"), missing = QStringLiteral("global/object-does-not-exist");
    const auto text = [&](const char *name) { return wanted.value(QLatin1String(name)).toString(); };
    Instance made;
    made.name = text("name");
    made.region = text("region_name");
    made.type = text("instance_type_name");
    made.keys = textsIn(wanted.value(QLatin1String("ssh_key_names")));
    made.rulesets = textsIn(wanted.value(QLatin1String("firewall_rulesets")));
    made.userData = text("user_data").toUtf8();
    made.image = wanted.value(QLatin1String("image")).toObject();
    made.launched = now();
    const auto there = [&](const QString &kind, const QString &idOrName) {
        return std::any_of(m_things.begin(), m_things.end(), [&](const Thing &thing) {
            return thing.kind == kind && (thing.id == idOrName || thing.name == idOrName)
                && (kind == keyKind || thing.region == made.region);
        });
    };
    if (made.keys.size() != 1 || (!made.userData.isEmpty() && !m_takesOrders))
        return refusal(launching, QStringLiteral("global/invalid-parameters"));
    if (typeObject(made.type, 100).isEmpty() || !isRegion(made.region) || !there(keyKind, made.keys.front()))
        return refusal(launching, missing);
    for (const QString &id : std::as_const(made.rulesets))
        if (!there(rulesetKind, id))
            return refusal(launching, missing);
    if (const QString id = made.image.value(QLatin1String("id")).toString(); !id.isEmpty() && !id.endsWith(made.region))
        return refusal(launching, missing);
    if (!hasRoom(made.type, made.region))
        return refusal(launching, QStringLiteral("instance-operations/launch/insufficient-capacity"));
    made.id = newId();
    if (m_hardware) {
        CloudHardware::Order order{made.id, made.userData, {}, false};
        for (const Thing &thing : m_things)
            if (thing.kind == keyKind && thing.name == made.keys.front())
                order.publicKey = thing.publicKey;
        m_hardware->boot(order);
    }
    m_instances.push_back(made);
    return {200, data(QJsonObject{{QStringLiteral("instance_ids"), QJsonArray{made.id}}})};
}

LambdaSim::Said LambdaSim::terminate(const QJsonArray &ids)
{
    QJsonArray ended;
    for (const QJsonValue &id : ids) {
        const auto instance =
            std::find_if(m_instances.begin(), m_instances.end(), [&](const Instance &each) { return each.id == id.toString(); });
        if (m_otherAccount || instance == m_instances.end() || instance->status == terminated)
            return refusal(QStringLiteral("terminateInstance"), QStringLiteral("global/object-does-not-exist"));
        if (m_hardware)
            m_hardware->act(instance->id, CloudHardware::Power::End);
        if (instance->status != terminating)
            instance->looks = 0;
        instance->status = terminating;
        ended << show(*instance);
    }
    return {200, data(QJsonObject{{QStringLiteral("terminated_instances"), ended}})};
}

LambdaSim::Said LambdaSim::restart(const QJsonArray &ids)
{
    QJsonArray restarted;
    for (const QJsonValue &id : ids) {
        const auto instance =
            std::find_if(m_instances.begin(), m_instances.end(), [&](const Instance &each) { return each.id == id.toString(); });
        if (m_otherAccount || instance == m_instances.end() || instance->status == terminated)
            return refusal(QStringLiteral("restartInstance"), QStringLiteral("global/object-does-not-exist"));
        if (m_hardware)
            m_hardware->act(instance->id, CloudHardware::Power::Reboot);
        restarted << show(*instance);
    }
    return {200, data(QJsonObject{{QStringLiteral("restarted_instances"), restarted}})};
}

LambdaSim::Said LambdaSim::make(const QString &kind, const QJsonObject &wanted)
{
    Thing made;
    made.id = newId();
    made.kind = kind;
    made.name = wanted.value(QLatin1String("name")).toString();
    made.region = wanted.value(QLatin1String("region")).toString();
    made.publicKey = wanted.value(QLatin1String("public_key")).toString().toUtf8();
    made.rules = wanted.value(QLatin1String("rules")).toArray();
    made.created = now();
    if (kind == rulesetKind && (!isRegion(made.region) || made.region == QLatin1String("us-south-1")))
        return refusal(QStringLiteral("createFirewallRuleset"), QStringLiteral("global/invalid-parameters"));
    m_things.push_back(made);
    return {200, data(show(made))};
}

LambdaSim::Said LambdaSim::remove(const QString &kind, const QString &id)
{
    const bool isKey = kind == keyKind;
    for (const Instance &instance : m_instances)
        if (!isKey && instance.status != terminated && instance.rulesets.contains(id))
            return refusal(QStringLiteral("deleteFirewallRuleset"), QStringLiteral("firewall-rulesets/firewall-ruleset-in-use"));
    const auto removed =
        m_otherAccount ? 0 : std::erase_if(m_things, [&](const Thing &thing) { return thing.kind == kind && thing.id == id; });
    if (removed == 0)
        return isKey ? refusal(QStringLiteral("deleteSSHKey"), QStringLiteral("global/not-found"))
                     : refusal(QStringLiteral("deleteFirewallRuleset"), QStringLiteral("global/object-does-not-exist"));
    return {200, data(QJsonObject())};
}

LambdaSim::Said LambdaSim::change(const QString &id, const QJsonObject &wanted)
{
    const auto ruleset =
        std::find_if(m_things.begin(), m_things.end(), [&](const Thing &thing) { return thing.kind == rulesetKind && thing.id == id; });
    if (ruleset == m_things.end())
        return refusal(QStringLiteral("updateFirewallRuleset"), QStringLiteral("global/object-does-not-exist"));
    if (wanted.contains(QLatin1String("rules")))
        ruleset->rules = wanted.value(QLatin1String("rules")).toArray();
    return {200, data(show(*ruleset))};
}

LambdaSim::Said LambdaSim::answerTo(const QString &operation, const LambdaContract::Request &request)
{
    const QJsonObject body = QJsonDocument::fromJson(request.body).object();
    const QJsonArray ids = body.value(QLatin1String("instance_ids")).toArray();
    const QString id = m_contract.idIn(request);
    if (operation == QLatin1String("launchInstance"))
        return launch(body);
    if (operation == QLatin1String("terminateInstance"))
        return terminate(ids);
    if (operation == QLatin1String("restartInstance"))
        return restart(ids);
    if (operation == QLatin1String("listInstances"))
        return {200, data(list({}))};
    if (operation == QLatin1String("getInstance"))
        return describe({}, id);
    if (operation == QLatin1String("listSSHKeys"))
        return {200, data(list(keyKind))};
    if (operation == QLatin1String("addSSHKey"))
        return make(keyKind, body);
    if (operation == QLatin1String("deleteSSHKey"))
        return remove(keyKind, id);
    if (operation == QLatin1String("firewallRulesetsList"))
        return {200, data(list(rulesetKind))};
    if (operation == QLatin1String("createFirewallRuleset"))
        return make(rulesetKind, body);
    if (operation == QLatin1String("getFirewallRuleset"))
        return describe(rulesetKind, id);
    if (operation == QLatin1String("updateFirewallRuleset"))
        return change(id, body);
    if (operation == QLatin1String("deleteFirewallRuleset"))
        return remove(rulesetKind, id);
    if (operation == QLatin1String("getGlobalFirewallRuleset"))
        return {200,
                data(QJsonObject{{QStringLiteral("id"), QStringLiteral("global")},
                                 {QStringLiteral("name"), QStringLiteral("Default Workspace Global Rules")},
                                 {QStringLiteral("rules"), m_globalRules}})};
    if (operation == QLatin1String("listInstanceTypes"))
        return {200, data(types())};
    if (operation == QLatin1String("listImages"))
        return {200, data(images())};
    if (operation == QLatin1String("listRegions")) {
        QJsonArray all;
        for (const auto &[name, description] : allRegions)
            all << region(QLatin1String(name));
        return {200, data(all)};
    }
    m_violations << QStringLiteral("the stand-in does not play %1").arg(operation);
    return refusal(operation, QStringLiteral("global/not-found"));
}

} // namespace fl
