// SPDX-License-Identifier: GPL-3.0-or-later
// The notebook's password, the port on this computer, whether the browser opens by itself, and what keeps the machine from being
// forgotten.
#pragma once

#include "wizard/page.h"

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLabel;
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
    QWidget *buildGuard();
    void loadGuard(const Choices &choices);

    QRadioButton *m_make, *m_own;
    QWidget *m_ownBox;
    SecretField *m_password;
    QCheckBox *m_anyPort, *m_browser;
    QSpinBox *m_port;
    QWidget *m_guard, *m_budgetRow;
    QComboBox *m_idle;
    QLabel *m_idleName, *m_idleWords;
    QDoubleSpinBox *m_budget;
    std::optional<Abilities> m_abilities; ///< of the place that is chosen; unset: not known
};

} // namespace fl
