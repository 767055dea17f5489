// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/providers/aws/aws_provider.h"

#include "backends/ports/login_key.h"
#include "backends/providers/aws/aws_choices.h"
#include "backends/providers/aws/regions.h"
#include "backends/providers/cloud/own_address.h"

namespace fl {
namespace {

using aws::diskOf, aws::wantsSpot;

const QLatin1String instanceKind("instance"), groupKind("security-group");
const QLatin1String accountFact("cloud.account");

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

} // namespace

Abilities AwsProvider::abilities() const
{
    Abilities abilities = CloudProvider::abilities();
    abilities.poweroffStops = true; // InstanceInitiatedShutdownBehavior
    abilities.hasAccount = abilities.guardsDoor = abilities.hasConsole = true;
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
    auto credentials = aws::login(choices, m_places, call, m_bought);
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

Result<aws::Launch> AwsProvider::prepare(aws::Client &client, const ResourceRecord &record, const Choices &choices,
                                         ProviderCall &call) const
{
    aws::Launch launch;
    if (record.kind == groupKind)
        return launch;
    if (record.kind == instanceKind) {
        auto from = ownRange(id(), choices, call);
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
        launch.zone = chosen(choices, "zone");
        launch.spot = wantsSpot(choices);
        launch.userData = userData();
    } else {
        auto line = loginKey(keyFile(call.ports.home, record.machine), record.machine, call.ports.ssh);
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

Status AwsProvider::letIn(const Machine &machine, ProviderCall &call)
{
    const Choices choices = choicesOf(machine);
    const auto from = ownRange(id(), choices, call);
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
    FL_TRY(ensureQuota(machine, choices, call));
    forgetOldPrices(call); // hours may lie between the plan and the quota that it waited for
    FL_TRY(CloudProvider::create(machine, choices, call));
    if (const auto who = identity(choices, call)) {
        machine.facts.insert(accountFact, who->account);
        machine.facts.insert(QStringLiteral("cloud.login"), who->from);
    }
    return letIn(machine, call); // also where a create was cut between the group and its rule
}

Status AwsProvider::start(const Machine &machine, ProviderCall &call)
{
    FL_TRY(CloudProvider::start(machine, call));
    return letIn(machine, call); // our own address may be another one by now
}

Status AwsProvider::destroy(const Machine &machine, ProviderCall &call)
{
    // Another account does not know the machine either: that it is not there would be no proof that it is gone.
    if (const QString made = machine.facts.value(accountFact).toString(); !made.isEmpty()) {
        const auto who = identity(choicesOf(machine), call);
        if (!who)
            return fail(who.error());
        if (who->account != made)
            return fail({Cause::CredentialsRefused,
                         {{QStringLiteral("provider"), id()}, {QStringLiteral("account"), made}, {QStringLiteral("other"), who->account}},
                         NextAction::CheckCredentials,
                         {},
                         {}});
    }
    return CloudProvider::destroy(machine, call);
}

/// On another computer, too, what is left is found: wherever the account can have machines.
Result<QStringList> AwsProvider::regions(ProviderCall &call) const
{
    auto used = CloudProvider::regions(call);
    const auto client = this->client({}, call);
    if (!used || !client)
        return used;
    if (const auto all = aws::Catalog(**client).regions(call.stop))
        for (const auto &each : *all)
            if (each.usable && !used->contains(each.id))
                *used << each.id;
    return used;
}

QString AwsProvider::consoleLink(const ResourceRecord &record) const
{
    const QString page = record.kind == instanceKind ? QStringLiteral("InstanceDetails:instanceId=")
        : record.kind == groupKind                   ? QStringLiteral("SecurityGroup:groupId=")
                                                     : QStringLiteral("KeyPairs:keyPairId=");
    return QStringLiteral("https://%1/ec2/home?region=%2#%3%4").arg(aws::consoleOf(record.region), record.region, page, record.handle);
}

} // namespace fl
