// SPDX-License-Identifier: GPL-3.0-or-later
// What can be had beside the frameworks: Git, working together, VS Code. None is chosen at first.
#pragma once

#include "backends/core/choices.h"

#include <QFrame>

class QCheckBox;

namespace fl {

class ExtrasPanel : public QFrame {
    Q_OBJECT
public:
    explicit ExtrasPanel(QWidget *parent = nullptr);
    void setChosen(const QStringList &ids);
    QStringList chosen() const;
    /// Why what is chosen cannot come from there; empty: it can. `field` is the key to blame.
    QString problem(Source source, QString *field) const;

signals:
    void changed();

private:
    std::vector<std::pair<QString, QCheckBox *>> m_boxes;
};

} // namespace fl
