// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/settings_menu.h"

#include "translations/language.h"
#include "wizard/remembered.h"

#include <QActionGroup>
#include <QMenu>

namespace fl {

SettingsButton::SettingsButton(const QString &objectName, const Remembered &now, QWidget *parent) : RailItem(parent)
{
    set({.mark = RailEntry::Mark::Icon,
         .objectName = objectName,
         .text = tr("Settings"),
         .details = {},
         .iconName = QStringLiteral("settings"),
         .curve = {},
         .enabled = true});
    setAccessibleName(tr("Settings: language and appearance"));
    auto *menu = new QMenu(this);
    menu->setObjectName(objectName + QStringLiteral("-menu"));
    using Entries = QList<std::pair<QString, QString>>; // value, text
    const auto group = [this, menu](const QString &title, const Entries &choices, const QString &current, auto chosen) {
        menu->addSection(title);
        auto *actions = new QActionGroup(menu);
        for (const auto &[value, text] : choices) {
            QAction *action = menu->addAction(text);
            action->setObjectName(QStringLiteral("settings-") + (value.isEmpty() ? QStringLiteral("system") : value));
            action->setCheckable(true);
            action->setChecked(value == current);
            actions->addAction(action);
            // Queued: the views, this button among them, are made anew in answer.
            connect(
                action, &QAction::triggered, this, [this, chosen, value = value] { emit(this->*chosen)(value); }, Qt::QueuedConnection);
        }
    };
    Entries speech{{QString(), tr("The system's language")}};
    for (const QString &code : languages())
        speech << std::pair(code, languageName(code));
    group(tr("Language"), speech, now.language, &SettingsButton::languageChosen);
    group(tr("Appearance"),
          {{QString(), tr("As the system")}, {QStringLiteral("light"), tr("Light")}, {QStringLiteral("dark"), tr("Dark")}}, now.appearance,
          &SettingsButton::appearanceChosen);
    menu->addSection(tr("Notes on the desktop"));
    QAction *notify = menu->addAction(tr("Say when a machine needs me"));
    notify->setObjectName(QStringLiteral("settings-notify"));
    notify->setCheckable(true);
    notify->setChecked(now.notify);
    connect(notify, &QAction::toggled, this, &SettingsButton::notifyChosen);
    m_help = menu->addSection(tr("Help"));
    QAction *report = menu->addAction(tr("Save a report…"));
    report->setObjectName(QStringLiteral("settings-report"));
    connect(report, &QAction::triggered, this, &SettingsButton::reportWanted);
    setMenu(menu);
}

void SettingsButton::setKeeping(Keeping keeping)
{
    qDeleteAll(m_passwords);
    m_passwords.clear();
    if (keeping == Keeping::System)
        return;
    const bool vault = keeping == Keeping::Vault;
    m_passwords << menu()->insertSection(m_help, vault ? tr("Passwords: in a locked file") : tr("Passwords: not kept"));
    auto *action = new QAction(vault ? tr("Forget them…") : tr("Keep them in a locked file…"), menu());
    action->setObjectName(vault ? QStringLiteral("settings-vault-forget") : QStringLiteral("settings-vault"));
    menu()->insertAction(m_help, action);
    m_passwords << action;
    connect(action, &QAction::triggered, this, vault ? &SettingsButton::forgetWanted : &SettingsButton::vaultWanted);
}

} // namespace fl
