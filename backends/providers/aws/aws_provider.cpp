// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/providers/aws/aws_provider.h"

#include "backends/providers/aws/aws_choices.h"
#include "backends/providers/aws/host_keys.h"
#include "backends/providers/aws/login.h"

#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QUrl>

namespace fl {
namespace {

using namespace std::chrono_literals;
using aws::chosen, aws::diskOf, aws::wantsSpot;

const QLatin1String instanceKind("instance"), groupKind("security-group");
constexpr std::chrono::milliseconds betweenAsks = 5s, consoleLimit = 6min;
constexpr qint64 youngFor = 60 * 60 * 1000; // ms

/// The SSM parameter or id of what is meant by aws.image. Sources: ubuntu.com/server/docs/cloud-images (finding AMIs by SSM);
/// docs.aws.amazon.com/dlami/latest/devguide/find-dlami-id.html
QString imageOf(const Choices &choices)
{
    const QString image = chosen(choices, "image");
    if (image == QLatin1String("dlami-base"))
        return QStringLiteral("/aws/service/deeplearning/ami/x86_64/base-oss-nvidia-driver-gpu-ubuntu-24.04/latest/ami-id");
    if (image == QLatin1String("dlami-pytorch"))
        return QStringLiteral("/aws/service/deeplearning/ami/x86_64/oss-nvidia-driver-gpu-pytorch-2.9-ubuntu-24.04/latest/ami-id");
    if (image.startsWith(QLatin1String("ami-")))
        return image;
    return QStringLiteral("/aws/service/canonical/ubuntu/server/24.04/stable/current/amd64/hvm/ebs-gp3/ami-id");
}

/// A net below everything: a machine that nobody has come to within two hours, because the set-up died here, turns itself off.
QByteArray userData()
{
    return "#cloud-config\n"
           "runcmd:\n"
           "  - [systemd-run, --on-active=2h, --unit=firstlight-unclaimed, sh, -c, "
           "'ls -d /home/*/.local/state/firstlight || poweroff']\n";
}

QString keyFile(const QString &home, const QString &machine)
{
    return home + QStringLiteral("/keys/") + machine;
}

/// The line of the key that was made for the machine; made now when there is none.
Result<QString> publicKey(const QString &machine, Ports &ports)
{
    const QString path = keyFile(ports.home, machine);
    QFile known(path + QStringLiteral(".pub"));
    if (QFileInfo::exists(path) && known.open(QIODevice::ReadOnly))
        return QString::fromUtf8(known.readAll()).trimmed();
    return ports.ssh.makeKeyPair(path, QStringLiteral("firstlight-") + machine);
}

Choices choicesOf(const Machine &machine)
{
    const auto plan = planFromJson(machine.plan);
    return plan ? plan->choices : Choices{};
}

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

Abilities AwsProvider::abilities() const
{
    Abilities abilities = CloudProvider::abilities();
    abilities.poweroffStops = true; // InstanceInitiatedShutdownBehavior
    return abilities;
}

std::vector<Field> AwsProvider::fields() const
{
    const auto field = [](const char *key, Field::Kind kind, const QString &fallback = {}, const QStringList &options = {}) {
        QString topic = QLatin1String(key);
        topic.replace(QLatin1Char('.'), QLatin1Char('-')).replace(QLatin1Char('_'), QLatin1Char('-'));
        return Field{.key = QLatin1String(key), .kind = kind, .fallback = fallback, .options = options, .helpTopic = topic};
    };
    QStringList profiles;
    for (const aws::Profile &profile : aws::profilesOf(m_places))
        profiles << profile.name;
    return {
        field("aws.profile", Field::Kind::Choice, {}, QStringList{QString()} + profiles),
        field("aws.access_key_id", Field::Kind::Secret),
        field("aws.secret_access_key", Field::Kind::Secret),
        field("aws.session_token", Field::Kind::Secret),
        field("aws.region", Field::Kind::Text, aws::usualRegion({}, m_places)),
        field("aws.image", Field::Kind::Choice, QStringLiteral("ubuntu-24.04"),
              {QStringLiteral("ubuntu-24.04"), QStringLiteral("dlami-base"), QStringLiteral("dlami-pytorch")}),
        field("aws.spot", Field::Kind::Toggle),
    };
}

Availability AwsProvider::availability(ProviderCall &) const
{
    return {};
}

QString AwsProvider::region(const Choices &choices) const
{
    const QString named = chosen(choices, "region");
    return named.isEmpty() ? aws::usualRegion(choices, m_places) : named;
}

QString AwsProvider::proposedName(const Choices &) const
{
    return QStringLiteral("aws");
}

int AwsProvider::expectedCreateSeconds(const Choices &) const
{
    return 60;
}

Result<std::unique_ptr<aws::Client>> AwsProvider::client(const Choices &choices, ProviderCall &call) const
{
    auto credentials = aws::login(choices, m_places, call);
    if (!credentials)
        return fail(credentials.error());
    QString endpoint = chosen(choices, "endpoint");
    if (endpoint.isEmpty())
        endpoint = QString::fromUtf8(m_places.environment.value(QStringLiteral("AWS_ENDPOINT_URL")));
    return std::make_unique<aws::Client>(call.ports.http, call.ports.clock,
                                         aws::Access{std::move(*credentials),
                                                     region(choices),
                                                     endpoint,
                                                     {choices.network.proxy, choices.network.caFile}});
}

/// Who may come in by SSH: this computer, as the internet sees it.
Result<QString> AwsProvider::source(const Choices &choices, ProviderCall &call) const
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
                 {{QStringLiteral("key"), QStringLiteral("aws.address")},
                  {QStringLiteral("value"), address.left(100)},
                  {QStringLiteral("allowed"), QStringLiteral("203.0.113.7")}},
                 NextAction::ChangeInput,
                 {},
                 {}});
}

