// SPDX-License-Identifier: GPL-3.0-or-later
// Google Colab's page on this machine: JupyterLab is offered first; what to do in Colab, the address to paste, the time left, and its end.
#pragma once

#include "app/dashboard/machines.h"
#include "app/run/dialogs.h"

class QComboBox;
class QLineEdit;

namespace fl {

class ColabDialog : public QuestionDialog {
    Q_OBJECT
public:
    /// Accepted: JupyterLab instead.
    ColabDialog(Machines &machines, const QString &name, QWidget *parent = nullptr);

private:
    void refresh();

    Machines &m_machines;
    QString m_name;
    QWidget *m_closed, *m_opened;
    QComboBox *m_hours;
    QPushButton *m_allow, *m_end;
    QLineEdit *m_url;
    QLabel *m_left, *m_say;
};

} // namespace fl
