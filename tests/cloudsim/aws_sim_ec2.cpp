// SPDX-License-Identifier: GPL-3.0-or-later
// EC2 as the stand-in plays it: instances, key pairs and security groups.
#include "tests/cloudsim/aws_answers.h"
#include "tests/cloudsim/aws_sim.h"

#include <algorithm>

namespace fl {
namespace {

/// The values of a numbered list, in order.
QStringList listOf(const QMap<QString, QString> &form, const QString &name)
{
    QStringList values;
    for (int i = 1; form.contains(QStringLiteral("%1.%2").arg(name).arg(i)); ++i)
        values << form.value(QStringLiteral("%1.%2").arg(name).arg(i));
    return values;
}

QMap<QString, QString> tagsOf(const QMap<QString, QString> &form, const QString &resourceType)
{
    QMap<QString, QString> tags;
    for (int i = 1; form.contains(QStringLiteral("TagSpecification.%1.ResourceType").arg(i)); ++i) {
        const QString prefix = QStringLiteral("TagSpecification.%1.").arg(i);
        if (form.value(prefix + QStringLiteral("ResourceType")) != resourceType)
            continue;
        for (int tag = 1; form.contains(QStringLiteral("%1Tag.%2.Key").arg(prefix).arg(tag)); ++tag)
            tags.insert(form.value(QStringLiteral("%1Tag.%2.Key").arg(prefix).arg(tag)),
                        form.value(QStringLiteral("%1Tag.%2.Value").arg(prefix).arg(tag)));
    }
    return tags;
}

bool passes(const QMap<QString, QString> &form, const QMap<QString, QString> &tags)
{
    for (int i = 1; form.contains(QStringLiteral("Filter.%1.Name").arg(i)); ++i) {
        const QString name = form.value(QStringLiteral("Filter.%1.Name").arg(i));
        const QStringList values = listOf(form, QStringLiteral("Filter.%1.Value").arg(i));
        if (name == QLatin1String("tag-key")
            && !std::any_of(values.begin(), values.end(), [&](const QString &key) { return tags.contains(key); }))
            return false;
        if (name.startsWith(QLatin1String("tag:")) && !values.contains(tags.value(name.mid(4))))
            return false;
    }
    return true;
}

/// What of a list a request with this token gets, and the token of the rest.
template <class Item>
std::pair<std::vector<Item>, QString> pageOf(const std::vector<Item> &all, const QString &token, int size)
{
    const size_t from = std::min<size_t>(all.size(), token.mid(5).toULongLong()), to = std::min(all.size(), from + size_t(size));
    return {{all.begin() + qsizetype(from), all.begin() + qsizetype(to)}, to < all.size() ? QStringLiteral("page-%1").arg(to) : QString()};
}

} // namespace

QByteArray AwsSim::ec2(const AwsRequest &request, const QString &region)
{
    const QString &operation = request.operation;
    if (operation == QLatin1String("RunInstances"))
        return runInstances(request, region);
    if (operation == QLatin1String("DescribeInstances"))
        return describeInstances(request, region);
    if (operation == QLatin1String("ImportKeyPair"))
        return createThing(request, region, QStringLiteral("key-pair"));
    if (operation == QLatin1String("CreateSecurityGroup"))
        return createThing(request, region, QStringLiteral("security-group"));
    if (operation == QLatin1String("DescribeKeyPairs"))
        return describeThings(request, region, QStringLiteral("key-pair"));
    if (operation == QLatin1String("DescribeSecurityGroups"))
        return describeThings(request, region, QStringLiteral("security-group"));
    if (operation == QLatin1String("DeleteKeyPair"))
        return deleteThing(request, QStringLiteral("key-pair"));
    if (operation == QLatin1String("DeleteSecurityGroup"))
        return deleteThing(request, QStringLiteral("security-group"));
    if (operation == QLatin1String("AuthorizeSecurityGroupIngress") || operation == QLatin1String("RevokeSecurityGroupIngress"))
        return changeRules(request, operation.startsWith(QLatin1Char('A')));
    if (operation == QLatin1String("TerminateInstances"))
        return switchInstances(request, CloudHardware::Power::End);
    if (operation == QLatin1String("StopInstances"))
        return switchInstances(request, CloudHardware::Power::Stop);
    if (operation == QLatin1String("StartInstances"))
        return switchInstances(request, CloudHardware::Power::Start);
    if (operation == QLatin1String("RebootInstances"))
        return switchInstances(request, CloudHardware::Power::Reboot);
    if (operation == QLatin1String("GetConsoleOutput")) {
        const QByteArray console = m_hardware ? m_hardware->console(request.form.value(QStringLiteral("InstanceId"))) : m_console;
        return awsXml(operation,
                      QStringLiteral("<instanceId>%1</instanceId><output>%2</output>")
                          .arg(request.form.value(QStringLiteral("InstanceId")), QString::fromLatin1(console.toBase64())));
    }
    if (operation == QLatin1String("DescribeVpcs"))
        return awsXml(operation, QStringLiteral("<vpcSet><item><vpcId>vpc-1</vpcId><isDefault>true</isDefault></item></vpcSet>"));
    if (operation == QLatin1String("DescribeImages"))
        return awsXml(operation, awsImage(listOf(request.form, QStringLiteral("ImageId")).value(0)));
    if (operation == QLatin1String("DescribeInstanceTypes"))
        return awsXml(operation, awsTypes());
    if (operation == QLatin1String("DescribeSpotPriceHistory"))
        return awsXml(operation, m_pricePercent > 0 ? awsSpotPrices() : QStringLiteral("<spotPriceHistorySet/>"));
    const QByteArray choosing = ec2Choosing(request, region);
    return choosing.isEmpty() ? refusal(request, QStringLiteral("Unsupported")) : choosing;
}

QByteArray AwsSim::runInstances(const AwsRequest &request, const QString &region)
{
    const auto value = [&](const char *name) { return request.form.value(QLatin1String(name)); };
    const QString token = value("ClientToken");
    QMap<QString, QString> parameters = request.form;
    for (const Instance &known : m_instances)
        if (known.region == region && !token.isEmpty() && known.token == token) {
            if (known.parameters != parameters)
                return refusal(request, QStringLiteral("IdempotentParameterMismatch"));
            return known.state == QLatin1String("terminated") ? refusal(request, QStringLiteral("IdempotentInstanceTerminated"))
                                                              : awsXml(request.operation, awsInstances({known}));
        }
    const auto there = [&](const QString &kind, const QString &idOrName) {
        return std::any_of(m_things.begin(), m_things.end(), [&](const Thing &thing) {
            return thing.kind == kind && thing.region == region && (thing.id == idOrName || thing.name == idOrName);
        });
    };
    if (!there(QStringLiteral("key-pair"), value("KeyName")))
        return refusal(request, QStringLiteral("InvalidKeyPair.NotFound"));
    for (const QString &group : listOf(request.form, QStringLiteral("SecurityGroupId")))
        if (!there(QStringLiteral("security-group"), group))
            return refusal(request, QStringLiteral("InvalidGroup.NotFound"));
    if (m_quota < 4)
        return refusal(request, QStringLiteral("VcpuLimitExceeded"));
    if (!hasRoom(value("InstanceType"), value("Placement.AvailabilityZone")))
        return refusal(request, QStringLiteral("InsufficientInstanceCapacity"));
    Instance made{newId(QStringLiteral("i")),
                  region,
                  value("InstanceType"),
                  value("ImageId"),
                  QStringLiteral("pending"),
                  token,
                  {},
                  tagsOf(request.form, QStringLiteral("instance")),
                  parameters,
                  0,
                  now().toMSecsSinceEpoch()};
    m_instances.push_back(made);
    if (m_hardware) {
        CloudHardware::Order order{made.id,
                                   QByteArray::fromBase64(value("UserData").toLatin1()),
                                   {},
                                   value("InstanceInitiatedShutdownBehavior") == QLatin1String("terminate")};
        for (const Thing &thing : m_things)
            if (thing.kind == QLatin1String("key-pair") && thing.region == region && thing.name == value("KeyName"))
                order.publicKey = thing.publicKey;
        m_hardware->boot(order);
    }
    return awsXml(request.operation, awsInstances({made}));
}

QByteArray AwsSim::describeInstances(const AwsRequest &request, const QString &region)
{
    const QStringList ids = listOf(request.form, QStringLiteral("InstanceId"));
    std::vector<Instance> found;
    for (Instance &instance : m_instances) {
        if (instance.region != region || (!ids.isEmpty() && !ids.contains(instance.id)) || !passes(request.form, instance.tags))
            continue;
        if (++instance.looks <= m_invisibleFor && instance.state == QLatin1String("pending"))
            continue;
        if (m_hardware) {
            const CloudHardware::Seen seen = m_hardware->look(instance.id);
            instance.state = seen.state;
            instance.address = seen.address;
            found.push_back(instance);
            continue;
        }
        found.push_back(instance);
        if (instance.state == QLatin1String("shutting-down") && instance.looks <= m_deletingFor)
            continue;
        // A state that passes is seen once.
        static const QMap<QString, QString> next{{QStringLiteral("pending"), QStringLiteral("running")},
                                                 {QStringLiteral("stopping"), QStringLiteral("stopped")},
                                                 {QStringLiteral("shutting-down"), QStringLiteral("terminated")}};
        if (QString then = next.value(instance.state); !then.isEmpty()) {
            if (instance.state == QLatin1String("pending") && m_endAtOnce > 0) {
                --m_endAtOnce;
                then = QStringLiteral("terminated");
            }
            instance.state = then;
            instance.address.clear();
            if (then == QLatin1String("running"))
                instance.address = QStringLiteral("203.0.113.%1").arg(10 + ++m_ids % 200);
        }
    }
    if (!ids.isEmpty() && found.empty())
        return refusal(request, QStringLiteral("InvalidInstanceID.NotFound"));
    const auto [page, token] = pageOf(found, request.form.value(QStringLiteral("NextToken")), m_pageSize);
    return awsXml(request.operation,
                  QStringLiteral("<reservationSet><item>%1</item></reservationSet>%2")
                      .arg(awsInstances(page), token.isEmpty() ? QString() : QStringLiteral("<nextToken>%1</nextToken>").arg(token)));
}

QByteArray AwsSim::describeThings(const AwsRequest &request, const QString &region, const QString &kind)
{
    const QStringList ids =
        listOf(request.form, kind == QLatin1String("key-pair") ? QStringLiteral("KeyPairId") : QStringLiteral("GroupId"));
    QString items;
    bool any = false;
    for (Thing &thing : m_things) {
        if (thing.kind != kind || thing.region != region || (!ids.isEmpty() && !ids.contains(thing.id))
            || !passes(request.form, thing.tags))
            continue;
        if (++thing.looks <= m_invisibleFor)
            continue;
        any = true;
        items += awsThing(thing.kind, thing.id, thing.name, thing.tags, thing.sources);
    }
    if (!ids.isEmpty() && !any)
        return refusal(request,
                       kind == QLatin1String("key-pair") ? QStringLiteral("InvalidKeyPair.NotFound")
                                                         : QStringLiteral("InvalidGroup.NotFound"));
    const QString list = kind == QLatin1String("key-pair") ? QStringLiteral("keySet") : QStringLiteral("securityGroupInfo");
    return awsXml(request.operation, QStringLiteral("<%1>%2</%1>").arg(list, items));
}

QByteArray AwsSim::createThing(const AwsRequest &request, const QString &region, const QString &kind)
{
    const bool isKey = kind == QLatin1String("key-pair");
    const QString name = request.form.value(isKey ? QStringLiteral("KeyName") : QStringLiteral("GroupName"));
    for (const Thing &thing : m_things)
        if (thing.kind == kind && thing.region == region && thing.name == name)
            return refusal(request, isKey ? QStringLiteral("InvalidKeyPair.Duplicate") : QStringLiteral("InvalidGroup.Duplicate"));
    m_things.push_back({newId(isKey ? QStringLiteral("key") : QStringLiteral("sg")),
                        region,
                        name,
                        kind,
                        tagsOf(request.form, kind),
                        {},
                        QByteArray::fromBase64(request.form.value(QStringLiteral("PublicKeyMaterial")).toLatin1())});
    return awsXml(request.operation,
                  QStringLiteral("<%1>%2</%1><keyName>%3</keyName>")
                      .arg(isKey ? QStringLiteral("keyPairId") : QStringLiteral("groupId"), m_things.back().id, name));
}

QByteArray AwsSim::deleteThing(const AwsRequest &request, const QString &kind)
{
    const bool isKey = kind == QLatin1String("key-pair");
    const QString id = request.form.value(isKey ? QStringLiteral("KeyPairId") : QStringLiteral("GroupId"));
    if (!isKey)
        for (const Instance &instance : m_instances)
            if (instance.state != QLatin1String("terminated")
                && listOf(instance.parameters, QStringLiteral("SecurityGroupId")).contains(id))
                return refusal(request, QStringLiteral("DependencyViolation"));
    const auto removed = std::erase_if(m_things, [&](const Thing &thing) { return thing.kind == kind && thing.id == id; });
    if (removed == 0 && !isKey) // deleting a key pair that is not there is a success
        return refusal(request, QStringLiteral("InvalidGroup.NotFound"));
    return awsXml(request.operation, QStringLiteral("<return>true</return>"));
}

QByteArray AwsSim::switchInstances(const AwsRequest &request, CloudHardware::Power what)
{
    static const QMap<CloudHardware::Power, QString> passing{{CloudHardware::Power::Start, QStringLiteral("pending")},
                                                             {CloudHardware::Power::Stop, QStringLiteral("stopping")},
                                                             {CloudHardware::Power::End, QStringLiteral("shutting-down")}};
    for (const QString &id : listOf(request.form, QStringLiteral("InstanceId"))) {
        const auto instance = std::find_if(m_instances.begin(), m_instances.end(), [&](const Instance &each) { return each.id == id; });
        if (instance == m_instances.end())
            return refusal(request, QStringLiteral("InvalidInstanceID.NotFound"));
        if (instance->state == QLatin1String("terminated")) {
            if (what != CloudHardware::Power::End)
                return refusal(request, QStringLiteral("IncorrectInstanceState"));
            continue;
        }
        if (m_hardware)
            m_hardware->act(id, what);
        if (what != CloudHardware::Power::Reboot) {
            instance->state = passing.value(what);
            instance->looks = 0;
        }
    }
    return awsXml(request.operation, QStringLiteral("<instancesSet/>"));
}

QByteArray AwsSim::changeRules(const AwsRequest &request, bool add)
{
    const QString id = request.form.value(QStringLiteral("GroupId"));
    const auto group = std::find_if(m_things.begin(), m_things.end(), [&](const Thing &thing) { return thing.id == id; });
    if (group == m_things.end())
        return refusal(request, QStringLiteral("InvalidGroup.NotFound"));
    QString source = request.form.value(QStringLiteral("IpPermissions.1.IpRanges.1.CidrIp"));
    if (source.isEmpty())
        source = request.form.value(QStringLiteral("IpPermissions.1.Ipv6Ranges.1.CidrIpv6"));
    if (group->sources.contains(source) == add)
        return refusal(request, add ? QStringLiteral("InvalidPermission.Duplicate") : QStringLiteral("InvalidPermission.NotFound"));
    if (add)
        group->sources << source;
    else
        group->sources.removeAll(source);
    return awsXml(request.operation, QStringLiteral("<return>true</return>"));
}

} // namespace fl
