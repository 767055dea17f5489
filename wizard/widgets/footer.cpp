// SPDX-License-Identifier: GPL-3.0-or-later
#include "wizard/widgets/footer.h"

#include "wizard/widgets/build.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

namespace fl {
namespace {

const char *kindOf(FooterButton::Kind kind)
{
    switch (kind) {
    case FooterButton::Kind::Plain: return nullptr;
    case FooterButton::Kind::Primary: return "primary";
    case FooterButton::Kind::Danger: return "danger";
    }
    Q_UNREACHABLE();
}

} // namespace

Footer::Footer(QWidget *parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("footer"));
    m_row = new QHBoxLayout(this);
    m_row->setContentsMargins(24, 13, 24, 13);
    m_row->setSpacing(12);
    // The cost shares one line where there is room, and never pushes a button out.
    m_strong = makeTag({}, nullptr, TextSize::Body, true);
    m_strong->setObjectName(QStringLiteral("cost"));
    m_rest = makeLabel({}, "muted");
    m_rest->setObjectName(QStringLiteral("cost-rest"));
    m_row->addWidget(m_strong);
    m_row->addWidget(m_rest, 1);
    setMinimumHeight(64);
}

void Footer::setCost(const CostText &cost)
{
    m_strong->setText(cost.strong);
    m_rest->setText(cost.rest);
    setKind(m_rest, cost.warns ? "warn" : "muted");
}

void Footer::setButtons(const std::vector<FooterButton> &buttons)
{
    if (buttons == m_shown)
        return;
    const auto sameNames = [&] {
        return std::equal(buttons.begin(), buttons.end(), m_shown.begin(), m_shown.end(),
                          [](const auto &a, const auto &b) { return a.name == b.name && a.kind == b.kind; });
    };
    if (!sameNames()) {
        for (QPushButton *old : m_buttons) {
            old->hide();
            old->deleteLater();
        }
        m_buttons.clear();
        m_primary = nullptr;
        for (const FooterButton &wanted : buttons) {
            QPushButton *button = makeButton(QStringLiteral("footer-") + wanted.name, wanted.text, kindOf(wanted.kind));
            connect(button, &QPushButton::clicked, this, [this, name = wanted.name] { emit acted(name); });
            m_row->addWidget(button);
            m_buttons.push_back(button);
            if (wanted.kind == FooterButton::Kind::Primary)
                m_primary = button;
        }
    }
    for (size_t i = 0; i < buttons.size(); ++i) {
        QString spoken = buttons[i].text;
        m_buttons[i]->setText(buttons[i].text);
        m_buttons[i]->setAccessibleName(spoken.remove(QLatin1Char('&')));
        m_buttons[i]->setEnabled(buttons[i].enabled);
        if (buttons[i].name == QLatin1String("back"))
            m_buttons[i]->setShortcut(QKeySequence::Back); // a new text takes the shortcut away
    }
    m_shown = buttons;
}

void Footer::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme().color(Token::Raised));
    painter.setPen(theme().color(Token::Line));
    painter.drawLine(0, 0, width(), 0);
}

} // namespace fl
