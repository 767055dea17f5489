// SPDX-License-Identifier: GPL-3.0-or-later
// The settings there are: language and appearance, in a menu at the foot of each rail.
#pragma once

#include <QToolButton>

namespace fl {

struct Remembered;

class SettingsButton : public QToolButton {
    Q_OBJECT
public:
    SettingsButton(const QString &objectName, const Remembered &now, QWidget *parent = nullptr);

signals:
    void languageChosen(const QString &code);         ///< empty: the system's
    void appearanceChosen(const QString &appearance); ///< "light", "dark", or empty: the system's
};

} // namespace fl
