// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/io/disk/qt_keyring.h"

#include <qt6keychain/keychain.h>
#include <sodium.h>

#include <QEventLoop>
#include <QFileInfo>
#include <QThread>
#include <QTimer>

#include <mutex>

namespace fl {
namespace {

Error unavailable(const char *why, const QString &detail = {})
{
    return {Cause::KeyRingUnavailable, {{QStringLiteral("why"), QString::fromLatin1(why)}}, NextAction::ReadHelp, detail};
}

/// Where there is no session bus, libsecret would try to start one and wait for it.
bool hasBus()
{
#ifdef Q_OS_LINUX
    const QString address = qEnvironmentVariable("DBUS_SESSION_BUS_ADDRESS");
    if (!address.isEmpty())
        return address.startsWith(QLatin1String("unix:")) || address.startsWith(QLatin1String("tcp:"));
    const QString runtime = qEnvironmentVariable("XDG_RUNTIME_DIR");
    return !runtime.isEmpty() && QFileInfo::exists(runtime + QStringLiteral("/bus"));
#else
    return true;
#endif
}

QString keyOf(const SecretRef &ref)
{
    return ref.scope.isEmpty() ? ref.name : ref.scope + QLatin1Char('/') + ref.name;
}

QString service()
{
    return QStringLiteral("firstlight");
}

struct Outcome {
    QKeychain::Error error = QKeychain::NoError;
    QString text;
    bool late = false;
};

Status toStatus(const Outcome &outcome)
{
    if (outcome.late)
        return fail(unavailable("timeout"));
    switch (outcome.error) {
    case QKeychain::NoError: return {};
    case QKeychain::AccessDeniedByUser:
    case QKeychain::AccessDenied: return fail(unavailable("denied", outcome.text));
    default: return fail(unavailable("no-backend", outcome.text));
    }
}

} // namespace

struct QtKeyRing::Private {
    std::chrono::milliseconds patience;
    QThread thread;
    QObject home; ///< lives on `thread`: where the jobs run
    std::mutex turn;
    std::optional<Status> probed;

    /// Runs a job there and waits at most `patience`. `use` reads the finished job.
    template <class Job>
    Outcome run(const std::function<void(Job &)> &prepare, const std::function<void(Job &)> &use = {})
    {
        Outcome outcome;
        QMetaObject::invokeMethod(
            &home,
            [&] {
                auto *job = new Job(service()); // deletes itself when it ends, which may be after our patience
                job->setInsecureFallback(false);
                prepare(*job);
                QEventLoop loop;
                QTimer timer;
                timer.setSingleShot(true);
                outcome.late = true;
                QObject::connect(&timer, &QTimer::timeout, &loop, &QEventLoop::quit);
                QObject::connect(job, &QKeychain::Job::finished, &loop, [&](QKeychain::Job *) {
                    outcome = {job->error(), job->errorString(), false};
                    if (use && outcome.error == QKeychain::NoError)
                        use(*job);
                    loop.quit();
                });
                timer.start(patience);
                job->start();
                loop.exec();
            },
            Qt::BlockingQueuedConnection);
        return outcome;
    }
};

QtKeyRing::QtKeyRing(std::chrono::milliseconds patience) : d(std::make_unique<Private>())
{
    d->patience = patience;
    d->home.moveToThread(&d->thread); // here and not at first use: only the thread that made it can, and another may use it first
}

QtKeyRing::~QtKeyRing()
{
    d->thread.quit();
    d->thread.wait();
}

Status QtKeyRing::probe()
{
    const std::lock_guard lock(d->turn);
    if (d->probed)
        return *d->probed;
    const auto tried = [&]() -> Status {
        if (!hasBus())
            return fail(unavailable("no-bus"));
        if (!d->thread.isRunning())
            d->thread.start();
        const QString key = QStringLiteral("probe-%1").arg(randombytes_random());
        const QByteArray value("firstlight probe");
        FL_TRY(toStatus(d->run<QKeychain::WritePasswordJob>([&](QKeychain::WritePasswordJob &job) {
            job.setKey(key);
            job.setBinaryData(value);
        })));
        QByteArray back;
        FL_TRY(toStatus(d->run<QKeychain::ReadPasswordJob>([&](QKeychain::ReadPasswordJob &job) { job.setKey(key); },
                                                           [&](QKeychain::ReadPasswordJob &job) { back = job.binaryData(); })));
        FL_TRY(toStatus(d->run<QKeychain::DeletePasswordJob>([&](QKeychain::DeletePasswordJob &job) { job.setKey(key); })));
        return back == value ? Status() : fail(unavailable("no-backend", QStringLiteral("the key ring answered with another text")));
    };
    d->probed = tried();
    return *d->probed;
}

Result<std::optional<Secret>> QtKeyRing::read(const SecretRef &ref)
{
    FL_TRY(probe());
    const std::lock_guard lock(d->turn);
    std::optional<Secret> secret;
    const Outcome outcome = d->run<QKeychain::ReadPasswordJob>([&](QKeychain::ReadPasswordJob &job) { job.setKey(keyOf(ref)); },
                                                               [&](QKeychain::ReadPasswordJob &job) { secret = Secret(job.binaryData()); });
    if (outcome.error == QKeychain::EntryNotFound && !outcome.late)
        return std::optional<Secret>();
    FL_TRY(toStatus(outcome));
    return secret;
}

Status QtKeyRing::write(const SecretRef &ref, const Secret &secret)
{
    FL_TRY(probe());
    const std::lock_guard lock(d->turn);
    return toStatus(d->run<QKeychain::WritePasswordJob>([&](QKeychain::WritePasswordJob &job) {
        job.setKey(keyOf(ref));
        secret.reveal([&](QByteArrayView bytes) { job.setBinaryData(bytes.toByteArray()); });
    }));
}

Status QtKeyRing::remove(const SecretRef &ref)
{
    FL_TRY(probe());
    const std::lock_guard lock(d->turn);
    const Outcome outcome = d->run<QKeychain::DeletePasswordJob>([&](QKeychain::DeletePasswordJob &job) { job.setKey(keyOf(ref)); });
    if (outcome.error == QKeychain::EntryNotFound && !outcome.late)
        return {};
    return toStatus(outcome);
}

} // namespace fl
