// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/services.h"

#include "backends/io/disk/private_files.h"
#include "backends/io/disk/profile_lock.h"
#include "backends/io/disk/qt_keyring.h"
#include "backends/io/disk/secret_keeper.h"
#include "backends/io/disk/sqlite_ledger.h"
#include "backends/io/disk/system_clock.h"
#include "backends/io/disk/vault_file.h"
#include "backends/io/local/local_shell.h"
#include "backends/io/net/qt_http.h"
#include "backends/io/net/qt_sign_in.h"
#include "backends/io/ssh/connector.h"
#include "backends/io/tunnel/tunnel_opener.h"
#include "backends/run/machine_operations.h"

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

#include <sys/resource.h>
#ifdef Q_OS_LINUX
#include <sys/prctl.h>
#endif

namespace fl {

struct Services::Private {
    explicit Private(const QString &folder) : home(folder), vault(folder) { }
    QString home;
    std::optional<ProfileLock> lock;
    std::optional<Error> refusal;
    std::unique_ptr<SqliteLedger> ledger;
    SystemClock clock;
    LocalShell shell;
    QtHttp http;
    QtSignIn signIn;
    QtKeyRing systemKeyRing;
    VaultFile vault;
    SecretKeeper keyRing{systemKeyRing, vault};
    std::unique_ptr<LibsshConnector> ssh;
    std::unique_ptr<LibsshTunnelOpener> tunnels;
    std::unique_ptr<MachineOperations> operations; // last: uses all above

    /// Held by somebody else: refusal.
    Status takeLock()
    {
        FL_TRY(makePrivateFolder(home));
        auto taken = ProfileLock::acquire(home, clock.now());
        if (taken)
            lock.emplace(std::move(*taken));
        else if (taken.error().cause == Cause::LedgerLocked)
            refusal = taken.error();
        else
            return fail(taken.error());
        return {};
    }
};

Services::Services(std::unique_ptr<Private> p) : d(std::move(p))
{
}

Services::~Services() = default;

Result<std::unique_ptr<Services>> Services::open(const QString &home, Access access)
{
    auto p = std::make_unique<Private>(home);
    const auto openLedger = [&] { return SqliteLedger::open(home, p->refusal, p->clock.now()); };
    if (access == Access::Write)
        FL_TRY(p->takeLock());
    else
        p->refusal = Error{Cause::LedgerLocked, {}, NextAction::Retry, QStringLiteral("opened for reading"), {}};
    auto ledger = openLedger();
    // An older or damaged ledger cannot be read before somebody led it up or mended it: whoever comes first, when nobody writes.
    if (!ledger && access == Access::Read) {
        p->refusal.reset();
        FL_TRY(p->takeLock());
        ledger = openLedger();
    }
    if (!ledger)
        return fail(ledger.error());
    p->ledger = std::move(*ledger);
    p->ssh = std::make_unique<LibsshConnector>(home + QStringLiteral("/known_hosts"));
    p->tunnels = std::make_unique<LibsshTunnelOpener>(p->ssh->knownHostsFile());
    p->operations = std::make_unique<MachineOperations>(Ports{p->clock, p->shell, *p->ssh, *p->tunnels, p->keyRing, *p->ledger, p->http,
                                                              home, &p->signIn},
                                                        ProviderRegistry());
    return std::unique_ptr<Services>(new Services(std::move(p)));
}

Operations &Services::operations()
{
    return *d->operations;
}

std::optional<Error> Services::notice() const
{
    return d->ledger->notice();
}

std::optional<Error> Services::refusal() const
{
    const auto notice = d->ledger->notice();
    return notice && notice->cause == Cause::LedgerNewer ? notice : d->refusal;
}

QString Services::home() const
{
    return d->home;
}

QString profileHome()
{
    const QString given = qEnvironmentVariable("FIRSTLIGHT_HOME");
    if (!given.isEmpty())
        return QDir(given).absolutePath();
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QStringLiteral("/firstlight");
}

void guardProcess()
{
    const rlimit none{0, 0};
    ::setrlimit(RLIMIT_CORE, &none);
#ifdef Q_OS_LINUX
    ::prctl(PR_SET_DUMPABLE, 0);
#endif
}

} // namespace fl
