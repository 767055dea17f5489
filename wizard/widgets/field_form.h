// SPDX-License-Identifier: GPL-3.0-or-later
// Renders what a provider asks for (Provider::fields()). It knows no provider: labels and help come by key.
#pragma once

#include "backends/core/choices.h"
#include "backends/core/secret.h"
#include "backends/providers/provider.h"

#include <QWidget>

#include <functional>

class QFormLayout;
class QGridLayout;

namespace fl {

using FieldValues = QMap<QString, QString>; ///< by field key; secrets are not among them
using FieldSecrets = QMap<QString, Secret>;

class FieldForm : public QWidget {
    Q_OBJECT
public:
    explicit FieldForm(const std::vector<Field> &fields, QWidget *parent = nullptr);

    void load(const FieldValues &values, const FieldSecrets &secrets);
    FieldValues values() const;
    FieldSecrets secrets() const;
    QWidget *input(const QString &key) const { return m_inputs.value(key); }
    int labelWidth() const; ///< of the widest label
    void setLabelWidth(int width);
    /// Hides a field with its label and help; its value stays.
    void setFieldVisible(const QString &key, bool visible);
    /// Marks what is wrong, in words and at the field; an empty key unmarks.
    void mark(const QString &key);

signals:
    void changed();

private:
    QWidget *makeInput(const Field &field, const QString &label);
    std::vector<Field> m_fields;
    QMap<QString, QList<QWidget *>> m_rows;
    QMap<QString, QWidget *> m_inputs; ///< the widget that holds the value
};

} // namespace fl
