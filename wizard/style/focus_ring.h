// SPDX-License-Identifier: GPL-3.0-or-later
// Who uses the keyboard sees where the focus is; who points with a mouse sees no frame round what a page chose first. Buttons of
// all kinds get the property "ring", which the style sheet and what paints itself go by. Fields always show their focus: one
// types there.
#pragma once

#include <QObject>

class QWidget;

namespace fl {

class FocusRing : public QObject {
    Q_OBJECT
public:
    /// On the application, for as long as that lives.
    explicit FocusRing(QObject *application);
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    bool m_keyboard = false; ///< what was used last
};

bool hasRing(const QWidget *widget);

} // namespace fl
