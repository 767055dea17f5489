// SPDX-License-Identifier: GPL-3.0-or-later
#include "wizard/pages/account/account_page.h"

#include "backends/core/keys.h"
#include "backends/text/text.h"
#include "wizard/pages/account/account_check.h"
#include "wizard/pages/account/login_choice.h"
#include "wizard/pages/account/login_panel.h"
#include "wizard/style/icons.h"
#include "wizard/widgets/build.h"
#include "wizard/widgets/field_form.h"
#include "wizard/widgets/help.h"

#include <QComboBox>
#include <QFrame>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace fl {
namespace {
// A provider puts what most people need first; the rest waits behind "More settings".
constexpr size_t shownFirst = 5;
const QString nameKey = QStringLiteral("machine.name");
} // namespace

AccountPage::AccountPage(PageContext &context) : Page(context, {}, {})
{
    m_body = new QVBoxLayout;
    m_body->setSpacing(12);
    column()->addLayout(m_body);
    column()->addStretch(1);
}

void AccountPage::load(const Choices &choices, const GivenSecrets &secrets)
{
    build(choices, secrets);
    proposeName(choices);
}

void AccountPage::build(const Choices &choices, const GivenSecrets &secrets)
{
    const ProviderInfo *provider = context().catalog.find(choices.where);
    // The agent leaves no trace in the choices, so what was answered before is asked of the page that goes.
    const bool wasAnswered = m_login && m_where == choices.where;
    const LoginChoice::How answer = wasAnswered ? m_login->how() : LoginChoice::How::Password;
    m_where = choices.where;
    m_fields = provider ? provider->fields : std::vector<Field>{};
    setHeader(text::providerName(m_where), text::providerSentence(m_where));
    clearLayout(m_body);
    m_form = m_more = nullptr;
    m_login = nullptr;
    m_who = nullptr;
    m_labelWidth = 0;

    QMap<QString, QString> given;
    for (const auto &[key, value] : changedKeys(choices))
        given.insert(key, value);

    const bool free = provider && !provider->abilities.costsMoney;
    if (free && std::none_of(m_fields.begin(), m_fields.end(), [](const Field &field) { return field.required; })) {
        QFrame *panel = makePanel("panel-good");
        auto *row = new QHBoxLayout;
        row->setSpacing(10);
        row->addWidget(new IconView(QStringLiteral("check-circle"), Token::Good), 0, Qt::AlignTop);
        row->addWidget(makeLabel(tr("No account is needed, and nothing here has to be filled in.")), 1);
        columnOf(panel)->addLayout(row);
        m_body->addWidget(panel);
    }
    if (!m_fields.empty())
        m_body->addWidget(buildForms(given, secrets));
    if (provider && provider->abilities.hasAccount)
        m_body->addWidget(buildWho(*provider, choices, secrets));
    if (m_login && wasAnswered)
        m_login->choose(answer);
    m_body->addWidget(buildName(choices.machineName));
}

QWidget *AccountPage::buildForms(const QMap<QString, QString> &given, const GivenSecrets &secrets)
{
    const auto hasKey = [&](const char *key) {
        return std::any_of(m_fields.begin(), m_fields.end(), [&](const Field &field) { return field.key == QLatin1String(key); });
    };
    // The log-in is a question of its own: what stands before it shows, what comes after it waits.
    const auto login = std::find_if(m_fields.begin(), m_fields.end(), LoginChoice::isAbout);
    const bool asks = hasKey("ssh.new_key");
    const auto split = asks ? login : m_fields.begin() + static_cast<std::ptrdiff_t>(std::min(m_fields.size(), shownFirst));
    std::vector<Field> about, rest;
    for (auto it = split; it != m_fields.end(); ++it)
        (asks && LoginChoice::isAbout(*it) ? about : rest).push_back(*it);
    QFrame *panel = makePanel();
    if (hasKey("ssh.host"))
        columnOf(panel)->addWidget(buildAliases());
    m_form = new FieldForm({m_fields.begin(), split});
    columnOf(panel)->addWidget(m_form);
    if (asks) {
        m_login = new LoginChoice(about);
        m_login->load(given, secrets);
        columnOf(panel)->addWidget(m_login);
    }
    if (!rest.empty()) {
        m_more = new FieldForm(rest);
        QPushButton *more = makeButton(QStringLiteral("account-more"), tr("More settings"), "link");
        more->setCheckable(true);
        more->setIcon(icon(QStringLiteral("chevron-down")));
        columnOf(panel)->addWidget(more, 0, Qt::AlignLeading);
        columnOf(panel)->addWidget(m_more);
        connect(more, &QPushButton::toggled, m_more, &QWidget::setVisible);
        const bool used = std::any_of(rest.begin(), rest.end(),
                                      [&](const Field &field) { return given.contains(field.key) || secrets.contains(field.key); });
        more->setChecked(used);
        m_more->setVisible(used);
    }
    alignLabels();
    if (m_login)
        connect(m_login, &LoginChoice::changed, this, [this] {
            m_login->form()->mark({});
            emit changed();
        });
    for (FieldForm *form : {m_form, m_more}) {
        if (!form)
            continue;
        form->load(given, secrets);
        connect(form, &FieldForm::changed, this, [this, form] {
            form->mark({});
            if (m_who)
                m_who->outdated();
            Choices now;
            GivenSecrets unused;
            now.where = m_where;
            store(now, unused);
            proposeName(now);
            emit changed();
        });
    }
    return panel;
}

