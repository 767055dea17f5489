// SPDX-License-Identifier: GPL-3.0-or-later
#include "wizard/widgets/field_form.h"

#include "backends/text/option_text.h"
#include "backends/text/text.h"
#include "wizard/widgets/build.h"
#include "wizard/widgets/help.h"
#include "wizard/widgets/secret_field.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QStyle>

#include <algorithm>

namespace fl {
namespace {

QString objectNameOf(const QString &key)
{
    return QStringLiteral("field-") + QString(key).replace(QLatin1Char('.'), QLatin1Char('-'));
}

} // namespace

FieldForm::FieldForm(const std::vector<Field> &fields, QWidget *parent) : QWidget(parent), m_fields(fields)
{
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(10);
    grid->setColumnStretch(1, 1);
    // Said of each field it would say nothing.
    const bool someRequired = std::any_of(m_fields.begin(), m_fields.end(), [](const Field &field) { return field.required; });
    int row = 0;
    for (const Field &field : m_fields) {
        const QString label = text::fieldLabel(field.key);
        QWidget *input = makeInput(field, label);
        auto *name = makeTag(label);
        name->setBuddy(m_inputs.value(field.key));
        auto *head = new QHBoxLayout;
        head->setSpacing(2);
        head->addWidget(name);
        QList<QWidget *> shown{name, input};
        if (someRequired && !field.required) {
            shown << makeTag(QLatin1Char(' ') + tr("optional"), "small", TextSize::Small);
            head->addWidget(shown.back());
        }
        head->addStretch(1);
        grid->addLayout(head, row, 0);
        auto *line = new QHBoxLayout;
        line->setSpacing(6);
        line->addWidget(input, 1);
        if (!field.helpTopic.isEmpty()) {
            shown << new HelpButton(objectNameOf(field.key) + QStringLiteral("-help"), label, text::fieldHelp(field.helpTopic));
            line->addWidget(shown.back());
        }
        m_rows.insert(field.key, shown);
        grid->addLayout(line, row++, 1);
    }
}

QWidget *FieldForm::makeInput(const Field &field, const QString &label)
{
    const QString name = objectNameOf(field.key);
    QWidget *holder = nullptr;
    QWidget *shown = nullptr;
    switch (field.kind) {
    case Field::Kind::Secret: {
        auto *line = new SecretField(name, label);
        connect(line, &QLineEdit::textChanged, this, &FieldForm::changed);
        holder = shown = line;
        break;
    }
    case Field::Kind::Choice: {
        auto *box = new QComboBox;
        for (const QString &option : field.options)
            box->addItem(text::optionLabel(option), option);
        box->setCurrentIndex(std::max(0, box->findData(field.fallback)));
        connect(box, &QComboBox::currentIndexChanged, this, &FieldForm::changed);
        holder = shown = box;
        break;
    }
    case Field::Kind::Number: {
        auto *box = new QSpinBox;
        box->setRange(0, 65535);
        box->setValue(field.fallback.toInt());
        box->setMaximumWidth(120);
        connect(box, &QSpinBox::valueChanged, this, &FieldForm::changed);
        shown = new QWidget;
        auto *row = new QHBoxLayout(shown);
        row->setContentsMargins(0, 0, 0, 0);
        row->addWidget(box);
        row->addStretch(1);
        holder = box;
        break;
    }
    case Field::Kind::Toggle: {
        auto *box = new QCheckBox(label);
        box->setChecked(field.fallback == QLatin1String("yes"));
        connect(box, &QCheckBox::toggled, this, &FieldForm::changed);
        holder = shown = box;
        break;
    }
    case Field::Kind::File:
    case Field::Kind::Text: {
        auto *line = new QLineEdit;
        line->setPlaceholderText(field.fallback);
        markData(line); // a value, not a sentence
        connect(line, &QLineEdit::textChanged, this, &FieldForm::changed);
        holder = shown = line;
        if (field.kind == Field::Kind::File) {
            shown = new QWidget;
            auto *row = new QHBoxLayout(shown);
            row->setContentsMargins(0, 0, 0, 0);
            row->setSpacing(8);
            row->addWidget(line, 1);
            QPushButton *choose = makeButton(name + QStringLiteral("-choose"), tr("Choose…"));
            choose->setAccessibleName(tr("Choose a file: %1").arg(label));
            row->addWidget(choose);
            const QString folder = QDir::homePath() + (field.key.startsWith(QLatin1String("ssh.")) ? QStringLiteral("/.ssh") : QString());
            connect(choose, &QPushButton::clicked, this, [this, line, label, folder] {
                const QString path = QFileDialog::getOpenFileName(this, label, folder);
                if (!path.isEmpty())
                    line->setText(path);
            });
        }
        break;
    }
    }
    holder->setObjectName(name);
    holder->setAccessibleName(label);
    m_inputs.insert(field.key, holder);
    return shown;
}

void FieldForm::load(const FieldValues &values, const FieldSecrets &secrets)
{
    for (const Field &field : m_fields) {
        QWidget *input = m_inputs.value(field.key);
        if (auto *secret = qobject_cast<SecretField *>(input)) {
            if (secrets.contains(field.key))
                secret->setSecret(secrets.value(field.key));
            continue;
        }
        if (!values.contains(field.key))
            continue;
        const QString value = values.value(field.key);
        if (auto *line = qobject_cast<QLineEdit *>(input))
            line->setText(value);
        else if (auto *number = qobject_cast<QSpinBox *>(input))
            number->setValue(value.toInt());
        else if (auto *box = qobject_cast<QComboBox *>(input))
            box->setCurrentIndex(std::max(0, box->findData(value)));
        else if (auto *toggle = qobject_cast<QCheckBox *>(input))
            toggle->setChecked(value == QLatin1String("yes"));
    }
}

FieldValues FieldForm::values() const
{
    FieldValues values;
    for (const Field &field : m_fields) {
        QWidget *input = m_inputs.value(field.key);
        if (qobject_cast<SecretField *>(input))
            continue;
        if (auto *line = qobject_cast<QLineEdit *>(input))
            values.insert(field.key, line->text().trimmed());
        else if (auto *number = qobject_cast<QSpinBox *>(input))
            values.insert(field.key, QString::number(number->value()));
        else if (auto *box = qobject_cast<QComboBox *>(input))
            values.insert(field.key, box->currentData().toString());
        else if (auto *toggle = qobject_cast<QCheckBox *>(input))
            values.insert(field.key, toggle->isChecked() ? QStringLiteral("yes") : QStringLiteral("no"));
    }
    return values;
}

FieldSecrets FieldForm::secrets() const
{
    FieldSecrets secrets;
    for (const Field &field : m_fields)
        if (auto *secret = qobject_cast<SecretField *>(m_inputs.value(field.key)); secret && !secret->text().isEmpty())
            secrets.insert(field.key, secret->secret());
    return secrets;
}

int FieldForm::labelWidth() const
{
    int widest = 0;
    for (const QList<QWidget *> &row : m_rows) {
        int width = row[0]->sizeHint().width();
        if (QWidget *tag = row.value(2); tag && !qobject_cast<HelpButton *>(tag))
            width += 2 + tag->sizeHint().width();
        widest = std::max(widest, width);
    }
    return widest;
}

void FieldForm::setLabelWidth(int width)
{
    static_cast<QGridLayout *>(layout())->setColumnMinimumWidth(0, width);
}

void FieldForm::setFieldVisible(const QString &key, bool visible)
{
    for (QWidget *widget : m_rows.value(key))
        widget->setVisible(visible);
}

void FieldForm::mark(const QString &key)
{
    for (auto it = m_inputs.begin(); it != m_inputs.end(); ++it) {
        QWidget *input = it.value();
        const bool wrong = it.key() == key;
        if (input->property("invalid").toBool() == wrong)
            continue;
        input->setProperty("invalid", wrong);
        input->style()->unpolish(input);
        input->style()->polish(input);
    }
    if (QWidget *input = m_inputs.value(key))
        input->setFocus(Qt::OtherFocusReason);
}

} // namespace fl
