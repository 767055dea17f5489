// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dashboard/diagnosis_panel.h"

#include "backends/text/link_text.h"
#include "backends/text/text.h"
#include "wizard/style/icons.h"
#include "wizard/widgets/build.h"
#include "wizard/widgets/tab_order.h"

#include <QCoreApplication>
#include <QFrame>
#include <QLabel>
#include <QPushButton>
#include <QScreen>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>

namespace fl {
namespace {

using State = DiagnosisLink::State;

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(fl::DiagnosisPanel)
};

constexpr int othersHeight = 220; ///< of the dialog, beside the chain

std::pair<const char *, Token> mark(State state)
{
    switch (state) {
    case State::Whole: return {"check-circle", Token::Good};
    case State::Broken: return {"error", Token::Bad};
    case State::NotReached: return {"waiting", Token::Muted};
    case State::NotThere: return {"skipped", Token::Muted};
    }
    Q_UNREACHABLE();
}

QString words(const DiagnosisLink &link)
{
    if (link.state == State::NotThere)
        return text::linkNotThere(link.id);
    const QString found = link.state == State::Whole ? text::linkFound(link.id, link.facts) : QString();
    return found.isEmpty() ? text::linkState(slug(link.state)) : found;
}

QHBoxLayout *head(const DiagnosisLink &link)
{
    const auto [iconName, token] = mark(link.state);
    auto *row = new QHBoxLayout;
    row->setSpacing(10);
    row->addWidget(new IconView(QLatin1String(iconName), token, 18), 0, Qt::AlignTop);
    const bool broken = link.state == State::Broken;
    QLabel *title = makeLabel(text::linkTitle(link.id), nullptr, TextSize::Body, broken);
    title->setAlignment(Qt::AlignLeading | Qt::AlignTop);
    row->addWidget(title, 1);
    QLabel *found = makeLabel(words(link), broken ? "bad" : "muted");
    found->setObjectName(QStringLiteral("link-") + link.id);
    found->setAlignment(Qt::AlignTrailing | Qt::AlignTop);
    row->addWidget(found, 1);
    return row;
}

/// The broken one, with its sentence.
QWidget *opened(const DiagnosisLink &link, const Error &why)
{
    const text::ErrorText said = text::error(why);
    QFrame *panel = makePanel("panel-bad");
    panel->setObjectName(QStringLiteral("link-broken"));
    columnOf(panel)->addLayout(head(link));
    QLabel *happened = makeLabel(said.happened);
    happened->setObjectName(QStringLiteral("link-why"));
    columnOf(panel)->addWidget(happened);
    columnOf(panel)->addWidget(makeLabel(said.next, "muted"));
    if (!why.detail.isEmpty()) {
        QLabel *detail = makeLabel(text::visible(why.detail).trimmed(), "muted", TextSize::Mono);
        detail->setTextInteractionFlags(Qt::TextSelectableByMouse);
        markData(detail);
        columnOf(panel)->addWidget(detail);
    }
    return panel;
}

} // namespace

QWidget *makeDiagnosisPanel(const Diagnosis &diagnosis)
{
    auto *panel = new QWidget;
    panel->setObjectName(QStringLiteral("diagnosis-chain"));
    auto *column = new QVBoxLayout(panel);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    for (const DiagnosisLink &link : diagnosis.chain) {
        if (link.state == State::Broken && diagnosis.broken) {
            column->addWidget(opened(link, *diagnosis.broken));
        } else {
            QHBoxLayout *row = head(link);
            row->setContentsMargins(16, 0, 16, 0);
            column->addLayout(row);
        }
    }
    column->addStretch(1);
    return panel;
}

QPushButton *makeDiagnosisButton(const MachineEntry &entry, std::function<void()> then)
{
    const Machine &machine = entry.status.machine;
    const QString verified = machine.facts.value(QLatin1String("verified")).toString();
    const bool gpu = machine.facts.value(QLatin1String("gpu.count")).toVariant().toInt() > 0;
    if (!gpu && verified != QLatin1String("cpu"))
        return nullptr;
    QPushButton *button = makeButton(QStringLiteral("detail-why-no-gpu"),
                                     verified == QLatin1String("gpu") ? Tr::tr("Check the GPU") : Tr::tr("Why no GPU?"), "link");
    button->setEnabled(machine.state == MachineState::Ready && entry.doing.isEmpty());
    QObject::connect(button, &QPushButton::clicked, button, std::move(then));
    return button;
}

DiagnosisDialog::DiagnosisDialog(Machines &machines, const QString &name, QWidget *parent) :
    QuestionDialog(QStringLiteral("diagnosis-dialog"), QStringLiteral("chip"), tr("From the GPU to your code"),
                   tr("Each link needs those above it. Looking changes nothing on %1.").arg(text::visible(name)), parent)
{
    setMinimumWidth(600);
    body()->addWidget(m_say = makeLabel(tr("Looking; each framework computes a little. This can take a minute…"), "muted"));
    m_say->setObjectName(QStringLiteral("diagnosis-say"));
    m_scroll = new QScrollArea;
    m_scroll->setObjectName(QStringLiteral("diagnosis-scroll"));
    m_scroll->setAccessibleName(tr("The links"));
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->hide();
    body()->addWidget(m_scroll);
    setButtons(tr("Close"), tr("Repair"), "primary", false);
    yesButton()->hide();
    m_stop = machines.diagnose(name, this, [this](Result<Diagnosis> &&answer) { found(answer); });
}

DiagnosisDialog::~DiagnosisDialog()
{
    m_stop.request_stop();
}

void DiagnosisDialog::found(const Result<Diagnosis> &answer)
{
    if (!answer) {
        const text::ErrorText said = text::error(answer.error());
        m_say->setText(said.happened + QLatin1Char(' ') + said.next);
        setKind(m_say, "warn");
        return;
    }
    if (answer->broken)
        m_say->hide();
    else
        m_say->setText(answer->isWithoutGpu() ? tr("This machine has no NVIDIA GPU; everything computes on its processor.")
                                              : tr("The GPU computes in every framework."));
    if (!answer->broken)
        setKind(m_say, "good");
    QWidget *chain = makeDiagnosisPanel(*answer);
    m_scroll->setWidget(chain);
    // As high as it is, where the screen has room for that.
    const QMargins margins = layout()->contentsMargins();
    const int wide = width() - margins.left() - margins.right() - m_scroll->verticalScrollBar()->sizeHint().width();
    const int needed = chain->layout()->totalHeightForWidth(wide);
    const int room = std::max(160, (screen() ? screen()->availableSize().height() : needed + othersHeight) - othersHeight);
    chain->setFixedHeight(needed); // its own hint takes the sentences for narrower
    if (needed <= room)
        m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setFixedHeight(std::min(needed, room));
    m_scroll->show();
    if (auto *broken = chain->findChild<QWidget *>(QStringLiteral("link-broken")))
        QMetaObject::invokeMethod( // once it has its place
            this, [this, broken] { m_scroll->ensureWidgetVisible(broken); }, Qt::QueuedConnection);
    if (answer->repairable) {
        yesButton()->setText(text::error(*answer->broken).button);
        yesButton()->show();
    }
    setReadingOrder(this);
}

} // namespace fl
