// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/run/log_view.h"

#include "app/run/log_model.h"
#include "backends/text/text.h"
#include "wizard/style/icons.h"
#include "wizard/widgets/build.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QFileDialog>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSaveFile>
#include <QScrollBar>
#include <QStyledItemDelegate>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace fl {
namespace {

// One height and one width for all rows: the view need not look at 30,000 of them to lay itself out.
class LineDelegate : public QStyledItemDelegate {
public:
    LineDelegate(const LogModel &model, const QFontMetrics &metrics, QObject *parent) :
        QStyledItemDelegate(parent),
        m_model(model),
        m_height(metrics.height() + 2),
        m_charWidth(metrics.horizontalAdvance(QLatin1Char('0')))
    {
    }
    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        const qsizetype longest = std::clamp<qsizetype>(m_model.buffer().longest(), 40, 1000);
        return {static_cast<int>(longest + 2) * m_charWidth, m_height};
    }

private:
    const LogModel &m_model;
    int m_height, m_charWidth;
};

} // namespace

LogView::LogView(LogModel &model, QWidget *parent) : QFrame(parent), m_model(model)
{
    setProperty("kind", QStringLiteral("panel"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 8, 16, 8);
    column->setSpacing(6);
    m_fold = makeButton(QStringLiteral("log-fold"), tr("Show the log"), "link");
    m_fold->setCheckable(true);
    m_fold->setIcon(icon(QStringLiteral("chevron-right")));
    column->addWidget(m_fold, 0, Qt::AlignLeading);
    m_body = new QWidget;
    auto *body = new QVBoxLayout(m_body);
    body->setContentsMargins(0, 0, 0, 4);
    body->setSpacing(6);
    body->addWidget(buildTools());
    m_note = makeLabel({}, "muted", TextSize::Small);
    m_note->hide();
    body->addWidget(m_note);

    m_list = new QListView;
    m_list->setObjectName(QStringLiteral("log-lines"));
    m_list->setAccessibleName(tr("Log"));
    m_list->setFont(fl::font(TextSize::Mono));
    m_list->setUniformItemSizes(true);
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerItem);
    m_list->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setTextElideMode(Qt::ElideNone);
    m_list->setMinimumHeight(220);
    m_list->setItemDelegate(new LineDelegate(m_model, QFontMetrics(fl::font(TextSize::Mono)), m_list));
    m_list->setModel(&m_model);
    m_list->setTabKeyNavigation(false);
    body->addWidget(m_list);
    column->addWidget(m_body);
    m_body->hide();

    connect(m_fold, &QPushButton::toggled, this, &LogView::unfold);
    connect(&m_model, &LogModel::stepsChanged, this, &LogView::refreshSteps);
    connect(&m_model, &QAbstractItemModel::rowsInserted, this, &LogView::grown);
    connect(m_list->verticalScrollBar(), &QScrollBar::sliderMoved, this,
            [this](int value) { m_follow->setChecked(value == m_list->verticalScrollBar()->maximum()); });
    refreshSteps();
    grown();
}

QWidget *LogView::buildTools()
{
    auto *tools = new QWidget;
    auto *row = new QHBoxLayout(tools);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    m_step = new QComboBox;
    m_step->setObjectName(QStringLiteral("log-step"));
    m_step->setAccessibleName(tr("Show the log of"));
    m_step->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_step->setMinimumContentsLength(14);
    row->addWidget(m_step);
    m_search = new QLineEdit;
    m_search->setObjectName(QStringLiteral("log-search"));
    m_search->setAccessibleName(tr("Search in the log"));
    m_search->setPlaceholderText(tr("Search"));
    m_search->setMinimumWidth(90);
    row->addWidget(m_search, 1);
    QToolButton *next = makeIconButton(QStringLiteral("log-next"), QStringLiteral("search"), tr("Find next"));
    row->addWidget(next);
    m_follow = new QCheckBox(tr("Follow"));
    m_follow->setObjectName(QStringLiteral("log-follow"));
    m_follow->setAccessibleName(tr("Follow the newest line"));
    m_follow->setChecked(true);
    row->addWidget(m_follow);
    QToolButton *copyButton = makeIconButton(QStringLiteral("log-copy"), QStringLiteral("copy"), tr("Copy the log"));
    row->addWidget(copyButton);
    QToolButton *saveButton = makeIconButton(QStringLiteral("log-save"), QStringLiteral("save"), tr("Save the log in a file"));
    row->addWidget(saveButton);

    connect(m_step, &QComboBox::currentIndexChanged, this, [this] {
        m_model.setFilter(m_step->currentData().toString());
        if (m_follow->isChecked())
            m_list->scrollToBottom();
    });
    connect(m_search, &QLineEdit::returnPressed, this, [this] { search(false); });
    connect(next, &QToolButton::clicked, this, [this] { search(false); });
    connect(m_follow, &QCheckBox::toggled, this, [this](bool on) {
        if (on)
            m_list->scrollToBottom();
    });
    connect(copyButton, &QToolButton::clicked, this, &LogView::copy);
    connect(saveButton, &QToolButton::clicked, this, &LogView::save);
    return tools;
}

