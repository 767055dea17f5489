// SPDX-License-Identifier: GPL-3.0-or-later
#include "wizard/page.h"

#include "wizard/style/icons.h"
#include "wizard/widgets/build.h"
#include "wizard/widgets/card.h"
#include "wizard/widgets/help.h"
#include "wizard/widgets/scrolled.h"
#include "wizard/widgets/tab_order.h"

#include <QAccessible>
#include <QCoreApplication>
#include <QFrame>
#include <QLabel>
#include <QVBoxLayout>

namespace fl {

QString railStepName(RailStep step)
{
    switch (step) {
    case RailStep::Where: return QCoreApplication::translate("fl::Page", "Where");
    case RailStep::Account: return QCoreApplication::translate("fl::Page", "Account");
    case RailStep::Hardware: return QCoreApplication::translate("fl::Page", "Hardware");
    case RailStep::Software: return QCoreApplication::translate("fl::Page", "Software");
    case RailStep::Review: return QCoreApplication::translate("fl::Page", "Review");
    case RailStep::Run: return QCoreApplication::translate("fl::Page", "Run");
    }
    Q_UNREACHABLE();
}

Page::Page(PageContext &context, const QString &title, const QString &explanation) : m_context(context)
{
    setFocusPolicy(Qt::ClickFocus);
    setAccessibleName(title);
    setAccessibleDescription(explanation);
    m_focusDue.setSingleShot(true);
    connect(&m_focusDue, &QTimer::timeout, this, [this] {
        if (window()->focusWidget() == this)
            giveFocus();
    });
    connect(this, &Page::changed, this, [this] {
        if (m_focusWaits && window()->focusWidget() == this)
            m_focusDue.start(0); // once it is laid out
    });
    m_column = makePageColumn(this, QStringLiteral("page-scroll"));
    m_headerRow = new QHBoxLayout;
    m_headerRow->setSpacing(12);
    m_headerRow->addStrut(36); // a button's: titles stand at one height, whether one is beside them or not
    m_title = makeLabel(title, nullptr, TextSize::Title);
    m_title->setObjectName(QStringLiteral("page-title"));
    m_headerRow->addWidget(m_title, 1);
    m_explanation = makeLabel(explanation, "muted");
    m_explanation->setObjectName(QStringLiteral("page-explanation"));
    auto *head = new QVBoxLayout;
    head->setSpacing(2);
    head->addLayout(m_headerRow);
    head->addWidget(m_explanation);
    m_column->addLayout(head);
    m_column->addSpacing(4);

    QFrame *panel = makePanel("panel-warn");
    auto *line = new QHBoxLayout;
    line->setSpacing(10);
    line->addWidget(new IconView(QStringLiteral("warning"), Token::Warn, 20), 0, Qt::AlignTop);
    m_problemText = makeLabel({});
    m_problemText->setObjectName(QStringLiteral("page-problem"));
    line->addWidget(m_problemText, 1);
    columnOf(panel)->addLayout(line);
    m_problem = panel;
    m_problem->hide();
    m_column->addWidget(m_problem);
}

QString Page::problem(QString *) const
{
    return {};
}

void Page::setHeader(const QString &title, const QString &explanation)
{
    m_title->setText(title);
    setAccessibleName(title);
    setAccessibleDescription(explanation);
    m_explanation->setText(explanation);
    m_explanation->setVisible(!explanation.isEmpty());
}

void Page::focusFirst()
{
    giveFocus();
    if (m_focusWaits)
        m_focusDue.start(0); // what was made just now is shown in a turn of its own
}

void Page::giveFocus()
{
    QWidget *first = nullptr;
    for (QWidget *widget : readingOrder(this)) {
        if (qobject_cast<HelpButton *>(widget) || !widget->isEnabled() || !startsHere(widget))
            continue;
        if (!first)
            first = widget;
        if (auto *card = qobject_cast<Card *>(widget); card && card->isChecked()) {
            first = card;
            break;
        }
    }
    m_focusWaits = !first;
    (first ? first : this)->setFocus(Qt::OtherFocusReason);
}

void Page::showProblem(const QString &text)
{
    if (m_problemText->text() == text && m_problem->isVisibleTo(this) == !text.isEmpty())
        return;
    m_problemText->setText(text);
    m_problemText->setAccessibleName(text);
    m_problem->setVisible(!text.isEmpty());
    if (!text.isEmpty()) {
        QAccessibleEvent alert(m_problemText, QAccessible::Alert);
        QAccessible::updateAccessibility(&alert);
    }
}

} // namespace fl
