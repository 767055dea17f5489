// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/io/local/local_shell.h"

#include "backends/io/local/capture.h"
#include "backends/io/local/child.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRandomGenerator>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>

#include <poll.h>
#include <sys/stat.h>

namespace fl {
namespace {

using SteadyClock = std::chrono::steady_clock;
constexpr int sliceMs = 50; ///< how often a stop is looked for

/// Hands on all that can be read now; false once the other end is closed.
template <class Take>
bool drain(int fd, Take &&take)
{
    std::array<char, 65536> buffer;
    for (;;) {
        const ssize_t n = ::read(fd, buffer.data(), buffer.size());
        if (n > 0)
            take(QByteArrayView(buffer.data(), n));
        else if (n == 0)
            return false;
        else if (errno != EINTR)
            return errno == EAGAIN;
    }
}

Result<ShellExit> converse(Child &child, QByteArrayView input, const ShellScript &script, const Shell::Sink &sink,
                           const std::stop_token &stop)
{
    Capture capture(sink);
    auto lastSign = SteadyClock::now();
    const auto toOut = [&](QByteArrayView bytes) { capture.out(bytes); };
    const auto toErr = [&](QByteArrayView bytes) { capture.err(bytes); };
    for (;;) {
        if (stop.stop_requested()) {
            child.kill();
            return fail({Cause::Cancelled, {}, NextAction::Resume, {}});
        }
        if (script.silence.count() > 0 && SteadyClock::now() - lastSign > script.silence) {
            child.kill();
            const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(script.silence).count();
            return fail({Cause::ConnectionTimeout, {{QStringLiteral("seconds"), QString::number(seconds)}}, NextAction::Retry, {}});
        }
        std::array<pollfd, 4> fds = {pollfd{child.in.get(), POLLOUT, 0}, pollfd{child.out.get(), POLLIN, 0},
                                     pollfd{child.err.get(), POLLIN, 0}, pollfd{child.endFd(), POLLIN, 0}};
        if (::poll(fds.data(), fds.size(), sliceMs) > 0) {
            if (fds[0].revents != 0) {
                const ssize_t n = ::write(child.in.get(), input.data(), static_cast<size_t>(input.size()));
                if (n > 0)
                    input = input.sliced(n);
                if (input.isEmpty() || (n < 0 && errno != EAGAIN && errno != EINTR))
                    child.in.reset(); // all said, or nobody listens any more
            }
            if (fds[1].revents != 0 || fds[2].revents != 0)
                lastSign = SteadyClock::now();
        }
        // Asked before the pipes are emptied: what it wrote before its end is then surely among what is read now.
        const bool ended = child.hasEnded();
        if (child.out && !drain(child.out.get(), toOut))
            child.out.reset();
        if (child.err && !drain(child.err.get(), toErr))
            child.err.reset();
        if (ended)
            return capture.finish(child.reap());
    }
}

/// The file's new content beside it, until it is renamed; removed if it comes to nothing.
class TempFile {
public:
    explicit TempFile(const QString &target)
    {
        const QString name = QStringLiteral("%1.fl-%2").arg(target).arg(QRandomGenerator::system()->generate64(), 16, 16, QLatin1Char('0'));
        m_path = QFile::encodeName(name);
        m_fd.reset(::open(m_path.constData(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
    }
    TempFile(const TempFile &) = delete;
    TempFile &operator=(const TempFile &) = delete;
    ~TempFile()
    {
        if (m_fd)
            ::unlink(m_path.constData());
    }
    int fd() const { return m_fd.get(); }
    bool rename(const QString &target)
    {
        if (::rename(m_path.constData(), QFile::encodeName(target).constData()) != 0)
            return false;
        m_fd.reset();
        return true;
    }

private:
    QByteArray m_path;
    UniqueFd m_fd;
};

tl::unexpected<Error> fileFailed(const QString &path, int code)
{
    const bool full = code == ENOSPC || code == EDQUOT;
    return fail({full ? Cause::DiskFull : Cause::LocalFile,
                 {{QStringLiteral("path"), path}, {QStringLiteral("reason"), QString::fromLocal8Bit(std::strerror(code))}},
                 full ? NextAction::FreeDiskSpace : NextAction::ChangeInput,
                 {}});
}

} // namespace

Result<ShellExit> LocalShell::run(const ShellScript &script, const Sink &sink, std::stop_token stop)
{
    const NoSigPipe guard;
    auto child = Child::start({QStringLiteral("/bin/sh"), QStringLiteral("-s")}, QDir::homePath());
    if (!child)
        return fail(child.error());
    return assembled(script).reveal([&](QByteArrayView input) { return converse(*child, input, script, sink, stop); });
}

Status LocalShell::upload(const QString &path, QByteArrayView content, int mode, std::stop_token stop)
{
    QString target = path.startsWith(QLatin1String("~/")) ? path.sliced(2) : path;
    target = QDir::home().absoluteFilePath(target);
    TempFile file(target);
    if (file.fd() < 0)
        return fileFailed(path, errno);
    while (!content.isEmpty()) {
        if (stop.stop_requested())
            return fail({Cause::Cancelled, {}, NextAction::Resume, {}});
        const ssize_t n = ::write(file.fd(), content.data(), static_cast<size_t>(std::min<qsizetype>(content.size(), 1024 * 1024)));
        if (n < 0 && errno != EINTR)
            return fileFailed(path, errno);
        if (n > 0)
            content = content.sliced(n);
    }
    // fchmod, as open()'s mode is cut by the umask.
    if (::fchmod(file.fd(), static_cast<mode_t>(mode)) != 0 || ::fsync(file.fd()) != 0 || !file.rename(target))
        return fileFailed(path, errno);
    if (const UniqueFd folder(::open(QFile::encodeName(QFileInfo(target).path()).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)); folder)
        ::fsync(folder.get());
    return {};
}

} // namespace fl