QWidget *AccountPage::buildWho(const ProviderInfo &provider, const Choices &choices, const GivenSecrets &secrets)
{
    QFrame *panel = makePanel();
    m_who = new LoginPanel(context(), provider, [this, choices, secrets] {
        std::pair<Choices, GivenSecrets> now{choices, secrets};
        store(now.first, now.second);
        return now;
    });
    connect(m_who, &LoginPanel::regionChosen, this, [this](const QString &id) {
        for (FieldForm *form : {m_form, m_more})
            if (form)
                form->load({{m_where + QStringLiteral(".region"), id}}, {});
    });
    columnOf(panel)->addWidget(m_who);
    return panel;
}

int AccountPage::nameLabelWidth()
{
    return QFontMetrics(fl::font(TextSize::Body)).horizontalAdvance(tr("Name of the machine"));
}

// The inputs stand in one column, whichever form they are in.
void AccountPage::alignLabels()
{
    int widest = nameLabelWidth();
    const auto forms = {m_form, m_more, m_login ? m_login->form() : nullptr};
    for (FieldForm *form : forms)
        if (form)
            widest = std::max(widest, form->labelWidth());
    for (FieldForm *form : forms)
        if (form)
            form->setLabelWidth(widest);
    m_labelWidth = widest;
}

// Shown only when ~/.ssh/config names a machine; choosing one fills in what stands there.
QWidget *AccountPage::buildAliases()
{
    auto *widget = new QWidget;
    auto *row = new QHBoxLayout(widget);
    row->setContentsMargins(0, 0, 0, 6);
    row->setSpacing(12);
    auto *label = makeTag(tr("From your SSH settings"));
    auto *box = new QComboBox;
    box->setObjectName(QStringLiteral("account-alias"));
    box->setAccessibleName(tr("Machine from your SSH settings"));
    label->setBuddy(box);
    row->addWidget(label);
    row->addWidget(box, 1);
    row->addWidget(new HelpButton(QStringLiteral("account-alias-help"), tr("SSH settings"),
                                  tr("Machines that you named in the file ~/.ssh/config. Choosing one fills in the fields below.")));
    widget->hide();
    context().backend.call(
        Backend::quick(), widget, [](Operations &operations, OperationCall &) { return operations.configuredHosts(); },
        [this, widget, box](std::vector<SshConfigHost> &&hosts) {
            if (hosts.empty())
                return;
            box->addItem(tr("Choose…"));
            for (const SshConfigHost &host : hosts)
                box->addItem(text::visible(host.alias));
            connect(box, &QComboBox::activated, this, [this, hosts](int index) {
                if (index < 1)
                    return;
                const SshConfigHost &host = hosts[static_cast<size_t>(index - 1)];
                const QMap<QString, QString> filled{{QStringLiteral("ssh.host"), host.hostName},
                                                    {QStringLiteral("ssh.port"), QString::number(host.port)},
                                                    {QStringLiteral("ssh.user"), host.user},
                                                    {QStringLiteral("ssh.key"), host.identityFile},
                                                    {QStringLiteral("ssh.jump"), host.proxyJump}};
                for (FieldForm *form : {m_form, m_more})
                    if (form)
                        form->load(filled, {});
                if (m_login)
                    m_login->load(filled, {});
            });
            widget->show();
        });
    return widget;
}

