// SPDX-License-Identifier: GPL-3.0-or-later
// "What is this?": a small button beside a term, whose popover explains it in plain words.
#pragma once

#include <QToolButton>

namespace fl {

class HelpButton : public QToolButton {
    Q_OBJECT
public:
    /// `term` names what is explained, for screen readers and the popover's head.
    HelpButton(const QString &objectName, const QString &term, const QString &explanation, QWidget *parent = nullptr);
    void open();

private:
    QString m_term, m_explanation;
};

} // namespace fl
