// SPDX-License-Identifier: GPL-3.0-or-later
// What the settings menu does beyond looks: where passwords are kept, and the report. UI thread.
#pragma once

#include "wizard/backend.h"

#include <QWidget>

#include <optional>

namespace fl {

class SettingsButton;

class Upkeep : public QObject {
    Q_OBJECT
public:
    /// `window` is the parent of its dialogs. Both must outlive it.
    Upkeep(Backend &backend, QWidget *window);
    void attach(SettingsButton *button);

signals:
    void failed(const Error &error);

private:
    void look(); ///< where they are kept now
    void makeVault();
    void forgetVault();
    void showReport();
    void changed(const Status &done);

    Backend &m_backend;
    QWidget *m_window;
    std::optional<Keeping> m_keeping; ///< unset: not known yet
    QList<QPointer<SettingsButton>> m_buttons;
};

} // namespace fl
