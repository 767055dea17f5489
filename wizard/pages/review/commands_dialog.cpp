// SPDX-License-Identifier: GPL-3.0-or-later
#include "wizard/pages/review/commands_dialog.h"

#include "backends/text/text.h"
#include "wizard/widgets/build.h"

#include <QComboBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace fl {

CommandsDialog::CommandsDialog(const Plan &plan, const std::vector<ServerStep> &steps, QWidget *parent) : QDialog(parent)
{
    setObjectName(QStringLiteral("commands-dialog"));
    setWindowTitle(tr("The commands"));
    resize(760, 520);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 16);
    column->setSpacing(12);
    column->addWidget(makeLabel(tr("The commands"), nullptr, TextSize::Heading, true));
    column->addWidget(makeLabel(tr("Each step looks first whether it is already done, and proves at the end that it worked."), "muted"));
    auto *choose = new QComboBox;
    choose->setObjectName(QStringLiteral("commands-step"));
    choose->setAccessibleName(tr("Step"));
    column->addWidget(choose);
    auto *view = new QPlainTextEdit;
    view->setObjectName(QStringLiteral("commands-text"));
    view->setAccessibleName(tr("Commands of the step"));
    view->setReadOnly(true);
    view->setTabChangesFocus(true);
    view->setLineWrapMode(QPlainTextEdit::NoWrap);
    view->setFont(fl::font(TextSize::Mono));
    column->addWidget(view, 1);
    QPushButton *close = makeButton(QStringLiteral("commands-close"), tr("Close"));
    column->addWidget(close, 0, Qt::AlignTrailing);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);

    QStringList scripts;
    int first = -1; // that runs there: who opens this wants to see commands
    for (const PlanStep &step : plan.steps) {
        QString script = tr("This step runs inside Firstlight, on this computer.");
        for (const ServerStep &server : steps)
            if (server.id == step.id)
                script = QStringLiteral("# check\n%1\n\n# apply\n%2\n\n# verify\n%3")
                             .arg(QString::fromUtf8(server.check).trimmed(), QString::fromUtf8(server.apply).trimmed(),
                                  QString::fromUtf8(server.verify.isEmpty() ? server.check : server.verify).trimmed());
        if (first < 0 && std::any_of(steps.begin(), steps.end(), [&](const ServerStep &server) { return server.id == step.id; }))
            first = choose->count();
        choose->addItem(text::stepTitle(step.id));
        scripts << script;
    }
    const auto show = [view, scripts](int index) { view->setPlainText(scripts.value(index)); };
    connect(choose, &QComboBox::currentIndexChanged, view, show);
    choose->setCurrentIndex(std::max(0, first));
    show(choose->currentIndex());
}

} // namespace fl
