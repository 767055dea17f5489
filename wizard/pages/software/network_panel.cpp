// SPDX-License-Identifier: GPL-3.0-or-later
#include "wizard/pages/software/network_panel.h"

#include "backends/core/keys.h"
#include "backends/text/text.h"
#include "wizard/style/icons.h"
#include "wizard/widgets/build.h"
#include "wizard/widgets/field_form.h"
#include "wizard/widgets/help.h"

#include <QFileInfo>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace fl {
namespace {

std::vector<Field> networkFields()
{
    struct Row {
        const char *key;
        const char *example; ///< an address of nobody, so that one sees what it looks like
        Field::Kind kind = Field::Kind::Text;
    };
    static const Row rows[] = {{"network.proxy", "http://proxy.example.org:3128"},
                               {"network.no_proxy", "localhost,.example.org"},
                               {"network.ca", "", Field::Kind::File},
                               {"mirror.apt", "https://mirror.example.org/ubuntu"},
                               {"mirror.pypi", "https://mirror.example.org/simple"},
                               {"mirror.torch", "https://mirror.example.org/pytorch/whl"},
                               {"mirror.conda", "https://mirror.example.org/conda"},
                               {"mirror.nvidia", "https://mirror.example.org/cuda/repos"},
                               {"mirror.huggingface", "https://mirror.example.org"}};
    std::vector<Field> fields;
    for (const Row &row : rows)
        fields.push_back({.key = QLatin1String(row.key),
                          .kind = row.kind,
                          .fallback = QLatin1String(row.example),
                          .options = {},
                          .helpTopic = QLatin1String(row.key)});
    return fields;
}

} // namespace

NetworkForm::NetworkForm(QWidget *parent) : QWidget(parent)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(10);
    column->addWidget(
        makeLabel(tr("A mirror is a copy of a collection of packages that is nearer, or that your network lets through. Fill in "
                     "what you were told and leave the rest empty. Of several mirrors, with commas between, the server takes the "
                     "fastest."),
                  "muted"));
    m_form = new FieldForm(networkFields());
    connect(m_form, &FieldForm::changed, this, &NetworkForm::changed);
    column->addWidget(m_form);
}

void NetworkForm::load(const NetworkChoice &network)
{
    FieldValues values;
    for (const Field &field : networkFields())
        values.insert(field.key, QString()); // what is not set is empty
    Choices choices;
    choices.network = network;
    for (const auto &[key, value] : changedKeys(choices))
        values.insert(key, value);
    m_form->load(values, {});
}

NetworkChoice NetworkForm::network() const
{
    Choices choices;
    const FieldValues values = m_form->values();
    for (auto it = values.begin(); it != values.end(); ++it)
        (void)setKey(choices, it.key(), it.value());
    return choices.network;
}

QString NetworkForm::problem(QString *field) const
{
    const FieldValues values = m_form->values();
    for (const Field &each : networkFields()) {
        const QString value = values.value(each.key);
        if (field)
            *field = each.key;
        Choices trial;
        if (const Status status = setKey(trial, each.key, value); !status)
            return tr("%1: this cannot be right. It looks like %2").arg(text::fieldLabel(each.key), each.fallback);
        if (each.kind == Field::Kind::File && !value.isEmpty() && !QFileInfo(value).isFile())
            return tr("%1: there is no such file on this computer.").arg(text::fieldLabel(each.key));
    }
    if (field)
        field->clear();
    return {};
}

void NetworkForm::mark(const QString &field)
{
    m_form->mark(field);
}

void NetworkForm::focusFirst()
{
    m_form->input(QStringLiteral("network.proxy"))->setFocus(Qt::OtherFocusReason);
}

NetworkPanel::NetworkPanel(QWidget *parent) : QFrame(parent)
{
    setProperty("kind", QStringLiteral("panel"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 8, 16, 8);
    column->setSpacing(6);
    auto *top = new QHBoxLayout;
    m_fold = makeButton(QStringLiteral("software-network-fold"), tr("Behind a proxy, or far from the servers?"), "link");
    m_fold->setCheckable(true);
    top->addWidget(m_fold);
    top->addStretch(1);
    top->addWidget(new HelpButton(QStringLiteral("software-network-help"), tr("Restricted network"),
                                  tr("Some companies and universities let their servers reach the internet only through a proxy, or check "
                                     "what comes with certificates "
                                     "of their own. What you enter here is used by the set-up and written into the settings of the "
                                     "machine's tools, so that it holds "
                                     "for what you install later too. Undo takes it away again.")));
    column->addLayout(top);
    m_body = new QWidget;
    auto *body = new QVBoxLayout(m_body);
    body->setContentsMargins(0, 0, 0, 6);
    m_form = new NetworkForm;
    body->addWidget(m_form);
    column->addWidget(m_body);
    connect(m_fold, &QPushButton::toggled, this, &NetworkPanel::unfold);
    connect(m_form, &NetworkForm::changed, this, &NetworkPanel::changed);
    unfold(false);
}

void NetworkPanel::load(const NetworkChoice &network)
{
    m_form->load(network);
    if (network != NetworkChoice{})
        unfold(true);
}

void NetworkPanel::unfold(bool open)
{
    m_fold->setChecked(open);
    m_fold->setIcon(icon(open ? QStringLiteral("chevron-down") : QStringLiteral("chevron-right")));
    m_body->setVisible(open);
}

} // namespace fl
