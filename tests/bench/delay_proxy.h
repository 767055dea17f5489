// SPDX-License-Identifier: GPL-3.0-or-later
// A far-away server on this computer: a TCP proxy on the loopback that hands every byte on after a fixed time, in both directions,
// without limiting how much is under way (up to 64 MiB a direction). Its own thread; stops when it goes.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>

namespace fl::bench {

class DelayProxy {
public:
    /// Listens on listenAddress:listenPort (0: any) and connects each client to 127.0.0.1:targetPort. `oneWay` is half the round trip.
    DelayProxy(std::uint16_t targetPort, std::chrono::microseconds oneWay, std::uint16_t listenPort = 0,
               const char *listenAddress = "127.0.0.1");
    ~DelayProxy();
    DelayProxy(const DelayProxy &) = delete;
    DelayProxy &operator=(const DelayProxy &) = delete;

    std::uint16_t port() const; ///< 0: it could not listen
    void dropAll();             ///< cuts every connection, as a lost line does; new ones are taken

private:
    class Loop;
    std::unique_ptr<Loop> m_loop;
};

} // namespace fl::bench
