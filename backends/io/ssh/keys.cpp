// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/io/ssh/keys.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <cstring>

#include <sodium.h>
#include <sys/stat.h>

namespace fl {
namespace {

constexpr qsizetype keyFileLimit = 64 * 1024;

QString expanded(const QString &path)
{
    return path.startsWith(QLatin1String("~/")) ? QDir::homePath() + path.sliced(1) : path;
}

tl::unexpected<Error> unreadable(const QString &path, const char *reason, const QString &detail = {})
{
    return fail({Cause::SshKeyUnreadable,
                 {{QStringLiteral("path"), path}, {QStringLiteral("reason"), QString::fromLatin1(reason)}},
                 NextAction::ChangeInput,
                 detail});
}

struct PassphraseCall {
    const Secret &passphrase;
    bool asked = false;
};

/// libssh asks only when the key is encrypted: that tells a locked key from a broken one.
int givePassphrase(const char *, char *buffer, size_t size, int, int, void *data)
{
    auto *call = static_cast<PassphraseCall *>(data);
    call->asked = true;
    if (call->passphrase.isEmpty() || static_cast<size_t>(call->passphrase.size()) >= size)
        return -1;
    call->passphrase.reveal([&](QByteArrayView bytes) {
        std::memcpy(buffer, bytes.data(), static_cast<size_t>(bytes.size()));
        buffer[bytes.size()] = '\0';
    });
    return 0;
}

Status writeNew(const QString &path, QByteArrayView content, mode_t mode)
{
    const auto failed = [&](int code) {
        return fail({Cause::LocalFile,
                     {{QStringLiteral("path"), path}, {QStringLiteral("reason"), QString::fromLocal8Bit(std::strerror(code))}},
                     NextAction::ChangeInput,
                     {}});
    };
    const QByteArray name = QFile::encodeName(path);
    const UniqueFd fd(::open(name.constData(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode));
    if (!fd)
        return failed(errno);
    const bool written = ::fchmod(fd.get(), mode) == 0
        && ::write(fd.get(), content.data(), static_cast<size_t>(content.size())) == content.size() && ::fsync(fd.get()) == 0;
    if (written)
        return {};
    const int code = errno;
    ::unlink(name.constData());
    return failed(code);
}

} // namespace

Result<SshKeyPtr> loadPrivateKey(const QString &path, const Secret &passphrase)
{
    const UniqueFd fd(::open(QFile::encodeName(expanded(path)).constData(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!fd)
        return unreadable(path, errno == ENOENT || errno == ENOTDIR ? "missing" : "denied", QString::fromLocal8Bit(std::strerror(errno)));
    struct stat info = {};
    if (::fstat(fd.get(), &info) != 0 || !S_ISREG(info.st_mode) || info.st_size > keyFileLimit)
        return unreadable(path, "not-a-key");
    // As OpenSSH: a key of somebody else's is that person's affair.
    if (info.st_uid == ::getuid() && (info.st_mode & 077) != 0)
        return fail({Cause::SshKeyPermissions,
                     {{QStringLiteral("path"), path}, {QStringLiteral("mode"), QString::number(info.st_mode & 07777, 8)}},
                     NextAction::FixKeyPermissions,
                     {}});

    QByteArray bytes(keyFileLimit, '\0');
    const ssize_t size = ::read(fd.get(), bytes.data(), static_cast<size_t>(bytes.size()));
    bytes.resize(std::max<ssize_t>(size, 0));
    const Secret content(std::move(bytes));
    const auto startsWith = [&](const char *text) { return content.reveal([&](QByteArrayView view) { return view.startsWith(text); }); };
    if (startsWith("ssh-") || startsWith("ecdsa-") || startsWith("sk-"))
        return unreadable(path, "public");
    if (startsWith("PuTTY-User-Key-File"))
        return unreadable(path, "putty");

    PassphraseCall call{passphrase};
    ssh_key key = nullptr;
    const int rc = content.reveal([&](QByteArrayView view) {
        QByteArray text = view.toByteArray(); // libssh wants it to end in a zero
        const int result =
            text.isEmpty() ? SSH_ERROR : ssh_pki_import_privkey_base64(text.constData(), nullptr, givePassphrase, &call, &key);
        sodium_memzero(text.data(), static_cast<size_t>(text.size()));
        return result;
    });
    if (rc == SSH_OK)
        return SshKeyPtr(key);
    if (call.asked)
        return fail({Cause::SshKeyPassphrase,
                     {{QStringLiteral("path"), path},
                      {QStringLiteral("given"), passphrase.isEmpty() ? QStringLiteral("no") : QStringLiteral("yes")}},
                     NextAction::GivePassphrase,
                     {}});
    return unreadable(path, "not-a-key");
}

Result<QString> makeKeyPairFiles(const QString &givenPath, const QString &comment)
{
    const QString path = expanded(givenPath);
    const QString folder = QFileInfo(path).absolutePath();
    if (!QFileInfo::exists(folder)) {
        const auto owner = QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner;
        QDir().mkpath(QFileInfo(folder).absolutePath());
        QDir().mkdir(folder, owner);
    }

    ssh_key made = nullptr;
    if (ssh_pki_generate(SSH_KEYTYPE_ED25519, 0, &made) != SSH_OK)
        return fail({Cause::Internal, {}, NextAction::ReportBug, QStringLiteral("ed25519 key generation failed")});
    const SshKeyPtr key(made);
    char *rawPrivate = nullptr;
    char *rawPublic = nullptr;
    const bool exported = ssh_pki_export_privkey_base64(key.get(), nullptr, nullptr, nullptr, &rawPrivate) == SSH_OK
        && ssh_pki_export_pubkey_base64(key.get(), &rawPublic) == SSH_OK;
    const SshTextPtr privateText(rawPrivate), publicText(rawPublic);
    if (!exported)
        return fail({Cause::Internal, {}, NextAction::ReportBug, QStringLiteral("ed25519 key export failed")});

    QString oneLine = comment.simplified();
    oneLine.removeIf([](QChar c) { return c.category() == QChar::Other_Control; });
    const QString line = QStringLiteral("ssh-ed25519 %1 %2").arg(QString::fromLatin1(publicText.get()), oneLine).trimmed();
    // The public half first: if that is taken, no secret is left lying about.
    const QString publicPath = path + QStringLiteral(".pub");
    FL_TRY(writeNew(publicPath, (line + QLatin1Char('\n')).toUtf8(), 0600));
    const Status written = writeNew(path, QByteArrayView(privateText.get()), 0600);
    sodium_memzero(privateText.get(), std::strlen(privateText.get()));
    if (!written) {
        QFile::remove(publicPath);
        return fail(written.error());
    }
    return line;
}

} // namespace fl
