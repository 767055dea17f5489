// SPDX-License-Identifier: GPL-3.0-or-later
// One error, always the same four lines: what happened, what exists now, what to do (one button), details (folded).
#pragma once

#include "backends/core/error.h"

#include <QFrame>

class QHBoxLayout;
class QPushButton;

namespace fl {

class ErrorPanel : public QFrame {
    Q_OBJECT
public:
    explicit ErrorPanel(const Error &error, QWidget *parent = nullptr);
    const Error &error() const { return m_error; }
    QPushButton *button() const { return m_button; }
    void addLink(QPushButton *link); ///< behind the others, at the end of their row

signals:
    void acted(fl::NextAction action); ///< not for what the panel does itself (ErrorWay::Details, Copy)

private:
    Error m_error;
    QPushButton *m_button;
    QHBoxLayout *m_row;
};

} // namespace fl
