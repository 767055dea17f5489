// SPDX-License-Identifier: GPL-3.0-or-later
#include "wizard/pages/hardware/advice_table.h"

#include "backends/text/advice_text.h"
#include "backends/text/text.h"
#include "wizard/style/theme.h"
#include "wizard/widgets/build.h"

#include <QCoreApplication>
#include <QFrame>
#include <QGridLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace fl {
namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(fl::HardwarePage)
};

/// The sign is for the eye, the word for everybody.
QWidget *verdictCell(Verdict verdict, const Reason &wants, const QString &rule)
{
    const char *kind = verdict == Verdict::Yes ? "good" : verdict == Verdict::No ? "bad" : "muted";
    const QString sign = verdict == Verdict::Yes ? QStringLiteral("✓ ")
        : verdict == Verdict::No                 ? QStringLiteral("✗ ")
        : verdict == Verdict::Unknown            ? QStringLiteral("? ")
                                                 : QString();
    auto *cell = new QWidget;
    auto *column = new QVBoxLayout(cell);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    const QString word = text::adviceVerdict(slug(verdict));
    auto *mark = makeLabel(sign + word, kind, TextSize::Body, true);
    mark->setAccessibleName(rule + QStringLiteral(": ") + word);
    column->addWidget(mark);
    if (verdict != Verdict::NoRule)
        column->addWidget(makeLabel(text::reason(wants), "muted", TextSize::Small));
    column->addStretch(1);
    return cell;
}

} // namespace

QWidget *makeAdviceTable(const std::vector<AdviceRow> &rows)
{
    QFrame *panel = makePanel();
    panel->setObjectName(QStringLiteral("hardware-rules"));
    columnOf(panel)->addWidget(makeLabel(Tr::tr("What is recommended"), nullptr, TextSize::Heading, true));
    auto *grid = new QGridLayout;
    grid->setContentsMargins(0, 4, 0, 0);
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(5);
    for (const int column : {0, 1, 2})
        grid->setColumnStretch(column, 1);
    const QString then = Tr::tr("The guide of 2018"), now = Tr::tr("Today");
    grid->addWidget(makeLabel(Tr::tr("This machine"), "muted", TextSize::Small), 0, 0);
    grid->addWidget(makeLabel(then, "muted", TextSize::Small), 0, 1);
    grid->addWidget(makeLabel(now, "muted", TextSize::Small), 0, 2);
    int line = 1;
    for (const AdviceRow &row : rows) {
        grid->addWidget(makeRule(), line++, 0, 1, 3);
        auto *what = new QWidget;
        auto *column = new QVBoxLayout(what);
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(0);
        column->addWidget(makeLabel(text::adviceWhat(row.what), nullptr, TextSize::Body, true));
        auto *has = makeLabel(text::reason(row.has), nullptr, TextSize::Small);
        has->setAccessibleName(text::adviceWhat(row.what) + QStringLiteral(": ") + has->text());
        if (row.has.args.contains(QStringLiteral("cpu")) || row.has.args.contains(QStringLiteral("gpu")))
            markData(has);
        column->addWidget(has);
        column->addStretch(1);
        grid->addWidget(what, line, 0);
        grid->addWidget(verdictCell(row.rule2018, row.wants2018, then), line, 1);
        grid->addWidget(verdictCell(row.today, row.wantsToday, now), line++, 2);
        grid->addWidget(makeLabel(text::reason(row.says), "muted"), line++, 0, 1, 3);
    }
    columnOf(panel)->addLayout(grid);
    return panel;
}

} // namespace fl
