// SPDX-License-Identifier: GPL-3.0-or-later
#include "wizard/pages/account/login_choice.h"

#include "wizard/widgets/build.h"

#include <QLabel>
#include <QLineEdit>
#include <QRadioButton>
#include <QVBoxLayout>

#include <algorithm>
#include <iterator>

namespace fl {
namespace {
const QString keyName = QStringLiteral("ssh.key");
const QString passwordName = QStringLiteral("ssh.password");
const QString passphraseName = QStringLiteral("ssh.passphrase");
const QString newKeyName = QStringLiteral("ssh.new_key");
} // namespace

bool LoginChoice::isAbout(const Field &field)
{
    return field.key == keyName || field.key == passwordName || field.key == passphraseName || field.key == newKeyName;
}

LoginChoice::LoginChoice(const std::vector<Field> &fields, QWidget *parent) : QWidget(parent)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 8, 0, 0);
    column->setSpacing(2);
    column->addWidget(makeLabel(tr("How do you log in?"), nullptr, TextSize::Body, true));
    m_meaning = makeLabel({}, "muted");
    m_meaning->setObjectName(QStringLiteral("account-login-meaning"));
    m_meaning->setContentsMargins(optionIndent, 0, 0, 0);
    const auto answer = [&](const char *name, const QString &title, const QString &sentence) {
        auto *button = new QRadioButton(title);
        button->setObjectName(QStringLiteral("account-login-") + QLatin1String(name));
        button->setAccessibleName(title);
        button->setAccessibleDescription(sentence);
        column->addWidget(button);
        connect(button, &QRadioButton::toggled, this, [this, button, sentence, column](bool on) {
            if (on) {
                m_meaning->setText(sentence);
                column->insertWidget(column->indexOf(button) + 1, m_meaning);
                showFields();
                emit changed();
            }
        });
        m_answers.push_back(button);
    };
    answer("password", tr("With a password"), tr("The one of your account on the server."));
    answer("key", tr("With a key file I have"), tr("A file like id_ed25519; it stays on this computer."));
    answer("agent", tr("With my SSH agent"),
           tr("A program that holds your unlocked keys. If none of them fits, you are asked for the password."));
    answer("new-key", tr("With a new key, made for me"),
           tr("Your password is needed once, to put the key there. Its private half stays on this computer, and undo takes it back."));
    column->addSpacing(6);

    std::vector<Field> shown;
    std::copy_if(fields.begin(), fields.end(), std::back_inserter(shown), [](const Field &field) { return field.key != newKeyName; });
    for (Field &field : shown)
        field.required = field.required || field.key == keyName; // it is asked for only where it is the answer
    m_form = new FieldForm(shown);
    column->addWidget(m_form);
    for (const QString &key : {passwordName, passphraseName})
        if (auto *line = qobject_cast<QLineEdit *>(m_form->input(key)))
            line->setPlaceholderText(tr("If empty, asked for when needed"));
    connect(m_form, &FieldForm::changed, this, &LoginChoice::changed);
    choose(How::Password);
}

void LoginChoice::choose(How how)
{
    m_answers[static_cast<size_t>(how)]->setChecked(true);
    showFields();
}

LoginChoice::How LoginChoice::how() const
{
    for (size_t i = 0; i < m_answers.size(); ++i)
        if (m_answers[i]->isChecked())
            return static_cast<How>(i);
    return How::Password;
}

void LoginChoice::showFields()
{
    m_form->setFieldVisible(keyName, how() == How::KeyFile);
    m_form->setFieldVisible(passphraseName, how() == How::KeyFile);
    m_form->setFieldVisible(passwordName, how() == How::Password || how() == How::NewKey);
    m_form->setVisible(how() != How::Agent);
}

void LoginChoice::load(const FieldValues &values, const FieldSecrets &secrets)
{
    m_form->load(values, secrets);
    if (values.value(newKeyName) == QLatin1String("yes"))
        choose(How::NewKey);
    else if (!values.value(keyName).isEmpty())
        choose(How::KeyFile);
    else if (values.contains(keyName))
        choose(How::Agent);
}

FieldValues LoginChoice::values() const
{
    FieldValues values = m_form->values();
    if (how() != How::KeyFile)
        values.insert(keyName, QString());
    if (how() == How::NewKey)
        values.insert(newKeyName, QStringLiteral("yes"));
    return values;
}

FieldSecrets LoginChoice::secrets() const
{
    FieldSecrets secrets = m_form->secrets();
    if (how() != How::KeyFile)
        secrets.remove(passphraseName);
    if (how() != How::Password && how() != How::NewKey)
        secrets.remove(passwordName);
    return secrets;
}

} // namespace fl
