// SPDX-License-Identifier: GPL-3.0-or-later
// One browser connection: its socket, the far end, and TLS between them where a certificate is pinned. Each direction holds at most
// about a megabyte; whoever is slow slows the other side down. One thread.
#pragma once

#include "backends/io/tunnel/far_end.h"
#include "backends/io/tunnel/tls_client.h"

namespace fl {

class TunnelConnection {
public:
    /// `pin`: hex; empty: bytes pass as they are.
    TunnelConnection(UniqueFd browser, const QByteArray &pin);

    using MakeFarEnd = std::function<std::unique_ptr<FarEnd>(FarEnd::Sink)>;
    /// Nothing is read from the browser before.
    void attach(const MakeFarEnd &make);
    bool isAttached() const { return m_far != nullptr; }

    int descriptor() const { return m_browser.get(); }
    const FarEnd *farEnd() const { return m_far.get(); }
    short pollEvents();
    void browserSays(short events); ///< what poll() found
    void progress();                ///< moves what can be moved
    /// Ends it: with our own page where the browser speaks HTTP and has got nothing yet, else by closing.
    void refuse(Cause cause);
    void linkLost(); ///< the far end is gone
    bool isOver() const { return m_over; }

    std::optional<Cause> problem() const { return m_problem; } ///< what the page said
    Deadline::Clock::time_point born() const { return m_born; }
    quint64 takeDown() { return std::exchange(m_down, 0); } ///< bytes since the last call
    quint64 takeUp() { return std::exchange(m_up, 0); }

private:
    qsizetype fromServer(QByteArrayView bytes);
    void readBrowser();
    void flushToBrowser();
    bool flushToServer();
    bool wantsBrowser();

    UniqueFd m_browser;
    QByteArray m_pin;
    std::unique_ptr<FarEnd> m_far;
    std::unique_ptr<TlsClient> m_tls;
    QByteArray m_toBrowser, m_toServer;
    bool m_browserEnded = false, m_goodbye = false, m_serverEnded = false, m_farewell = false, m_showsPage = false, m_over = false,
         m_answered = false;
    std::optional<Cause> m_problem;
    Deadline::Clock::time_point m_born = Deadline::Clock::now();
    quint64 m_down = 0, m_up = 0;
};

} // namespace fl
