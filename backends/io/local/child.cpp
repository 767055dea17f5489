// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/io/local/child.h"

#include <QFile>

#include <cerrno>
#include <cstring>
#include <vector>

#include <poll.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>

namespace fl {
namespace {

Error startFailed(const QString &program, int code)
{
    return {Cause::LocalCommandFailed,
            {{QStringLiteral("command"), program}, {QStringLiteral("reason"), QString::fromLocal8Bit(std::strerror(code))}},
            NextAction::ReportBug,
            {}};
}

struct SpawnSetup {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    SpawnSetup()
    {
        posix_spawn_file_actions_init(&actions);
        posix_spawnattr_init(&attributes);
    }
    SpawnSetup(const SpawnSetup &) = delete;
    SpawnSetup &operator=(const SpawnSetup &) = delete;
    ~SpawnSetup()
    {
        posix_spawn_file_actions_destroy(&actions);
        posix_spawnattr_destroy(&attributes);
    }
};

struct Pipe {
    UniqueFd read, write;
    bool open()
    {
        int ends[2];
        if (::pipe2(ends, O_CLOEXEC) != 0)
            return false;
        read.reset(ends[0]);
        write.reset(ends[1]);
        return true;
    }
};

} // namespace

Child::Child(pid_t pid) : m_pid(pid)
{
#ifdef SYS_pidfd_open
    m_endFd.reset(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
#endif
}

Child::Child(Child &&other) noexcept :
    in(std::move(other.in)),
    out(std::move(other.out)),
    err(std::move(other.err)),
    m_pid(std::exchange(other.m_pid, -1)),
    m_status(other.m_status),
    m_endFd(std::move(other.m_endFd))
{
}

Result<Child> Child::start(const QStringList &command, const QString &folder)
{
    Pipe in, out, err;
    if (!in.open() || !out.open() || !err.open())
        return fail(startFailed(command.first(), errno));

    SpawnSetup setup;
    const QByteArray path = QFile::encodeName(folder);
    posix_spawn_file_actions_addchdir_np(&setup.actions, path.constData());
    posix_spawn_file_actions_adddup2(&setup.actions, in.read.get(), 0);
    posix_spawn_file_actions_adddup2(&setup.actions, out.write.get(), 1);
    posix_spawn_file_actions_adddup2(&setup.actions, err.write.get(), 2);
    posix_spawn_file_actions_addclosefrom_np(&setup.actions, 3);
    sigset_t all, none;
    sigfillset(&all);
    sigemptyset(&none);
    posix_spawnattr_setsigdefault(&setup.attributes, &all);
    posix_spawnattr_setsigmask(&setup.attributes, &none);
    posix_spawnattr_setflags(&setup.attributes, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);

    std::vector<QByteArray> words;
    for (const QString &word : command)
        words.push_back(QFile::encodeName(word));
    std::vector<char *> argv;
    for (QByteArray &word : words)
        argv.push_back(word.data());
    argv.push_back(nullptr);

    pid_t pid = -1;
    if (const int code = posix_spawn(&pid, argv[0], &setup.actions, &setup.attributes, argv.data(), environ); code != 0)
        return fail(startFailed(command.first(), code));
    Child child(pid);
    child.in = std::move(in.write);
    child.out = std::move(out.read);
    child.err = std::move(err.read);
    for (const int fd : {child.in.get(), child.out.get(), child.err.get()})
        setNonBlocking(fd);
    return child;
}

Child::~Child()
{
    if (m_pid > 0 && !m_status)
        kill(0);
}

bool Child::hasEnded() const
{
    siginfo_t info = {};
    return m_status || (::waitid(P_PID, static_cast<id_t>(m_pid), &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid == m_pid);
}

int Child::reap()
{
    if (!m_status) {
        int status = 0;
        while (::waitpid(m_pid, &status, 0) < 0 && errno == EINTR) { }
        m_status = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
    }
    return *m_status;
}

void Child::kill(int patience)
{
    if (m_status || m_pid <= 0)
        return;
    // Not reaped yet, so the number still names our group and nobody else's.
    if (patience > 0) {
        ::kill(-m_pid, SIGTERM);
        pollfd end = {endFd(), POLLIN, 0};
        ::poll(&end, 1, patience);
    }
    ::kill(-m_pid, SIGKILL);
    reap();
}

} // namespace fl
