// SPDX-License-Identifier: GPL-3.0-or-later
// A ready notebook for a hosted service: save it, and drag it in there.
#pragma once

#include "backends/hosted/hosted.h"

#include <QDialog>

class QLabel;

namespace fl {

class HostedDialog : public QDialog {
    Q_OBJECT
public:
    /// `service` is the registry's; `link` its page.
    HostedDialog(const HostedService &service, const QString &link, QWidget *parent = nullptr);
    void saveTo(const QString &path); ///< what the file dialog answers

signals:
    void linkWanted(const QString &url);

private:
    HostedRegistry m_registry;
    QString m_service;
    QLabel *m_saved;
};

} // namespace fl
