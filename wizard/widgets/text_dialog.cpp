// SPDX-License-Identifier: GPL-3.0-or-later
#include "wizard/widgets/text_dialog.h"

#include "wizard/widgets/build.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace fl {

TextDialog::TextDialog(const QString &objectName, const QString &title, const QString &sentence, const QString &text, QWidget *parent) :
    QDialog(parent)
{
    setObjectName(objectName);
    setWindowTitle(title);
    setAccessibleName(title);
    resize(720, 480);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 16);
    column->setSpacing(12);
    column->addWidget(makeLabel(title, nullptr, TextSize::Heading, true));
    column->addWidget(makeLabel(sentence, "muted"));
    m_view = new QPlainTextEdit(text);
    m_view->setObjectName(objectName + QStringLiteral("-text"));
    m_view->setAccessibleName(title);
    m_view->setReadOnly(true);
    m_view->setTabChangesFocus(true);
    m_view->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_view->setFont(fl::font(TextSize::Mono));
    column->addWidget(m_view, 1);
    auto *row = new QHBoxLayout;
    QPushButton *copy = makeButton(objectName + QStringLiteral("-copy"), tr("Copy"));
    QPushButton *close = makeButton(objectName + QStringLiteral("-close"), tr("Close"));
    row->addStretch(1);
    row->addWidget(copy);
    row->addWidget(close);
    column->addLayout(row);
    connect(copy, &QPushButton::clicked, this, [this, copy] {
        QGuiApplication::clipboard()->setText(m_view->toPlainText());
        copy->setText(tr("Copied"));
    });
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    close->setDefault(true);
}

void TextDialog::setText(const QString &text)
{
    m_view->setPlainText(text);
}

} // namespace fl
