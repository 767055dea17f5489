// SPDX-License-Identifier: GPL-3.0-or-later
#include "wizard/widgets/scrolled.h"

#include <QScrollArea>
#include <QVBoxLayout>

#include <utility>

namespace fl {
namespace {

/// As high as its sentences are at its width. A layout's minimum takes them for narrower: it would scroll what fits.
class ScrolledColumn : public QWidget {
public:
    QSize minimumSizeHint() const override
    {
        const QSize least = QWidget::minimumSizeHint();
        return {least.width(), hasHeightForWidth() ? 0 : least.height()};
    }
};

/// The area, with a widget in it that has no ground of its own.
std::pair<QScrollArea *, QWidget *> makeScroll(const QString &name)
{
    auto *scroll = new QScrollArea;
    scroll->setObjectName(name);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->viewport()->setAutoFillBackground(false);
    auto *inside = new ScrolledColumn;
    scroll->setWidget(inside);
    inside->setAutoFillBackground(false); // which setWidget() has switched on
    return {scroll, inside};
}

} // namespace

QVBoxLayout *makePageColumn(QWidget *page, const QString &scrollName)
{
    auto *outer = new QVBoxLayout(page);
    outer->setContentsMargins(0, 0, 0, 0);
    const auto [scroll, inside] = makeScroll(scrollName);
    outer->addWidget(scroll);
    inside->setProperty("kind", QStringLiteral("column"));
    auto *row = new QHBoxLayout(inside);
    row->setContentsMargins(24, 24, 24, 24);
    auto *narrow = new QWidget;
    narrow->setMaximumWidth(760);
    auto *column = new QVBoxLayout(narrow);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    row->addWidget(narrow, 100);
    row->addStretch(1);
    return column;
}

QVBoxLayout *addScrolledColumn(QBoxLayout *outer, const QString &scrollName)
{
    const auto [scroll, inside] = makeScroll(scrollName);
    auto *column = new QVBoxLayout(inside);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(10);
    outer->addWidget(scroll, 1);
    return column;
}

} // namespace fl
