// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/run/dialogs.h"

class QLineEdit;

namespace fl {

/// Shows the whole report before it is saved.
class ReportDialog : public QuestionDialog {
    Q_OBJECT
public:
    explicit ReportDialog(const QString &report, QWidget *parent = nullptr);
    void accept() override; ///< saves; the dialog stays and says where
    void ended(const Status &saved);

signals:
    void saveWanted(const QString &path);

private:
    QLineEdit *m_path;
    QLabel *m_said;
};

} // namespace fl
