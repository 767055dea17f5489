// SPDX-License-Identifier: GPL-3.0-or-later
// The settings there are, in a menu at the foot of each rail: language and appearance, where passwords are kept when the system
// has no key ring, and a report for whoever helps.
#pragma once

#include "backends/ports/keyring.h"
#include "wizard/widgets/rail.h"

namespace fl {

struct Remembered;

class SettingsButton : public RailItem {
    Q_OBJECT
public:
    SettingsButton(const QString &objectName, const Remembered &now, QWidget *parent = nullptr);
    void setKeeping(Keeping keeping); ///< nothing is said of a key ring that works

signals:
    void languageChosen(const QString &code);         ///< empty: the system's
    void appearanceChosen(const QString &appearance); ///< "light", "dark", or empty: the system's
    void notifyChosen(bool wanted);
    void vaultWanted();
    void forgetWanted();
    void reportWanted();

private:
    QAction *m_help; ///< the section that stands after that of the passwords
    QList<QAction *> m_passwords;
};

} // namespace fl
