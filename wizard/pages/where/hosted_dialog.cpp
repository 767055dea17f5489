// SPDX-License-Identifier: GPL-3.0-or-later
#include "wizard/pages/where/hosted_dialog.h"

#include "backends/core/keys.h"
#include "backends/text/text.h"
#include "backends/text/way_text.h"
#include "wizard/pages/where/client_dialog.h"
#include "wizard/widgets/build.h"
#include "wizard/widgets/error_panel.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileDialog>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSaveFile>
#include <QStandardPaths>
#include <QVBoxLayout>

namespace fl {

HostedDialog::HostedDialog(Backend &backend, const HostedService &service, const QString &link, const NetworkChoice &network,
                           QWidget *parent) :
    QDialog(parent),
    m_backend(backend),
    m_service(*m_registry.find(service.id())),
    m_choices(hostedChoices(service.id(), QLocale().name()))
{
    m_choices.network = network;
    const QString name = text::wayName(m_service.id());
    setObjectName(QStringLiteral("hosted-dialog"));
    setWindowTitle(name);
    setMinimumWidth(520);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 16);
    column->setSpacing(12);
    column->addWidget(makeLabel(tr("A notebook for %1").arg(name), nullptr, TextSize::Heading, true));
    column->addWidget(
        makeLabel(tr("It shows which GPU you get there, and proves that PyTorch, TensorFlow and Keras compute with it."), "muted"));
    addUpload(column);
    column->addWidget(makeRule());
    addLocalWay(column, link);
    column->addWidget(
        makeLabel(tr("The last cell shows a short code. Paste it among your machines, under “Hosted notebooks”, and Firstlight "
                     "keeps what was proven there, as your word."),
                  "muted"));
    column->addStretch(1);
    QPushButton *close = makeButton(QStringLiteral("hosted-close"), tr("Close"));
    column->addWidget(close, 0, Qt::AlignTrailing);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    look();
}

HostedDialog::~HostedDialog()
{
    m_stop.request_stop();
}

void HostedDialog::addUpload(QVBoxLayout *column)
{
    const QString name = text::wayName(m_service.id());
    column->addWidget(makeLabel(tr("You sign in with your browser, and Firstlight puts the notebook into your account. It can see nothing "
                                   "else there.")));
    m_go = makeButton(QStringLiteral("hosted-sign-in"), tr("Sign in and open in %1").arg(name), "primary");
    column->addWidget(m_go, 0, Qt::AlignLeading);
    m_status = makeLabel({});
    m_status->setObjectName(QStringLiteral("hosted-status"));
    column->addWidget(m_status);
    m_problem = new QVBoxLayout;
    column->addLayout(m_problem);
    auto *row = new QHBoxLayout;
    row->setSpacing(16);
    m_again = makeButton(QStringLiteral("hosted-page"), tr("Open the page again"), "link");
    m_cancel = makeButton(QStringLiteral("hosted-cancel"), tr("Cancel the sign-in"));
    m_signOut = makeButton(QStringLiteral("hosted-sign-out"), tr("Sign out"), "link");
    m_signOut->setAccessibleName(tr("Sign out of %1 on this computer").arg(name));
    m_own = makeButton(QStringLiteral("hosted-client"), tr("Use a client ID of your own…"), "link");
    for (QPushButton *button : {m_cancel, m_again, m_signOut, m_own})
        row->addWidget(button);
    row->addStretch(1);
    column->addLayout(row);
    connect(m_go, &QPushButton::clicked, this, &HostedDialog::upload);
    connect(m_cancel, &QPushButton::clicked, this, [this] { m_stop.request_stop(); });
    connect(m_again, &QPushButton::clicked, this, [this] { emit linkWanted(m_notebook.isEmpty() ? m_page : m_notebook); });
    connect(m_signOut, &QPushButton::clicked, this, &HostedDialog::signOut);
    connect(m_own, &QPushButton::clicked, this, &HostedDialog::askClient);
}

void HostedDialog::addLocalWay(QVBoxLayout *column, const QString &link)
{
    column->addWidget(makeLabel(tr("Or without a sign-in here:"), nullptr, TextSize::Body, true));
    column->addWidget(makeLabel(tr("1. Save the notebook on this computer.")));
    QPushButton *save = makeButton(QStringLiteral("hosted-save"), tr("Save the notebook…"));
    column->addWidget(save, 0, Qt::AlignLeading);
    m_saved = makeLabel({}, "good");
    m_saved->setObjectName(QStringLiteral("hosted-saved"));
    m_saved->hide();
    column->addWidget(m_saved);
    column->addWidget(makeLabel(tr("2. Open the page, choose “Upload” there, and drag the file into the window. Then choose “Run all”.")));
    QPushButton *open = makeButton(QStringLiteral("hosted-open"), tr("Open %1").arg(text::wayName(m_service.id())));
    column->addWidget(open, 0, Qt::AlignLeading);
    connect(open, &QPushButton::clicked, this, [this, link] { emit linkWanted(link); });
    connect(save, &QPushButton::clicked, this, [this] {
        const QString folder = QStandardPaths::writableLocation(QStandardPaths::DownloadLocation);
        const QString path = QFileDialog::getSaveFileName(this, tr("Save the notebook"), QDir(folder).filePath(m_service.fileName()),
                                                          tr("Notebooks (*.ipynb)"));
        if (!path.isEmpty())
            saveTo(path);
    });
}

