// SPDX-License-Identifier: GPL-3.0-or-later
// A client id of the user's own at a hosted service: how one gets it, and where its two halves go.
#pragma once

#include "backends/hosted/hosted.h"
#include "wizard/widgets/field_form.h"

#include <QDialog>

class QLabel;

namespace fl {

class ClientDialog : public QDialog {
    Q_OBJECT
public:
    /// `known`: the id that is used already, whose secret need not be typed again.
    ClientDialog(const HostedClient &client, const QString &service, const QString &known, QWidget *parent = nullptr);
    QString id() const;
    std::optional<Secret> secret() const; ///< unset: as it was

signals:
    void linkWanted(const QString &url);

private:
    void take();

    HostedClient m_client;
    QString m_known;
    FieldForm *m_form;
    QLabel *m_problem;
};

} // namespace fl