void LogView::unfold(bool open)
{
    m_fold->setChecked(open);
    m_fold->setText(open ? tr("Hide the log") : tr("Show the log"));
    m_fold->setAccessibleName(m_fold->text());
    m_fold->setIcon(icon(open ? QStringLiteral("chevron-down") : QStringLiteral("chevron-right")));
    m_body->setVisible(open);
    if (open && m_follow->isChecked())
        m_list->scrollToBottom();
}

bool LogView::isUnfolded() const
{
    return m_fold->isChecked();
}

void LogView::refreshSteps()
{
    const QString chosen = m_step->currentData().toString();
    const QSignalBlocker quiet(m_step);
    m_step->clear();
    m_step->addItem(tr("All steps"), QString());
    for (const QString &step : m_model.buffer().steps())
        if (!step.isEmpty())
            m_step->addItem(text::stepTitle(step), step);
    m_step->setCurrentIndex(std::max(0, m_step->findData(chosen)));
    m_model.setFilter(m_step->currentData().toString());
}

void LogView::grown()
{
    const qsizetype dropped = m_model.buffer().dropped();
    m_note->setVisible(dropped > 0);
    if (dropped > 0)
        m_note->setText(tr("%1 earlier lines are no longer shown; the machine keeps the whole log.").arg(locale().toString(dropped)));
    if (m_follow->isChecked() && isVisible() && m_body->isVisible())
        m_list->scrollToBottom();
}

void LogView::search(bool backwards)
{
    const int from = m_list->currentIndex().isValid() ? m_list->currentIndex().row() + (backwards ? -1 : 1) : 0;
    const int row = m_model.find(m_search->text(), from, backwards);
    const bool missing = row < 0 && !m_search->text().isEmpty();
    m_search->setAccessibleDescription(missing ? tr("Not found") : QString());
    m_search->setProperty("invalid", missing);
    m_search->style()->unpolish(m_search);
    m_search->style()->polish(m_search);
    if (row < 0)
        return;
    m_follow->setChecked(false);
    m_list->setCurrentIndex(m_model.index(row));
    m_list->scrollTo(m_model.index(row), QAbstractItemView::PositionAtCenter);
}

void LogView::copy()
{
    QModelIndexList chosen = m_list->selectionModel()->selectedRows();
    std::sort(chosen.begin(), chosen.end(), [](const auto &a, const auto &b) { return a.row() < b.row(); });
    QString lines;
    for (const QModelIndex &index : std::as_const(chosen))
        lines += m_model.lineAt(index.row()) + QLatin1Char('\n');
    QGuiApplication::clipboard()->setText(chosen.size() > 1 ? lines : QString::fromUtf8(m_model.text()));
}

void LogView::save()
{
    const QString path = QFileDialog::getSaveFileName(this, tr("Save the log"), QStringLiteral("firstlight.log"));
    if (path.isEmpty())
        return;
    QSaveFile file(path);
    const bool saved = file.open(QIODevice::WriteOnly) && file.write(m_model.text()) >= 0 && file.commit();
    m_note->setText(saved ? tr("Saved as %1.").arg(path) : tr("The file could not be written: %1").arg(file.errorString()));
    m_note->show();
}

} // namespace fl
