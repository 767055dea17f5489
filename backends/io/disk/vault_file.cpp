// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/io/disk/vault_file.h"

#include "backends/io/disk/private_files.h"
#include "backends/io/disk/vault_format.h"
#include "backends/io/local/fd.h"

#include <QFile>
#include <QFileInfo>

#include <sodium.h>

#include <cerrno>
#include <cstdio>
#include <mutex>

#include <sys/file.h>

namespace fl {
namespace {

constexpr qsizetype shortest = 8;
constexpr qint64 largest = 16 << 20;
constexpr int attempts = 3;

Error unavailable(const char *why)
{
    return {Cause::KeyRingUnavailable, {{QStringLiteral("why"), QString::fromLatin1(why)}}, NextAction::ReadHelp, {}};
}

Error tooShort()
{
    return {Cause::BadValue,
            {{QStringLiteral("key"), QStringLiteral("vault.passphrase")},
             {QStringLiteral("value"), QStringLiteral("••••")},
             {QStringLiteral("allowed"), QStringLiteral("8 or more characters")}},
            NextAction::ChangeInput,
            {}};
}

} // namespace

struct VaultFile::Private {
    QString folder;
    Limits limits;
    std::mutex asking;                                 ///< held while the user is asked, so that two workers do not ask at once
    std::mutex turn;                                   ///< guards all below
    std::optional<std::pair<vault::Lock, Secret>> key; ///< what it was stretched by, and the key
    bool leftLocked = false;

    QString path() const { return folder + QStringLiteral("/secrets.vault"); }

    /// Other programs of this profile wait for it.
    Result<UniqueFd> lock() const
    {
        const QString name = folder + QStringLiteral("/secrets.lock");
        FL_TRY(makePrivateFolder(folder));
        FL_TRY(makePrivateFile(name));
        UniqueFd fd(::open(QFile::encodeName(name).constData(), O_RDWR | O_NOFOLLOW | O_CLOEXEC));
        if (!fd || ::flock(fd.get(), LOCK_EX) != 0)
            return fail(fileError(name, errno));
        return fd;
    }

    Error setAside()
    {
        QString copy = path() + QStringLiteral(".damaged");
        for (int i = 2; QFileInfo::exists(copy); ++i)
            copy = path() + QStringLiteral(".damaged-%1").arg(i);
        if (::rename(QFile::encodeName(path()).constData(), QFile::encodeName(copy).constData()) != 0)
            return fileError(path(), errno);
        (void)syncFolder(folder);
        key.reset();
        return {Cause::VaultDamaged, {{QStringLiteral("copy"), copy}}, NextAction::ReadHelp, {}};
    }

    /// Errors: KeyRingUnavailable (no-vault, newer), VaultDamaged (set aside), LocalFile.
    Result<vault::Sealed> load()
    {
        QFile file(path());
        if (!file.open(QIODevice::ReadOnly))
            return fail(file.exists() ? fileError(path(), EACCES) : unavailable("no-vault"));
        const QByteArray bytes = file.read(largest + 1);
        if (file.error() != QFileDevice::NoError)
            return fail(fileError(path(), EIO));
        file.close();
        vault::Sealed sealed;
        switch (bytes.size() > largest ? vault::Flaw::Damaged : vault::parse(bytes, sealed)) {
        case vault::Flaw::None: return sealed;
        case vault::Flaw::Newer: return fail(unavailable("newer"));
        case vault::Flaw::Damaged: break;
        }
        return fail(setAside());
    }

    Result<vault::Entries> entries()
    {
        auto sealed = load();
        if (!sealed)
            return fail(sealed.error());
        if (!key || !(key->first == sealed->lock))
            return fail(unavailable("locked")); // also when another program has made a new one meanwhile
        auto found = vault::open(*sealed, key->second);
        if (!found)
            return fail(setAside()); // the key is the right one: somebody has altered it
        return std::move(*found);
    }

    template <class Change>
    Status change(Change change)
    {
        const auto held = lock();
        if (!held)
            return fail(held.error());
        auto all = entries();
        if (!all)
            return fail(all.error());
        if (!change(*all))
            return {};
        return replacePrivateFile(path(), vault::seal(*all, key->first, key->second));
    }

