// SPDX-License-Identifier: GPL-3.0-or-later
// One choice among several: icon, name, badge, one sentence, facts. To the keyboard and to screen readers a radio button.
#pragma once

#include "wizard/facts.h"

#include <QRadioButton>

namespace fl {

struct CardText {
    QString icon, title, sentence;
    QString badge; ///< empty: none
    const char *badgeKind = "badge-good";
    FactRows facts;
    QString unavailable;       ///< why it cannot be chosen and what would change that; empty: it can
    bool nothingThere = false; ///< it cannot be chosen, and the sentence says why: no fault of anybody's
};

class Card : public QRadioButton {
    Q_OBJECT
public:
    Card(const QString &objectName, const CardText &text, QWidget *parent = nullptr);

    bool isAvailable() const { return m_available; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

signals:
    void activated(); ///< double click: choose and go on

protected:
    bool hitButton(const QPoint &position) const override;
    void nextCheckState() override;
    void paintEvent(QPaintEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    bool m_available = true;
    bool m_hovered = false;
};

/// Lays its widgets out in equal columns: two where there is room, else one.
class CardGrid : public QWidget {
    Q_OBJECT
public:
    explicit CardGrid(QWidget *parent = nullptr);
    void add(QWidget *widget);
    void clear();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void arrange(int columns);
    QList<QWidget *> m_widgets;
    int m_columns = 2;
};

} // namespace fl
