// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/io/disk/profile_lock.h"

#include "backends/io/disk/private_files.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSysInfo>

#include <cerrno>
#include <sys/file.h>

namespace fl {

Result<ProfileLock> ProfileLock::acquire(const QString &folder, qint64 now)
{
    const QString path = folder + QStringLiteral("/writer.lock");
    FL_TRY(makePrivateFile(path));
    UniqueFd fd(::open(QFile::encodeName(path).constData(), O_RDWR | O_NOFOLLOW | O_CLOEXEC));
    if (!fd)
        return fail(fileError(path, errno));
    if (::flock(fd.get(), LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK)
            return fail(fileError(path, errno));
        QFile file(path);
        QJsonObject holder;
        if (file.open(QIODevice::ReadOnly))
            holder = QJsonDocument::fromJson(file.read(4096)).object();
        return fail({Cause::LedgerLocked,
                     {{QStringLiteral("pid"), QString::number(holder.value(QLatin1String("pid")).toInteger())},
                      {QStringLiteral("host"), holder.value(QLatin1String("host")).toString()},
                      {QStringLiteral("since"), holder.value(QLatin1String("since")).toString()}},
                     NextAction::CloseOtherProgram,
                     {}});
    }
    const QByteArray holder =
        QJsonDocument(QJsonObject{{QStringLiteral("pid"), QCoreApplication::applicationPid()},
                                  {QStringLiteral("host"), QSysInfo::machineHostName()},
                                  {QStringLiteral("since"), QDateTime::fromMSecsSinceEpoch(now, Qt::UTC).toString(Qt::ISODate)}})
            .toJson(QJsonDocument::Compact);
    // Only said to the reader of a refusal; the lock itself is the kernel's.
    if (::ftruncate(fd.get(), 0) != 0 || ::pwrite(fd.get(), holder.constData(), static_cast<size_t>(holder.size()), 0) != holder.size())
        return fail(fileError(path, errno));
    return ProfileLock(std::move(fd));
}

} // namespace fl
