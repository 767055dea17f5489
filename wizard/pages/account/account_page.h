// SPDX-License-Identifier: GPL-3.0-or-later
// How the machine is reached: the fields that the chosen provider asks for, and the machine's name.
#pragma once

#include "wizard/page.h"

class QLineEdit;

namespace fl {

class FieldForm;
class LoginChoice;
class LoginPanel;

class AccountPage : public Page {
    Q_OBJECT
public:
    explicit AccountPage(PageContext &context);
    void load(const Choices &choices, const GivenSecrets &secrets) override;
    void store(Choices &choices, GivenSecrets &secrets) const override;
    QString problem(QString *field = nullptr) const override;
    void markProblem(const QString &field) override;
    QString primaryText() const override;

private:
    void build(const Choices &choices, const GivenSecrets &secrets);
    QWidget *buildForms(const QMap<QString, QString> &given, const GivenSecrets &secrets);
    QWidget *buildWho(const ProviderInfo &provider, const Choices &choices, const GivenSecrets &secrets);
    QWidget *buildName(const QString &name);
    QWidget *buildAliases();
    void alignLabels();
    void proposeName(const Choices &choices);
    QMap<QString, QString> values() const;

    QVBoxLayout *m_body;
    FieldForm *m_form = nullptr, *m_more = nullptr;
    LoginChoice *m_login = nullptr; ///< where there is more than one way to log in
    LoginPanel *m_who = nullptr;    ///< where there is an account
    QLineEdit *m_name = nullptr;
    static int nameLabelWidth();
    int m_labelWidth = 0;
    std::vector<Field> m_fields;
    QString m_where;
};

} // namespace fl
