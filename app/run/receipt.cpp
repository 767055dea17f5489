// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/run/receipt.h"

#include "backends/text/text.h"
#include "wizard/pages/review/review_rows.h"
#include "wizard/style/icons.h"
#include "wizard/widgets/build.h"

#include <QCoreApplication>
#include <QFrame>
#include <QLabel>
#include <QVBoxLayout>

namespace fl {
namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(fl::Receipt)
};

} // namespace

QWidget *makeReceipt(const Receipt &receipt)
{
    const bool gone = receipt.allGone();
    QFrame *panel = makePanel(gone ? "panel-good" : "panel-warn");
    panel->setObjectName(QStringLiteral("receipt"));
    const QString head = gone ? Tr::tr("All of it is gone, and nothing costs money.") : Tr::tr("Some of it is still there.");
    columnOf(panel)->addWidget(makeLabel(head, nullptr, TextSize::Heading, true));
    if (receipt.problem)
        columnOf(panel)->addWidget(makeLabel(text::error(*receipt.problem).happened));
    for (const Receipt::Row &entry : receipt.rows) {
        auto *row = new QHBoxLayout;
        row->setSpacing(10);
        row->addWidget(new IconView(entry.gone ? QStringLiteral("check") : QStringLiteral("warning"),
                                    entry.gone ? Token::Good : Token::Warn, 18),
                       0, Qt::AlignTop);
        row->addWidget(makeLabel(Tr::tr("%1: %2").arg(resourceKind(entry.kind), text::visible(entry.name))), 1);
        row->addWidget(makeTag(entry.gone ? Tr::tr("gone") : Tr::tr("still there, %1").arg(text::perHour(entry.perHour)), "muted"));
        columnOf(panel)->addLayout(row);
        if (!entry.gone && !entry.console.isEmpty()) {
            auto *link = makeLabel(Tr::tr("Look at it in the provider's console: %1").arg(entry.console), "muted");
            link->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
            columnOf(panel)->addWidget(link);
        }
    }
    return panel;
}

} // namespace fl
