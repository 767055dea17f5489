// SPDX-License-Identifier: GPL-3.0-or-later
// The user's files, there and back: what is dropped on a machine's page goes to its notebook folder, and a button brings all home.
#pragma once

#include "app/dashboard/copies.h"

#include <QFrame>

class QLabel;
class QMimeData;
class QProgressBar;
class QPushButton;

namespace fl {

class CopyPanel : public QFrame {
    Q_OBJECT
public:
    explicit CopyPanel(Copies &copies, QWidget *parent = nullptr);
    /// `usable`: the machine can be reached.
    void show(const QString &machine, bool usable);

    /// What a drop would bring: files of this computer, now that none are being copied. Empty: it is not taken.
    QStringList dropped(const QMimeData *what) const;
    void setHovered(bool hovered); ///< something is held over the page that would be taken
    void take(const QStringList &paths);

private:
    void refresh();
    void choose(bool folders);
    void chooseHome();
    QStringList outcome(const CopyView &view, const char *&kind) const;

    QPointer<Copies> m_copies; ///< goes before the panel when the window closes
    QString m_machine;
    bool m_usable = false;
    QLabel *m_sentence, *m_now, *m_said;
    QProgressBar *m_bar;
    QPushButton *m_there, *m_home, *m_stop;
};

} // namespace fl