QWidget *AccountPage::buildName(const QString &name)
{
    QFrame *panel = makePanel();
    auto *row = new QHBoxLayout;
    row->setSpacing(6);
    auto *label = makeTag(tr("Name of the machine"));
    label->setMinimumWidth(std::max(m_labelWidth, nameLabelWidth()) + 6); // and the spacing, as in the forms above
    m_name = new QLineEdit(name);
    m_name->setObjectName(QStringLiteral("account-name"));
    m_name->setAccessibleName(tr("Name of the machine"));
    m_name->setMaxLength(63);
    markData(m_name); // the placeholder is the name it would get
    label->setBuddy(m_name);
    row->addWidget(label);
    row->addWidget(m_name, 1);
    row->addWidget(new HelpButton(QStringLiteral("account-name-help"), tr("Name of the machine"),
                                  tr("What you call it in your list: letters, digits, dots and dashes. "
                                     "Setting up again under the same name goes on with the same machine.")));
    columnOf(panel)->addLayout(row);
    connect(m_name, &QLineEdit::textChanged, this, &Page::changed);
    return panel;
}

void AccountPage::proposeName(const Choices &choices)
{
    context().backend.call(
        Backend::quick(), this,
        [choices](Operations &operations, OperationCall &) {
            for (const auto &provider : operations.providers())
                if (provider->id() == choices.where)
                    return provider->proposedName(choices);
            return QString();
        },
        [this, where = choices.where](QString &&name) {
            if (where == m_where)
                m_name->setPlaceholderText(name);
        });
}

QMap<QString, QString> AccountPage::values() const
{
    QMap<QString, QString> all;
    for (const FieldForm *form : {m_form, m_more})
        if (form)
            all.insert(form->values());
    if (m_login)
        all.insert(m_login->values());
    return all;
}

void AccountPage::store(Choices &choices, GivenSecrets &secrets) const
{
    const auto given = values();
    for (const Field &field : m_fields) {
        if (field.kind == Field::Kind::Secret)
            continue;
        const QString value = given.value(field.key);
        // Checked by problem() before one goes on; what the table refuses while one goes back stays as it was.
        (void)setKey(choices, field.key, value.isEmpty() ? field.fallback : value);
    }
    choices.provider.removeIf([](const auto &entry) { return entry.value().isEmpty(); });
    for (const FieldForm *form : {m_form, m_more})
        if (form)
            secrets.insert(form->secrets());
    if (m_login) {
        for (const Field &field : m_fields)
            if (LoginChoice::isAbout(field))
                secrets.remove(field.key);
        secrets.insert(m_login->secrets());
    }
    if (m_name)
        choices.machineName = m_name->text().trimmed();
}

QString AccountPage::problem(QString *field) const
{
    const FieldProblem wrong = accountProblem(m_fields, values());
    if (field)
        *field = wrong.key;
    const QString label = text::fieldLabel(wrong.key);
    switch (wrong.why) {
    case FieldProblem::Why::Missing: return tr("Please fill in “%1”.").arg(label);
    case FieldProblem::Why::NotANumber: return tr("“%1” must be a number.").arg(label);
    case FieldProblem::Why::FileMissing: return tr("The file under “%1” is not there.").arg(label);
    case FieldProblem::Why::None: break;
    }
    if (m_login && m_login->how() == LoginChoice::How::KeyFile && values().value(QStringLiteral("ssh.key")).isEmpty()) {
        if (field)
            *field = QStringLiteral("ssh.key");
        return tr("Please fill in “%1”.").arg(text::fieldLabel(QStringLiteral("ssh.key")));
    }
    // The key table knows what each value may be; a trial on a copy asks it.
    Choices trial;
    trial.where = m_where;
    const auto given = values();
    for (const Field &asked : m_fields) {
        const QString value = given.value(asked.key);
        if (asked.kind == Field::Kind::Secret || value.isEmpty() || setKey(trial, asked.key, value))
            continue;
        if (field)
            *field = asked.key;
        return tr("“%1” cannot be “%2”.").arg(text::fieldLabel(asked.key), text::visible(value));
    }
    if (const QString name = m_name ? m_name->text().trimmed() : QString(); !name.isEmpty() && !isMachineName(name)) {
        if (field)
            *field = nameKey;
        return tr("The machine's name may hold letters, digits, dots, dashes and underscores, and begins with a letter or digit.");
    }
    return {};
}

void AccountPage::markProblem(const QString &field)
{
    for (FieldForm *form : {m_form, m_more}) {
        if (!form)
            continue;
        const bool mine = form->input(field) != nullptr;
        if (mine && form == m_more)
            findChild<QPushButton *>(QStringLiteral("account-more"))->setChecked(true);
        form->mark(mine ? field : QString());
    }
    if (m_login)
        m_login->form()->mark(m_login->form()->input(field) ? field : QString());
    if (field == nameKey)
        m_name->setFocus();
}

QString AccountPage::primaryText() const
{
    return tr("Look at the hardware");
}

} // namespace fl
