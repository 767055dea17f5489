// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fakes/fake_cloud.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cstdio>
#include <fcntl.h>
#include <sys/uio.h>
#include <unistd.h>

namespace fl {
namespace {

QJsonObject toJson(const FakeCloudBook::Thing &thing)
{
    const CloudThing &said = thing.said;
    return {{QStringLiteral("kind"), said.kind},
            {QStringLiteral("id"), said.id},
            {QStringLiteral("name"), said.name},
            {QStringLiteral("operation"), said.operation},
            {QStringLiteral("machine"), said.machine},
            {QStringLiteral("profile"), said.profile},
            {QStringLiteral("region"), said.region},
            {QStringLiteral("state"), static_cast<int>(said.state)},
            {QStringLiteral("price"), said.perHour ? said.perHour->micros : 0},
            {QStringLiteral("created"), said.created},
            {QStringLiteral("visible"), thing.visibleFrom},
            {QStringLiteral("gone"), thing.goneFrom},
            {QStringLiteral("creations"), thing.creations}};
}

FakeCloudBook::Thing fromJson(const QJsonObject &object)
{
    FakeCloudBook::Thing thing;
    CloudThing &said = thing.said;
    const auto text = [&](const char *key) { return object.value(QLatin1String(key)).toString(); };
    said.kind = text("kind");
    said.id = text("id");
    said.name = text("name");
    said.operation = text("operation");
    said.machine = text("machine");
    said.profile = text("profile");
    said.region = text("region");
    said.state = static_cast<InstanceState>(object.value(QLatin1String("state")).toInt());
    said.perHour = Money{object.value(QLatin1String("price")).toInteger()};
    said.created = object.value(QLatin1String("created")).toInteger();
    thing.visibleFrom = object.value(QLatin1String("visible")).toInteger();
    thing.goneFrom = object.value(QLatin1String("gone")).toInteger();
    thing.creations = object.value(QLatin1String("creations")).toInt();
    return thing;
}

/// By system calls that the program itself does not use: what is injected into those of the program does not meet the cloud.
void write(const QString &path, int how, QByteArray bytes)
{
    const int fd = ::open(QFile::encodeName(path).constData(), O_WRONLY | O_CREAT | O_CLOEXEC | how, 0600);
    iovec part{bytes.data(), static_cast<size_t>(bytes.size())};
    if (fd < 0 || ::writev(fd, &part, 1) != bytes.size() || ::close(fd) != 0)
        qFatal("the fake cloud's book cannot be written");
}

Error lost()
{
    return {Cause::ConnectionLost, {{QStringLiteral("host"), QStringLiteral("fake-cloud")}}, NextAction::Retry, {}, {}};
}

} // namespace

FakeCloudBook::FakeCloudBook(QString folder) : m_folder(std::move(folder))
{
    QDir().mkpath(m_folder);
}

std::vector<FakeCloudBook::Thing> FakeCloudBook::things() const
{
    std::vector<Thing> all;
    const QDir folder(m_folder);
    for (const QString &name : folder.entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name)) {
        QFile file(folder.filePath(name));
        if (file.open(QIODevice::ReadOnly))
            all.push_back(fromJson(QJsonDocument::fromJson(file.readAll()).object()));
    }
    return all;
}

std::vector<FakeCloudBook::Thing> FakeCloudBook::alive() const
{
    auto all = things();
    std::erase_if(all, [](const Thing &thing) { return thing.goneFrom != 0; });
    return all;
}

void FakeCloudBook::put(const Thing &thing)
{
    const QString path = m_folder + QLatin1Char('/') + thing.said.id + QStringLiteral(".json");
    const QString fresh = path + QStringLiteral(".new");
    write(fresh, O_TRUNC, QJsonDocument(toJson(thing)).toJson());
    if (::renameat2(AT_FDCWD, QFile::encodeName(fresh).constData(), AT_FDCWD, QFile::encodeName(path).constData(), 0) != 0)
        qFatal("the fake cloud's book cannot be written");
}

QStringList FakeCloudBook::requests() const
{
    QFile file(m_folder + QStringLiteral("/requests"));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()).split(QLatin1Char('\n'), Qt::SkipEmptyParts) : QStringList();
}

void FakeCloudBook::note(const QString &request)
{
    write(m_folder + QStringLiteral("/requests"), O_APPEND, request.toUtf8() + '\n');
}

template <class Work>
auto FakeCloudApi::request(const QString &verb, const ResourceRecord &record, Work work) -> decltype(work())
{
    if (m_watcher)
        m_watcher(verb, record);
    const auto drawn = [&](double share) { return share > 0 && m_random.generateDouble() < share; };
    // All dice are thrown for every request, so that a seed means the same whatever the program asks.
    const bool losesRequest = drawn(m_faults.loseRequest), losesAnswer = drawn(m_faults.loseAnswer), fails = drawn(m_faults.serverError),
               refuses = drawn(m_faults.refuse);
    if (losesRequest)
        return fail(lost());
    m_book.note(verb + QLatin1Char(' ') + record.kind + QLatin1Char(' ') + record.name);
    if (fails)
        return fail({Cause::ProviderUnavailable, {}, NextAction::Retry, QStringLiteral("500"), {}});
    if (refuses && verb == QLatin1String("create"))
        return fail({Cause::QuotaExceeded, {}, NextAction::ReadHelp, {}, {}});
    auto answer = work();
    if (losesAnswer)
        return fail(lost());
    return answer;
}

