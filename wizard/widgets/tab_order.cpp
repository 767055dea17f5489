// SPDX-License-Identifier: GPL-3.0-or-later
#include "wizard/widgets/tab_order.h"

#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QEvent>
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
    if (widget->focusPolicy() != Qt::NoFocus)
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
    order.removeIf([](const QWidget *widget) { return (widget->focusPolicy() & Qt::TabFocus) != Qt::TabFocus; });
    return order;
}

void setReadingOrder(QWidget *root)
{
    // What only a click or the program gives the focus to has its place too: the tab key goes on from there.
    QList<QWidget *> order;
    if (root->layout())
        collect(root->layout(), order);
    for (qsizetype i = 1; i < order.size(); ++i)
        QWidget::setTabOrder(order[i - 1], order[i]);
}

ReadingOrder::ReadingOrder(QWidget *window) : QObject(window), m_window(window)
{
    m_due.setSingleShot(true);
    connect(&m_due, &QTimer::timeout, this, [this] { setReadingOrder(m_window); });
    qApp->installEventFilter(this);
    m_due.start(0);
}

// A layout shows what was put into it in a turn of its own, so a call beside the code that adds a widget would come too early.
bool ReadingOrder::eventFilter(QObject *watched, QEvent *event)
{
    if ((event->type() == QEvent::ShowToParent || event->type() == QEvent::HideToParent) && !m_due.isActive()
        && static_cast<QWidget *>(watched)->window() == m_window)
        m_due.start(0);
    return false;
}

} // namespace fl
