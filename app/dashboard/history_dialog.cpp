// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dashboard/history_dialog.h"

#include "app/run/log_view.h"
#include "backends/core/error_json.h"
#include "backends/text/text.h"
#include "wizard/widgets/build.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

namespace fl {
namespace {

/// What there is to say of an event; empty: nothing for a reader.
QString sentence(const Event &event)
{
    const auto value = [&](const char *name) { return event.data.value(QLatin1String(name)); };
    switch (event.kind) {
    case EventKind::Step: {
        const auto state = stepStateFromSlug(value("state").toString());
        const QString title = text::stepTitle(event.step);
        if (state == StepState::Done)
            return value("seconds").isDouble() ? HistoryDialog::tr("%1: done in %2").arg(title, text::duration(value("seconds").toDouble()))
                                               : HistoryDialog::tr("%1: done").arg(title);
        if (state == StepState::Failed)
            return HistoryDialog::tr("%1: failed").arg(title);
        if (state == StepState::Interrupted)
            return HistoryDialog::tr("%1: was interrupted").arg(title);
        return {};
    }
    case EventKind::Machine:
        if (const auto state = machineStateFromSlug(value("state").toString()))
            return HistoryDialog::tr("The machine: %1").arg(text::machineState(*state));
        return {};
    case EventKind::Notice: return text::say(value("say").toString(), value("args").toObject());
    case EventKind::Error:
        if (const auto error = errorFromJson(event.data))
            return text::error(*error).happened;
        return {};
    case EventKind::Result: return value("ok").toBool() ? HistoryDialog::tr("Finished.") : HistoryDialog::tr("It did not come to its end.");
    default: return {};
    }
}

} // namespace

QStringList historyLines(const std::vector<Event> &events)
{
    QStringList lines;
    bool over = false;
    for (const Event &event : events) {
        const QString said = text::visible(sentence(event));
        if (said.isEmpty())
            continue;
        if (over && !lines.isEmpty())
            lines << QString();
        over = event.kind == EventKind::Result || event.kind == EventKind::Error;
        lines << QStringLiteral("%1  %2").arg(QLocale().toString(QDateTime::fromMSecsSinceEpoch(event.t), QLocale::ShortFormat), said);
    }
    return lines;
}

HistoryDialog::HistoryDialog(Machines &machines, const QString &machine, QWidget *parent) : QDialog(parent)
{
    setObjectName(QStringLiteral("history-dialog"));
    setWindowTitle(tr("What was done on %1").arg(text::visible(machine)));
    setAccessibleName(windowTitle());
    resize(720, 480);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 20);
    column->setSpacing(12);
    column->addWidget(makeLabel(windowTitle(), nullptr, TextSize::Heading, true));
    column->addWidget(m_said = makeLabel(tr("Reading…"), "muted"));
    m_said->setObjectName(QStringLiteral("history-said"));
    auto *log = new LogView(m_model);
    log->unfold(true);
    column->addWidget(m_log = log, 1);
    m_log->hide();
    column->addStretch();
    QPushButton *close = makeButton(QStringLiteral("history-close"), tr("Close"));
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    column->addWidget(close, 0, Qt::AlignTrailing);
    close->setFocus();
    machines.readHistory(machine, this, [this](Result<std::vector<Event>> &&events) { show(std::move(events)); });
}

void HistoryDialog::show(Result<std::vector<Event>> &&events)
{
    if (!events) {
        m_said->setText(text::error(events.error()).happened);
        return;
    }
    const QStringList lines = historyLines(*events);
    m_said->setText(lines.isEmpty() ? tr("Nothing has been done yet.") : tr("What each run did, the newest at the end."));
    m_log->setVisible(!lines.isEmpty());
    const QByteArray text = (lines.join(QLatin1Char('\n')) + QLatin1Char('\n')).toUtf8();
    qsizetype taken = 0;
    m_model.append({}, text, lines.size() + 1, &taken);
    m_model.commit();
}

} // namespace fl
