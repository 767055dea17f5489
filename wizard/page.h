// SPDX-License-Identifier: GPL-3.0-or-later
// A page of the wizard: a thin shell over Choices. Built when it is first shown, built anew when language or theme change,
// so it keeps nothing of its own: all is loaded from and stored to Choices. UI thread.
#pragma once

#include "backends/core/choices.h"
#include "wizard/catalog.h"
#include "wizard/widgets/footer.h"

#include <QTimer>
#include <QWidget>

class QVBoxLayout;

namespace fl {

/// The six names of the rail. Several pages may share one.
enum class RailStep { Where, Account, Hardware, Software, Review, Run };
inline constexpr int railStepCount = 6;
QString railStepName(RailStep step);

struct PageContext {
    Backend &backend;
    Catalog &catalog;
    std::function<void(const QString &url)> openLink = [](const QString &) {}; ///< in the user's browser
};

class Page : public QWidget {
    Q_OBJECT
public:
    Page(PageContext &context, const QString &title, const QString &explanation);

    virtual void load(const Choices &, const GivenSecrets &) { }
    virtual void store(Choices &, GivenSecrets &) const { }
    /// Why one cannot go on, in a sentence; empty: one can. `field` gets the key of the input that is meant.
    virtual QString problem(QString *field = nullptr) const;
    virtual void markProblem(const QString &field) { Q_UNUSED(field) }
    virtual QString primaryText() const = 0;    ///< what going on means here
    virtual bool ready() const { return true; } ///< false: still waiting for something; the primary button waits too
    /// Whether Enter presses the primary button wherever the focus is; not where that would begin what costs money.
    virtual bool enterGoesOn() const { return true; }
    /// The page's own buttons, left to right; none: Back and the primary button.
    virtual std::vector<FooterButton> buttons() const { return {}; }
    virtual void act(const QString &button) { Q_UNUSED(button) }
    /// What the footer says, when the page knows better than the wizard.
    virtual std::optional<CostText> cost() const { return std::nullopt; }
    /// Whether the focus may begin at that widget; not at what one seldom wants.
    virtual bool startsHere(const QWidget *widget) const
    {
        Q_UNUSED(widget)
        return true;
    }
    /// Called when the primary button is pressed and nothing is wrong. True: the page does it itself, do not go to the next page.
    virtual bool takesOver() { return false; }
    /// Gives the focus to what one would use first: the card that is chosen, or the first input. Where nothing is there yet, the
    /// page itself holds it, and hands it on when something came.
    void focusFirst();

    void showProblem(const QString &text); ///< empty: takes it away

signals:
    void changed(); ///< problem(), ready(), primaryText(), buttons() or cost() may say something else now
    void goOn();    ///< as if the primary button was pressed
    void goTo(const QString &page);

protected:
    PageContext &context() const { return m_context; }
    QVBoxLayout *column() const { return m_column; }
    void setHeader(const QString &title, const QString &explanation);
    QHBoxLayout *headerRow() const { return m_headerRow; }

private:
    void giveFocus();
    PageContext &m_context;
    QVBoxLayout *m_column;
    QHBoxLayout *m_headerRow;
    QLabel *m_title, *m_explanation;
    QWidget *m_problem;
    QLabel *m_problemText;
    QTimer m_focusDue;
    bool m_focusWaits = false;
};

} // namespace fl
