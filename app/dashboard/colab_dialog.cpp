// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dashboard/colab_dialog.h"

#include "backends/text/text.h"
#include "wizard/widgets/build.h"
#include "wizard/widgets/tab_order.h"

#include <QClipboard>
#include <QComboBox>
#include <QDateTime>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <cmath>

namespace fl {
namespace {

constexpr int offeredHours[] = {1, 2, 4, 8, 12};
constexpr int usualHours = 4;

} // namespace

ColabDialog::ColabDialog(Machines &machines, const QString &name, QWidget *parent) :
    QuestionDialog(QStringLiteral("colab-dialog"), QStringLiteral("notebook"), tr("Open in Google Colab"),
                   tr("Colab's page in your browser, computing on %1. JupyterLab on the machine does the same without Google, and is what "
                      "we "
                      "recommend.")
                       .arg(text::visible(name)),
                   parent),
    m_machines(machines),
    m_name(name)
{
    setMinimumWidth(600);
    body()->addWidget(makeLabel(tr("May stop working: Google changed how Colab reaches other computers three times in 2025."), "warn"));
    body()->addWidget(m_say = makeLabel({}));
    m_say->setObjectName(QStringLiteral("colab-say"));

    m_closed = new QWidget;
    auto *row = new QHBoxLayout(m_closed);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_allow = makeButton(QStringLiteral("colab-allow"), tr("Let Colab in for")));
    m_hours = new QComboBox;
    m_hours->setObjectName(QStringLiteral("colab-hours"));
    m_hours->setAccessibleName(tr("For how long"));
    for (const int hours : offeredHours)
        m_hours->addItem(text::span(hours * 3600), hours * 3600);
    m_hours->setCurrentIndex(m_hours->findData(usualHours * 3600));
    row->addWidget(m_hours);
    row->addStretch(1);
    body()->addWidget(m_closed);

    m_opened = new QWidget;
    auto *column = new QVBoxLayout(m_opened);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(makeLabel(tr("1. Open Colab and a notebook in it.")));
    QPushButton *colab = makeButton(QStringLiteral("colab-go"), tr("Open Colab in the browser"), "link");
    column->addWidget(colab, 0, Qt::AlignLeading);
    column->addWidget(makeLabel(tr("2. At the top right, the arrow beside “Connect”: choose “Connect to a local runtime”.")));
    column->addWidget(makeLabel(tr("3. Paste this address there. Whoever has it can run code on your machine: do not pass it on.")));
    auto *address = new QHBoxLayout;
    address->setSpacing(8);
    m_url = new QLineEdit;
    m_url->setObjectName(QStringLiteral("colab-url"));
    m_url->setAccessibleName(tr("Address for Colab"));
    m_url->setReadOnly(true);
    m_url->setProperty("kind", QStringLiteral("readonly"));
    address->addWidget(m_url, 1);
    QPushButton *copy = makeButton(QStringLiteral("colab-copy"), tr("Copy"));
    address->addWidget(copy);
    column->addLayout(address);
    column->addWidget(m_left = makeLabel({}, "muted"));
    m_left->setObjectName(QStringLiteral("colab-left"));
    column->addWidget(m_end = makeButton(QStringLiteral("colab-end"), tr("End it now")), 0, Qt::AlignLeading);
    body()->addWidget(m_opened);

    setButtons(tr("Close"), tr("Open JupyterLab"), "primary", false);
    connect(m_allow, &QPushButton::clicked, this, [this] { m_machines.colab().open(m_name, m_hours->currentData().toLongLong()); });
    connect(colab, &QPushButton::clicked, this, [this] { m_machines.openPage(QStringLiteral("https://colab.research.google.com/")); });
    connect(copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_url->text()); });
    connect(m_end, &QPushButton::clicked, this, [this] { m_machines.colab().close(m_name); });
    connect(&m_machines.colab(), &ColabDoors::changed, this, [this](const QString &machine) {
        if (machine == m_name)
            refresh();
    });
    refresh();
}

void ColabDialog::refresh()
{
    const ColabView view = m_machines.colab().of(m_name);
    const bool open = view.url.has_value();
    if (m_closed->isHidden() != open || m_opened->isHidden() == open) {
        m_closed->setVisible(!open);
        m_opened->setVisible(open);
        m_url->setText(open ? view.url->reveal([](QByteArrayView bytes) { return QString::fromUtf8(bytes); }) : QString());
        m_url->setCursorPosition(0);
        setReadingOrder(this);
    }
    m_allow->setEnabled(!view.busy);
    m_hours->setEnabled(!view.busy);
    const char *kind = "muted";
    QString said;
    if (view.busy) {
        said = tr("Asking the machine…");
    } else if (view.problem) {
        kind = "warn";
        const text::ErrorText error = text::error(*view.problem);
        said = error.happened + QLatin1Char(' ') + error.next;
    } else if (!open) {
        said = tr("It is off. Once on, it ends by itself, also when this computer is gone.");
    }
    m_say->setText(said);
    setKind(m_say, kind);
    m_say->setVisible(!said.isEmpty());
    if (open) {
        const auto minutes = static_cast<qint64>(std::ceil(static_cast<double>(view.until - QDateTime::currentMSecsSinceEpoch()) / 60'000));
        m_left->setText(tr("It ends by itself in %1.").arg(text::span(std::max<qint64>(1, minutes) * 60)));
    }
}

} // namespace fl
