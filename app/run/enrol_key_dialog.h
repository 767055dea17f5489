// SPDX-License-Identifier: GPL-3.0-or-later
// The page to photograph before a computer with Secure Boot restarts: what its own screen will show while it starts, where no window of
// ours can help, and the password that is asked for there. "Restart" waits until the user says that there is a photo.
#pragma once

#include "app/run/dialogs.h"

namespace fl {

class EnrolKeyDialog : public QuestionDialog {
    Q_OBJECT
public:
    /// `password`: as the server told it, digits.
    EnrolKeyDialog(const QString &machine, const QString &password, QWidget *parent = nullptr);
};

/// One of the blue screens of the computer's own start program (shim's MokManager), as it is drawn there: in English, whatever the
/// language of the system. UI thread.
class BlueScreen : public QWidget {
    Q_OBJECT
public:
    /// `chosen`: the line that is to be chosen, or -1. `name` is what a screen reader says.
    BlueScreen(const QString &title, const QStringList &lines, int chosen, const QString &name, QWidget *parent = nullptr);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_title;
    QStringList m_lines;
    int m_chosen;
};

} // namespace fl