    /// Whether the passphrase is the right one; then the vault is open.
    Result<bool> tryPassphrase(const Secret &passphrase)
    {
        auto sealed = load();
        if (!sealed)
            return fail(sealed.error());
        auto stretched = vault::stretch(passphrase, sealed->lock);
        if (!stretched)
            return fail(unavailable("memory"));
        if (!vault::open(*sealed, *stretched))
            return false;
        key.emplace(sealed->lock, std::move(*stretched));
        leftLocked = false;
        return true;
    }
};

VaultFile::VaultFile(const QString &folder) : VaultFile(folder, Limits())
{
}

VaultFile::VaultFile(const QString &folder, Limits limits) : d(std::make_unique<Private>())
{
    if (sodium_init() < 0)
        std::terminate(); // no source of randomness: nothing here can be safe
    d->folder = folder;
    d->limits = limits;
}

VaultFile::~VaultFile() = default;

bool VaultFile::exists() const
{
    return QFileInfo::exists(d->path());
}

QString VaultFile::path() const
{
    return d->path();
}

Status VaultFile::probe()
{
    return exists() ? Status() : fail(unavailable("no-vault"));
}

Keeping VaultFile::keeping()
{
    return exists() ? Keeping::Vault : Keeping::Nowhere;
}

Result<std::optional<Secret>> VaultFile::read(const SecretRef &ref)
{
    const std::lock_guard turn(d->turn);
    auto all = d->entries();
    if (!all)
        return fail(all.error());
    const auto found = all->find(ref);
    return found == all->end() ? std::optional<Secret>() : std::optional(found->second);
}

Status VaultFile::write(const SecretRef &ref, const Secret &secret)
{
    const std::lock_guard turn(d->turn);
    FL_TRY(probe());
    return d->change([&](vault::Entries &all) {
        const auto old = all.find(ref);
        if (old != all.end() && old->second == secret)
            return false;
        all.insert_or_assign(ref, secret);
        return true;
    });
}

Status VaultFile::remove(const SecretRef &ref)
{
    const std::lock_guard turn(d->turn);
    FL_TRY(probe());
    return d->change([&](vault::Entries &all) { return all.erase(ref) > 0; });
}

Status VaultFile::unlock(const AskPassphrase &ask)
{
    const std::lock_guard asking(d->asking);
    {
        const std::lock_guard turn(d->turn);
        if (!exists())
            return {};
        const auto sealed = d->load();
        if (!sealed)
            return fail(sealed.error());
        if (d->key && d->key->first == sealed->lock)
            return {};
        if (d->leftLocked)
            return fail(unavailable("locked"));
    }
    for (int attempt = 1; attempt <= attempts; ++attempt) {
        const auto passphrase = ask(attempt);
        if (!passphrase)
            return fail(passphrase.error());
        const std::lock_guard turn(d->turn);
        if (!*passphrase) {
            d->leftLocked = true;
            if (attempt == 1)
                return fail(unavailable("locked"));
            break;
        }
        const auto right = d->tryPassphrase(**passphrase);
        if (!right)
            return fail(right.error());
        if (*right)
            return {};
        d->leftLocked = attempt == attempts;
    }
    return fail({Cause::VaultPassphrase, {}, NextAction::Retry, {}});
}

Status VaultFile::createVault(const Secret &passphrase)
{
    const std::lock_guard turn(d->turn);
    const auto length = passphrase.reveal([](QByteArrayView bytes) { return QString::fromUtf8(bytes).size(); });
    if (length < shortest)
        return fail(tooShort());
    const auto held = d->lock();
    if (!held)
        return fail(held.error());
    if (exists())
        return fail(fileError(path(), EEXIST));
    vault::Lock lock = vault::newLock(d->limits.operations, d->limits.memory);
    auto key = vault::stretch(passphrase, lock);
    if (!key)
        return fail(unavailable("memory"));
    FL_TRY(replacePrivateFile(path(), vault::seal({}, lock, *key)));
    d->key.emplace(std::move(lock), std::move(*key));
    d->leftLocked = false;
    return {};
}

Status VaultFile::forgetVault()
{
    const std::lock_guard turn(d->turn);
    if (!exists())
        return {};
    const auto held = d->lock();
    if (!held)
        return fail(held.error());
    d->key.reset();
    for (const QString &name : {path() + QStringLiteral(".new"), path()})
        if (::unlink(QFile::encodeName(name).constData()) != 0 && errno != ENOENT)
            return fail(fileError(name, errno));
    return syncFolder(d->folder);
}

} // namespace fl
