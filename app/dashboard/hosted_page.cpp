// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dashboard/hosted_page.h"

#include "backends/text/text.h"
#include "backends/text/way_text.h"
#include "wizard/style/icons.h"
#include "wizard/widgets/build.h"
#include "wizard/widgets/scrolled.h"

#include <QComboBox>
#include <QDateTime>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

namespace fl {

HostedPage::HostedPage(HostedResults &results, QWidget *parent) : QWidget(parent), m_results(results)
{
    setObjectName(QStringLiteral("hosted-page"));
    QVBoxLayout *column = makePageColumn(this, QStringLiteral("hosted-scroll"));
    column->addWidget(makeLabel(tr("Hosted notebooks"), nullptr, TextSize::Title, true));
    column->addWidget(
        makeLabel(tr("What was proven on computers that somebody else runs. These records are your word: Firstlight has checked "
                     "the code that the notebook showed at its end, and has not seen the computer."),
                  "muted"));
    QFrame *panel = makePanel();
    auto *label = makeLabel(tr("Result code, as the notebook's last cell shows it"));
    columnOf(panel)->addWidget(label);
    auto *line = new QHBoxLayout;
    line->setSpacing(8);
    m_service = new QComboBox;
    m_service->setObjectName(QStringLiteral("hosted-service"));
    m_service->setAccessibleName(tr("Where the notebook ran"));
    const HostedRegistry registry;
    for (const auto &service : registry.all())
        m_service->addItem(text::wayName(service->id()), service->id());
    m_service->setVisible(m_service->count() > 1);
    line->addWidget(m_service);
    m_code = new QLineEdit;
    m_code->setObjectName(QStringLiteral("hosted-code"));
    m_code->setAccessibleName(label->text());
    m_code->setMaxLength(200);
    label->setBuddy(m_code);
    line->addWidget(m_code, 1);
    QPushButton *keep = makeButton(QStringLiteral("hosted-keep"), tr("Check and keep"), "primary");
    keep->setEnabled(false);
    line->addWidget(keep);
    columnOf(panel)->addLayout(line);
    m_said = makeLabel({});
    m_said->setObjectName(QStringLiteral("hosted-said"));
    m_said->hide();
    columnOf(panel)->addWidget(m_said);
    column->addWidget(panel);
    m_cards = new QVBoxLayout;
    m_cards->setSpacing(12);
    column->addLayout(m_cards);
    column->addStretch(1);
    connect(m_code, &QLineEdit::textChanged, this, [this, keep](const QString &text) {
        keep->setEnabled(!text.trimmed().isEmpty());
        m_said->hide();
    });
    connect(m_code, &QLineEdit::returnPressed, keep, &QPushButton::click);
    connect(keep, &QPushButton::clicked, this, [this] {
        m_asked = true;
        m_results.keep(m_service->currentData().toString(), m_code->text());
    });
    connect(&m_results, &HostedResults::changed, this, &HostedPage::show);
    show();
}

void HostedPage::show()
{
    if (const auto &problem = m_results.problem(); problem || (m_asked && m_results.keptNow())) {
        if (!problem)
            m_code->clear(); // which hides what was said before
        const bool mistyped = problem && problem->cause == Cause::BadValue;
        setKind(m_said, problem ? "bad" : "good");
        m_said->setText(mistyped      ? tr("This is no result code: a letter is wrong, or some are missing. Copy it once more from the "
                                                "notebook's last cell. Nothing was kept.")
                            : problem ? text::error(*problem).happened
                                      : tr("✓ Checked and kept, as your word."));
        m_said->show();
    }
    m_asked = false;
    const auto same = [](const HostedRecord &a, const HostedRecord &b) { return a.service == b.service && a.code == b.code; };
    if (std::equal(m_shown.begin(), m_shown.end(), m_results.all().begin(), m_results.all().end(), same))
        return;
    m_shown = m_results.all();
    clearLayout(m_cards);
    for (const HostedRecord &record : m_shown)
        m_cards->addWidget(makeCard(record));
}

QWidget *HostedPage::makeCard(const HostedRecord &record)
{
    QFrame *panel = makePanel();
    panel->setObjectName(QStringLiteral("hosted-card"));
    const HostedResult &result = record.result;
    auto *head = new QHBoxLayout;
    head->setSpacing(10);
    head->addWidget(new IconView(QStringLiteral("notebook")), 0, Qt::AlignTop);
    const QString title =
        tr("%1, verified on %2, by your word").arg(text::wayName(record.service), QLocale().toString(result.day, QLocale::LongFormat));
    head->addWidget(makeLabel(title, nullptr, TextSize::Heading, true), 1);
    columnOf(panel)->addLayout(head);
    FactRows facts{{tr("GPU"), result.gpu.isEmpty() ? tr("none") : text::visible(result.gpu), !result.gpu.isEmpty()}};
    for (const HostedResult::Framework &framework : result.frameworks)
        facts << FactRow{text::frameworkName(framework.name),
                         framework.onGpu ? tr("%1, computed on the GPU").arg(framework.version)
                                         : tr("%1, computed on the processor").arg(framework.version)};
    if (result.frameworks.empty())
        facts << FactRow{tr("Frameworks"), tr("none was proven")};
    facts << FactRow{tr("Brought back"), QLocale().toString(QDateTime::fromMSecsSinceEpoch(record.kept).date(), QLocale::LongFormat)};
    facts << FactRow{tr("Code"), record.code, true};
    columnOf(panel)->addWidget(makeFacts(facts, 120));
    QPushButton *remove = makeButton(QStringLiteral("hosted-remove"), tr("Remove"), "danger-link");
    remove->setAccessibleName(remove->text() + QStringLiteral(": ") + title);
    columnOf(panel)->addWidget(remove, 0, Qt::AlignLeading);
    connect(remove, &QPushButton::clicked, this, [this, record] { m_results.forget(record); });
    return panel;
}

} // namespace fl
