// SPDX-License-Identifier: GPL-3.0-or-later
// firstlight-cli: composition, signals and the terminal; the verbs are in app/cli.
#include "app/cli/cli.h"
#include "app/services/services.h"
#include "translations/language.h"

#include <QCoreApplication>
#include <QProcess>
#include <QStandardPaths>

#include <cerrno>
#include <csignal>
#include <thread>

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

namespace {

int signalPipe[2] = {-1, -1};

extern "C" void onSignal(int)
{
    const int before = errno;
    (void)!::write(signalPipe[1], "x", 1);
    errno = before;
}

/// The first Ctrl-C asks the run to end and to say what exists; the second ends the program.
class Interrupt {
public:
    Interrupt()
    {
        if (::pipe2(signalPipe, O_CLOEXEC) != 0)
            return;
        struct sigaction action = {};
        action.sa_handler = onSignal;
        for (const int number : {SIGINT, SIGTERM, SIGHUP})
            ::sigaction(number, &action, nullptr);
        struct sigaction ignore = {};
        ignore.sa_handler = SIG_IGN;
        ::sigaction(SIGPIPE, &ignore, nullptr);
        m_watcher = std::jthread([this](std::stop_token end) {
            int count = 0;
            while (!end.stop_requested()) {
                pollfd ready{signalPipe[0], POLLIN, 0};
                char sign = 0;
                if (::poll(&ready, 1, 100) <= 0 || ::read(signalPipe[0], &sign, 1) != 1)
                    continue;
                if (++count == 1)
                    m_source.request_stop();
                else
                    ::_exit(static_cast<int>(fl::Exit::Cancelled));
            }
        });
    }
    std::stop_token token() const { return m_source.get_token(); }

private:
    std::stop_source m_source;
    std::jthread m_watcher;
};

} // namespace

int main(int argc, char **argv)
{
    fl::guardProcess();
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("firstlight-cli"));
    QCoreApplication::setApplicationVersion(QStringLiteral(FL_VERSION));
    fl::useLanguage(fl::languageFor(QString()));
    const Interrupt interrupt;

    const QStringList arguments = QCoreApplication::arguments().mid(1);
    fl::cli::Environment environment;
    environment.open = [](bool writes) -> fl::Result<fl::cli::Opened> {
        auto services = fl::Services::open(fl::profileHome(), writes ? fl::Services::Access::Write : fl::Services::Access::Read);
        if (!services)
            return fl::fail(services.error());
        const std::shared_ptr<fl::Services> shared = std::move(*services);
        return fl::cli::Opened{shared, &shared->operations(), shared->notice(), writes ? shared->refusal() : std::nullopt, shared->home()};
    };
    const int people = arguments.contains(QLatin1String("--json")) ? STDERR_FILENO : STDOUT_FILENO;
    environment.live = ::isatty(people) == 1 && qEnvironmentVariable("TERM") != QLatin1String("dumb");
    environment.mayAsk = ::isatty(STDERR_FILENO) == 1 || ::isatty(STDOUT_FILENO) == 1;
    environment.home = fl::profileHome();
    environment.language = fl::languageFor(QString());
    environment.stop = interrupt.token();
    const bool hasScreen = !qEnvironmentVariableIsEmpty("DISPLAY") || !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY");
    if (const QString opener = QStandardPaths::findExecutable(QStringLiteral("xdg-open")); hasScreen && !opener.isEmpty())
        environment.openPage = [opener](const QString &url) { QProcess::startDetached(opener, {url}); };
    return fl::cli::run(arguments, environment);
}
