// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/io/ssh/session.h"

#include "backends/io/ssh/exec.h"

#include <QRandomGenerator>

#include <condition_variable>

#include <sys/socket.h>

namespace fl {
namespace {

// One compound, so that every shell has read it to its end before the content comes on the same stream.
constexpr char uploadText[] = R"sh({
LC_ALL=C
umask 077
case $FL_PATH in "~/"*) FL_PATH=$HOME/${FL_PATH#??} ;; esac
t=$FL_PATH.fl-$FL_MARK
if [ -d "$FL_PATH" ]; then echo 'Is a directory' >&2; exit 73; fi
trap 'rm -f "$t"' EXIT
trap 'exit 75' HUP INT TERM PIPE
: >"$t" || exit 73
echo "$FL_MARK"
cat >"$t" || exit 74
[ "$(($(wc -c <"$t")))" -eq "$FL_SIZE" ] || exit 75
chmod "$FL_MODE" "$t" && mv -f "$t" "$FL_PATH" || exit 73
exit 0
}
)sh";

} // namespace

LibsshSession::LibsshSession(std::unique_ptr<SshLink> link, QString fingerprint) :
    m_fingerprint(std::move(fingerprint)),
    m_link(std::move(link)),
    m_keeper([this](const std::stop_token &stop) { keep(stop); })
{
}

LibsshSession::~LibsshSession()
{
    const NoSigPipe guard;
    m_keeper.request_stop();
    m_keeper.join();
    m_link.reset();
}

Result<ShellExit> LibsshSession::run(const ShellScript &script, const Sink &sink, std::stop_token stop)
{
    const NoSigPipe guard;
    const std::lock_guard lock(m_mutex);
    if (!m_alive)
        return fail(m_link->lost());
    const Secret text = assembled(script);
    auto result = text.reveal([&](QByteArrayView bytes) { return execute(*m_link, {bytes, {}, {}, script.silence}, sink, stop); });
    if (!result && result.error().cause == Cause::ConnectionLost)
        m_alive = false;
    return result;
}

Status LibsshSession::upload(const QString &path, QByteArrayView content, int mode, std::stop_token stop)
{
    const NoSigPipe guard;
    const std::lock_guard lock(m_mutex);
    if (!m_alive)
        return fail(m_link->lost());
    const QByteArray mark = QByteArray::number(QRandomGenerator::system()->generate64(), 16);
    ShellScript script;
    script.text = uploadText;
    script.variables = {{"FL_PATH", path.startsWith(QLatin1Char('-')) ? "./" + path.toUtf8() : path.toUtf8()},
                        {"FL_MARK", mark},
                        {"FL_SIZE", QByteArray::number(content.size())},
                        {"FL_MODE", QByteArray::number(mode, 8)}};
    const Secret text = assembled(script);
    const auto exit = text.reveal([&](QByteArrayView bytes) { return execute(*m_link, {bytes, mark + '\n', content, {}}, {}, stop); });
    if (!exit) {
        m_alive = m_alive && exit.error().cause != Cause::ConnectionLost;
        return fail(exit.error());
    }
    if (exit->code == 0)
        return {};
    const QString said = QString::fromUtf8(exit->err).simplified();
    if (said.contains(QLatin1String("No space left")) || said.contains(QLatin1String("quota exceeded")))
        return fail({Cause::DiskFull, {{QStringLiteral("path"), path}}, NextAction::FreeDiskSpace, said});
    return fail({Cause::ServerFile, {{QStringLiteral("path"), path}, {QStringLiteral("reason"), said}}, NextAction::ChangeInput, said});
}

bool LibsshSession::isAlive() const
{
    const std::unique_lock lock(m_mutex, std::try_to_lock);
    if (m_alive && lock) { // else a run is at it and will find out
        char byte = 0;
        const int fd = m_link->descriptor();
        if (!m_link->isOpen() || fd < 0 || ::recv(fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT) == 0)
            m_alive = false;
    }
    return m_alive;
}

void LibsshSession::keep(const std::stop_token &stop)
{
    const NoSigPipe guard;
    std::mutex mutex;
    std::condition_variable_any wake;
    const auto pause = std::min(m_link->times().keepAlive / 4, std::chrono::milliseconds(2000));
    while (!stop.stop_requested()) {
        std::unique_lock sleep(mutex);
        wake.wait_for(sleep, stop, pause, [] { return false; });
        const std::unique_lock lock(m_mutex, std::try_to_lock);
        if (lock && m_alive && !stop.stop_requested() && (!m_link->service() || !m_link->beat()))
            m_alive = false;
    }
}

} // namespace fl
