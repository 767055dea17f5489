// SPDX-License-Identifier: GPL-3.0-or-later
// The tab key goes in reading order, whatever the order in which widgets were made.
#pragma once

#include <QList>

class QWidget;

namespace fl {

/// What the tab key comes to below `root`, as the layouts order it; what is hidden is left out.
QList<QWidget *> readingOrder(QWidget *root);
void setReadingOrder(QWidget *root);

} // namespace fl
