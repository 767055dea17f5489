// SPDX-License-Identifier: GPL-3.0-or-later
// The tab key goes in reading order, whatever the order in which widgets were made.
#pragma once

#include <QList>
#include <QObject>
#include <QTimer>

class QWidget;

namespace fl {

/// What the tab key comes to below `root`, as the layouts order it; what is hidden is left out.
QList<QWidget *> readingOrder(QWidget *root);
void setReadingOrder(QWidget *root);

/// Keeps a window in reading order while its views grow and change: every widget that appears or goes puts it right again, once
/// the events at hand are through. UI thread; the window owns it.
class ReadingOrder : public QObject {
    Q_OBJECT
public:
    explicit ReadingOrder(QWidget *window);
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *m_window;
    QTimer m_due;
};

} // namespace fl
