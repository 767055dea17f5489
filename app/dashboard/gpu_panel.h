// SPDX-License-Identifier: GPL-3.0-or-later
// The GPU of a machine on its page: what it is and what that means, what was measured, and how it does right now. While it can be seen it
// keeps the live figures coming. UI thread.
#pragma once

#include "app/dashboard/gpu_watch.h"

#include <QFrame>

class QComboBox;
class QLabel;
class QPushButton;

namespace fl {

class Kept;
class LivePanel;

class GpuPanel : public QFrame {
    Q_OBJECT
public:
    explicit GpuPanel(GpuWatch &watch, QWidget *parent = nullptr);
    /// Hidden for a machine that is not set up.
    void show(const Machine &machine);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void refresh(const QString &name);
    void refreshLive(const QString &name);
    void look();
    void chooseAmong(const ProbeReport &report);
    QWidget *facts(const ProbeReport &report, int gpu);
    void save(const QString &ending);
    QByteArray content(const QString &ending);

    QPointer<GpuWatch> m_watch; ///< goes before the panel when the window closes, which hides it then
    Machine m_machine;
    QLabel *m_title, *m_sentence, *m_age, *m_said;
    QComboBox *m_choice;
    QPushButton *m_again, *m_copy, *m_save;
    Kept *m_facts, *m_problem;
    LivePanel *m_live;
};

} // namespace fl
