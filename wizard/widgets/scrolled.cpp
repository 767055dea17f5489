// SPDX-License-Identifier: GPL-3.0-or-later
#include "wizard/widgets/scrolled.h"

#include <QScrollArea>
#include <QVBoxLayout>

namespace fl {
namespace {

QScrollArea *makeScroll(const QString &name)
{
    auto *scroll = new QScrollArea;
    scroll->setObjectName(name);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    return scroll;
}

} // namespace

QVBoxLayout *makePageColumn(QWidget *page, const QString &scrollName)
{
    auto *outer = new QVBoxLayout(page);
    outer->setContentsMargins(0, 0, 0, 0);
    QScrollArea *scroll = makeScroll(scrollName);
    outer->addWidget(scroll);
    auto *inside = new QWidget;
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
    scroll->setWidget(inside);
    return column;
}

QVBoxLayout *addScrolledColumn(QBoxLayout *outer, const QString &scrollName)
{
    QScrollArea *scroll = makeScroll(scrollName);
    scroll->viewport()->setAutoFillBackground(false);
    auto *inside = new QWidget;
    inside->setAutoFillBackground(false);
    auto *column = new QVBoxLayout(inside);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(10);
    scroll->setWidget(inside);
    outer->addWidget(scroll, 1);
    return column;
}

} // namespace fl
