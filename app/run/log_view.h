// SPDX-License-Identifier: GPL-3.0-or-later
// The log with its tools: which step, search, follow, copy, save. Folded until it is wanted.
#pragma once

#include <QFrame>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QListView;
class QPushButton;

namespace fl {

class LogModel;

class LogView : public QFrame {
    Q_OBJECT
public:
    explicit LogView(LogModel &model, QWidget *parent = nullptr);
    void unfold(bool open);
    bool isUnfolded() const;
    QListView *list() const { return m_list; }

private:
    QWidget *buildTools();
    void refreshSteps();
    void search(bool backwards);
    void copy();
    void save();
    void grown();

    LogModel &m_model;
    QPushButton *m_fold;
    QWidget *m_body;
    QComboBox *m_step;
    QLineEdit *m_search;
    QLabel *m_note;
    QCheckBox *m_follow;
    QListView *m_list;
};

} // namespace fl
