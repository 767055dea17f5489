// SPDX-License-Identifier: GPL-3.0-or-later
// Before a machine of ours is deleted: which files of the user's would go with it, and a way to bring them home first.
#pragma once

#include "app/dashboard/machines.h"
#include "app/run/dialogs.h"

class QListWidget;
class QProgressBar;

namespace fl {

class TearDownDialog : public QuestionDialog {
    Q_OBJECT
public:
    /// Looks at once. Accepted: delete it.
    TearDownDialog(Machines &machines, const QString &name, QWidget *parent = nullptr);
    ~TearDownDialog() override; ///< stops what still goes on

    /// Copies into a folder of the machine's name in there.
    void copyInto(const QString &folder);

private:
    void found(const Result<UserFiles> &answer);
    void showList(const UserFiles &files);
    void chooseFolder();
    void told(const Event &event);
    void copied(const Result<CopiedFiles> &answer);
    void setCopying(bool copying);
    void say(const QString &text, const char *kind = nullptr);

    Machines &m_machines;
    QString m_name;
    QLabel *m_say, *m_now;
    QListWidget *m_list;
    QProgressBar *m_bar;
    QPushButton *m_copy, *m_stopCopy;
    std::stop_source m_stop;
};

} // namespace fl
