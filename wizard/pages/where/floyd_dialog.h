// SPDX-License-Identifier: GPL-3.0-or-later
// A project of a service that closed: its folder is read, and what becomes of it is shown change by change.
#pragma once

#include "backends/plan/floyd.h"
#include "wizard/backend.h"

#include <QDialog>

class QPushButton;
class QVBoxLayout;

namespace fl {

class FloydDialog : public QDialog {
    Q_OBJECT
public:
    explicit FloydDialog(Backend &backend, QWidget *parent = nullptr);
    void openFolder(const QString &folder); ///< what the file dialog answers

signals:
    void taken(const fl::FloydTranslation &translation); ///< the dialog is closed then

private:
    void show(const Result<FloydTranslation> &translation);

    Backend &m_backend;
    QVBoxLayout *m_changes;
    QPushButton *m_take;
    FloydTranslation m_translation;
};

} // namespace fl