std::optional<FakeCloudBook::Thing> FakeCloudApi::find(const QString &id) const
{
    for (const FakeCloudBook::Thing &thing : m_book.things())
        if (thing.said.id == id)
            return thing;
    return std::nullopt;
}

Result<QString> FakeCloudApi::create(const ResourceRecord &record, const QString &profile, const Choices &, std::stop_token)
{
    return request(QStringLiteral("create"), record, [&]() -> Result<QString> {
        if (m_faults.tokens)
            for (FakeCloudBook::Thing thing : m_book.things())
                if (thing.said.operation == record.operation && thing.said.kind == record.kind) {
                    ++thing.creations;
                    m_book.put(thing);
                    return thing.said.id;
                }
        FakeCloudBook::Thing thing;
        thing
            .said = {record.kind,
                     QStringLiteral("%1-%2").arg(record.kind).arg(QRandomGenerator::system()->generate64() >> 16, 12, 16, QLatin1Char('0')),
                     record.name,
                     record.operation,
                     record.machine,
                     profile,
                     record.region,
                     InstanceState::Running,
                     record.perHour,
                     m_clock.now()};
        thing.visibleFrom = m_clock.now() + m_faults.lag.count();
        thing.creations = 1;
        if (m_faults.noCapacity && record.kind == QLatin1String("instance"))
            thing.goneFrom = m_clock.now();
        m_book.put(thing);
        return thing.said.id;
    });
}

Result<std::vector<CloudThing>> FakeCloudApi::list(const QString &kind, const QString &region, const QString &machine, std::stop_token)
{
    ResourceRecord asked;
    asked.kind = kind;
    asked.machine = machine;
    return request(QStringLiteral("list"), asked, [&]() -> Result<std::vector<CloudThing>> {
        std::vector<CloudThing> found;
        const qint64 now = m_clock.now();
        for (FakeCloudBook::Thing thing : m_book.things()) {
            const bool seen = now >= thing.visibleFrom && (thing.goneFrom == 0 || now < thing.goneFrom + m_faults.lag.count());
            if (thing.said.kind == kind && thing.said.region == region && (machine.isEmpty() || thing.said.machine == machine) && seen)
                found.push_back(thing.said);
        }
        return found;
    });
}

Result<std::optional<CloudThing>> FakeCloudApi::describe(const ResourceRecord &record, std::stop_token)
{
    return request(QStringLiteral("describe"), record, [&]() -> Result<std::optional<CloudThing>> {
        auto thing = find(record.handle);
        const qint64 now = m_clock.now();
        if (!thing || now < thing->visibleFrom)
            return std::optional<CloudThing>();
        if (thing->goneFrom == 0)
            return std::optional(thing->said);
        const qint64 gone = thing->goneFrom + m_faults.lag.count();
        // As a real cloud does, it shows an ended instance as such for a while.
        const bool shown = thing->said.kind == QLatin1String("instance") && now < gone + 60'000;
        if (now >= gone && !shown)
            return std::optional<CloudThing>();
        thing->said.state = now >= gone ? InstanceState::NotThere : InstanceState::Deleting;
        return std::optional(thing->said);
    });
}

Result<bool> FakeCloudApi::remove(const ResourceRecord &record, std::stop_token)
{
    return request(QStringLiteral("remove"), record, [&]() -> Result<bool> {
        auto thing = find(record.handle);
        const qint64 now = m_clock.now();
        if (!thing || now < thing->visibleFrom || (thing->goneFrom != 0 && now >= thing->goneFrom))
            return false;
        if (thing->goneFrom == 0) {
            thing->goneFrom = now + m_faults.deleting.count();
            m_book.put(*thing);
        }
        return true;
    });
}

Status FakeCloudApi::power(const ResourceRecord &record, InstanceState then)
{
    return request(QStringLiteral("power"), record, [&]() -> Status {
        auto thing = find(record.handle);
        if (!thing || thing->goneFrom != 0)
            return fail({Cause::MachineMissing, {}, NextAction::Retry, {}, {}});
        thing->said.state = then;
        m_book.put(*thing);
        return {};
    });
}

Result<std::vector<PlannedResource>> FakeCloudProvider::plannedResources(const Choices &, ProviderCall &) const
{
    std::vector<PlannedResource> all;
    for (const QString &kind : kinds()) {
        const qint64 price = kind == QLatin1String("instance") ? 526000
            : kind == QLatin1String("disk")                    ? 11000
            : kind == QLatin1String("address")                 ? 5000
                                                               : 0;
        all.push_back({kind, kind, Money{price}});
    }
    return all;
}

Status FakeCloudProvider::power(CloudApi &api, const ResourceRecord &instance, Power what, std::stop_token)
{
    return static_cast<FakeCloudApi &>(api).power(instance, what == Power::Stop ? InstanceState::Stopped : InstanceState::Running);
}

} // namespace fl
