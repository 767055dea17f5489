// SPDX-License-Identifier: GPL-3.0-or-later
// One machine: its state in a word, what it has, how its notebook is, when it was proven, and what one can do with it.
#pragma once

#include "app/dashboard/machines.h"

#include <QWidget>

class QVBoxLayout;

namespace fl {

class MachineDetail : public QWidget {
    Q_OBJECT
public:
    explicit MachineDetail(Machines &machines, QWidget *parent = nullptr);
    void show(const MachineEntry *entry);

signals:
    void verifyRequested(const QString &machine);
    void resumeRequested(const QString &machine);

private:
    void build(const MachineEntry &entry);
    QWidget *head(const MachineEntry &entry);
    QWidget *notebookCard(const MachineEntry &entry);
    QWidget *hardwareCard(const MachineEntry &entry);
    QWidget *proofCard(const MachineEntry &entry);
    QWidget *actions(const MachineEntry &entry);
    void confirm(const QString &title, const QString &text, const QString &yes, bool danger, std::function<void()> then);
    void showPassword(const QString &machine, const Secret &password, bool kept);
    void errorActed(const QString &machine, NextAction action);

    Machines &m_machines;
    QVBoxLayout *m_column;
    QString m_fingerprint; ///< of what is shown, so that an unchanged answer does not take the focus away
};

} // namespace fl
