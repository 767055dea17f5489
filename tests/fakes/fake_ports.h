// SPDX-License-Identifier: GPL-3.0-or-later
// A whole bundle of ports for tests of rooms that need few of them: a ledger and a key ring in memory, a real clock, the
// shell that is handed in; SSH and tunnels refuse.
#pragma once

#include "backends/ports/ports.h"
#include "tests/fakes/fake_ledger.h"

#include <QDateTime>

#include <condition_variable>
#include <map>
#include <mutex>

namespace fl {

/// Without `works` it is a computer that has none.
class FakeKeyRing : public KeyRing {
public:
    bool works = true;

    Status probe() override
    {
        return works ? Status()
                     : fail({Cause::KeyRingUnavailable, {{QStringLiteral("why"), QStringLiteral("no-bus")}}, NextAction::ReadHelp, {}});
    }
    Result<std::optional<Secret>> read(const SecretRef &ref) override
    {
        FL_TRY(probe());
        const auto found = m_secrets.find(ref);
        return found == m_secrets.end() ? std::optional<Secret>() : std::optional(found->second);
    }
    Status write(const SecretRef &ref, const Secret &secret) override
    {
        FL_TRY(probe());
        m_secrets[ref] = secret;
        return {};
    }
    Status remove(const SecretRef &ref) override
    {
        FL_TRY(probe());
        m_secrets.erase(ref);
        return {};
    }

private:
    std::map<SecretRef, Secret> m_secrets;
};

/// Real time: for tests whose other side is real too. `ahead` makes it a later day.
class FakePortsClock : public Clock {
public:
    qint64 ahead = 0;
    qint64 now() const override { return QDateTime::currentMSecsSinceEpoch() + ahead; }
    bool wait(std::chrono::milliseconds duration, std::stop_token stop) override
    {
        std::mutex mutex;
        std::unique_lock lock(mutex);
        std::condition_variable_any never;
        return !never.wait_for(lock, stop, duration, [&] { return stop.stop_requested(); });
    }
};

class FakeNoSsh : public SshConnector {
public:
    QStringList forgotten;
    Result<std::unique_ptr<SshSession>> connect(const SshTarget &, const SshSecrets &, std::chrono::milliseconds, std::stop_token) override
    {
        return fail(Error{.cause = Cause::ConnectionRefused, .params = {}, .detail = QStringLiteral("fake")});
    }
    Status forgetHostKey(const QString &alias) override
    {
        forgotten << alias;
        return {};
    }
};

class FakeNoTunnels : public TunnelOpener {
public:
    Result<std::unique_ptr<Tunnel>> open(const TunnelSpec &, const SshSecrets &, std::stop_token) override
    {
        return fail(Error{.cause = Cause::SshForwardRefused, .params = {}, .detail = QStringLiteral("fake")});
    }
};

class FakeNoHttp : public Http {
public:
    Result<HttpAnswer> send(const HttpRequest &request, const HttpSettings &, std::stop_token) override
    {
        return fail(Error{.cause = Cause::HostNotFound,
                          .params = {{QStringLiteral("host"), request.url.host()}},
                          .detail = QStringLiteral("fake")});
    }
};

struct FakePorts {
    FakePortsClock clock;
    FakeNoSsh ssh;
    FakeNoTunnels tunnels;
    FakeKeyRing keyRing;
    FakeLedger ledger;
    FakeNoHttp http;
    Ports ports;

    FakePorts(Shell &localShell, const QString &home) : ports{clock, localShell, ssh, tunnels, keyRing, ledger, http, home} { }
};

} // namespace fl
