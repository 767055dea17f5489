// SPDX-License-Identifier: GPL-3.0-or-later
#include "wizard/pages/where/client_dialog.h"

#include "backends/text/way_text.h"
#include "wizard/widgets/build.h"
#include "wizard/widgets/secret_field.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace fl {

ClientDialog::ClientDialog(const HostedClient &client, const QString &service, const QString &known, QWidget *parent) :
    QDialog(parent),
    m_client(client),
    m_known(known)
{
    const QString title = tr("A client ID of your own");
    setObjectName(QStringLiteral("client-dialog"));
    setWindowTitle(title);
    setMinimumWidth(520);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 16);
    column->setSpacing(12);
    column->addWidget(makeLabel(title, nullptr, TextSize::Heading, true));
    column->addWidget(
        makeLabel(tr("%1 knows programs by a client ID. One of your own takes about ten minutes to make, once, and costs nothing.")
                      .arg(text::wayName(service)),
                  "muted"));
    int number = 0;
    for (const QString &step : text::clientSteps(service))
        column->addWidget(makeLabel(QStringLiteral("%1. ").arg(++number) + step));
    QPushButton *page = makeButton(QStringLiteral("client-page"), tr("Open the page where it is made"), "link");
    column->addWidget(page, 0, Qt::AlignLeading);
    connect(page, &QPushButton::clicked, this, [this] { emit linkWanted(m_client.page); });
    m_form = new FieldForm(
        {{.key = m_client.id, .fallback = QStringLiteral("1234567890-abc") + m_client.idEnds, .options = {}, .helpTopic = m_client.id},
         {.key = m_client.secret, .kind = Field::Kind::Secret, .fallback = {}, .options = {}, .helpTopic = m_client.secret}});
    m_form->load({{m_client.id, m_known}}, {});
    column->addWidget(m_form);
    m_problem = makeLabel({}, "bad");
    m_problem->setObjectName(QStringLiteral("client-problem"));
    m_problem->hide();
    column->addWidget(m_problem);
    column->addStretch(1);
    auto *row = new QHBoxLayout;
    row->addStretch(1);
    QPushButton *cancel = makeButton(QStringLiteral("client-cancel"), tr("Cancel"));
    QPushButton *use = makeButton(QStringLiteral("client-use"), tr("Use it"), "primary");
    row->addWidget(cancel);
    row->addWidget(use);
    column->addLayout(row);
    use->setDefault(true);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(use, &QPushButton::clicked, this, &ClientDialog::take);
    if (QWidget *first = m_form->input(m_client.id))
        first->setFocus(Qt::OtherFocusReason);
}

QString ClientDialog::id() const
{
    return m_form->values().value(m_client.id);
}

std::optional<Secret> ClientDialog::secret() const
{
    const FieldSecrets typed = m_form->secrets();
    return typed.contains(m_client.secret) ? std::optional(typed.value(m_client.secret)) : std::nullopt;
}

void ClientDialog::take()
{
    const bool wrong = id().size() <= m_client.idEnds.size() || !id().endsWith(m_client.idEnds);
    const bool bare = !secret() && (m_known.isEmpty() || id() != m_known);
    if (!wrong && !bare)
        return accept();
    m_problem->setText(wrong ? tr("A client ID ends in %1. Copy it as it stands on the page.").arg(m_client.idEnds)
                             : tr("The client secret is missing. It stands beside the ID on the page."));
    m_problem->show();
    m_form->mark(wrong ? m_client.id : m_client.secret);
}

} // namespace fl
