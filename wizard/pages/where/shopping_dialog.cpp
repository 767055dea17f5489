// SPDX-License-Identifier: GPL-3.0-or-later
#include "wizard/pages/where/shopping_dialog.h"

#include "backends/text/text.h"
#include "wizard/sheet/base_font.h"
#include "wizard/sheet/shopping_sheet.h"
#include "wizard/widgets/build.h"

#include <QDir>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QSpinBox>
#include <QStandardPaths>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace fl {
namespace {

QSpinBox *makeNumber(const QString &name, const QString &spoken, int least, int most, int value, int step)
{
    auto *box = new QSpinBox;
    box->setObjectName(name);
    box->setAccessibleName(spoken);
    box->setRange(least, most);
    box->setSingleStep(step);
    box->setValue(value);
    return box;
}

} // namespace

ShoppingDialog::ShoppingDialog(Backend &backend, int hoursPerWeek, QWidget *parent) : QDialog(parent), m_backend(backend)
{
    setObjectName(QStringLiteral("shopping-dialog"));
    setWindowTitle(tr("What to buy"));
    resize(760, 640);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 16);
    column->setSpacing(12);
    column->addWidget(makeLabel(tr("What to buy"), nullptr, TextSize::Heading, true));
    auto *questions = new QHBoxLayout;
    questions->setSpacing(12);
    const auto ask = [&](const QString &question, QSpinBox *box) {
        auto *label = makeTag(question);
        label->setBuddy(box);
        questions->addWidget(label);
        questions->addWidget(box);
        connect(box, &QSpinBox::valueChanged, this, &ShoppingDialog::showSheet);
    };
    m_budget = makeNumber(QStringLiteral("shopping-budget"), tr("Dollars in all"), 100, 100'000, 1500, 100);
    m_budget->setPrefix(QStringLiteral("$ "));
    ask(tr("Money in all"), m_budget);
    m_hours = makeNumber(QStringLiteral("shopping-hours"), tr("Hours a week"), 1, 168, hoursPerWeek, 1);
    ask(tr("Hours a week"), m_hours);
    questions->addStretch(1);
    column->addLayout(questions);
    m_paper = new QTextBrowser;
    m_paper->setObjectName(QStringLiteral("shopping-paper"));
    m_paper->setAccessibleName(tr("The shopping list"));
    m_paper->setOpenLinks(false);
    m_paper->setTabChangesFocus(true);
    // Paper is white, whatever the windows are.
    m_paper->setStyleSheet(QStringLiteral("QTextBrowser { background: #ffffff; color: #14181d; padding: 12px; }"));
    m_paper->document()->setDefaultFont(baseFont());
    column->addWidget(m_paper, 1);
    m_said = makeLabel({}, "good");
    m_said->setObjectName(QStringLiteral("shopping-said"));
    m_said->hide();
    column->addWidget(m_said);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    QPushButton *close = makeButton(QStringLiteral("shopping-close"), tr("Close"));
    m_save = makeButton(QStringLiteral("shopping-save"), tr("Save as PDF…"), "primary");
    m_save->setEnabled(false);
    buttons->addWidget(close);
    buttons->addWidget(m_save);
    column->addLayout(buttons);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_save, &QPushButton::clicked, this, [this] {
        const QString folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
        const QString path = QFileDialog::getSaveFileName(this, tr("Save the sheet"), QDir(folder).filePath(tr("Shopping list.pdf")),
                                                          tr("PDF files (*.pdf)"));
        if (!path.isEmpty())
            saveTo(path);
    });
    m_backend.call(
        Backend::quick(), this, [](Operations &operations, OperationCall &) { return operations.knowledge(); },
        [this](Result<Knowledge> &&knowledge) {
            if (knowledge) {
                m_knowledge = std::move(*knowledge);
                showSheet();
                return;
            }
            setKind(m_said, "bad");
            m_said->setText(text::error(knowledge.error()).happened);
            m_said->show();
        });
}

QString ShoppingDialog::sheet() const
{
    return shoppingSheet(*m_knowledge, m_budget->value(), m_hours->value(), QDate::currentDate());
}

void ShoppingDialog::showSheet()
{
    if (!m_knowledge)
        return;
    const int place = m_paper->verticalScrollBar()->value();
    m_paper->setHtml(sheet());
    m_paper->verticalScrollBar()->setValue(place);
    m_save->setEnabled(true);
    m_said->hide();
}

void ShoppingDialog::saveTo(const QString &path)
{
    m_save->setEnabled(false);
    // Laying pages out takes a moment; rich text may be laid out on any thread.
    m_backend.call(
        Backend::quick(), this, [html = sheet(), path](Operations &, OperationCall &) { return writePdf(html, path); },
        [this, path](Status &&saved) {
            m_save->setEnabled(true);
            setKind(m_said, saved ? "good" : "bad");
            m_said->setText(saved ? tr("✓ Saved as %1").arg(text::visible(path)) : text::error(saved.error()).happened);
            m_said->show();
        });
}

} // namespace fl
