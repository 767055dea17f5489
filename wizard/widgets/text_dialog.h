// SPDX-License-Identifier: GPL-3.0-or-later
// A longer text to read and to copy: plain text, never markup.
#pragma once

#include <QDialog>

class QPlainTextEdit;

namespace fl {

class TextDialog : public QDialog {
    Q_OBJECT
public:
    TextDialog(const QString &objectName, const QString &title, const QString &sentence, const QString &text, QWidget *parent = nullptr);
    void setText(const QString &text);

private:
    QPlainTextEdit *m_view;
};

} // namespace fl
