// SPDX-License-Identifier: GPL-3.0-or-later
// "Help me choose": five questions, and all ways in the order in which they suit. Answers are looked at while they are given.
#pragma once

#include "backends/plan/ways.h"

#include <QDialog>

class QComboBox;
class QSpinBox;
class QVBoxLayout;

namespace fl {

class ChooseDialog : public QDialog {
    Q_OBJECT
public:
    explicit ChooseDialog(const Ways &ways, QWidget *parent = nullptr);

    /// What was found in this computer, in GB; the user may say otherwise.
    void setOwnCard(double gpuGb);
    void setNeeded(double gpuGb); ///< of GPU memory
    Wishes wishes() const;

signals:
    void wayChosen(const QString &way); ///< one that we lead to; the dialog is closed then
    void linkWanted(const QString &url);
    void listWanted(int hoursPerWeek); ///< of what to buy

private:
    void showRanking();

    Ways m_ways;
    QSpinBox *m_budget, *m_hours, *m_card;
    QComboBox *m_data, *m_use;
    QVBoxLayout *m_ranking;
    bool m_cardTouched = false;
};

} // namespace fl
