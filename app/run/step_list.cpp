// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/run/step_list.h"

#include "backends/text/text.h"
#include "wizard/style/icons.h"
#include "wizard/widgets/build.h"

#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

#include <cmath>

namespace fl {

StepLine stepLine(const StepView &step, qint64 now)
{
    StepLine line;
    const auto mark = [&](const char *icon, Token token) {
        line.icon = QLatin1String(icon);
        line.token = static_cast<int>(token);
    };
    line.title = text::stepTitle(step.id);
    switch (step.state) {
    case StepState::Waiting:
        mark("waiting", Token::Muted);
        line.state = text::duration(step.expected);
        break;
    case StepState::Checking:
        mark("search", Token::Accent);
        line.state = StepList::tr("looking…");
        line.current = true;
        break;
    case StepState::Running: {
        mark("running", Token::Accent);
        line.current = true;
        if (!step.say.isEmpty())
            line.title = StepList::tr("%1: %2").arg(line.title, text::say(step.say, step.args));
        RunState alone;
        alone.steps = {step};
        const TimeLeft left = timeLeft(alone, now);
        line.state = left.slower ? StepList::tr("slower than usual") : StepList::tr("%1 left").arg(text::duration(left.seconds));
        break;
    }
    case StepState::Done:
        mark("check", Token::Good);
        line.state = step.seconds < 90 ? StepList::tr("done in %1 s").arg(std::lround(step.seconds))
                                       : StepList::tr("done in %1 min").arg(std::lround(step.seconds / 60));
        break;
    case StepState::AlreadyThere:
        mark("check", Token::Good);
        line.state = StepList::tr("already there");
        break;
    case StepState::NeedsUser:
        mark("person", Token::Warn);
        line.state = StepList::tr("needs you");
        line.current = true;
        break;
    case StepState::Failed:
        mark("error", Token::Bad);
        line.state = StepList::tr("failed");
        break;
    case StepState::Skipped:
        mark("skipped", Token::Muted);
        line.state = StepList::tr("not needed");
        break;
    case StepState::Interrupted:
        mark("warning", Token::Warn);
        line.state = StepList::tr("interrupted");
        break;
    }
    return line;
}

class StepList::Row : public QWidget {
public:
    explicit Row(bool first) : m_first(first)
    {
        auto *row = new QHBoxLayout(this);
        row->setContentsMargins(16, 8, 16, 8);
        row->setSpacing(12);
        m_icon = new IconView(QStringLiteral("waiting"), Token::Muted, 18);
        m_title = makeLabel({});
        m_state = makeTag({}, "muted");
        m_state->setMinimumHeight(18); // the icon's: the three stand on one line
        row->addWidget(m_icon, 0, Qt::AlignTop);
        row->addWidget(m_title, 1);
        row->addWidget(m_state, 0, Qt::AlignTop);
    }
    void set(const StepLine &line)
    {
        if (line == m_line)
            return;
        m_line = line;
        m_icon->set(line.icon, static_cast<Token>(line.token));
        m_title->setText(line.title);
        m_title->setAccessibleName(line.title + QStringLiteral(": ") + line.state);
        m_state->setText(line.state);
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        if (m_line.current)
            painter.fillRect(rect().adjusted(1, 0, -1, 0), theme().color(Token::AccentSoft));
        if (!m_first) {
            painter.setPen(theme().color(Token::Line));
            painter.drawLine(0, 0, width(), 0);
        }
    }

private:
    bool m_first;
    StepLine m_line;
    IconView *m_icon;
    QLabel *m_title, *m_state;
};

StepList::StepList(QWidget *parent) : QFrame(parent)
{
    setObjectName(QStringLiteral("step-list"));
    setAccessibleName(tr("Steps"));
    setProperty("kind", QStringLiteral("panel"));
    m_column = new QVBoxLayout(this);
    m_column->setContentsMargins(0, 4, 0, 4);
    m_column->setSpacing(0);
}

void StepList::show(const std::vector<StepView> &steps, qint64 now)
{
    while (m_rows.size() > steps.size()) {
        m_rows.back()->deleteLater();
        m_rows.back()->hide();
        m_rows.pop_back();
    }
    while (m_rows.size() < steps.size()) {
        auto *row = new Row(m_rows.empty());
        m_column->addWidget(row);
        m_rows.push_back(row);
    }
    for (size_t i = 0; i < steps.size(); ++i)
        m_rows[i]->set(stepLine(steps[i], now));
    setVisible(!steps.empty());
}

} // namespace fl
