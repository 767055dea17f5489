// SPDX-License-Identifier: GPL-3.0-or-later
#include "wizard/widgets/scroll_access.h"

#include <QAccessible>
#include <QAccessibleWidget>
#include <QScrollArea>

namespace fl {
namespace {

QAccessibleInterface *scrollArea(const QString &className, QObject *object)
{
    auto *area = className == QLatin1String("QScrollArea") ? qobject_cast<QScrollArea *>(object) : nullptr;
    return area ? new QAccessibleWidget(area, QAccessible::Client) : nullptr;
}

} // namespace

void installScrollAccess()
{
    QAccessible::installFactory(scrollArea); // one that is installed already is not taken twice
}

} // namespace fl
