// SPDX-License-Identifier: GPL-3.0-or-later
// One libssh session that never blocks: every wait is ours, in slices that see a stop, and a peer that is silent for too long is
// a lost connection. Used by one thread at a time.
#pragma once

#include "backends/core/result.h"
#include "backends/io/ssh/deadline.h"
#include "backends/io/ssh/handles.h"
#include "backends/io/ssh/known_hosts.h"

namespace fl {

/// How patient we are; tests are less so.
struct SshTimes {
    std::chrono::milliseconds banner{20'000};    ///< until a server says that it is one
    std::chrono::milliseconds keepAlive{12'000}; ///< quiet for so long: ask whether it is there
    std::chrono::milliseconds dead{40'000};      ///< no byte for so long: it is not
    std::chrono::milliseconds shell{60'000};     ///< until the login shell has handed over to sh
};

class SshLink {
public:
    struct Peer {
        QString host; ///< for errors
        int port = 22;
        QString user;
    };

    /// Banner and key exchange over a connected socket. Whoever carries the socket's bytes lives as long as the link.
    /// Errors: SshNoBanner, SshProtocol, ConnectionLost, ConnectionTimeout, Cancelled.
    static Result<std::unique_ptr<SshLink>> open(UniqueFd socket, const Peer &peer, const QByteArray &hostKeyAlgorithms,
                                                 const SshTimes &times, const Deadline &deadline, std::shared_ptr<void> carrier = {});
    ~SshLink();

    ssh_session session() const { return m_session.get(); }
    const Peer &peer() const { return m_peer; }
    const SshTimes &times() const { return m_times; }
    Result<HostKey> hostKey() const;

    /// Repeats a call of libssh while it answers `again`. Its last answer, or Cancelled, ConnectionTimeout, ConnectionLost.
    template <class Call>
    Result<int> await(Call &&call, const Deadline &deadline, int again = SSH_AGAIN)
    {
        for (;;) {
            const int rc = call();
            if (rc != again)
                return rc;
            FL_TRY(proceed(deadline));
        }
    }
    /// One wait of that: until the socket has something or the slice is over.
    Status proceed(const Deadline &deadline);

    void waitForSocket(int ms) const;
    short pollEvents() const; ///< what to poll descriptor() for
    int descriptor() const { return ssh_get_fd(m_session.get()); }
    /// Takes in what has arrived, at most `rounds` reads of 4 KB. False: the connection is gone.
    bool service(int rounds = 64);
    /// Asks for a sign of life when it is due. ConnectionLost when there was none for too long. Time in which nobody called
    /// (the computer slept, the thread was busy) does not count against the peer, but it has to answer soon then.
    Status beat();
    bool isOpen() const { return ssh_is_connected(m_session.get()) != 0; }
    void quickAck() const; ///< without it the kernel holds acknowledgements back for 40 ms
    quint64 bytesIn() const { return m_counter.in_bytes; }
    std::chrono::microseconds latency() const { return m_latency; } ///< of the last keep-alive on a quiet line

    Error lost() const;                              ///< ConnectionLost, with libssh's reason in the detail
    Error error(Cause cause, NextAction next) const; ///< with host and port, and libssh's reason

private:
    SshLink(Peer peer, const SshTimes &times) : m_peer(std::move(peer)), m_times(times) { }
    Status setUp(int socket, const QByteArray &hostKeyAlgorithms);
    Error greetingFailed(const Deadline &greeting, const Deadline &all) const;

    Peer m_peer;
    SshTimes m_times;
    std::shared_ptr<void> m_carrier; // outlives the session
    SshSessionPtr m_session;
    SshEventPtr m_event;
    ssh_counter_struct m_counter = {};
    quint64 m_seenBytes = 0;
    Deadline::Clock::time_point m_heard, m_asked;
    std::chrono::milliseconds m_lastBeat{0}; // by a clock that goes on while the computer sleeps
    bool m_waitsForAnswer = false, m_measures = false, m_askedBefore = false, m_askNow = false;
    std::chrono::microseconds m_latency{0};
};

} // namespace fl
