// SPDX-License-Identifier: GPL-3.0-or-later
// One machine's life with a provider, over several starts of the program: what stays is the ledger, the profile's folder and the other
// side. Whatever a provider asks outside goes through this computer's shell or HTTP, so faults are laid there, for every provider alike.
#pragma once

#include "tests/fakes/fake_fuse.h"
#include "tests/fakes/fake_ports.h"
#include "tests/fakes/fake_run.h"
#include "tests/providers/provider_world.h"

#include <QDateTime>
#include <QTemporaryDir>

namespace fl {

/// What becomes of a start's requests. Counted from 1, by shell and HTTP together.
struct FakeOutside {
    FakeFuse &fuse; ///< burns before each request, and again once it was heard
    std::atomic_int asked = 0;
    std::function<void(int request)> before = {};                               ///< may stop the call
    std::function<std::optional<Result<HttpAnswer>>(int request)> instead = {}; ///< of asking at all
    std::function<std::optional<Error>(int request)> spoils = {};               ///< the answer, of what was heard

    int begin()
    {
        fuse.burn();
        const int request = ++asked;
        if (before)
            before(request);
        return request;
    }
};

class FakeOutsideHttp : public Http {
public:
    FakeOutsideHttp(Http &inner, FakeOutside &outside) : m_inner(inner), m_outside(outside) { }
    Result<HttpAnswer> send(const HttpRequest &request, const HttpSettings &settings, std::stop_token stop) override
    {
        const int number = m_outside.begin();
        if (m_outside.instead)
            if (auto answer = m_outside.instead(number))
                return *answer;
        auto answer = m_inner.send(request, settings, stop);
        m_outside.fuse.burn();
        if (m_outside.spoils)
            if (const auto error = m_outside.spoils(number))
                return fail(*error);
        return answer;
    }

private:
    Http &m_inner;
    FakeOutside &m_outside;
};

class FakeOutsideShell : public Shell {
public:
    FakeOutsideShell(Shell &inner, FakeOutside &outside) : m_inner(inner), m_outside(outside) { }
    Result<ShellExit> run(const ShellScript &script, const Sink &sink, std::stop_token stop) override
    {
        const int number = m_outside.begin();
        auto exit = m_inner.run(script, sink, stop);
        m_outside.fuse.burn();
        if (m_outside.spoils)
            if (const auto error = m_outside.spoils(number))
                return fail(*error);
        return exit;
    }
    Status upload(const QString &path, QByteArrayView content, int mode, std::stop_token stop) override
    {
        return m_inner.upload(path, content, mode, stop);
    }
    bool isAlive() const override { return m_inner.isAlive(); }

private:
    Shell &m_inner;
    FakeOutside &m_outside;
};

/// The n-th save fails, as on a full or broken disk.
class FakeFragileLedger : public FakeFuseLedger {
public:
    using FakeFuseLedger::FakeFuseLedger;
    using FakeFuseLedger::save;
    int savesLeft = -1; ///< negative: no end
    Status save(const ResourceRecord &record) override
    {
        if (savesLeft == 0)
            return fail({Cause::LocalDiskFull, {{QStringLiteral("path"), QStringLiteral("ledger")}}, NextAction::FreeDiskSpace, {}, {}});
        savesLeft -= savesLeft > 0 ? 1 : 0;
        return FakeFuseLedger::save(record);
    }
};

class ProviderLife {
    QTemporaryDir m_home; // outlives the world

public:
    std::unique_ptr<ProviderWorld> world;
    FakeFuse fuse;
    FakeFragileLedger ledger{fuse};
    FakeClock clock;
    Machine machine;

    explicit ProviderLife(const ProviderUnderTest &tested) : world(tested.make())
    {
        world->profileIs(home());
        clock.time = QDateTime::currentMSecsSinceEpoch();
        clock.onWait = [this] { world->now(clock.time); };
        machine.id = QStringLiteral("m-0123456789ab");
        machine.name = QStringLiteral("lab");
        machine.where = world->provider()->id();
        machine.created = clock.time;
        Plan plan;
        plan.choices = world->choices();
        machine.plan = toJson(plan);
    }

    QString home() const { return m_home.path(); }
    void later(std::chrono::milliseconds time)
    {
        clock.time += time.count();
        world->now(clock.time);
    }
    std::vector<ResourceRecord> records() const
    {
        const auto all = ledger.resources(machine.id);
        return all ? *all : std::vector<ResourceRecord>();
    }
    /// Kinds the ledger knows and has not seen gone, sorted.
    QStringList known() const
    {
        QStringList kinds;
        for (const ResourceRecord &record : records())
            if (record.state != ResourceRecord::State::Gone)
                kinds << record.kind;
        kinds.sort();
        return kinds;
    }
};

/// One start of the program.
class ProviderStart {
public:
    ProviderLife &life;
    FakeOutside outside{life.fuse};
    std::stop_source stop;

    explicit ProviderStart(ProviderLife &whole, const QString &otherHome = {}, Ledger *otherLedger = nullptr) :
        life(whole),
        m_http(whole.world->http(), outside),
        m_shell(whole.world->shell(), outside),
        m_ports{whole.clock,
                m_shell,
                whole.world->ssh(),
                m_tunnels,
                m_ring,
                otherLedger ? *otherLedger : whole.ledger,
                m_http,
                otherHome.isEmpty() ? whole.home() : otherHome},
        call{m_ports, [](const Event &) {}, stop.get_token(), [this](const QString &name) { return life.world->secret(name); }},
        provider(whole.world->provider())
    {
    }
    ProviderStart(const ProviderStart &) = delete;
    ProviderStart &operator=(const ProviderStart &) = delete;

    Status create() { return provider->create(life.machine, life.world->choices(), call); }
    Status destroy() { return provider->destroy(life.machine, call); }
    InstanceState state()
    {
        const auto state = provider->state(life.machine, call);
        return state ? *state : InstanceState::Pending;
    }

private:
    FakeNoTunnels m_tunnels;
    FakeKeyRing m_ring;
    FakeOutsideHttp m_http;
    FakeOutsideShell m_shell;
    Ports m_ports;

public:
    ProviderCall call;
    std::unique_ptr<Provider> provider;
};

} // namespace fl
