// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/style/color_scheme.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

namespace fl {
namespace {

// https://flatpak.github.io/xdg-desktop-portal/: org.freedesktop.portal.Settings, "color-scheme" 1 is dark, 2 light, 0 no wish.
const QString service = QStringLiteral("org.freedesktop.portal.Desktop");
const QString path = QStringLiteral("/org/freedesktop/portal/desktop");
const QString interface = QStringLiteral("org.freedesktop.portal.Settings");
const QString appearance = QStringLiteral("org.freedesktop.appearance");
const QString colorScheme = QStringLiteral("color-scheme");

QVariant unwrapped(QVariant value)
{
    while (value.canConvert<QDBusVariant>())
        value = value.value<QDBusVariant>().variant();
    return value;
}

} // namespace

ColorScheme::ColorScheme(const QPalette &original, QObject *parent) :
    QObject(parent),
    m_systemDark(original.color(QPalette::Window).lightness() < original.color(QPalette::WindowText).lightness())
{
}

ColorScheme::Wish appearanceWish(const QString &appearance)
{
    return appearance == QLatin1String("dark") ? ColorScheme::Wish::Dark
        : appearance == QLatin1String("light") ? ColorScheme::Wish::Light
                                               : ColorScheme::Wish::System;
}

bool ColorScheme::isDark() const
{
    return m_wish == Wish::System ? m_systemDark : m_wish == Wish::Dark;
}

void ColorScheme::setWish(Wish wish)
{
    const bool before = isDark();
    m_wish = wish;
    if (before != isDark())
        emit changed();
}

void ColorScheme::setSystem(bool dark)
{
    const bool before = isDark();
    m_systemDark = dark;
    if (before != isDark())
        emit changed();
}

void ColorScheme::askSystem()
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    bus.connect(service, path, interface, QStringLiteral("SettingChanged"), this, SLOT(portalChanged(QString, QString, QDBusVariant)));
    QDBusMessage message = QDBusMessage::createMethodCall(service, path, interface, QStringLiteral("Read"));
    message << appearance << colorScheme;
    auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(message), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this](QDBusPendingCallWatcher *self) {
        const QDBusPendingReply<QVariant> reply = *self;
        if (!reply.isError())
            portalChanged(appearance, colorScheme, QDBusVariant(unwrapped(reply.reply().arguments().value(0))));
        self->deleteLater();
    });
}

void ColorScheme::portalChanged(const QString &group, const QString &key, const QDBusVariant &value)
{
    if (group != appearance || key != colorScheme)
        return;
    const uint answer = unwrapped(value.variant()).toUInt();
    if (answer == 1 || answer == 2)
        setSystem(answer == 1);
}

} // namespace fl
