// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/run/dialogs.h"

#include "app/run/enrol_key_dialog.h"
#include "backends/core/keys.h"
#include "backends/text/text.h"
#include "wizard/pages/software/network_panel.h"
#include "wizard/style/icons.h"
#include "wizard/widgets/build.h"
#include "wizard/widgets/secret_field.h"
#include "wizard/widgets/tab_order.h"

#include <QAccessible>
#include <QClipboard>
#include <QEvent>
#include <QFrame>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>

namespace fl {

QuestionDialog::QuestionDialog(const QString &objectName, const QString &iconName, const QString &title, const QString &text,
                               QWidget *parent) :
    QDialog(parent)
{
    setObjectName(objectName);
    setWindowTitle(title);
    setAccessibleName(title);
    setAccessibleDescription(text);
    setMinimumWidth(480);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(24, 24, 24, 16);
    outer->setSpacing(12);
    outer->setSizeConstraint(QLayout::SetNoConstraint); // its height comes from event()
    auto *head = new QHBoxLayout;
    head->setSpacing(12);
    head->addWidget(new IconView(iconName, iconName == QLatin1String("warning") ? Token::Warn : Token::Accent, 26), 0, Qt::AlignTop);
    head->addWidget(makeLabel(title, nullptr, TextSize::Heading, true), 1);
    outer->addLayout(head);
    outer->addWidget(makeLabel(text));
    m_body = new QVBoxLayout;
    m_body->setSpacing(8);
    outer->addLayout(m_body);
    outer->addStretch(1); // room that is left goes here, not into the sentences
}

void QuestionDialog::setButtons(const QString &no, const QString &yes, const char *yesKind, bool danger)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(12);
    row->addStretch(1);
    QPushButton *cancel = makeButton(QStringLiteral("dialog-no"), no);
    m_yes = makeButton(QStringLiteral("dialog-yes"), yes, yesKind);
    row->addWidget(cancel);
    row->addWidget(m_yes);
    static_cast<QVBoxLayout *>(layout())->addLayout(row);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_yes, &QPushButton::clicked, this, &QDialog::accept);
    setReadingOrder(this);
    cancel->setDefault(yesKind == nullptr || danger);
    cancel->setFocus();
    // A wait keeps a hasty click from deleting; who listens to the dialog is not made to wait for a change that is not seen.
    if (danger && !QAccessible::isActive()) {
        m_waits = true;
        QTimer::singleShot(std::chrono::seconds(2), this, [this] {
            m_waits = false;
            setReady(m_ready);
        });
    }
    setReady(m_ready);
}

// As high as its sentences are at its width: a layout's own hint takes them for narrower, and leaves a gap.
bool QuestionDialog::event(QEvent *event)
{
    const bool known = QDialog::event(event);
    if (event->type() == QEvent::Show || event->type() == QEvent::LayoutRequest)
        resize(std::max(width(), layout()->totalMinimumSize().width()), layout()->totalHeightForWidth(width()));
    return known;
}

void QuestionDialog::setReady(bool ready)
{
    m_ready = ready;
    m_yes->setEnabled(m_ready && !m_waits);
}

ConfirmDialog::ConfirmDialog(const QString &title, const QString &text, const QString &yes, bool danger, QWidget *parent) :
    QuestionDialog(QStringLiteral("confirm-dialog"), danger ? QStringLiteral("warning") : QStringLiteral("help"), title, text, parent)
{
    setButtons(tr("Cancel"), yes, danger ? "danger" : "primary", danger);
}

HostKeyDialog::HostKeyDialog(const QString &host, const QString &type, const QString &fingerprint, bool jump, QWidget *parent) :
    QuestionDialog(QStringLiteral("host-key-dialog"), QStringLiteral("shield"),
                   jump ? tr("Is this really your jump host?") : tr("Is this really your server?"),
                   tr("%1 shows this fingerprint for the first time. A fingerprint (host key) is how a server proves who it is. Compare it "
                      "with the one that your provider or administrator gave you. Firstlight remembers it, and warns when it changes.")
                       .arg(text::visible(host)),
                   parent)
{
    auto *print = new QLineEdit(text::visible(fingerprint));
    print->setObjectName(QStringLiteral("host-key-fingerprint"));
    print->setAccessibleName(tr("Fingerprint"));
    print->setReadOnly(true);
    print->setProperty("kind", QStringLiteral("readonly"));
    print->setFont(fl::font(TextSize::Mono));
    print->setCursorPosition(0);
    body()->addWidget(print);
    body()->addWidget(makeLabel(jump ? tr("On the jump host, this shows it:") : tr("On the server, this shows it:"), "muted"));
    const QString algorithm = type.contains(QLatin1String("rsa")) ? QStringLiteral("rsa")
        : type.contains(QLatin1String("ecdsa"))                   ? QStringLiteral("ecdsa")
                                                                  : QStringLiteral("ed25519");
    auto *command = new QLineEdit(QStringLiteral("ssh-keygen -lf /etc/ssh/ssh_host_%1_key.pub").arg(algorithm));
    command->setObjectName(QStringLiteral("host-key-command"));
    command->setAccessibleName(tr("Command that shows the fingerprint on the server"));
    command->setReadOnly(true);
    command->setProperty("kind", QStringLiteral("readonly"));
    command->setFont(fl::font(TextSize::Mono));
    command->setCursorPosition(0);
    body()->addWidget(command);
    setButtons(tr("Do not connect"), tr("It is the same, connect"), nullptr, false);
}

