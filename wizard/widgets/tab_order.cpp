// SPDX-License-Identifier: GPL-3.0-or-later
#include "wizard/widgets/tab_order.h"

#include <QAbstractSpinBox>
#include <QComboBox>
#include <QGridLayout>
#include <QScrollArea>

#include <algorithm>

namespace fl {
namespace {

void collect(QWidget *widget, QList<QWidget *> &order);

void collect(QLayout *layout, QList<QWidget *> &order)
{
    QList<QLayoutItem *> items;
    for (int i = 0; i < layout->count(); ++i)
        items << layout->itemAt(i);
    if (auto *grid = qobject_cast<QGridLayout *>(layout)) {
        QList<std::pair<int, QLayoutItem *>> placed;
        for (int i = 0; i < grid->count(); ++i) {
            int row = 0, column = 0, rows = 0, columns = 0;
            grid->getItemPosition(i, &row, &column, &rows, &columns);
            placed << std::pair(row * 1000 + column, grid->itemAt(i));
        }
        std::sort(placed.begin(), placed.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
        items.clear();
        for (const auto &[place, item] : placed)
            items << item;
    }
    for (QLayoutItem *item : items) {
        if (item->layout())
            collect(item->layout(), order);
        else if (item->widget())
            collect(item->widget(), order);
    }
}

void collect(QWidget *widget, QList<QWidget *> &order)
{
    if (widget->isHidden())
        return;
    if ((widget->focusPolicy() & Qt::TabFocus) == Qt::TabFocus)
        order << widget;
    if (auto *area = qobject_cast<QScrollArea *>(widget)) {
        if (area->widget())
            collect(area->widget(), order);
    } else if (widget->layout()) {
        collect(widget->layout(), order);
    } else if (!qobject_cast<QComboBox *>(widget) && !qobject_cast<QAbstractSpinBox *>(widget)) {
        for (QObject *child : widget->children())
            if (child->isWidgetType() && !static_cast<QWidget *>(child)->isWindow())
                collect(static_cast<QWidget *>(child), order);
    }
}

} // namespace

QList<QWidget *> readingOrder(QWidget *root)
{
    QList<QWidget *> order;
    if (root->layout())
        collect(root->layout(), order);
    return order;
}

void setReadingOrder(QWidget *root)
{
    const QList<QWidget *> order = readingOrder(root);
    for (qsizetype i = 1; i < order.size(); ++i)
        QWidget::setTabOrder(order[i - 1], order[i]);
}

} // namespace fl
