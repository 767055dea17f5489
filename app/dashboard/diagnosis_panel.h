// SPDX-License-Identifier: GPL-3.0-or-later
// "Why no GPU?": the way from the card to a computing framework, link by link, the broken one opened, and one button that mends it.
#pragma once

#include "app/dashboard/machines.h"
#include "app/run/dialogs.h"

class QLabel;
class QScrollArea;

namespace fl {

/// The chain as a list: what was found at each link, and below the broken one why it is, and what to do.
QWidget *makeDiagnosisPanel(const Diagnosis &diagnosis);

/// The button that asks; null where there is nothing to ask: no GPU is known of, and none was proven or missed.
QPushButton *makeDiagnosisButton(const MachineEntry &entry, std::function<void()> then);

class DiagnosisDialog : public QuestionDialog {
    Q_OBJECT
public:
    /// Looks at once. Accepted: mend it.
    DiagnosisDialog(Machines &machines, const QString &name, QWidget *parent = nullptr);
    ~DiagnosisDialog() override; ///< stops looking

private:
    void found(const Result<Diagnosis> &answer);

    QLabel *m_say;
    QScrollArea *m_scroll;
    std::stop_source m_stop;
};

} // namespace fl