NetworkDialog::NetworkDialog(const NetworkChoice &before, QWidget *parent) :
    QuestionDialog(QStringLiteral("network-dialog"), QStringLiteral("search"), tr("How does the server reach the internet?"),
                   tr("Often only through a proxy, or to mirrors in the same network. Your administrator knows the addresses."), parent),
    m_before(before)
{
    setMinimumWidth(640);
    m_form = new NetworkForm;
    m_form->load(before);
    auto *scroll = new QScrollArea;
    scroll->setObjectName(QStringLiteral("network-scroll"));
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->viewport()->setAutoFillBackground(false);
    m_form->setAutoFillBackground(false);
    scroll->setWidget(m_form);
    const int room = parent ? parent->height() - 240 : 400; // what the dialog has around it
    scroll->setFixedHeight(std::clamp(m_form->sizeHint().height() + 4, 120, std::max(120, room)));
    body()->addWidget(scroll);
    setButtons(tr("Cancel"), tr("Use it and go on"), "primary", false);
    yesButton()->setDefault(true);
    const auto check = [this] { setReady(m_form->problem().isEmpty() && !changes().isEmpty()); };
    connect(m_form, &NetworkForm::changed, this, check);
    check();
    m_form->mark({});
    m_form->focusFirst();
}

QList<std::pair<QString, QString>> NetworkDialog::changes() const
{
    Choices before, now;
    before.network = m_before;
    now.network = m_form->network();
    QList<std::pair<QString, QString>> changes;
    const auto had = changedKeys(before), has = changedKeys(now);
    for (const auto &each : has)
        if (!had.contains(each))
            changes << each;
    for (const auto &[key, value] : had)
        if (std::none_of(has.begin(), has.end(), [&](const auto &each) { return each.first == key; }))
            changes.emplaceBack(key, QString());
    return changes;
}

SecretDialog::SecretDialog(const QString &title, const QString &text, QWidget *parent) :
    QuestionDialog(QStringLiteral("secret-dialog"), QStringLiteral("key"), title, text, parent)
{
    m_field = new SecretField(QStringLiteral("secret-input"), title);
    body()->addWidget(m_field);
    setButtons(tr("Cancel"), tr("Go on"), "primary", false);
    yesButton()->setDefault(true);
    yesButton()->setEnabled(false);
    connect(m_field, &QLineEdit::textChanged, this, [this](const QString &typed) { yesButton()->setEnabled(!typed.isEmpty()); });
    m_field->setFocus();
}

Secret SecretDialog::secret() const
{
    return m_field->secret();
}

QWidget *makePasswordRow(const Secret &password)
{
    auto *widget = new QWidget;
    auto *row = new QHBoxLayout(widget);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    auto *line = new QLineEdit;
    password.reveal([line](QByteArrayView bytes) { line->setText(QString::fromUtf8(bytes)); });
    line->setObjectName(QStringLiteral("run-password"));
    line->setAccessibleName(PasswordDialog::tr("The password of your notebook"));
    line->setReadOnly(true);
    line->setFont(fl::font(TextSize::Mono));
    line->setProperty("kind", QStringLiteral("readonly"));
    row->addWidget(line, 1);
    QPushButton *copy = makeButton(QStringLiteral("run-password-copy"), PasswordDialog::tr("Copy"));
    copy->setAccessibleName(PasswordDialog::tr("Copy the password"));
    row->addWidget(copy);
    QObject::connect(copy, &QPushButton::clicked, copy, [copy, line] {
        QGuiApplication::clipboard()->setText(line->text());
        copy->setText(PasswordDialog::tr("Copied"));
    });
    return widget;
}

PasswordDialog::PasswordDialog(const QString &machine, const Secret &password, bool kept, QWidget *parent) : QDialog(parent)
{
    setObjectName(QStringLiteral("password-dialog"));
    setWindowTitle(tr("New password"));
    setMinimumWidth(480);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 16);
    column->setSpacing(12);
    column->addWidget(makeLabel(tr("The new password of %1").arg(machine), nullptr, TextSize::Heading, true));
    column->addWidget(makeLabel(kept ? tr("It is kept on this computer, safe from others. The old one no longer works.")
                                     : tr("It is not kept: write it down now, it is shown only here. The old one no longer works.")));
    column->addWidget(makePasswordRow(password));
    QPushButton *close = makeButton(QStringLiteral("dialog-close"), tr("Done"), "primary");
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    column->addWidget(close, 0, Qt::AlignTrailing);
}

QuestionDialog *makeDialog(const Question &question, QWidget *parent)
{
    const auto arg = [&](const char *name) { return question.text.args.value(QLatin1String(name)); };
    const QString sentence = text::reason(question.text);
    switch (question.kind) {
    case Question::Kind::AcceptHostKey:
        return new HostKeyDialog(arg("host"), arg("type"), arg("fingerprint"), arg("jump") == QLatin1String("yes"), parent);
    case Question::Kind::Confirm:
    case Question::Kind::ConfirmInPerson:
        if (question.text.code == QLatin1String("enrol-key"))
            return new EnrolKeyDialog(arg("machine"), arg("password"), parent);
        return new ConfirmDialog(QuestionDialog::tr("Go on?"), sentence, QuestionDialog::tr("Yes, go on"), true, parent);
    case Question::Kind::Secret: {
        const QString title = text::fieldLabel(arg("name"));
        const bool again = arg("attempt").toInt() > 1;
        return new SecretDialog(title.isEmpty() ? QuestionDialog::tr("A password is needed") : title,
                                again ? QuestionDialog::tr("That was not right. %1").arg(sentence) : sentence, parent);
    }
    }
    Q_UNREACHABLE();
}

} // namespace fl
