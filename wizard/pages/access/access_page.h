// SPDX-License-Identifier: GPL-3.0-or-later
// The notebook's password, the port on this computer, and whether the browser opens by itself.
#pragma once

#include "wizard/page.h"

class QCheckBox;
class QRadioButton;
class QSpinBox;

namespace fl {

class SecretField;

class AccessPage : public Page {
    Q_OBJECT
public:
    explicit AccessPage(PageContext &context);
    void load(const Choices &choices, const GivenSecrets &secrets) override;
    void store(Choices &choices, GivenSecrets &secrets) const override;
    QString problem(QString *field = nullptr) const override;
    void markProblem(const QString &field) override;
    QString primaryText() const override;

private:
    QWidget *buildPassword();
    QWidget *buildComfort();

    QRadioButton *m_make, *m_own;
    QWidget *m_ownBox;
    SecretField *m_password;
    QCheckBox *m_anyPort, *m_browser;
    QSpinBox *m_port;
};

} // namespace fl
