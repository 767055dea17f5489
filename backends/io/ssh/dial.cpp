// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/io/ssh/dial.h"

#include <QUrl>

#include <condition_variable>
#include <cstring>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

namespace fl {
namespace {

struct FreeAddresses {
    void operator()(addrinfo *list) const { ::freeaddrinfo(list); }
};
using Addresses = std::unique_ptr<addrinfo, FreeAddresses>;

Error failure(Cause cause, const QString &host, int port, NextAction next, const QString &detail = {})
{
    return {cause, {{QStringLiteral("host"), host}, {QStringLiteral("port"), QString::number(port)}}, next, detail};
}

const Error cancelled{Cause::Cancelled, {}, NextAction::Resume, {}};

int lookUp(const QByteArray &host, const QByteArray &port, int flags, Addresses &found)
{
    addrinfo hints = {};
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_NUMERICSERV | flags;
    addrinfo *list = nullptr;
    const int code = ::getaddrinfo(host.constData(), port.constData(), &hints, &list);
    found.reset(list);
    return code;
}

/// The resolver cannot be interrupted, so it runs on a thread that is left behind when nobody waits any more.
Result<Addresses> resolve(const QString &name, int port, const Deadline &deadline)
{
    struct Answer {
        std::mutex mutex;
        std::condition_variable ready;
        bool done = false;
        int code = 0;
        Addresses found;
    };
    const QByteArray host = name.contains(QLatin1Char(':')) ? name.toUtf8() : QUrl::toAce(name);
    const QByteArray service = QByteArray::number(port);
    Addresses quick;
    if (!host.isEmpty() && lookUp(host, service, AI_NUMERICHOST, quick) == 0)
        return quick;
    if (host.isEmpty() || host.startsWith('-'))
        return fail(failure(Cause::HostNotFound, name, port, NextAction::CheckAddress));

    auto answer = std::make_shared<Answer>();
    std::thread([answer, host, service] {
        Addresses found;
        const int code = lookUp(host, service, AI_ADDRCONFIG, found);
        const std::lock_guard lock(answer->mutex);
        answer->found = std::move(found);
        answer->code = code;
        answer->done = true;
        answer->ready.notify_one();
    }).detach();

    std::unique_lock lock(answer->mutex);
    while (!answer->done) {
        if (deadline.stop.stop_requested())
            return fail(cancelled);
        if (deadline.isOver())
            return fail(
                failure(Cause::HostNotFound, name, port, NextAction::CheckAddress, QStringLiteral("the name server did not answer")));
        answer->ready.wait_for(lock, std::chrono::milliseconds(std::max(1, deadline.slice())));
    }
    if (answer->code != 0)
        return fail(
            failure(Cause::HostNotFound, name, port, NextAction::CheckAddress, QString::fromLocal8Bit(::gai_strerror(answer->code))));
    return std::move(answer->found);
}

void prepare(int fd)
{
    const int on = 1, idle = 15, interval = 10, count = 3;
    const unsigned int unanswered = 45'000;
    ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    ::setsockopt(fd, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on);
    ::setsockopt(fd, IPPROTO_TCP, TCP_KEEPIDLE, &idle, sizeof idle);
    ::setsockopt(fd, IPPROTO_TCP, TCP_KEEPINTVL, &interval, sizeof interval);
    ::setsockopt(fd, IPPROTO_TCP, TCP_KEEPCNT, &count, sizeof count);
    ::setsockopt(fd, IPPROTO_TCP, TCP_USER_TIMEOUT, &unanswered, sizeof unanswered);
}

/// IPv6 and IPv4 in turns, the resolver's first choice first.
std::vector<const addrinfo *> interleaved(const addrinfo *list)
{
    std::vector<const addrinfo *> first, second, all;
    for (const addrinfo *a = list; a != nullptr; a = a->ai_next)
        (a->ai_family == list->ai_family ? first : second).push_back(a);
    for (size_t i = 0; i < std::max(first.size(), second.size()); ++i) {
        if (i < first.size())
            all.push_back(first[i]);
        if (i < second.size())
            all.push_back(second[i]);
    }
    return all;
}

} // namespace

Result<UniqueFd> dial(const QString &host, int port, const Deadline &deadline)
{
    const auto list = resolve(host, port, deadline);
    if (!list)
        return fail(list.error());

    constexpr std::chrono::milliseconds headStart(250), freshTry(1'000);
    constexpr size_t mostOpen = 8;
    const auto addresses = interleaved(list->get());
    std::vector<UniqueFd> open; // attempts under way
    size_t next = 0;
    int lastError = 0;
    auto nextStart = Deadline::Clock::now();
    for (;;) {
        if (deadline.stop.stop_requested())
            return fail(cancelled);
        const bool allFailed = open.empty();
        if (next == addresses.size() && allFailed)
            break;
        if (deadline.isOver())
            return fail(failure(Cause::ConnectionTimeout, host, port, NextAction::CheckServerIsOn));
        // A packet that a machine did not hear while it started is sent again later and later: a fresh try is heard sooner.
        const bool quiet = next == addresses.size() && open.size() < mostOpen && Deadline::Clock::now() >= nextStart;
        if (quiet || (next < addresses.size() && (allFailed || Deadline::Clock::now() >= nextStart))) {
            if (quiet)
                next = 0;
            const addrinfo *a = addresses[next++];
            nextStart = Deadline::Clock::now() + (next == addresses.size() ? freshTry : headStart);
            UniqueFd fd(::socket(a->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
            if (!fd) {
                lastError = errno;
                continue;
            }
            prepare(fd.get());
            if (::connect(fd.get(), a->ai_addr, a->ai_addrlen) == 0)
                return fd;
            if (errno == EINPROGRESS)
                open.push_back(std::move(fd));
            else
                lastError = errno;
            continue;
        }
        std::vector<pollfd> fds;
        for (const UniqueFd &fd : open)
            fds.push_back({fd.get(), POLLOUT, 0});
        if (::poll(fds.data(), fds.size(), deadline.slice()) <= 0)
            continue;
        for (size_t i = fds.size(); i-- > 0;) {
            if (fds[i].revents == 0)
                continue;
            int error = 0;
            socklen_t size = sizeof error;
            ::getsockopt(fds[i].fd, SOL_SOCKET, SO_ERROR, &error, &size);
            if (error == 0)
                return std::move(open[i]);
            lastError = error;
            open.erase(open.begin() + static_cast<ptrdiff_t>(i));
        }
    }
    const QString reason = QString::fromLocal8Bit(std::strerror(lastError));
    if (lastError == ECONNREFUSED)
        return fail(failure(Cause::ConnectionRefused, host, port, NextAction::CheckServerIsOn, reason));
    return fail(failure(Cause::ConnectionTimeout, host, port, NextAction::CheckServerIsOn, reason));
}

} // namespace fl
