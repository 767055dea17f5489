// SPDX-License-Identifier: GPL-3.0-or-later
#include "wizard/style/icons.h"

#include <QFile>
#include <QGuiApplication>
#include <QHash>
#include <QIconEngine>
#include <QPainter>
#include <QSvgRenderer>

#include <memory>

namespace fl {
namespace {

QString pathOf(const QString &name)
{
    return QStringLiteral(":/icons/%1.svg").arg(name);
}

QSvgRenderer *renderer(const QString &name, const QColor &color)
{
    static QHash<QString, std::shared_ptr<QSvgRenderer>> cache;
    auto &entry = cache[name + color.name()];
    if (!entry) {
        QFile file(pathOf(name));
        QByteArray svg;
        if (file.open(QIODevice::ReadOnly))
            svg = file.readAll().replace("#000", color.name().toLatin1());
        entry = std::make_shared<QSvgRenderer>(svg);
    }
    return entry.get();
}

bool isDirectional(const QString &name)
{
    return name == QLatin1String("chevron-right") || name == QLatin1String("continue") || name == QLatin1String("terminal");
}

class TokenIconEngine : public QIconEngine {
public:
    TokenIconEngine(QString name, Token token) : m_name(std::move(name)), m_token(token) { }
    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        const Token token = mode == QIcon::Disabled ? Token::Disabled : m_token;
        paintIcon(painter, rect, m_name, theme().color(token), QGuiApplication::isRightToLeft() && isDirectional(m_name));
    }
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return pixmap;
    }
    QIconEngine *clone() const override { return new TokenIconEngine(*this); }

private:
    QString m_name;
    Token m_token;
};

} // namespace

void paintIcon(QPainter *painter, const QRectF &rect, const QString &name, const QColor &color, bool mirror)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (mirror) {
        painter->translate(rect.center().x() * 2, 0);
        painter->scale(-1, 1);
    }
    renderer(name, color)->render(painter, rect);
    painter->restore();
}

QIcon icon(const QString &name, Token token)
{
    return QIcon(new TokenIconEngine(name, token));
}

bool hasIcon(const QString &name)
{
    return QFile::exists(pathOf(name));
}

IconView::IconView(const QString &name, Token token, int size, QWidget *parent) :
    QWidget(parent),
    m_name(name),
    m_token(token),
    m_size(size)
{
    setFixedSize(size, size);
    setAttribute(Qt::WA_TransparentForMouseEvents);
}

void IconView::set(const QString &name, Token token)
{
    if (name == m_name && token == m_token)
        return;
    m_name = name;
    m_token = token;
    update();
}

void IconView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintIcon(&painter, rect(), m_name, theme().color(m_token), isRightToLeft() && isDirectional(m_name));
}

} // namespace fl
