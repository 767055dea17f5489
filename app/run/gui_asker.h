// SPDX-License-Identifier: GPL-3.0-or-later
// Lets a worker thread ask the user. The worker waits, the window does not; a cancel ends the wait and closes the dialog.
#pragma once

#include "backends/ports/asker.h"

#include <QObject>
#include <QPointer>
#include <QWidget>

#include <memory>

namespace fl {

class GuiAsker : public QObject, public Asker {
    Q_OBJECT
public:
    using QObject::QObject;
    void setWindow(QWidget *window) { m_window = window; } ///< UI thread
    Result<Answer> ask(const Question &question, std::stop_token stop) override;

private:
    struct Waiting;
    void show(const std::shared_ptr<Waiting> &waiting);
    QPointer<QWidget> m_window;
};

} // namespace fl
