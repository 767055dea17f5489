// SPDX-License-Identifier: GPL-3.0-or-later
#include "wizard/pages/account/login_panel.h"

#include "backends/text/account_text.h"
#include "backends/text/text.h"
#include "wizard/widgets/build.h"
#include "wizard/widgets/text_dialog.h"

#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace fl {
namespace {

constexpr std::chrono::milliseconds rest{600};

} // namespace

LoginPanel::LoginPanel(PageContext &context, const ProviderInfo &provider, Given given, QWidget *parent) :
    QWidget(parent),
    m_context(context),
    m_where(provider.id),
    m_policy(provider.policy),
    m_given(std::move(given))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 8, 0, 0);
    column->setSpacing(6);
    m_who = makeLabel({}, "muted");
    m_who->setObjectName(QStringLiteral("account-who"));
    column->addWidget(m_who);
    auto *links = new QHBoxLayout;
    links->setSpacing(16);
    m_forget = makeButton(QStringLiteral("account-forget"), tr("Forget this login"), "link");
    connect(m_forget, &QPushButton::clicked, this, &LoginPanel::forget);
    m_forget->hide();
    links->addWidget(m_forget);
    if (!m_policy.isEmpty()) {
        QPushButton *policy = makeButton(QStringLiteral("account-policy"), tr("What must it be allowed to do?"), "link");
        connect(policy, &QPushButton::clicked, this, [this] {
            auto *dialog = new TextDialog(QStringLiteral("policy-dialog"), tr("What the login must be allowed to do"),
                                          tr("These are all the calls that Firstlight makes. Whoever runs the account can paste them as a "
                                             "policy for the login."),
                                          m_policy, window());
            dialog->setAttribute(Qt::WA_DeleteOnClose);
            dialog->open();
        });
        links->addWidget(policy);
    }
    links->addStretch(1);
    column->addLayout(links);
    m_regionRow = new QWidget;
    auto *row = new QHBoxLayout(m_regionRow);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    auto *label = makeTag(tr("Regions, the nearest first"));
    m_regions = new QComboBox;
    m_regions->setObjectName(QStringLiteral("account-region"));
    m_regions->setAccessibleName(tr("Regions, the nearest first"));
    m_regions->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    label->setBuddy(m_regions);
    row->addWidget(label);
    row->addWidget(m_regions, 1);
    column->addWidget(m_regionRow);
    m_regionRow->hide();
    connect(m_regions, &QComboBox::activated, this, [this](int index) {
        if (const QString id = m_regions->itemData(index).toString(); !id.isEmpty())
            emit regionChosen(id);
    });
    m_rest.setSingleShot(true);
    m_rest.setInterval(rest);
    connect(&m_rest, &QTimer::timeout, this, &LoginPanel::ask);
    ask();
}

void LoginPanel::outdated()
{
    m_rest.start();
}

void LoginPanel::ask()
{
    m_asking.request_stop();
    m_who->setText(tr("Asking whose login this is…"));
    setKind(m_who, "muted");
    auto [choices, secrets] = m_given();
    m_asking = m_context.backend.call(
        QStringLiteral("login"), this,
        [choices = std::move(choices)](Operations &operations, OperationCall &call) {
            auto who = operations.identity(choices, call);
            auto places = who ? operations.places(choices, call) : Result<std::vector<Place>>(std::vector<Place>());
            return std::pair(std::move(who), places ? std::move(*places) : std::vector<Place>());
        },
        [this](std::pair<Result<Identity>, std::vector<Place>> &&answer) {
            if (!answer.first && answer.first.error().cause == Cause::Cancelled)
                return;
            showWho(answer.first);
            showRegions(answer.second);
        },
        {.secrets = secrets});
}

void LoginPanel::showWho(const Result<Identity> &who)
{
    m_forget->setVisible(who && who->from == QLatin1String("kept"));
    if (who) {
        m_who->setText(text::login(who->who, who->account, who->from));
        setKind(m_who, "good");
        return;
    }
    const bool none = who.error().cause == Cause::SecretMissing;
    const text::ErrorText said = text::error(who.error());
    m_who->setText(none ? tr("No login yet: fill one in above.") : said.happened + QLatin1Char(' ') + said.next);
    setKind(m_who, none ? "muted" : "bad");
}

void LoginPanel::showRegions(const std::vector<Place> &places)
{
    m_regionRow->setVisible(!places.empty());
    m_regions->clear();
    if (places.empty())
        return;
    m_regions->addItem(tr("Choose…"));
    for (const Place &place : places) {
        m_regions->addItem(text::region(place.name, place.km, place.priced, place.perHour, place.usable), place.id);
        if (place.id == m_given().first.provider.value(QStringLiteral("region")))
            m_regions->setCurrentIndex(m_regions->count() - 1);
    }
}

void LoginPanel::forget()
{
    m_forget->setEnabled(false);
    m_context.backend.call(
        QStringLiteral("login"), this,
        [where = m_where](Operations &operations, OperationCall &call) { return operations.forgetLogin(where, call); },
        [this](Status &&) {
            m_forget->setEnabled(true);
            ask();
        });
}

} // namespace fl
