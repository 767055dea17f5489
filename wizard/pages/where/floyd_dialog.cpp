// SPDX-License-Identifier: GPL-3.0-or-later
#include "wizard/pages/where/floyd_dialog.h"

#include "backends/text/floyd_text.h"
#include "backends/text/text.h"
#include "wizard/widgets/build.h"
#include "wizard/widgets/error_panel.h"
#include "wizard/widgets/scrolled.h"

#include <QFileDialog>
#include <QFrame>
#include <QLabel>
#include <QPushButton>
#include <QStandardPaths>
#include <QVBoxLayout>

namespace fl {

FloydDialog::FloydDialog(Backend &backend, QWidget *parent) : QDialog(parent), m_backend(backend)
{
    setObjectName(QStringLiteral("floyd-dialog"));
    setWindowTitle(tr("A project of FloydHub"));
    resize(680, 600);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 16);
    column->setSpacing(12);
    column->addWidget(makeLabel(tr("A project of FloydHub"), nullptr, TextSize::Heading, true));
    column->addWidget(makeLabel(tr("Choose the folder that holds its floyd.yml. Firstlight reads what the project asked for and says what "
                                   "comes nearest to it today. Nothing in the folder is changed."),
                                "muted"));
    QPushButton *choose = makeButton(QStringLiteral("floyd-choose"), tr("Choose the folder…"));
    column->addWidget(choose, 0, Qt::AlignLeading);
    m_changes = addScrolledColumn(column, QStringLiteral("floyd-scroll"));
    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    QPushButton *close = makeButton(QStringLiteral("floyd-close"), tr("Close"));
    m_take = makeButton(QStringLiteral("floyd-take"), tr("Go on with this"), "primary");
    m_take->setEnabled(false);
    buttons->addWidget(close);
    buttons->addWidget(m_take);
    column->addLayout(buttons);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_take, &QPushButton::clicked, this, [this] {
        accept();
        emit taken(m_translation);
    });
    connect(choose, &QPushButton::clicked, this, [this] {
        const QString home = QStandardPaths::writableLocation(QStandardPaths::HomeLocation);
        const QString folder = QFileDialog::getExistingDirectory(this, tr("The folder with floyd.yml"), home);
        if (!folder.isEmpty())
            openFolder(folder);
    });
}

void FloydDialog::openFolder(const QString &folder)
{
    m_backend.call(
        Backend::quick(), this,
        [folder](Operations &operations, OperationCall &) -> Result<FloydTranslation> {
            const auto knowledge = operations.knowledge();
            if (!knowledge)
                return fail(knowledge.error());
            const auto table = builtinFloydTable();
            if (!table)
                return fail(table.error());
            const auto files = readFloydFolder(folder);
            return files ? translateFloyd(*table, knowledge->matrix, *files) : fail(files.error());
        },
        [this](Result<FloydTranslation> &&translation) { show(translation); });
}

void FloydDialog::show(const Result<FloydTranslation> &translation)
{
    clearLayout(m_changes);
    m_take->setEnabled(translation.has_value());
    if (!translation) {
        auto *panel = new ErrorPanel(translation.error());
        connect(panel, &ErrorPanel::acted, this, [this] { findChild<QPushButton *>(QStringLiteral("floyd-choose"))->click(); });
        m_changes->addWidget(panel);
    } else {
        m_translation = *translation;
        for (const FloydChange &change : translation->changes) {
            QFrame *panel = makePanel();
            panel->setObjectName(QStringLiteral("floyd-change-") + change.what);
            const QString becomes = text::floydBecomes(change.was, change.now);
            auto *head = makeLabel(text::floydWhat(change.what), "muted", TextSize::Small);
            columnOf(panel)->addWidget(head);
            if (!becomes.isEmpty()) {
                auto *label = makeLabel(becomes, nullptr, TextSize::Body, true);
                markData(label);
                columnOf(panel)->addWidget(label);
            }
            columnOf(panel)->addWidget(makeLabel(text::reason(change.why)));
            m_changes->addWidget(panel);
        }
        m_take->setFocus(Qt::OtherFocusReason);
    }
    m_changes->addStretch(1);
}

} // namespace fl
