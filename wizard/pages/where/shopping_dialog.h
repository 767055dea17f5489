// SPDX-License-Identifier: GPL-3.0-or-later
// What to buy for a sum of money, as the sheet that can be saved: what is shown is what is on paper.
#pragma once

#include "backends/run/knowledge.h"
#include "wizard/backend.h"

#include <QDialog>

class QLabel;
class QPushButton;
class QSpinBox;
class QTextBrowser;

namespace fl {

class ShoppingDialog : public QDialog {
    Q_OBJECT
public:
    ShoppingDialog(Backend &backend, int hoursPerWeek, QWidget *parent = nullptr);
    void saveTo(const QString &path); ///< what the file dialog answers

private:
    QString sheet() const;
    void showSheet();

    Backend &m_backend;
    std::optional<Knowledge> m_knowledge;
    QSpinBox *m_budget, *m_hours;
    QTextBrowser *m_paper;
    QPushButton *m_save;
    QLabel *m_said;
};

} // namespace fl
