// SPDX-License-Identifier: GPL-3.0-or-later
// Our SSH against OpenSSH's, same server, same key exchange and cipher, on loopback and on a line of 50 ms: connecting, running,
// uploading, forwarding. The tunnel is the raw one: what TLS to Jupyter costs is no part of the comparison.
#include "backends/io/ssh/connector.h"
#include "backends/io/tunnel/tunnel_opener.h"
#include "tests/bench/delay_proxy.h"
#include "tests/bench/figures.h"
#include "tests/fakes/test_sshd.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>

#include <cstring>
#include <thread>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

using namespace fl;
using namespace fl::bench;
using namespace std::chrono_literals;

namespace {

UniqueFd connected(int port)
{
    UniqueFd fd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    const int on = 1;
    ::setsockopt(fd.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(fd.get(), reinterpret_cast<sockaddr *>(&address), sizeof address) != 0)
        fd.reset();
    return fd;
}

/// The other end of the tunnels. First byte: 'd' sends what the next 8 bytes say, 'u' swallows as much and then says one byte,
/// 'e' sends back byte by byte.
class Sink {
public:
    Sink()
    {
        m_listener.reset(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
        sockaddr_in address = {};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        ::bind(m_listener.get(), reinterpret_cast<sockaddr *>(&address), size);
        ::listen(m_listener.get(), 16);
        ::getsockname(m_listener.get(), reinterpret_cast<sockaddr *>(&address), &size);
        m_port = ntohs(address.sin_port);
        m_thread = std::thread([this] {
            for (;;) {
                const UniqueFd fd(::accept(m_listener.get(), nullptr, nullptr));
                if (!fd)
                    return;
                serve(fd.get());
            }
        });
    }
    ~Sink()
    {
        ::shutdown(m_listener.get(), SHUT_RDWR);
        m_thread.join();
    }
    Sink(const Sink &) = delete;
    Sink &operator=(const Sink &) = delete;
    int port() const { return m_port; }

private:
    static void serve(int fd)
    {
        const NoSigPipe guard;
        const int on = 1;
        ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        static char buffer[1 << 20];
        char what = 0;
        qint64 size = 0;
        if (::recv(fd, &what, 1, MSG_WAITALL) != 1 || ::recv(fd, &size, sizeof size, MSG_WAITALL) != ssize_t(sizeof size))
            return;
        if (what == 'd') {
            while (size > 0) {
                const ssize_t n = ::send(fd, buffer, size_t(std::min<qint64>(size, sizeof buffer)), MSG_NOSIGNAL);
                if (n <= 0)
                    return;
                size -= n;
            }
        } else if (what == 'u') {
            for (ssize_t n; size > 0 && (n = ::recv(fd, buffer, sizeof buffer, 0)) > 0;)
                size -= n;
            ::send(fd, buffer, 1, MSG_NOSIGNAL);
        } else {
            for (char c; ::recv(fd, &c, 1, 0) == 1;)
                ::send(fd, &c, 1, MSG_NOSIGNAL);
        }
    }

    UniqueFd m_listener;
    int m_port = 0;
    std::thread m_thread;
};

/// MB/s through whatever listens on `port`.
double throughput(int port, char direction, qint64 size)
{
    const NoSigPipe guard;
    static char buffer[1 << 20];
    const UniqueFd fd = connected(port);
    QElapsedTimer timer;
    timer.start();
    char head[9] = {direction};
    std::memcpy(head + 1, &size, sizeof size);
    if (!fd || ::send(fd.get(), head, sizeof head, 0) != ssize_t(sizeof head))
        return -1;
    qint64 left = size;
    if (direction == 'd') {
        for (ssize_t n; left > 0 && (n = ::recv(fd.get(), buffer, sizeof buffer, 0)) > 0;)
            left -= n;
    } else {
        for (ssize_t n; left > 0 && (n = ::send(fd.get(), buffer, size_t(std::min<qint64>(left, sizeof buffer)), 0)) > 0;)
            left -= n;
        if (::recv(fd.get(), buffer, 1, 0) != 1)
            return -1;
    }
    return left == 0 ? double(size) / 1e6 / (double(timer.nsecsElapsed()) / 1e9) : -1;
}

/// The median of 300 single bytes there and back, in ms.
double latency(int port)
{
    const UniqueFd fd = connected(port);
    const qint64 none = 0;
    if (!fd || ::send(fd.get(), "e", 1, 0) != 1 || ::send(fd.get(), &none, sizeof none, 0) != ssize_t(sizeof none))
        return -1;
    std::vector<double> all;
    for (int i = 0; i < 300; ++i) {
        QElapsedTimer timer;
        timer.start();
        char c = 'x';
        if (::send(fd.get(), &c, 1, 0) != 1 || ::recv(fd.get(), &c, 1, 0) != 1)
            return -1;
        all.push_back(double(timer.nsecsElapsed()) / 1e6);
    }
    return median(all);
}

class Bench {
public:
    Bench(const TestSshd &server, int port, const QTemporaryDir &folder) : m_target(server.target()), m_folder(folder)
    {
        m_target.port = port;
        m_options = {"-F", "none",
                     "-o", "StrictHostKeyChecking=no",
                     "-o", "UserKnownHostsFile=/dev/null",
                     "-o", "GlobalKnownHostsFile=/dev/null",
                     "-o", "LogLevel=ERROR",
                     "-o", "IdentitiesOnly=yes",
                     "-o", "KexAlgorithms=curve25519-sha256",
                     "-o", "BatchMode=yes",
                     "-i", m_target.keyFile};
    }

