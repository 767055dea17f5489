// SPDX-License-Identifier: GPL-3.0-or-later
// A bar and a word for how hard the password in a line is to guess.
#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;
class QProgressBar;

namespace fl {

class StrengthMeter : public QWidget {
    Q_OBJECT
public:
    /// The name is the bar's; the line must outlive this.
    StrengthMeter(const QString &objectName, QLineEdit *line, QWidget *parent = nullptr);

private:
    void judge(const QString &password);

    QProgressBar *m_bar;
    QLabel *m_word;
};

} // namespace fl
