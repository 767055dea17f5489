// SPDX-License-Identifier: GPL-3.0-or-later
// Whether the system wants dark: the desktop portal where there is one, else the lightness of the palette we started with.
// UI thread. The portal is asked without waiting; changed() tells its answer and later changes.
#pragma once

#include <QDBusVariant>
#include <QObject>
#include <QPalette>

namespace fl {

class ColorScheme : public QObject {
    Q_OBJECT
public:
    enum class Wish { System, Light, Dark };
    explicit ColorScheme(const QPalette &original, QObject *parent = nullptr);
    void setWish(Wish wish);
    Wish wish() const { return m_wish; }
    bool isDark() const;
    void askSystem(); ///< after the first paint

signals:
    void changed();

private slots:
    void portalChanged(const QString &group, const QString &key, const QDBusVariant &value);

private:
    void setSystem(bool dark);
    Wish m_wish = Wish::System;
    bool m_systemDark;
};

/// "light", "dark", or the system's.
ColorScheme::Wish appearanceWish(const QString &appearance);

} // namespace fl
