// SPDX-License-Identifier: GPL-3.0-or-later
// One machine: its state in a word, what it has, how its notebook is, when it was proven, and what one can do with it.
#pragma once

#include "app/dashboard/machines.h"

#include <QWidget>

class QDialog;

namespace fl {

class CardGrid;
class CopyPanel;
class GpuPanel;
class Kept;

class MachineDetail : public QWidget {
    Q_OBJECT
public:
    explicit MachineDetail(Machines &machines, QWidget *parent = nullptr);
    void show(const MachineEntry *entry);

signals:
    void verifyRequested(const QString &machine);
    void resumeRequested(const QString &machine);
    void updateRequested(const QString &machine, fl::UpdateTo to);
    void repairRequested(const QString &machine);
    void outdated(); ///< something could not be shown while a button was down: show() again

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    static void note(Kept *place, const QString &text); ///< a line to read; empty: none
    static QWidget *words(const Machine &machine, const QString &asked);
    QWidget *mainButton(const MachineEntry &entry);
    QWidget *receipt(const MachineEntry &entry);
    QWidget *notebookCard(const MachineEntry &entry);
    QWidget *hardwareCard(const MachineEntry &entry);
    QWidget *proofCard(const MachineEntry &entry);
    void ask(QDialog *dialog, std::function<void()> then);
    void showPassword(const QString &machine, const Secret &password, bool kept);
    void errorActed(const QString &machine, NextAction action);

    Machines &m_machines;
    Kept *m_words, *m_main, *m_doing, *m_problem, *m_said, *m_receipt, *m_notebook, *m_proof, *m_hardware, *m_guard, *m_actions, *m_outside;
    CardGrid *m_grid;
    GpuPanel *m_gpu;
    CopyPanel *m_files;
};

} // namespace fl