    double connectAndRun() const
    {
        QElapsedTimer timer;
        timer.start();
        const auto session = open();
        ShellScript script;
        script.text = "echo x\n";
        const auto exit = session ? session->run(script, {}, {}) : fail(Error{Cause::Internal, {}, NextAction::Retry, {}});
        return exit && exit->out == "x\n" ? double(timer.nsecsElapsed()) / 1e9 : -1;
    }
    double connectAndRunWithSsh() const { return timed("ssh", m_options + QStringList{"-p", port(), where(), "sh -s"}, "echo x\n", "x\n"); }

    double upload(const QByteArray &content) const
    {
        QElapsedTimer timer;
        timer.start();
        const auto session = open();
        const bool done = session && session->upload(m_folder.filePath("up-ours"), content, 0600, {});
        return done ? double(timer.nsecsElapsed()) / 1e9 : -1;
    }
    double uploadWithScp(const QString &file) const
    {
        return timed("scp", m_options + QStringList{"-q", "-P", port(), file, where() + ":" + m_folder.filePath("up-scp")}, {}, {});
    }

    std::unique_ptr<Tunnel> tunnel(int remotePort) const
    {
        TunnelSpec spec;
        spec.target = m_target;
        spec.remotePort = remotePort;
        LibsshTunnelOpener opener(m_folder.filePath("known_hosts"));
        auto opened = opener.open(spec, {}, {});
        return opened ? std::move(*opened) : nullptr;
    }
    void startSshTunnel(QProcess &process, int localPort, int remotePort) const
    {
        process.start("ssh",
                      m_options
                          + QStringList{"-c", "aes256-gcm@openssh.com", "-N", "-L",
                                        QStringLiteral("127.0.0.1:%1:127.0.0.1:%2").arg(localPort).arg(remotePort), "-p", port(), where()});
        process.waitForStarted();
        for (int i = 0; i < 200 && !connected(localPort); ++i)
            process.waitForFinished(50);
    }

private:
    std::unique_ptr<SshSession> open() const
    {
        LibsshConnector connector(m_folder.filePath("known_hosts"));
        auto session = connector.connect(m_target, {}, 60s, {});
        return session ? std::move(*session) : nullptr;
    }
    static double timed(const char *program, const QStringList &arguments, const QByteArray &input, const QByteArray &expected)
    {
        QElapsedTimer timer;
        timer.start();
        QProcess process;
        process.start(QLatin1String(program), arguments);
        process.write(input);
        process.closeWriteChannel();
        const bool done = process.waitForFinished(120000) && process.exitCode() == 0 && process.readAllStandardOutput() == expected;
        return done ? double(timer.nsecsElapsed()) / 1e9 : -1;
    }
    QString port() const { return QString::number(m_target.port); }
    QString where() const { return m_target.user + QStringLiteral("@127.0.0.1"); }

    SshTarget m_target;
    const QTemporaryDir &m_folder;
    QStringList m_options;
};

void measure(const Bench &bench, const Sink &sink, const QString &line, const QTemporaryDir &folder, bool far)
{
    const auto compare = [&](const QString &what, const QString &unit, const std::function<double()> &ours, const QString &peer,
                             const std::function<double()> &theirs, int rounds, double goal, Better better = Better::Lower) {
        const auto medians = alternated({{QStringLiteral("firstlight"), ours}, {peer, theirs}}, rounds);
        figure(what + line, unit, medians[0], peer, medians[1], goal, better);
    };
    compare(
        "connect to first output", "s", [&] { return bench.connectAndRun(); }, "ssh", [&] { return bench.connectAndRunWithSsh(); },
        far ? 5 : 9, 0.7);

    const QByteArray content(100'000'000, 'c');
    const QString file = folder.filePath("content");
    {
        QFile f(file);
        if (f.open(QIODevice::WriteOnly))
            f.write(content);
    }
    compare(
        "upload 100 MB", "s", [&] { return bench.upload(content); }, "scp", [&] { return bench.uploadWithScp(file); }, 3,
        far ? 0.85 : 0.75);

    const auto tunnel = bench.tunnel(sink.port());
    QProcess ssh;
    const int sshPort = TestSshd::freePort();
    bench.startSshTunnel(ssh, sshPort, sink.port());
    const int ourPort = tunnel ? tunnel->localPort() : 0;
    const qint64 size = far ? 100'000'000 : 500'000'000;
    compare(
        "tunnel down", "MB/s", [&] { return throughput(ourPort, 'd', size); }, "ssh -L", [&] { return throughput(sshPort, 'd', size); }, 3,
        far ? 3.0 : 1.0, Better::Higher);
    compare(
        "tunnel up", "MB/s", [&] { return throughput(ourPort, 'u', size); }, "ssh -L", [&] { return throughput(sshPort, 'u', size); }, 3,
        0.95, Better::Higher);
    compare(
        "tunnel latency p50", "ms", [&] { return latency(ourPort); }, "ssh -L", [&] { return latency(sshPort); }, far ? 1 : 5, 1.1);
    ssh.kill();
    ssh.waitForFinished();
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    TestSshd server({"Subsystem sftp internal-sftp", {QStringLiteral("ed25519")}, 0}); // scp wants it
    if (!TestSshd::problem().isEmpty() || !server.start()) {
        std::puts("ssh: no sshd to measure against: FAILED");
        return 1;
    }
    const QTemporaryDir folder;
    const Sink sink;
    measure(Bench(server, server.port(), folder), sink, QString(), folder, false);
    const DelayProxy proxy(static_cast<std::uint16_t>(server.port()), 25ms);
    measure(Bench(server, proxy.port(), folder), sink, QStringLiteral(" +50 ms"), folder, true);
    return 0;
}