Result<aws::Launch> AwsProvider::prepare(aws::Client &client, const ResourceRecord &record, const Choices &choices,
                                         ProviderCall &call) const
{
    aws::Launch launch;
    if (record.kind == groupKind)
        return launch;
    if (record.kind == instanceKind) {
        auto from = source(choices, call);
        if (!from)
            return fail(from.error());
        launch.source = *from;
        const auto image = aws::Catalog(client).image(imageOf(choices), call.stop);
        if (!image)
            return fail(image.error());
        launch.image = image->id;
        launch.rootDevice = image->rootDevice;
        launch.diskGb = std::max(diskOf(choices), image->diskGb);
        launch.type = chosen(choices, "type");
        launch.spot = wantsSpot(choices);
        launch.userData = userData();
    } else {
        auto line = publicKey(record.machine, call.ports);
        if (!line)
            return fail(line.error());
        launch.publicKey = *line;
    }
    return launch;
}

Result<std::unique_ptr<aws::Ec2>> AwsProvider::ec2(const Choices &choices, ProviderCall &call)
{
    auto made = client(choices, call);
    if (!made)
        return fail(made.error());
    const std::shared_ptr<aws::Client> client = std::move(*made);
    return std::make_unique<aws::Ec2>(client, call.ports.clock,
                                      [this, client, call](const ResourceRecord &record, const Choices &wanted, std::stop_token) mutable {
                                          return prepare(*client, record, wanted, call);
                                      });
}

Result<std::unique_ptr<CloudApi>> AwsProvider::api(const Choices &choices, ProviderCall &call)
{
    auto made = ec2(choices, call);
    if (!made)
        return fail(made.error());
    return std::unique_ptr<CloudApi>(std::move(*made));
}

Status AwsProvider::power(CloudApi &api, const ResourceRecord &instance, Power what, std::stop_token stop)
{
    const char *const action = what == Power::Start ? "StartInstances" : what == Power::Stop ? "StopInstances" : "RebootInstances";
    return static_cast<aws::Ec2 &>(api).power(instance, action, stop); // made by api() above
}

Result<ResourceRecord> AwsProvider::recordOf(const Machine &machine, const QString &kind, ProviderCall &call) const
{
    const auto records = call.ports.ledger.resources(machine.id);
    if (!records)
        return fail(records.error());
    for (const ResourceRecord &record : *records)
        if (record.kind == kind && record.state == ResourceRecord::State::Created)
            return record;
    return fail({Cause::MachineMissing, {{QStringLiteral("machine"), machine.name}}, NextAction::Retry, {}, {}});
}

