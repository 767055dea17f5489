// SPDX-License-Identifier: GPL-3.0-or-later
// One error, always the same four lines: what happened, what exists now, what to do (one button), details (folded).
#pragma once

#include "backends/core/error.h"

#include <QFrame>

class QPushButton;

namespace fl {

class ErrorPanel : public QFrame {
    Q_OBJECT
public:
    explicit ErrorPanel(const Error &error, QWidget *parent = nullptr);
    const Error &error() const { return m_error; }
    QPushButton *button() const { return m_button; }

signals:
    void acted(fl::NextAction action);

private:
    Error m_error;
    QPushButton *m_button;
};

} // namespace fl
