// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/providers/lambda/lambda_provider.h"

#include "backends/ports/login_key.h"
#include "backends/providers/adopted.h"
#include "backends/providers/cloud/cloud_choices.h"
#include "backends/providers/cloud/own_address.h"
#include "backends/providers/cloud/throw_away_key.h"
#include "backends/providers/lambda/regions.h"

#include <QFile>

#include <algorithm>

namespace fl {
namespace {

using lambda::firewallKind, lambda::instanceKind, lambda::keyKind;

const QLatin1String keyFact("lambda.key");  // which API key it was made with: a mark, from which the key cannot be found
constexpr qint64 youngFor = 60 * 60 * 1000; // ms

void notice(const Machine &machine, const char *code, ProviderCall &call)
{
    call.events({call.ports.clock.now(),
                 machine.id,
                 {},
                 EventKind::Notice,
                 {{QStringLiteral("say"), QLatin1String(code)}, {QStringLiteral("args"), QJsonObject()}}});
}

} // namespace

Abilities LambdaProvider::abilities() const
{
    return {.createsMachine = true, .costsMoney = true, .hasAccount = true, .guardsDoor = true};
}

std::vector<Field> LambdaProvider::fields() const
{
    const QStringList images{QStringLiteral("lambda-stack"), QStringLiteral("gpu-base")};
    return {
        {.key = QStringLiteral("lambda.api_key"), .kind = Field::Kind::Secret, .helpTopic = QStringLiteral("lambda-api-key")},
        {.key = QStringLiteral("lambda.region"), .helpTopic = QStringLiteral("lambda-region")},
        {.key = QStringLiteral("lambda.image"),
         .kind = Field::Kind::Choice,
         .fallback = images.front(),
         .options = images,
         .helpTopic = QStringLiteral("lambda-image")},
    };
}

QString LambdaProvider::region(const Choices &choices) const
{
    return chosen(choices, "region");
}

bool LambdaProvider::makes(const QString &kind, const Choices &choices) const
{
    return kind != firewallKind || lambda::hasFirewall(region(choices));
}

Result<std::unique_ptr<lambda::Client>> LambdaProvider::client(const Choices &choices, ProviderCall &call) const
{
    auto login = lambda::login(m_environment, call);
    if (!login)
        return fail(login.error());
    const QString endpoint = chosen(choices, "endpoint");
    return std::make_unique<lambda::Client>(call.ports.http, call.ports.clock, m_pace,
                                            lambda::Access{std::move(login->key),
                                                           endpoint.isEmpty() ? m_environment.endpoint : endpoint,
                                                           {choices.network.proxy, choices.network.caFile}});
}

Result<lambda::Launch> LambdaProvider::prepare(lambda::Client &client, const ResourceRecord &record, const Choices &choices,
                                               ProviderCall &call) const
{
    lambda::Launch launch;
    if (record.kind == keyKind) {
        auto line = loginKey(keyFile(call.ports.home, record.machine), record.machine, call.ports.ssh);
        if (!line)
            return fail(line.error());
        launch.publicKey = *line;
        return launch;
    }
    if (record.kind == firewallKind) {
        auto from = ownRange(id(), choices, call);
        if (!from)
            return fail(from.error());
        if (from->contains(QLatin1Char(':'))) // Lambda's rules know no others
            return fail({Cause::BadValue,
                         {{QStringLiteral("key"), QStringLiteral("lambda.address")},
                          {QStringLiteral("value"), *from},
                          {QStringLiteral("allowed"), QStringLiteral("203.0.113.7")}},
                         NextAction::ChangeInput,
                         {},
                         {}});
        launch.source = *from;
        return launch;
    }
    auto image = lambda::imageOf(client, chosen(choices, "image"), record.region, call.stop);
    if (!image)
        return fail(image.error());
    launch.image = *image;
    launch.type = chosen(choices, "type");
    // There is no console that would tell its host keys.
    const auto key = makeThrowAwayKey(record.machine, call.ports);
    if (!key)
        return fail(key.error());
    auto orders = firstBootOrders(*key);
    if (!orders)
        return fail(orders.error());
    launch.orders = *orders;
    launch.withoutOrders = [file = key->file, machine = record.machine, &call] {
        for (const QString &path : {file, file + QStringLiteral(".pub")}) // the machine will not have it
            QFile::remove(path);
        Machine told;
        told.id = machine;
        notice(told, "host-key-unproven", call);
    };
    return launch;
}

Result<std::unique_ptr<lambda::LambdaCloud>> LambdaProvider::cloud(const Choices &choices, ProviderCall &call) const
{
    auto made = client(choices, call);
    if (!made)
        return fail(made.error());
    const std::shared_ptr<lambda::Client> client = std::move(*made);
    return std::make_unique<lambda::LambdaCloud>(client, call.ports.clock,
                                                 [this, client, call](const ResourceRecord &record, const Choices &wanted,
                                                                      std::stop_token) mutable {
                                                     return prepare(*client, record, wanted, call);
                                                 });
}

Result<std::unique_ptr<CloudApi>> LambdaProvider::api(const Choices &choices, ProviderCall &call)
{
    auto made = cloud(choices, call);
    if (!made)
        return fail(made.error());
    return std::unique_ptr<CloudApi>(std::move(*made));
}

Status LambdaProvider::power(CloudApi &api, const ResourceRecord &instance, Power what, std::stop_token stop)
{
    if (what != Power::Reboot)
        return fail(notOurs(id(), what == Power::Stop ? QStringLiteral("stop") : QStringLiteral("start")));
    return static_cast<lambda::LambdaCloud &>(api).restart(instance, stop); // made by api() above
}

Result<QString> LambdaProvider::placeFor(const Machine &machine, const Choices &choices, ProviderCall &call) const
{
    const auto records = call.ports.ledger.resources(machine.id);
    if (!records)
        return fail(records.error());
    for (const ResourceRecord &record : *records)
        if (record.state != ResourceRecord::State::Gone && kinds().contains(record.kind) && !record.region.isEmpty())
            return record.region;
    if (const QString named = region(choices); !named.isEmpty())
        return named;
    const auto types = this->types(choices, call);
    if (!types)
        return fail(types.error());
    const lambda::Type *const type = types->find(chosen(choices, "type"));
    if (!type || type->free.empty()) // that there is no such type the plan says
        return fail({Cause::NoCapacity, {{QStringLiteral("provider"), id()}}, NextAction::ChooseOtherPlace, {}, {}});
    std::vector<Place> places;
    const auto here = positionHere();
    for (const lambda::Region &each : type->free) {
        Place place{.id = each.id, .name = {}, .km = {}, .perHour = {}, .priced = {}};
        if (const auto there = lambda::positionOf(each.id); there && here)
            place.km = kmBetween(*here, *there);
        places.push_back(std::move(place));
    }
    sortByNearness(places);
    return places.front().id;
}

Status LambdaProvider::create(Machine &machine, const Choices &choices, ProviderCall &call)
{
    const auto where = placeFor(machine, choices, call);
    if (!where)
        return fail(where.error());
    Choices located = choices;
    located.provider.insert(QStringLiteral("region"), *where);
    bool open = !lambda::hasFirewall(*where);
    const bool fresh = machine.handle.isEmpty();
    if (fresh && !open) {
        const auto api = cloud(located, call);
        if (!api)
            return fail(api.error());
        const auto said = (*api)->letsEverybodyIn(call.stop);
        if (!said)
            return fail(said.error());
        open = *said;
    }
    FL_TRY(CloudProvider::create(machine, located, call));
    if (const auto login = lambda::login(m_environment, call)) {
        machine.facts.insert(keyFact, lambda::markOf(login->key));
        machine.facts.insert(QStringLiteral("cloud.login"), login->from);
    }
    if (fresh && open)
        notice(machine, "door-open-to-all", call);
    return {};
}

Result<Endpoint> LambdaProvider::endpoint(const Machine &machine, ProviderCall &call)
{
    const Choices choices = choicesOf(machine);
    const auto record = recordOf(machine, instanceKind, call);
    if (!record)
        return fail(record.error());
    const auto api = cloud(choices, call);
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
    if (const auto handed = throwAwayKey(machine.id, call.ports.home)) {
        endpoint.ssh.trustedHostKeys = {handed->fingerprint};
        endpoint.throwAwayKeyFile = handed->file;
    }
    return endpoint;
}

Status LambdaProvider::letIn(const Machine &machine, ProviderCall &call)
{
    const Choices choices = choicesOf(machine);
    const auto instance = recordOf(machine, instanceKind, call);
    if (instance && !lambda::hasFirewall(instance->region))
        return fail(notOurs(id(), QStringLiteral("letin")));
    const auto ruleset = recordOf(machine, firewallKind, call);
    if (!ruleset)
        return fail(ruleset.error());
    const auto api = cloud(choices, call);
    if (!api)
        return fail(api.error());
    const auto from = ownRange(id(), choices, call);
    return from ? (*api)->allowOnly(*ruleset, *from, call.stop) : fail(from.error());
}

Result<bool> LambdaProvider::knows(const Machine &machine, ProviderCall &call) const
{
    const auto api = cloud(choicesOf(machine), call);
    if (!api)
        return fail(api.error());
    for (const QString &kind : kinds()) {
        const auto things = (*api)->list(kind, {}, machine.id, call.stop);
        if (!things)
            return fail(things.error());
        if (!things->empty())
            return true;
    }
    return false;
}

Status LambdaProvider::destroy(const Machine &machine, ProviderCall &call)
{
    // Lambda tells nobody whose key it is. One of another account does not know the machine either: that it is not there would be no proof
    // that it is gone.
    const QString made = machine.facts.value(keyFact).toString();
    const auto login = lambda::login(m_environment, call);
    if (login && !made.isEmpty() && made != lambda::markOf(login->key) && recordOf(machine, instanceKind, call)) {
        const auto known = knows(machine, call);
        if (!known)
            return fail(known.error());
        if (!*known)
            return fail({Cause::CredentialsRefused,
                         {{QStringLiteral("provider"), id()}, {QStringLiteral("code"), QStringLiteral("other-account")}},
                         NextAction::CheckCredentials,
                         {},
                         {}});
    }
    return CloudProvider::destroy(machine, call);
}

QString LambdaProvider::consoleLink(const ResourceRecord &record) const
{
    return QStringLiteral("https://cloud.lambda.ai/")
        + (record.kind == instanceKind       ? QStringLiteral("instances")
               : record.kind == firewallKind ? QStringLiteral("firewall")
                                             : QStringLiteral("ssh-keys"));
}

} // namespace fl
