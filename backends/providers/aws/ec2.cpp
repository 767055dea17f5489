// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/providers/aws/ec2.h"

#include <QCryptographicHash>
#include <QSet>

namespace fl::aws {
namespace {

using namespace std::chrono_literals;

const QLatin1String keyPair("key-pair"), group("security-group"), instance("instance"), service("ec2");
const QLatin1String machineTag("firstlight:machine"), operationTag("firstlight:operation"), profileTag("firstlight:profile");
constexpr std::chrono::milliseconds betweenTries = 5s, groupLimit = 3min; // a group stays in use for a while after its instance ended
constexpr int mostPages = 2'000;

QList<std::pair<QString, QString>> tagsOf(const ResourceRecord &record, const QString &profile)
{
    return {{QStringLiteral("Name"), record.name}, {machineTag, record.machine}, {operationTag, record.operation}, {profileTag, profile}};
}

/// What differs between the kinds when they are listed.
struct Kind {
    const char *action, *list, *id, *name, *handle; ///< the action, its list, an item's id and name, the parameter for ids
};

Kind kindOf(const QString &kind)
{
    if (kind == keyPair)
        return {"DescribeKeyPairs", "keySet", "keyPairId", "keyName", "KeyPairId"};
    if (kind == group)
        return {"DescribeSecurityGroups", "securityGroupInfo", "groupId", "groupName", "GroupId"};
    return {"DescribeInstances", "reservationSet", "instanceId", "", "InstanceId"};
}

InstanceState stateOf(const QString &name)
{
    if (name == QLatin1String("running"))
        return InstanceState::Running;
    if (name == QLatin1String("stopped"))
        return InstanceState::Stopped;
    if (name == QLatin1String("shutting-down"))
        return InstanceState::Deleting;
    return name == QLatin1String("terminated") ? InstanceState::NotThere : InstanceState::Pending; // pending, stopping
}

CloudThing thingOf(const QString &kind, const QString &region, const Xml &item)
{
    const Kind about = kindOf(kind);
    CloudThing thing;
    thing.kind = kind;
    thing.region = region;
    thing.id = item.at(about.id);
    thing.name = item.at(about.name);
    for (const Xml *tag : item.items("tagSet")) {
        const QString key = tag->at("key"), value = tag->at("value");
        if (key == machineTag)
            thing.machine = value;
        else if (key == operationTag)
            thing.operation = value;
        else if (key == profileTag)
            thing.profile = value;
        else if (key == QLatin1String("Name"))
            thing.name = value;
    }
    if (kind == instance)
        thing.state = stateOf(item.at("instanceState/name"));
    const QString since = item.at(kind == instance ? "launchTime" : "createTime");
    if (!since.isEmpty())
        thing.created = QDateTime::fromString(since, Qt::ISODate).toMSecsSinceEpoch();
    return thing;
}

bool isNotFound(const Error &error)
{
    return error.params.value(QStringLiteral("code")).endsWith(QLatin1String(".NotFound"));
}

/// SSH from that range into the group; what lets it in and what shuts it out again name the same rule.
Form sshRule(const QString &groupId, const QString &source)
{
    const bool six = source.contains(QLatin1Char(':'));
    Form form;
    form.add(QStringLiteral("GroupId"), groupId)
        .add(QStringLiteral("IpPermissions.1.IpProtocol"), QStringLiteral("tcp"))
        .add(QStringLiteral("IpPermissions.1.FromPort"), 22)
        .add(QStringLiteral("IpPermissions.1.ToPort"), 22)
        .add(six ? QStringLiteral("IpPermissions.1.Ipv6Ranges.1.CidrIpv6") : QStringLiteral("IpPermissions.1.IpRanges.1.CidrIp"), source);
    return form;
}

bool saysCode(const Error &error, QLatin1String code)
{
    return error.params.value(QStringLiteral("code")) == code;
}

/// Of what was just made; an answer without one does not say whether anything was.
Result<QString> handleIn(const Xml &answer, const char *path)
{
    const QString handle = answer.at(path);
    return handle.isEmpty() ? fail(unusable("unreadable")) : Result<QString>(handle);
}

/// At most 64 ASCII characters, the same for the same intent.
QString clientToken(const ResourceRecord &record)
{
    return QString::fromLatin1(QCryptographicHash::hash(record.operation.toUtf8(), QCryptographicHash::Sha256).toHex());
}

} // namespace

Status eachPage(const std::function<Result<QString>(const QString &token)> &page)
{
    QSet<QString> seen;
    QString token;
    for (int i = 0; i < mostPages; ++i) {
        const auto next = page(token);
        if (!next)
            return fail(next.error());
        if (next->isEmpty())
            return {};
        if (seen.contains(*next))
            break;
        seen.insert(*next);
        token = *next;
    }
    Error error = unusable("unreadable");
    error.detail = QStringLiteral("pages without end");
    return fail(error);
}

QStringList Ec2::kinds()
{
    return {keyPair, group, instance};
}

bool Ec2::knowsTokens(const QString &kind) const
{
    return kind == instance;
}

Result<std::vector<CloudThing>> Ec2::ask(const QString &kind, const QString &region, const Form &form, std::stop_token stop)
{
    const Kind about = kindOf(kind);
    std::vector<CloudThing> things;
    FL_TRY(eachPage([&](const QString &token) -> Result<QString> {
        Form page = form;
        if (!token.isEmpty())
            page.add(QStringLiteral("NextToken"), token);
        const auto answer = m_client->query(service, QLatin1String(about.action), page, stop, region);
        if (!answer)
            return fail(answer.error());
        for (const Xml *item : answer->items(about.list)) {
            if (kind != instance) {
                things.push_back(thingOf(kind, region, *item));
                continue;
            }
            for (const Xml *each : item->items("instancesSet"))
                things.push_back(thingOf(kind, region, *each));
        }
        return answer->at("nextToken");
    }));
    return things;
}

Result<std::vector<CloudThing>> Ec2::list(const QString &kind, const QString &region, const QString &machine, std::stop_token stop)
{
    Form form;
    if (machine.isEmpty())
        form.filter(QStringLiteral("tag-key"), {machineTag});
    else
        form.filter(QStringLiteral("tag:") + machineTag, {machine});
    return ask(kind, region, form, stop);
}

Result<std::optional<CloudThing>> Ec2::describe(const ResourceRecord &record, std::stop_token stop)
{
    Form form;
    form.list(QLatin1String(kindOf(record.kind).handle), {record.handle});
    const auto things = ask(record.kind, record.region, form, stop);
    if (!things)
        return isNotFound(things.error()) ? Result<std::optional<CloudThing>>(std::nullopt) : fail(things.error());
    if (things->empty())
        return std::optional<CloudThing>();
    return std::optional<CloudThing>(things->front());
}

Result<bool> Ec2::remove(const ResourceRecord &record, std::stop_token stop)
{
    Form form;
    QString action = QStringLiteral("TerminateInstances");
    if (record.kind == instance) {
        form.list(QStringLiteral("InstanceId"), {record.handle});
    } else {
        action = record.kind == keyPair ? QStringLiteral("DeleteKeyPair") : QStringLiteral("DeleteSecurityGroup");
        form.add(QLatin1String(kindOf(record.kind).handle), record.handle);
    }
    for (const qint64 end = m_clock.now() + std::chrono::milliseconds(groupLimit).count();;) {
        const auto answer = m_client->query(service, action, form, stop, record.region);
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

Result<QString> Ec2::create(const ResourceRecord &record, const QString &profile, const Choices &choices, std::stop_token stop)
{
    const auto launch = m_prepare(record, choices, stop);
    if (!launch)
        return fail(launch.error());
    if (record.kind == instance)
        return createInstance(record, profile, *launch, stop);
    if (record.kind == group)
        return createGroup(record, profile, stop);
    Form form;
    form.add(QStringLiteral("KeyName"), record.name)
        .add(QStringLiteral("PublicKeyMaterial"), QString::fromLatin1(launch->publicKey.toUtf8().toBase64()))
        .tags(QStringLiteral("key-pair"), tagsOf(record, profile));
    const auto answer = m_client->query(service, QStringLiteral("ImportKeyPair"), form, stop, record.region);
    return answer ? handleIn(*answer, "keyPairId") : fail(answer.error());
}

Result<QString> Ec2::defaultVpc(const QString &region, std::stop_token stop)
{
    Form form;
    form.filter(QStringLiteral("is-default"), {QStringLiteral("true")});
    auto answer = m_client->query(service, QStringLiteral("DescribeVpcs"), form, stop, region);
    if (!answer)
        return fail(answer.error());
    if (const auto vpcs = answer->items("vpcSet"); !vpcs.empty())
        return vpcs.front()->at("vpcId");
    // Deleted once by somebody: AWS makes it anew on demand, and it costs nothing.
    answer = m_client->query(service, QStringLiteral("CreateDefaultVpc"), {}, stop, region);
    return answer ? Result<QString>(answer->at("vpc/vpcId")) : fail(answer.error());
}

Result<QString> Ec2::createGroup(const ResourceRecord &record, const QString &profile, std::stop_token stop)
{
    const auto vpc = defaultVpc(record.region, stop);
    if (!vpc)
        return fail(vpc.error());
    Form form;
    form.add(QStringLiteral("GroupName"), record.name)
        .add(QStringLiteral("GroupDescription"), QStringLiteral("SSH from one address, for a machine of Firstlight"))
        .add(QStringLiteral("VpcId"), *vpc)
        .tags(QStringLiteral("security-group"), tagsOf(record, profile));
    const auto answer = m_client->query(service, QStringLiteral("CreateSecurityGroup"), form, stop, record.region);
    if (!answer)
        return fail(answer.error());
    return handleIn(*answer, "groupId");
}

Status Ec2::authorize(const QString &id, const QString &source, const QString &region, std::stop_token stop)
{
    const auto answer = m_client->query(service, QStringLiteral("AuthorizeSecurityGroupIngress"), sshRule(id, source), stop, region);
    if (!answer && !saysCode(answer.error(), QLatin1String("InvalidPermission.Duplicate")))
        return fail(answer.error());
    return {};
}

Status Ec2::allowOnly(const ResourceRecord &record, const QString &source, std::stop_token stop)
{
    Form form;
    form.list(QStringLiteral("GroupId"), {record.handle});
    const auto answer = m_client->query(service, QStringLiteral("DescribeSecurityGroups"), form, stop, record.region);
    if (!answer)
        return fail(answer.error());
    QStringList others;
    bool there = false;
    for (const Xml *each : answer->items("securityGroupInfo"))
        for (const Xml *permission : each->items("ipPermissions"))
            for (const auto &[ranges, cidr] : {std::pair("ipRanges", "cidrIp"), std::pair("ipv6Ranges", "cidrIpv6")})
                for (const Xml *range : permission->items(ranges))
                    if (const QString from = range->at(cidr); from == source)
                        there = true;
                    else
                        others << from;
    if (!there) // first let in, then shut out: whoever is connected stays
        FL_TRY(authorize(record.handle, source, record.region, stop));
    for (const QString &from : std::as_const(others)) {
        const auto revoked =
            m_client->query(service, QStringLiteral("RevokeSecurityGroupIngress"), sshRule(record.handle, from), stop, record.region);
        if (!revoked && !isNotFound(revoked.error()))
            return fail(revoked.error());
    }
    return {};
}

Result<QString> Ec2::createInstance(const ResourceRecord &record, const QString &profile, const Launch &launch, std::stop_token stop)
{
    const auto groups = list(group, record.region, record.machine, stop);
    if (!groups)
        return fail(groups.error());
    const auto keys = list(keyPair, record.region, record.machine, stop);
    if (!keys)
        return fail(keys.error());
    if (groups->empty() || keys->empty()) // made a moment ago and not to be seen yet: asked again by whoever called
        return fail({Cause::ProviderUnavailable, {{QStringLiteral("why"), QStringLiteral("not-visible-yet")}}, NextAction::Retry, {}, {}});
    // The group's rule belongs here: a group that was made, and whose rule was refused, is there all the same.
    FL_TRY(authorize(groups->front().id, launch.source, record.region, stop));
    Form form;
    form.add(QStringLiteral("ImageId"), launch.image)
        .add(QStringLiteral("InstanceType"), launch.type)
        .add(QStringLiteral("MinCount"), 1)
        .add(QStringLiteral("MaxCount"), 1)
        .add(QStringLiteral("ClientToken"), clientToken(record))
        .add(QStringLiteral("KeyName"), keys->front().name)
        .list(QStringLiteral("SecurityGroupId"), {groups->front().id})
        .add(QStringLiteral("BlockDeviceMapping.1.DeviceName"), launch.rootDevice)
        .add(QStringLiteral("BlockDeviceMapping.1.Ebs.VolumeSize"), launch.diskGb)
        .add(QStringLiteral("BlockDeviceMapping.1.Ebs.VolumeType"), QStringLiteral("gp3"))
        .flag(QStringLiteral("BlockDeviceMapping.1.Ebs.DeleteOnTermination"), true)
        .add(QStringLiteral("MetadataOptions.HttpTokens"), QStringLiteral("required"))
        // A spot machine cannot be stopped, only ended.
        .add(QStringLiteral("InstanceInitiatedShutdownBehavior"), launch.spot ? QStringLiteral("terminate") : QStringLiteral("stop"));
    if (!launch.zone.isEmpty())
        form.add(QStringLiteral("Placement.AvailabilityZone"), launch.zone);
    if (launch.spot) // once: a standing request would make another machine when this one ends, and nobody would know of it
        form.add(QStringLiteral("InstanceMarketOptions.MarketType"), QStringLiteral("spot"))
            .add(QStringLiteral("InstanceMarketOptions.SpotOptions.SpotInstanceType"), QStringLiteral("one-time"));
    if (!launch.userData.isEmpty())
        form.add(QStringLiteral("UserData"), QString::fromLatin1(launch.userData.toBase64()));
    for (const char *type : {"instance", "volume", "network-interface"})
        form.tags(QLatin1String(type), tagsOf(record, profile));
    const auto answer = m_client->query(service, QStringLiteral("RunInstances"), form, stop, record.region);
    if (!answer)
        return fail(answer.error());
    return handleIn(*answer, "instancesSet/item/instanceId");
}

Status Ec2::power(const ResourceRecord &record, const char *action, std::stop_token stop)
{
    Form form;
    form.list(QStringLiteral("InstanceId"), {record.handle});
    const auto answer = m_client->query(service, QLatin1String(action), form, stop, record.region);
    return answer ? Status() : fail(answer.error());
}

Result<QString> Ec2::address(const ResourceRecord &record, std::stop_token stop)
{
    Form form;
    form.list(QStringLiteral("InstanceId"), {record.handle});
    const auto answer = m_client->query(service, QStringLiteral("DescribeInstances"), form, stop, record.region);
    if (!answer)
        return fail(answer.error());
    for (const Xml *reservation : answer->items("reservationSet"))
        for (const Xml *each : reservation->items("instancesSet"))
            return each->at(each->at("ipAddress").isEmpty() ? "ipv6Address" : "ipAddress");
    return QString();
}

Result<QByteArray> Ec2::console(const ResourceRecord &record, std::stop_token stop)
{
    Form form;
    form.add(QStringLiteral("InstanceId"), record.handle);
    Form latest = form;
    latest.flag(QStringLiteral("Latest"), true); // as it stands now; else what AWS noted some minutes ago
    auto answer = m_client->query(service, QStringLiteral("GetConsoleOutput"), latest, stop, record.region);
    if (!answer && answer.error().cause != Cause::PermissionMissing && answer.error().params.contains(QStringLiteral("code")))
        answer = m_client->query(service, QStringLiteral("GetConsoleOutput"), form, stop, record.region); // not of this kind of machine
    return answer ? Result<QByteArray>(QByteArray::fromBase64(answer->at("output").toLatin1())) : fail(answer.error());
}

Status Ec2::setUserData(const ResourceRecord &record, const QByteArray &orders, std::stop_token stop)
{
    Form form;
    form.add(QStringLiteral("InstanceId"), record.handle).add(QStringLiteral("UserData.Value"), QString::fromLatin1(orders.toBase64()));
    const auto answer = m_client->query(service, QStringLiteral("ModifyInstanceAttribute"), form, stop, record.region);
    return answer ? Status() : fail(answer.error());
}

} // namespace fl::aws