void HostedDialog::showState(State state)
{
    const QString name = text::wayName(m_service.id());
    const bool busy = state == State::Waiting || state == State::Uploading;
    const QString said = state == State::Waiting          ? tr("Waiting for you to sign in with the browser…")
        : state == State::Uploading                       ? tr("Uploading the notebook…")
        : state == State::Opened                          ? tr("✓ Opened in %1. Choose “Run all” there.").arg(name)
        : state == State::Ready && !m_ownClient.isEmpty() ? tr("Your own client ID is used.")
                                                          : QString();
    setKind(m_status, state == State::Opened ? "good" : "muted");
    m_status->setText(said);
    m_status->setVisible(!said.isEmpty());
    m_go->setText(m_signedIn ? tr("Open in %1").arg(name) : tr("Sign in and open in %1").arg(name));
    m_go->setEnabled(!busy && state != State::Looking && state != State::NotHere);
    m_cancel->setVisible(busy);
    m_again->setText(state == State::Opened ? tr("Open it again") : tr("Open the page again"));
    m_again->setVisible(state == State::Waiting || state == State::Opened);
    m_signOut->setVisible(m_signedIn && !busy);
    m_own->setVisible(m_service.ownClient() && !busy);
    if (state != State::Failed && state != State::NotHere)
        clearLayout(m_problem);
}

void HostedDialog::look()
{
    showState(State::Looking);
    Backend::With with;
    with.secrets = m_given;
    m_backend.call(
        Backend::quick(), this,
        [choices = m_choices](Operations &operations, OperationCall &call) { return operations.hostedAccess(choices, call); },
        [this](HostedAccess &&access) {
            m_signedIn = access.signedIn;
            m_ownClient = access.ownClient;
            if (access.problem)
                failed(*access.problem);
            else
                showState(State::Ready);
        },
        with);
}

void HostedDialog::askClient()
{
    const auto client = m_service.ownClient();
    auto *dialog = new ClientDialog(*client, m_service.id(), m_ownClient, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ClientDialog::linkWanted, this, &HostedDialog::linkWanted);
    connect(dialog, &QDialog::accepted, this, [this, dialog, client = *client] {
        (void)setKey(m_choices, client.id, dialog->id());
        if (const auto secret = dialog->secret())
            m_given.insert(client.secret, *secret);
        look();
        m_go->setFocus(Qt::OtherFocusReason);
    });
    dialog->open();
}

void HostedDialog::upload()
{
    m_page.clear();
    m_notebook.clear();
    Backend::With with;
    with.secrets = m_given; // kept in the key ring once the sign-in went well
    with.events = [dialog = QPointer<HostedDialog>(this)](const Event &event) {
        QMetaObject::invokeMethod(qApp, [dialog, event] {
            if (dialog)
                dialog->take(event);
        });
    };
    showState(State::Waiting);
    m_again->hide(); // until there is a page
    m_stop = m_backend.call(
        QStringLiteral("hosted"), this,
        [choices = m_choices](Operations &operations, OperationCall &call) { return operations.openHosted(choices, call); },
        [this](Result<HostedOpened> &&opened) {
            if (!opened)
                return failed(opened.error());
            m_signedIn = opened->kept;
            m_notebook = opened->url;
            showState(State::Opened);
            emit linkWanted(m_notebook);
        },
        with);
}

void HostedDialog::signOut()
{
    m_backend.call(
        Backend::quick(), this,
        [id = m_service.id()](Operations &operations, OperationCall &call) { return operations.signOutHosted(id, call); },
        [this](Status &&done) {
            if (!done)
                return failed(done.error());
            m_choices.provider.clear(); // all of it is forgotten
            m_given.clear();
            look();
        });
}

void HostedDialog::take(const Event &event)
{
    const QString code = event.data.value(QLatin1String("say")).toString();
    if (code == QLatin1String("hosted-sign-in")) {
        m_page = event.data.value(QLatin1String("args")).toObject().value(QLatin1String("url")).toString();
        showState(State::Waiting);
        emit linkWanted(m_page);
    } else if (code == QLatin1String("hosted-uploading")) {
        showState(State::Uploading);
    }
}

void HostedDialog::failed(const Error &error)
{
    clearLayout(m_problem);
    const bool possible = error.cause != Cause::NotSupportedHere;
    if (!possible) {
        QLabel *why = makeLabel(text::error(error).happened, "muted");
        why->setObjectName(QStringLiteral("hosted-not-here"));
        m_problem->addWidget(why);
    } else if (error.cause != Cause::Cancelled) {
        auto *panel = new ErrorPanel(error);
        panel->setObjectName(QStringLiteral("hosted-problem"));
        m_problem->addWidget(panel);
        connect(panel, &ErrorPanel::acted, this, &HostedDialog::upload);
    }
    showState(possible ? State::Failed : State::NotHere);
}

void HostedDialog::saveTo(const QString &path)
{
    const auto notebook = m_service.notebook(m_choices.software.frameworks, m_choices.software.notebookLanguage);
    QSaveFile file(path);
    const bool saved = notebook && file.open(QIODevice::WriteOnly) && file.write(*notebook) == notebook->size() && file.commit();
    setKind(m_saved, saved ? "good" : "bad");
    m_saved->setText(
        saved ? tr("✓ Saved as %1").arg(text::visible(path))
              : tr("It could not be saved there: %1").arg(notebook ? file.errorString() : text::error(notebook.error()).happened));
    m_saved->show();
}

} // namespace fl
