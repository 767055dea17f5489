// SPDX-License-Identifier: GPL-3.0-or-later
// Our own drawings (resources/icons), one stroke width, coloured by a token when they are painted. UI thread.
#pragma once

#include "wizard/style/theme.h"

#include <QIcon>
#include <QWidget>

class QPainter;

namespace fl {

/// Paints an icon sharp at any scale. `mirror`: turned round for right-to-left (arrows and the like).
void paintIcon(QPainter *painter, const QRectF &rect, const QString &name, const QColor &color, bool mirror = false);

/// The same for buttons and menus; drawn in the disabled colour when the widget is.
QIcon icon(const QString &name, Token token = Token::Accent);

bool hasIcon(const QString &name);

/// An icon as a widget: decoration, not seen by screen readers.
class IconView : public QWidget {
    Q_OBJECT
public:
    explicit IconView(const QString &name, Token token = Token::Accent, int size = 22, QWidget *parent = nullptr);
    void set(const QString &name, Token token);
    QSize sizeHint() const override { return {m_size, m_size}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_name;
    Token m_token;
    int m_size;
};

} // namespace fl
