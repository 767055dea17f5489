// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/providers/cloud/throw_away_key.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>

namespace fl {
namespace {

QString pathOf(const QString &machine, const QString &home)
{
    return home + QStringLiteral("/keys/") + machine + QStringLiteral(".throw-away");
}

std::optional<QByteArray> contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? std::optional(file.readAll()) : std::nullopt;
}

/// The private half, and the public one's line.
Result<std::pair<QByteArray, QByteArray>> halvesOf(const ThrowAwayKey &key)
{
    const auto half = contents(key.file), line = contents(key.file + QStringLiteral(".pub"));
    if (!half || !line)
        return fail({Cause::LocalFile, {{QStringLiteral("path"), key.file}}, NextAction::Retry, {}, {}});
    return std::pair(half->trimmed(), line->trimmed());
}

} // namespace

QString fingerprintOf(const QString &publicKeyLine)
{
    const QByteArray blob = QByteArray::fromBase64(publicKeyLine.section(QLatin1Char(' '), 1, 1).toLatin1());
    if (blob.isEmpty())
        return {};
    const QByteArray hash = QCryptographicHash::hash(blob, QCryptographicHash::Sha256);
    return QStringLiteral("SHA256:") + QString::fromLatin1(hash.toBase64(QByteArray::OmitTrailingEquals));
}

std::optional<ThrowAwayKey> throwAwayKey(const QString &machine, const QString &home)
{
    const QString path = pathOf(machine, home);
    const auto line = contents(path + QStringLiteral(".pub"));
    if (!line || !QFileInfo::exists(path))
        return std::nullopt;
    return ThrowAwayKey{path, fingerprintOf(QString::fromUtf8(*line))};
}

Result<ThrowAwayKey> makeThrowAwayKey(const QString &machine, Ports &ports)
{
    if (auto known = throwAwayKey(machine, ports.home))
        return *known;
    const QString path = pathOf(machine, ports.home);
    const auto line = ports.ssh.makeKeyPair(path, QStringLiteral("firstlight-throw-away"));
    if (!line)
        return fail(line.error());
    return ThrowAwayKey{path, fingerprintOf(*line)};
}

Result<QByteArray> throwAwayOrders(const ThrowAwayKey &key)
{
    const auto pair = halvesOf(key);
    if (!pair)
        return fail(pair.error());
    const auto &[half, line] = *pair;
    // A boothook runs at each start and early: before sshd reads its keys.
    return QByteArray("#cloud-boothook\n#!/bin/sh\n[ -e ") + ownHostKeysMark
        + " ] && exit 0\numask 077\nrm -f /etc/ssh/ssh_host_*_key /etc/ssh/ssh_host_*_key.pub\n"
          "cat >/etc/ssh/ssh_host_ed25519_key <<'KEY'\n"
        + half + "\nKEY\ncat >/etc/ssh/ssh_host_ed25519_key.pub <<'KEY'\n" + line
        + "\nKEY\nchmod 644 /etc/ssh/ssh_host_ed25519_key.pub\n"
          "if systemctl is-active --quiet ssh; then systemctl restart ssh; fi\n"
          "if systemctl is-active --quiet sshd; then systemctl restart sshd; fi\nexit 0\n";
}

Result<QByteArray> firstBootOrders(const ThrowAwayKey &key)
{
    const auto pair = halvesOf(key);
    if (!pair)
        return fail(pair.error());
    QByteArray block = pair->first;
    return "#cloud-config\nssh_keys:\n  ed25519_private: |\n    " + block.replace('\n', "\n    ") + "\n  ed25519_public: " + pair->second
        + "\n";
}

} // namespace fl