Status AwsProvider::letUsIn(const Machine &machine, ProviderCall &call)
{
    const Choices choices = choicesOf(machine);
    const auto from = source(choices, call);
    if (!from)
        return fail(from.error());
    const auto group = recordOf(machine, groupKind, call);
    if (!group)
        return fail(group.error());
    const auto api = ec2(choices, call);
    if (!api)
        return fail(api.error());
    return (*api)->allowOnly(*group, *from, call.stop);
}

Status AwsProvider::create(Machine &machine, const Choices &choices, ProviderCall &call)
{
    FL_TRY(CloudProvider::create(machine, choices, call));
    return letUsIn(machine, call); // also where a create was cut between the group and its rule
}

Status AwsProvider::start(const Machine &machine, ProviderCall &call)
{
    FL_TRY(CloudProvider::start(machine, call));
    return letUsIn(machine, call); // our own address may be another one by now
}

Result<Endpoint> AwsProvider::endpoint(const Machine &machine, ProviderCall &call)
{
    const Choices choices = choicesOf(machine);
    const auto record = recordOf(machine, instanceKind, call);
    if (!record)
        return fail(record.error());
    const auto api = ec2(choices, call);
    if (!api)
        return fail(api.error());
    const auto address = (*api)->address(*record, call.stop);
    if (!address)
        return fail(address.error());
    if (address->isEmpty())
        return fail({Cause::HostNotFound, {{QStringLiteral("host"), machine.name}}, NextAction::Retry, {}, {}});
    Endpoint endpoint;
    endpoint.disposable = call.ports.clock.now() - machine.created < youngFor;
    endpoint.ssh = SshTarget{.host = *address,
                             .port = 22,
                             .user = chosen(choices, "user").isEmpty() ? QStringLiteral("ubuntu") : chosen(choices, "user"),
                             .keyFile = keyFile(call.ports.home, machine.id),
                             .useAgent = false,
                             .jump = {},
                             .hostKeyAlias = machine.id,
                             .trustedHostKeys = {},
                             .trustedJumpHostKeys = {}};
    QFile known(call.ports.ssh.knownHostsFile());
    if (known.open(QIODevice::ReadOnly) && known.readAll().contains(machine.id.toUtf8()))
        return endpoint; // compared already, on the first visit
    // What the machine wrote to its console at the first boot; AWS shows it a few minutes later.
    const qint64 end = call.ports.clock.now() + consoleLimit.count();
    for (;;) {
        const auto console = (*api)->console(*record, call.stop);
        if (!console)
            return fail(console.error());
        endpoint.ssh.trustedHostKeys = aws::hostKeysOf(*console);
        if (!endpoint.ssh.trustedHostKeys.isEmpty() || call.ports.clock.now() >= end)
            return endpoint; // without keys the user is asked, who may look at the console himself
        if (!call.ports.clock.wait(betweenAsks, call.stop))
            return fail({Cause::Cancelled, {}, NextAction::Resume, {}, {}});
    }
}

Result<std::vector<Leftover>> AwsProvider::find(ProviderCall &call)
{
    const auto used = call.ports.ledger.regions(id());
    if (!used)
        return fail(used.error());
    // Who never made a machine there and has no login has nothing left over there.
    const auto credentials = aws::login({}, m_places, call);
    if (!credentials && credentials.error().cause == Cause::SecretMissing && used->isEmpty())
        return std::vector<Leftover>{};
    return CloudProvider::find(call);
}

QString AwsProvider::consoleLink(const ResourceRecord &record) const
{
    const QString ending =
        record.region.startsWith(QLatin1String("cn-")) ? QStringLiteral("console.amazonaws.cn") : QStringLiteral("console.aws.amazon.com");
    const QString page = record.kind == instanceKind ? QStringLiteral("InstanceDetails:instanceId=")
        : record.kind == groupKind                   ? QStringLiteral("SecurityGroup:groupId=")
                                                     : QStringLiteral("KeyPairs:keyPairId=");
    return QStringLiteral("https://%1.%2/ec2/home?region=%1#%3%4").arg(record.region, ending, page, record.handle);
}

} // namespace fl
