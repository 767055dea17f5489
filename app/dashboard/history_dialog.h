// SPDX-License-Identifier: GPL-3.0-or-later
// What a machine's runs were, from the ledger: what was done when, how long it took, and what went wrong. UI thread.
#pragma once

#include "app/dashboard/machines.h"
#include "app/run/log_model.h"

#include <QDialog>

class QLabel;

namespace fl {

/// A line each, oldest first, an empty one between two runs. GUI-free, pure.
QStringList historyLines(const std::vector<Event> &events);

class HistoryDialog : public QDialog {
    Q_OBJECT
public:
    HistoryDialog(Machines &machines, const QString &machine, QWidget *parent = nullptr);

private:
    void show(Result<std::vector<Event>> &&events);
    LogModel m_model;
    QLabel *m_said;
    QWidget *m_log;
};

} // namespace fl
