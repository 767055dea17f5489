// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/io/ssh/exec.h"

#include "backends/io/local/capture.h"

#include <QRandomGenerator>

#include <array>

namespace fl {
namespace {

constexpr char command[] = "exec sh -s";
constexpr uint32_t writeSize = 256 * 1024;
constexpr std::chrono::milliseconds afterExit(300); ///< for what a script's last words need, when something keeps its output open

/// Passes on what comes after a line that our own script prints first: what a login shell says before is not the script's.
class Curtain {
public:
    explicit Curtain(QByteArray line) : m_line(std::move(line)) { }

    template <class Take>
    void feed(QByteArrayView bytes, Take &&take)
    {
        if (m_open) {
            take(bytes);
            return;
        }
        m_held.append(bytes);
        if (const qsizetype at = m_held.indexOf(m_line); at >= 0) {
            m_open = true;
            const QByteArray rest = m_held.sliced(at + m_line.size());
            m_held.truncate(at);
            if (!rest.isEmpty())
                take(rest);
        } else if (m_held.size() > noiseLimit) {
            m_held.remove(noiseLimit / 2, m_held.size() - noiseLimit / 2 - m_line.size());
        }
    }
    bool isOpen() const { return m_open; }
    const QByteArray &noise() const { return m_held; }

private:
    static constexpr qsizetype noiseLimit = 64 * 1024;
    QByteArray m_line, m_held;
    bool m_open = false;
};

int signalNumber(QByteArrayView name)
{
    static constexpr std::pair<const char *, int> known[] = {{"HUP", 1},   {"INT", 2},   {"QUIT", 3},  {"ILL", 4},   {"ABRT", 6},
                                                             {"FPE", 8},   {"KILL", 9},  {"USR1", 10}, {"SEGV", 11}, {"USR2", 12},
                                                             {"PIPE", 13}, {"ALRM", 14}, {"TERM", 15}};
    for (const auto &[text, number] : known)
        if (name == QByteArrayView(text))
            return number;
    return 0;
}

class Exec {
public:
    Exec(SshLink &link, const ExecInput &input, const Shell::Sink &sink, const std::stop_token &stop) :
        m_link(link),
        m_input(input),
        m_stop(stop),
        m_capture(sink),
        m_mark(QByteArray::number(QRandomGenerator::system()->generate64(), 16)),
        m_out("fl-" + m_mark + '\n'),
        m_err("fl-" + m_mark + '\n'),
        m_ready(input.readyLine)
    {
        // Put together by printf, so that a shell which merely echoes its input does not seem to run it.
        m_prefix = "printf '%s%s\\n' fl- " + m_mark + "; printf '%s%s\\n' fl- " + m_mark + " >&2\n";
        m_prefixView = m_prefix;
    }

    Result<ShellExit> run()
    {
        m_channel.reset(ssh_channel_new(m_link.session()));
        if (!m_channel)
            return fail(m_link.lost());
        const auto opened =
            m_link.await([&] { return ssh_channel_open_session(m_channel.get()); }, Deadline::in(m_link.times().dead, m_stop));
        if (!opened)
            return fail(opened.error());
        if (*opened != SSH_OK)
            return fail(m_link.isOpen() ? unusable() : m_link.lost());
        m_callbacks.userdata = this;
        m_callbacks.channel_exit_status_function = [](ssh_session, ssh_channel, int status, void *self) {
            static_cast<Exec *>(self)->m_status = status;
        };
        m_callbacks.channel_exit_signal_function = [](ssh_session, ssh_channel, const char *name, int, const char *, const char *,
                                                      void *self) { static_cast<Exec *>(self)->m_status = 128 + signalNumber(name); };
        ssh_callbacks_init(&m_callbacks);
        ssh_set_channel_callbacks(m_channel.get(), &m_callbacks);
        auto result = converse();
        close();
        return result;
    }

private:
    ssh_channel channel() const { return m_channel.get(); }

    Result<ShellExit> converse()
    {
        const auto start = m_lastSign = Deadline::Clock::now();
        for (;;) {
            if (m_stop.stop_requested())
                return abandon({Cause::Cancelled, {}, NextAction::Resume, {}});
            const auto now = Deadline::Clock::now();
            if (m_input.silence.count() > 0 && now - m_lastSign > m_input.silence) {
                Error error = m_link.error(Cause::ConnectionTimeout, NextAction::Retry);
                error.params.insert(QStringLiteral("seconds"), QString::number(m_input.silence.count() / 1000));
                return abandon(error);
            }
            if (!m_out.isOpen() && now - start > m_link.times().shell)
                return abandon(unusable());
            if (Status alive = m_link.beat(); !alive)
                return fail(alive.error());

            if (!m_accepted) {
                const int rc = ssh_channel_request_exec(channel(), command);
                if (rc == SSH_ERROR)
                    return fail(m_link.isOpen() ? unusable() : m_link.lost());
                m_accepted = rc == SSH_OK;
            }
            const bool writing = feed();
            if (!read(writing))
                return fail(m_link.lost());
            if (const auto exit = ended())
                return *exit;
        }
    }

