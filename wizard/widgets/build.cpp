// SPDX-License-Identifier: GPL-3.0-or-later
#include "wizard/widgets/build.h"

#include "wizard/style/icons.h"

#include <QFrame>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>

namespace fl {

void setKind(QWidget *widget, const char *kind)
{
    const QVariant value = kind ? QVariant(QString::fromLatin1(kind)) : QVariant();
    if (widget->property("kind") == value)
        return;
    widget->setProperty("kind", value);
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
}

QLabel *makeTag(const QString &text, const char *kind, TextSize size, bool strong)
{
    auto *label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    const bool badge = kind && QByteArrayView(kind).startsWith("badge");
    label->setFont(font(badge ? TextSize::Small : size, strong || badge));
    if (kind)
        label->setProperty("kind", QString::fromLatin1(kind));
    if (badge)
        label->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    return label;
}

QLabel *makeLabel(const QString &text, const char *kind, TextSize size, bool strong)
{
    QLabel *label = makeTag(text, kind, size, strong);
    label->setWordWrap(true);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    label->setSizePolicy(policy);
    return label;
}

QPushButton *makeButton(const QString &objectName, const QString &text, const char *kind)
{
    auto *button = new QPushButton(text);
    button->setObjectName(objectName);
    QString spoken = text;
    button->setAccessibleName(spoken.remove(QLatin1Char('&')));
    button->setAutoDefault(false);
    if (kind)
        button->setProperty("kind", QString::fromLatin1(kind));
    button->setCursor(Qt::PointingHandCursor);
    return button;
}

QToolButton *makeIconButton(const QString &objectName, const QString &iconName, const QString &name)
{
    auto *button = new QToolButton;
    button->setObjectName(objectName);
    button->setIcon(icon(iconName));
    button->setIconSize({20, 20});
    button->setAccessibleName(name);
    button->setToolTip(name);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setCursor(Qt::PointingHandCursor);
    return button;
}

QFrame *makePanel(const char *kind)
{
    auto *panel = new QFrame;
    panel->setProperty("kind", QString::fromLatin1(kind));
    auto *column = new QVBoxLayout(panel);
    column->setContentsMargins(16, 14, 16, 14);
    column->setSpacing(6);
    return panel;
}

QVBoxLayout *columnOf(QFrame *panel)
{
    return static_cast<QVBoxLayout *>(panel->layout());
}

void markData(QWidget *widget)
{
    widget->setProperty("data", true);
}

QWidget *makeFacts(const FactRows &rows, int nameWidth)
{
    auto *widget = new QWidget;
    auto *grid = new QGridLayout(widget);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(1, 1);
    if (nameWidth > 0)
        grid->setColumnMinimumWidth(0, nameWidth);
    int row = 0;
    for (const auto &[name, value, data] : rows) {
        grid->addWidget(makeTag(name, "muted"), row, 0, Qt::AlignTop);
        QLabel *label = makeLabel(value);
        label->setAccessibleName(name + QStringLiteral(": ") + value);
        if (data)
            markData(label);
        grid->addWidget(label, row++, 1, Qt::AlignTop);
    }
    return widget;
}

void addOption(QVBoxLayout *column, QAbstractButton *button, const QString &objectName, const QString &sentence)
{
    button->setObjectName(objectName);
    button->setAccessibleName(button->text());
    button->setAccessibleDescription(sentence);
    auto *option = new QVBoxLayout;
    option->setSpacing(0);
    option->addWidget(button, 0, Qt::AlignLeading); // its ring around its words
    QLabel *label = makeLabel(sentence, "muted");
    label->setContentsMargins(optionIndent, 0, 0, 6);
    option->addWidget(label);
    column->addLayout(option);
}

QFrame *makeRule()
{
    auto *rule = new QFrame;
    rule->setProperty("kind", QStringLiteral("rule"));
    return rule;
}

void clearLayout(QBoxLayout *layout)
{
    while (QLayoutItem *item = layout->takeAt(0)) {
        if (QWidget *widget = item->widget()) {
            widget->hide();
            widget->deleteLater();
        } else if (auto *inner = qobject_cast<QBoxLayout *>(item->layout())) {
            clearLayout(inner);
        }
        delete item;
    }
}

} // namespace fl
