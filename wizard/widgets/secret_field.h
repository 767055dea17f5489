// SPDX-License-Identifier: GPL-3.0-or-later
// A password line that can be shown for a look. What is typed leaves it as a Secret and is wiped from the widget when it goes.
#pragma once

#include "backends/core/secret.h"

#include <QLineEdit>

namespace fl {

class SecretField : public QLineEdit {
    Q_OBJECT
public:
    SecretField(const QString &objectName, const QString &name, QWidget *parent = nullptr);
    ~SecretField() override;
    Secret secret() const;
    void setSecret(const Secret &secret);

private:
    QAction *m_reveal;
};

} // namespace fl
