// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/io/ssh/link.h"

#include <libssh/server.h> // ssh_send_keepalive

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

namespace fl {
namespace {

// The AES instructions of any server of this decade make GCM the fastest; ChaCha20 for those without.
constexpr char ciphers[] = "aes256-gcm@openssh.com,aes128-gcm@openssh.com,chacha20-poly1305@openssh.com,aes256-ctr,aes192-ctr,aes128-ctr";
constexpr char keyExchanges[] = "curve25519-sha256,curve25519-sha256@libssh.org,ecdh-sha2-nistp256,ecdh-sha2-nistp384,ecdh-sha2-nistp521,"
                                "diffie-hellman-group16-sha512,diffie-hellman-group18-sha512,diffie-hellman-group-exchange-sha256,"
                                "diffie-hellman-group14-sha256";

constexpr std::chrono::milliseconds absence(4000), afterAbsence(4000);

std::chrono::milliseconds sinceBoot()
{
    timespec now = {};
    ::clock_gettime(CLOCK_BOOTTIME, &now);
    return std::chrono::milliseconds(now.tv_sec * 1000 + now.tv_nsec / 1'000'000);
}

} // namespace

Result<std::unique_ptr<SshLink>> SshLink::open(UniqueFd socket, const Peer &peer, const QByteArray &hostKeyAlgorithms,
                                               const SshTimes &times, const Deadline &deadline, std::shared_ptr<void> carrier)
{
    std::unique_ptr<SshLink> link(new SshLink(peer, times));
    link->m_carrier = std::move(carrier);
    link->m_session.reset(ssh_new());
    if (!link->m_session)
        return fail({Cause::Internal, {}, NextAction::ReportBug, QStringLiteral("ssh_new")});
    FL_TRY(link->setUp(socket.get(), hostKeyAlgorithms));

    link->m_heard = Deadline::Clock::now();
    const Deadline greeting = deadline.within(times.banner);
    bool greeted = false;
    for (;;) {
        const int rc = ssh_connect(link->session());
        if (socket)
            socket.release(); // from the first call on it is the session's
        if (rc == SSH_OK)
            break;
        greeted = greeted || ssh_get_serverbanner(link->session()) != nullptr;
        if (rc == SSH_ERROR) {
            const QByteArray reason(ssh_get_error(link->session()));
            if (!greeted)
                return fail(link->error(Cause::SshNoBanner, NextAction::CheckAddress));
            if (reason.contains("Socket error") || reason.contains("disconnect"))
                return fail(link->lost());
            return fail(link->error(Cause::SshProtocol, NextAction::AskAdministrator));
        }
        if (!greeted && greeting.isOver() && !deadline.stop.stop_requested())
            return fail(link->error(Cause::SshNoBanner, NextAction::CheckAddress));
        FL_TRY(link->proceed(greeted ? deadline : Deadline{Deadline::Clock::time_point::max(), deadline.stop}));
    }
    // libssh makes the socket a blocking one; it writes only after POLLOUT, so a non-blocking one serves it as well - and
    // then no stalled line can hold the thread.
    setNonBlocking(link->descriptor());
    link->m_event.reset(ssh_event_new());
    ssh_event_add_session(link->m_event.get(), link->session());
    return link;
}

Status SshLink::setUp(int socket, const QByteArray &hostKeyAlgorithms)
{
    ssh_session s = session();
    const int no = 0;
    const long seconds = 3600; // never reached: we do the waiting
    const QByteArray user = m_peer.user.toUtf8();
    // The socket is there already; what libssh would do with a name, or find odd about one, is not wanted.
    const char *host = "server";
    const bool done = ssh_options_set(s, SSH_OPTIONS_PROCESS_CONFIG, &no) == SSH_OK && ssh_options_set(s, SSH_OPTIONS_HOST, host) == SSH_OK
        && ssh_options_set(s, SSH_OPTIONS_FD, &socket) == SSH_OK && ssh_options_set(s, SSH_OPTIONS_TIMEOUT, &seconds) == SSH_OK
        && (user.isEmpty() || ssh_options_set(s, SSH_OPTIONS_USER, user.constData()) == SSH_OK)
        && ssh_options_set(s, SSH_OPTIONS_CIPHERS_C_S, ciphers) == SSH_OK && ssh_options_set(s, SSH_OPTIONS_CIPHERS_S_C, ciphers) == SSH_OK
        && ssh_options_set(s, SSH_OPTIONS_KEY_EXCHANGE, keyExchanges) == SSH_OK
        && ssh_options_set(s, SSH_OPTIONS_HOSTKEYS, hostKeyAlgorithms.constData()) == SSH_OK
        && ssh_options_set(s, SSH_OPTIONS_COMPRESSION, "no") == SSH_OK;
    if (!done)
        return fail({Cause::BadValue,
                     {{QStringLiteral("key"), QStringLiteral("ssh.user")}, {QStringLiteral("value"), m_peer.user}},
                     NextAction::ChangeInput,
                     QString::fromUtf8(ssh_get_error(s))});
    ssh_set_blocking(s, 0);
    ssh_set_counters(s, &m_counter, nullptr);
    return {};
}

SshLink::~SshLink()
{
    if (m_event) {
        service(1); // what is still to be sent
        ssh_event_remove_session(m_event.get(), session());
    }
}

Result<HostKey> SshLink::hostKey() const
{
    ssh_key raw = nullptr;
    if (ssh_get_server_publickey(session(), &raw) != SSH_OK)
        return fail(error(Cause::SshProtocol, NextAction::AskAdministrator));
    const SshKeyPtr key(raw);
    char *base64 = nullptr;
    unsigned char *hash = nullptr;
    size_t size = 0;
    if (ssh_pki_export_pubkey_base64(key.get(), &base64) != SSH_OK
        || ssh_get_publickey_hash(key.get(), SSH_PUBLICKEY_HASH_SHA256, &hash, &size) != 0) {
        const SshTextPtr owned(base64);
        return fail(error(Cause::SshProtocol, NextAction::AskAdministrator));
    }
    const SshTextPtr text(base64);
    const SshTextPtr fingerprint(ssh_get_fingerprint_hash(SSH_PUBLICKEY_HASH_SHA256, hash, size));
    ssh_clean_pubkey_hash(&hash);
    const bool isEcdsa = ssh_key_type(key.get()) == SSH_KEYTYPE_ECDSA_P256 || ssh_key_type(key.get()) == SSH_KEYTYPE_ECDSA_P384
        || ssh_key_type(key.get()) == SSH_KEYTYPE_ECDSA_P521;
    const char *type = isEcdsa ? ssh_pki_key_ecdsa_name(key.get()) : ssh_key_type_to_char(ssh_key_type(key.get()));
    return HostKey{QByteArray(type), QByteArray(text.get()), QString::fromLatin1(fingerprint.get())};
}

short SshLink::pollEvents() const
{
    return static_cast<short>(POLLIN | ((ssh_get_poll_flags(session()) & SSH_WRITE_PENDING) != 0 ? POLLOUT : 0));
}

void SshLink::waitForSocket(int ms) const
{
    pollfd fd = {descriptor(), pollEvents(), 0};
    ::poll(&fd, 1, ms);
}

Status SshLink::proceed(const Deadline &deadline)
{
    if (deadline.stop.stop_requested())
        return fail({Cause::Cancelled, {}, NextAction::Resume, {}});
    if (deadline.isOver())
        return fail(error(Cause::ConnectionTimeout, NextAction::Retry));
    if (m_event && !isOpen())
        return fail(lost()); // some calls of libssh would say "again" for ever
    FL_TRY(beat());
    waitForSocket(deadline.slice());
    quickAck();
    return {};
}

bool SshLink::service(int rounds)
{
    for (int i = 0; i < rounds; ++i) {
        const int rc = ssh_event_dopoll(m_event.get(), 0);
        if (rc == SSH_AGAIN)
            break;
        if (rc == SSH_ERROR)
            return false;
    }
    return isOpen();
}

Status SshLink::beat()
{
    const auto now = Deadline::Clock::now();
    if (m_counter.in_bytes != m_seenBytes) {
        if (m_measures)
            m_latency = std::chrono::duration_cast<std::chrono::microseconds>(now - m_asked);
        m_measures = false;
        m_waitsForAnswer = false;
        m_seenBytes = m_counter.in_bytes;
        m_heard = now;
    }
    const std::chrono::milliseconds awake = sinceBoot();
    if (m_lastBeat.count() > 0 && awake - m_lastBeat > absence) {
        m_heard = now - std::max(m_times.dead - afterAbsence, std::chrono::milliseconds(0));
        m_askNow = true;
    }
    m_lastBeat = awake;
    const auto quiet = now - m_heard;
    if (quiet > m_times.dead)
        return fail(lost());
    // Before the log-in is over the protocol has no such question; the deadline then is what ends a silence.
    if (m_event && isOpen() && (m_askNow || (quiet > m_times.keepAlive && now - m_asked > m_times.keepAlive && !m_waitsForAnswer))) {
        if (m_askedBefore)
            ssh_send_keepalive(session()); // libssh first collects the last answer, and only then asks again
        ssh_send_keepalive(session());
        m_askedBefore = true;
        m_asked = now;
        m_askNow = false;
        m_waitsForAnswer = true;
        m_measures = true;
    }
    return {};
}

void SshLink::quickAck() const
{
    const int on = 1;
    ::setsockopt(descriptor(), IPPROTO_TCP, TCP_QUICKACK, &on, sizeof on);
}

Error SshLink::error(Cause cause, NextAction next) const
{
    return {cause,
            {{QStringLiteral("host"), m_peer.host}, {QStringLiteral("port"), QString::number(m_peer.port)}},
            next,
            QString::fromUtf8(ssh_get_error(m_session.get())).simplified()};
}

Error SshLink::lost() const
{
    return error(Cause::ConnectionLost, NextAction::Resume);
}

} // namespace fl
