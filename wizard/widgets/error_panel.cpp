// SPDX-License-Identifier: GPL-3.0-or-later
#include "wizard/widgets/error_panel.h"

#include "backends/text/text.h"
#include "wizard/style/icons.h"
#include "wizard/widgets/build.h"
#include "wizard/widgets/error_way.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace fl {

ErrorPanel::ErrorPanel(const Error &error, QWidget *parent) : QFrame(parent), m_error(error)
{
    setProperty("kind", QStringLiteral("panel-bad"));
    setObjectName(QStringLiteral("error-panel"));
    const text::ErrorText lines = text::error(error);
    setAccessibleName(lines.happened);
    setAccessibleDescription(lines.exists + QLatin1Char(' ') + lines.next);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 14, 16, 14);
    column->setSpacing(6);
    auto *head = new QHBoxLayout;
    head->setSpacing(10);
    head->addWidget(new IconView(QStringLiteral("error"), Token::Bad), 0, Qt::AlignTop);
    head->addWidget(makeLabel(lines.happened, nullptr, TextSize::Heading, true), 1);
    column->addLayout(head);
    column->addWidget(makeLabel(lines.exists));
    column->addWidget(makeLabel(lines.next));

    m_button = makeButton(QStringLiteral("error-act"), lines.button, "primary");
    const QString code = searchCode(error.cause);
    QPushButton *details = makeButton(QStringLiteral("error-details"), tr("Details · %1").arg(code), "link");
    details->setCheckable(true);
    QPushButton *copy = makeButton(QStringLiteral("error-copy"), tr("Copy details"), "link");
    m_row = new QHBoxLayout;
    m_row->setSpacing(16);
    m_row->addWidget(m_button);
    m_row->addWidget(details);
    m_row->addWidget(copy);
    m_row->addStretch(1);
    column->addSpacing(4);
    column->addLayout(m_row);

    QStringList technical{code};
    for (auto it = error.params.begin(); it != error.params.end(); ++it)
        technical << it.key() + QStringLiteral(": ") + text::visible(it.value());
    if (!error.detail.isEmpty())
        technical << text::visible(error.detail);
    const QString detail = technical.join(QLatin1Char('\n'));
    const QString request = lines.happened + QLatin1Char('\n') + detail;
    auto *view = new QPlainTextEdit(detail);
    view->setObjectName(QStringLiteral("error-detail-text"));
    view->setAccessibleName(tr("Technical details"));
    view->setReadOnly(true);
    view->setFont(fl::font(TextSize::Mono));
    view->setTabChangesFocus(true);
    view->setFixedHeight(140);
    view->hide();
    column->addWidget(view);

    connect(details, &QPushButton::toggled, view, &QWidget::setVisible);
    const auto copied = [](QPushButton *button, const QString &text) {
        QGuiApplication::clipboard()->setText(text);
        button->setText(tr("✓ Copied"));
        button->setAccessibleName(tr("Copied"));
    };
    connect(copy, &QPushButton::clicked, this, [copy, copied, detail] { copied(copy, detail); });
    connect(m_button, &QPushButton::clicked, this, [this, copied, request, details] {
        const ErrorWay way = wayOf(m_error.next);
        if (way == ErrorWay::Copy)
            copied(m_button, request);
        else if (way == ErrorWay::Details)
            details->setChecked(true);
        else
            emit acted(m_error.next);
    });
}

void ErrorPanel::addLink(QPushButton *link)
{
    m_row->addWidget(link);
}

} // namespace fl
