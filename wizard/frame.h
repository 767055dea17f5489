// SPDX-License-Identifier: GPL-3.0-or-later
// The wizard: our rail, and the pages beside it, built when they are first entered. It holds the Choices. It is no QWizard: that
// draws a frame, a ruler and a row of buttons round its pages, which the window's one footer is there instead of. UI thread.
#pragma once

#include "backends/core/plan.h"
#include "wizard/pages.h"
#include "wizard/widgets/footer.h"

#include <QWidget>

class QStackedWidget;

namespace fl {

class Rail;

class WizardFrame : public QWidget {
    Q_OBJECT
public:
    WizardFrame(PageContext &context, std::vector<PageEntry> pages, QWidget *parent = nullptr);

    const Choices &choices() const { return m_choices; }
    const GivenSecrets &secrets() const { return m_secrets; }
    void setChoices(const Choices &choices) { m_choices = choices; }
    void setSecrets(const GivenSecrets &secrets) { m_secrets = secrets; }

    QString currentName() const;
    Page *currentPageWidget() const;
    bool goToPage(const QString &name); ///< backwards through what was visited, or forwards page by page
    void jumpTo(const QString &name);   ///< without looking at the pages between: to where one was, or to a run
    void next();
    void back();
    void keep(); ///< stores what the current page shows

    std::vector<FooterButton> footerButtons() const;
    CostText cost() const;
    void act(const QString &button);
    Rail *rail() const { return m_rail; }

signals:
    void footerChanged();
    void pageRequested(const QString &name); ///< one that is not ours: "machines"
    void choicesChanged();
    void setupRequested(const fl::Plan &plan);

private:
    void primary();
    void updateRail();
    void show(int page);
    PageContext &m_context;
    std::vector<PageEntry> m_entries;
    std::vector<Page *> m_pages; ///< as long as the entries; nullptr: not built yet
    QStackedWidget *m_stack;
    int m_current = -1;
    Rail *m_rail;
    Choices m_choices;
    GivenSecrets m_secrets;
};

} // namespace fl
