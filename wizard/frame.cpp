// SPDX-License-Identifier: GPL-3.0-or-later
#include "wizard/frame.h"

#include "wizard/cost.h"
#include "wizard/pages/review/review_page.h"
#include "wizard/widgets/rail.h"

#include <QHBoxLayout>
#include <QStackedWidget>

namespace fl {

WizardFrame::WizardFrame(PageContext &context, std::vector<PageEntry> pages, QWidget *parent) :
    QWidget(parent),
    m_context(context),
    m_entries(std::move(pages)),
    m_pages(m_entries.size())
{
    setObjectName(QStringLiteral("wizard"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    m_rail = new Rail;
    row->addWidget(m_rail);
    m_stack = new QStackedWidget;
    row->addWidget(m_stack, 1);
    connect(m_rail, &Rail::clicked, this, [this](int step) {
        // The first page of that step: going back never loses anything.
        for (const PageEntry &entry : m_entries)
            if (static_cast<int>(entry.rail) == step) {
                goToPage(entry.name == QLatin1String("start") ? QStringLiteral("where") : entry.name);
                return;
            }
    });
    show(0);
}

void WizardFrame::show(int index)
{
    m_current = index;
    Page *&page = m_pages[static_cast<size_t>(index)];
    if (!page) {
        page = m_entries[static_cast<size_t>(index)].make(m_context);
        page->setObjectName(QStringLiteral("page-") + m_entries[static_cast<size_t>(index)].name);
        m_stack->addWidget(page);
        connect(page, &Page::changed, this, [this, page] {
            if (page != currentPageWidget())
                return;
            if (page->problem().isEmpty())
                page->showProblem({});
            emit footerChanged();
        });
        connect(page, &Page::goOn, this, &WizardFrame::primary);
        connect(page, &Page::goTo, this, &WizardFrame::goToPage);
        if (auto *review = qobject_cast<ReviewPage *>(page))
            connect(review, &ReviewPage::setupRequested, this, &WizardFrame::setupRequested);
    }
    m_stack->setCurrentWidget(page);
    page->load(m_choices, m_secrets);
    updateRail();
    emit footerChanged();
    page->focusFirst();
}

void WizardFrame::next()
{
    if (m_current + 1 < static_cast<int>(m_entries.size()))
        show(m_current + 1);
}

void WizardFrame::back()
{
    if (m_current > 0)
        show(m_current - 1);
}

QString WizardFrame::currentName() const
{
    return m_entries[static_cast<size_t>(m_current)].name;
}

Page *WizardFrame::currentPageWidget() const
{
    return m_pages[static_cast<size_t>(m_current)];
}

void WizardFrame::keep()
{
    if (Page *page = currentPageWidget()) {
        page->store(m_choices, m_secrets);
        emit choicesChanged();
    }
}

bool WizardFrame::goToPage(const QString &name)
{
    int wanted = -1;
    for (size_t i = 0; i < m_entries.size(); ++i)
        if (m_entries[i].name == name)
            wanted = static_cast<int>(i);
    if (wanted < 0) {
        emit pageRequested(name);
        return false;
    }
    keep();
    if (m_current > wanted)
        show(wanted);
    while (m_current < wanted) {
        Page *page = currentPageWidget();
        QString field;
        if (page && !page->problem(&field).isEmpty())
            break;
        next();
        keep();
    }
    return m_current == wanted;
}

void WizardFrame::jumpTo(const QString &name)
{
    for (size_t i = 0; i < m_entries.size(); ++i)
        if (m_entries[i].name == name)
            show(static_cast<int>(i));
}

void WizardFrame::primary()
{
    Page *page = currentPageWidget();
    if (!page || !page->ready())
        return;
    QString field;
    const QString problem = page->problem(&field);
    page->showProblem(problem);
    page->markProblem(problem.isEmpty() ? QString() : field);
    if (!problem.isEmpty())
        return;
    keep();
    if (page->takesOver())
        return;
    next();
}

std::vector<FooterButton> WizardFrame::footerButtons() const
{
    Page *page = currentPageWidget();
    if (!page)
        return {};
    std::vector<FooterButton> own = page->buttons();
    if (!own.empty())
        return own;
    if (m_current > 0)
        own.push_back({QStringLiteral("back"), tr("Back"), FooterButton::Kind::Plain, true});
    own.push_back({QStringLiteral("next"), page->primaryText(), FooterButton::Kind::Primary, page->ready()});
    return own;
}

CostText WizardFrame::cost() const
{
    if (Page *page = currentPageWidget())
        if (const auto own = page->cost())
            return *own;
    const ProviderInfo *info = m_context.catalog.find(m_choices.where);
    // Before the user chose a way, it promises nothing.
    return costText({.knownFree = m_current > 1 && info && !info->abilities.costsMoney, .perHour = {}});
}

void WizardFrame::act(const QString &button)
{
    if (button == QLatin1String("next")) {
        primary();
    } else if (button == QLatin1String("back")) {
        keep();
        back();
    } else if (Page *page = currentPageWidget()) {
        page->act(button);
    }
}

void WizardFrame::updateRail()
{
    const int now = static_cast<int>(m_entries[static_cast<size_t>(m_current)].rail);
    const bool running = now == static_cast<int>(RailStep::Run);
    std::vector<RailEntry> entries;
    for (int i = 0; i < railStepCount; ++i) {
        RailEntry entry;
        entry.objectName = QStringLiteral("rail-%1").arg(i + 1);
        entry.text = railStepName(static_cast<RailStep>(i));
        entry.number = i + 1;
        entry.current = i == now;
        entry.mark = i < now ? RailEntry::Mark::Done : i == now ? RailEntry::Mark::Now : RailEntry::Mark::Number;
        entry.enabled = i < now && !running; // what runs is changed by stopping it, not by walking away
        entries.push_back(entry);
    }
    m_rail->set(entries);
}

} // namespace fl
