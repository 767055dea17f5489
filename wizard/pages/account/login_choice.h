// SPDX-License-Identifier: GPL-3.0-or-later
// How one logs in to a server, as one question with four answers; only the fields that belong to the answer show. It knows the
// keys ssh.key, ssh.password, ssh.passphrase and ssh.new_key, whatever provider asks for them.
#pragma once

#include "wizard/widgets/field_form.h"

class QLabel;
class QRadioButton;

namespace fl {

class LoginChoice : public QWidget {
    Q_OBJECT
public:
    enum class How { Password, KeyFile, Agent, NewKey };

    static bool isAbout(const Field &field);
    explicit LoginChoice(const std::vector<Field> &fields, QWidget *parent = nullptr);

    void load(const FieldValues &values, const FieldSecrets &secrets);
    void choose(How how);
    How how() const;
    FieldValues values() const;   ///< what the answer does not use is empty
    FieldSecrets secrets() const; ///< only what the answer uses
    FieldForm *form() const { return m_form; }

signals:
    void changed();

private:
    void showFields();
    FieldForm *m_form;
    QLabel *m_meaning;                     ///< of the answer that is chosen
    std::vector<QRadioButton *> m_answers; ///< in the order of How
};

} // namespace fl
