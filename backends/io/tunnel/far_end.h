// SPDX-License-Identifier: GPL-3.0-or-later
// The server's side of one connection through the tunnel: a channel of the SSH link, or a socket on this computer. Never blocks.
#pragma once

#include "backends/io/ssh/link.h"

#include <functional>

namespace fl {

class FarEnd {
public:
    enum class State { Opening, Open, Refused, Forbidden, Lost };
    /// Takes bytes that came; says how many it could do with. The rest comes again.
    using Sink = std::function<qsizetype(QByteArrayView)>;

    virtual ~FarEnd() = default;
    virtual State state() = 0;
    virtual void read() = 0;  ///< hands what is there to the sink
    virtual bool atEnd() = 0; ///< the server will send no more, and all is handed on
    virtual bool canWrite() = 0;
    virtual qsizetype write(QByteArrayView bytes) = 0; ///< how many were taken; -1: lost
    virtual void endWriting() = 0;
    virtual int descriptor() const { return -1; }       ///< to poll, where it is not the link's
    virtual bool wantsToWrite() const { return false; } ///< poll for POLLOUT too
};

class ChannelEnd : public FarEnd {
public:
    ChannelEnd(SshLink &link, int port, Sink sink);
    ~ChannelEnd() override;
    ChannelEnd(const ChannelEnd &) = delete;
    ChannelEnd &operator=(const ChannelEnd &) = delete;

    State state() override;
    void read() override;
    bool atEnd() override { return ssh_channel_is_eof(m_channel.get()) != 0; }
    bool canWrite() override;
    qsizetype write(QByteArrayView bytes) override;
    void endWriting() override { ssh_channel_send_eof(m_channel.get()); }

private:
    static int take(ssh_session, ssh_channel, void *data, uint32_t size, int isStderr, void *self);

    SshLink &m_link;
    int m_port;
    Sink m_sink;
    SshChannelPtr m_channel;
    ssh_channel_callbacks_struct m_callbacks = {};
    State m_state = State::Opening;
    Deadline::Clock::time_point m_born = Deadline::Clock::now();
    bool m_isFar = false;
    qint64 m_sinceAsked;
    bool m_left = false; ///< libssh still holds bytes that the sink could not take
};

class SocketEnd : public FarEnd {
public:
    SocketEnd(int port, Sink sink);

    State state() override;
    void read() override;
    bool atEnd() override { return m_ended && m_left.isEmpty(); }
    bool canWrite() override { return m_state == State::Open; }
    qsizetype write(QByteArrayView bytes) override;
    void endWriting() override;
    int descriptor() const override { return m_left.isEmpty() && !m_ended ? m_socket.get() : -1; }
    bool wantsToWrite() const override { return m_state == State::Opening; }

private:
    Sink m_sink;
    UniqueFd m_socket;
    State m_state = State::Opening;
    QByteArray m_left;
    bool m_ended = false;
};

} // namespace fl
