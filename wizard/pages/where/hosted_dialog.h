// SPDX-License-Identifier: GPL-3.0-or-later
// A ready notebook for a hosted service: put there after a sign-in with the browser, or saved and dragged in. The second way is there
// whatever becomes of the first.
#pragma once

#include "wizard/backend.h"

#include <QDialog>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace fl {

class HostedDialog : public QDialog {
    Q_OBJECT
public:
    /// `service` is the registry's; `link` its page; `network` as it was chosen in the wizard, else the system's proxy is taken.
    HostedDialog(Backend &backend, const HostedService &service, const QString &link, const NetworkChoice &network,
                 QWidget *parent = nullptr);
    ~HostedDialog() override;         ///< ends a sign-in that waits
    void saveTo(const QString &path); ///< what the file dialog answers

signals:
    void linkWanted(const QString &url);

private:
    enum class State { Looking, Ready, NotHere, Waiting, Uploading, Opened, Failed };
    void addUpload(QVBoxLayout *column);
    void addLocalWay(QVBoxLayout *column, const QString &link);
    void showState(State state);
    void look();
    void upload();
    void signOut();
    void askClient();
    void take(const Event &event);
    void failed(const Error &error);

    Backend &m_backend;
    HostedRegistry m_registry;
    const HostedService &m_service; ///< of m_registry
    Choices m_choices;
    std::stop_source m_stop{std::nostopstate};
    QString m_page, m_notebook; ///< of the sign-in, and what came of it
    QString m_ownClient;        ///< that is used
    GivenSecrets m_given;
    bool m_signedIn = false;

    QLabel *m_status, *m_saved;
    QPushButton *m_go, *m_again, *m_cancel, *m_signOut, *m_own;
    QVBoxLayout *m_problem;
};

} // namespace fl