    /// Sends as much as the windows take now; true when something is left for which the server has to make room.
    bool feed()
    {
        while (!m_closed) {
            const bool contentsTurn = m_input.readyLine.isEmpty() || m_ready.isOpen();
            QByteArrayView *next = !m_prefixView.isEmpty() ? &m_prefixView : !m_script.isEmpty() ? &m_script : &m_content;
            if (next == &m_content && !contentsTurn)
                return false;
            if (next->isEmpty()) {
                m_closed = true;
                ssh_channel_send_eof(channel());
                break;
            }
            // Not every crumb of room is worth a system call and a packet; but some servers never give much.
            const uint32_t room = ssh_channel_window_size(channel());
            m_mostRoom = std::max(m_mostRoom, room);
            if (room < std::min<qsizetype>({next->size(), writeSize, m_mostRoom / 4}))
                return true;
            // Never more than one piece inside libssh: it would keep all that the window allows.
            if ((ssh_get_status(m_link.session()) & SSH_WRITE_PENDING) != 0)
                return true;
            const int n = ssh_channel_write(channel(), next->data(), static_cast<uint32_t>(std::min<qsizetype>(next->size(), writeSize)));
            if (n < 0) {
                m_closed = true; // it has ended without reading all; its exit says why
                break;
            }
            if (n == 0)
                return true;
            *next = next->sliced(n);
            m_lastSign = Deadline::Clock::now();
        }
        return false;
    }

    bool read(bool writing)
    {
        static constexpr uint32_t readSize = 256 * 1024;
        m_link.quickAck();
        // With nothing left to send libssh may do the waiting: one system call less for every 4 KB that arrive.
        int wait = writing ? 0 : 50;
        bool any = false;
        for (const int stream : {0, 1}) {
            for (int round = 0; round < 16; ++round) {
                const int n = ssh_channel_read_timeout(channel(), m_buffer.get(), readSize, stream, wait);
                wait = 0;
                if (n == SSH_ERROR && !m_link.isOpen())
                    return false;
                if (n <= 0)
                    break;
                any = true;
                const QByteArrayView bytes(m_buffer.get(), n);
                if (stream == 0)
                    m_out.feed(bytes, [&](QByteArrayView rest) { output(rest); });
                else
                    m_err.feed(bytes, [&](QByteArrayView rest) { m_capture.err(rest); });
            }
        }
        if (any)
            m_lastSign = Deadline::Clock::now();
        else if (writing || ssh_channel_is_eof(channel()) != 0) {
            // Once a stream has ended libssh reads no more for its sake; the exit status is still to come.
            m_link.waitForSocket(50);
            m_link.service();
        }
        return m_link.isOpen() || ssh_channel_is_eof(channel());
    }

    void output(QByteArrayView bytes)
    {
        if (m_input.readyLine.isEmpty())
            m_capture.out(bytes);
        else
            m_ready.feed(bytes, [&](QByteArrayView rest) { m_capture.out(rest); });
    }

    std::optional<Result<ShellExit>> ended()
    {
        const bool closed = ssh_channel_is_closed(channel()) != 0;
        const bool drained = ssh_channel_is_eof(channel()) != 0;
        if (!closed && !(m_status && (drained || Deadline::Clock::now() - m_lastSign > afterExit)))
            return std::nullopt;
        if (!m_out.isOpen())
            return fail(unusable());
        if (!m_status) // closed without a word: the server's sshd was killed, or an old one's shell by a signal
            return fail(m_link.lost());
        if (!m_err.isOpen())
            m_capture.err(m_err.noise());
        return m_capture.finish(*m_status);
    }

    Result<ShellExit> abandon(Error error)
    {
        ssh_channel_request_send_signal(channel(), "TERM");
        close();
        m_link.service(1);
        return fail(std::move(error));
    }

    /// libssh keeps a channel until the server has closed it too, and would call us back until then.
    void close()
    {
        if (m_channel)
            ssh_remove_channel_callbacks(channel(), &m_callbacks);
        m_channel.reset();
    }

    Error unusable() const
    {
        Error error = m_link.error(Cause::SshShellUnusable, NextAction::AskAdministrator);
        error.params.insert(QStringLiteral("user"), m_link.peer().user);
        error.detail = QString::fromUtf8((m_out.noise() + m_err.noise()).left(2000));
        return error;
    }

    SshLink &m_link;
    const ExecInput &m_input;
    const std::stop_token &m_stop;
    Capture m_capture;
    QByteArray m_mark, m_prefix;
    Curtain m_out, m_err, m_ready;
    SshChannelPtr m_channel;
    ssh_channel_callbacks_struct m_callbacks = {};
    std::unique_ptr<char[]> m_buffer{new char[256 * 1024]};
    QByteArrayView m_prefixView, m_script{m_input.script}, m_content{m_input.content};
    uint32_t m_mostRoom = 0;
    bool m_accepted = false, m_closed = false;
    std::optional<int> m_status;
    Deadline::Clock::time_point m_lastSign;
};

} // namespace

Result<ShellExit> execute(SshLink &link, const ExecInput &input, const Shell::Sink &sink, const std::stop_token &stop)
{
    return Exec(link, input, sink, stop).run();
}

} // namespace fl
