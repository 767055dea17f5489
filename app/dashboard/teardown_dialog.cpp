// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dashboard/teardown_dialog.h"

#include "app/dashboard/copy_text.h"
#include "backends/text/text.h"
#include "wizard/widgets/build.h"
#include "wizard/widgets/tab_order.h"

#include <QFileDialog>
#include <QLabel>
#include <QListWidget>
#include <QProgressBar>
#include <QPushButton>
#include <QStandardPaths>
#include <QVBoxLayout>

namespace fl {
namespace {

constexpr size_t mostShown = 1000;

} // namespace

TearDownDialog::TearDownDialog(Machines &machines, const QString &name, QWidget *parent) :
    QuestionDialog(QStringLiteral("teardown-dialog"), QStringLiteral("warning"), tr("Tear down %1?").arg(text::visible(name)),
                   tr("The machine is deleted with everything on it, your notebooks too. This cannot be undone."), parent),
    m_machines(machines),
    m_name(name)
{
    body()->addWidget(m_say = makeLabel(tr("Looking for files of yours on it…"), "muted"));
    m_say->setObjectName(QStringLiteral("teardown-say"));
    m_list = new QListWidget;
    m_list->setObjectName(QStringLiteral("teardown-files"));
    m_list->setAccessibleName(tr("Files you made on the machine"));
    m_list->setUniformItemSizes(true);
    m_list->setTextElideMode(Qt::ElideMiddle);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    body()->addWidget(m_list);
    m_bar = new QProgressBar;
    m_bar->setObjectName(QStringLiteral("teardown-bar"));
    m_bar->setAccessibleName(tr("Progress of the copy"));
    m_bar->setRange(0, 100);
    m_bar->setTextVisible(false);
    body()->addWidget(m_bar);
    body()->addWidget(m_now = makeLabel({}, "muted"));
    m_copy = makeButton(QStringLiteral("teardown-copy"), tr("Copy them to this computer first…"));
    m_stopCopy = makeButton(QStringLiteral("teardown-stop-copy"), tr("Stop copying"));
    body()->addWidget(m_copy, 0, Qt::AlignLeading);
    body()->addWidget(m_stopCopy, 0, Qt::AlignLeading);
    for (QWidget *later : std::initializer_list<QWidget *>{m_list, m_bar, m_now, m_copy, m_stopCopy})
        later->hide();
    connect(m_copy, &QPushButton::clicked, this, &TearDownDialog::chooseFolder);
    connect(m_stopCopy, &QPushButton::clicked, this, [this] { m_stop.request_stop(); });
    setButtons(tr("Cancel"), tr("Delete the machine"), "danger", true);
    setReady(false);
    m_stop = m_machines.findFiles(m_name, this, [this](Result<UserFiles> &&answer) { found(answer); });
}

TearDownDialog::~TearDownDialog()
{
    m_stop.request_stop();
}

void TearDownDialog::say(const QString &text, const char *kind)
{
    m_say->setText(text);
    setKind(m_say, kind);
}

void TearDownDialog::found(const Result<UserFiles> &answer)
{
    setReady(true);
    if (answer) {
        showList(*answer);
    } else if (answer.error().params.contains(QStringLiteral("stopped"))) {
        say(tr("It is stopped, so your files on it cannot be listed. To keep some of them, cancel, start it, and come back."), "warn");
    } else {
        const text::ErrorText said = text::error(answer.error());
        say(tr("Could not look for your files: %1 %2").arg(said.happened, said.next), "warn");
    }
    setReadingOrder(this);
}

void TearDownDialog::showList(const UserFiles &files)
{
    const auto count = static_cast<int>(files.files.size());
    QStringList lines{count == 0       ? tr("No files of yours are in its notebook folder.")
                          : count == 1 ? tr("1 file you made goes with it, %1:").arg(text::size(files.bytes()))
                                       : tr("%1 files you made go with it, %2:").arg(QLocale().toString(count), text::size(files.bytes()))};
    if (files.cut)
        lines << tr("There are more; they are too many to list, and will not be copied.");
    if (files.unread)
        lines << tr("Some folders could not be looked into.");
    if (files.links > 0)
        lines << tr("Symbolic links are neither followed nor copied.");
    say(lines.join(QLatin1Char(' ')), count == 0 ? "muted" : nullptr);
    if (count == 0)
        return;
    for (size_t i = 0; i < files.files.size() && i < mostShown; ++i)
        m_list->addItem(shownName(files.files[i].path) + QStringLiteral(" · ") + text::size(files.files[i].bytes));
    if (files.files.size() > mostShown)
        m_list->addItem(tr("and %1 more").arg(QLocale().toString(count - static_cast<int>(mostShown))));
    // Room for a few; the rest is scrolled to.
    const int rows = std::min(m_list->count(), 6);
    m_list->setFixedHeight(rows * m_list->sizeHintForRow(0) + 2 * m_list->frameWidth() + 8);
    m_list->show();
    m_copy->show();
}

void TearDownDialog::chooseFolder()
{
    auto *dialog = new QFileDialog(this, tr("Where to copy them"), QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    dialog->setObjectName(QStringLiteral("teardown-folder"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    dialog->setLabelText(QFileDialog::Accept, tr("Copy here"));
    connect(dialog, &QFileDialog::fileSelected, this, &TearDownDialog::copyInto);
    dialog->open();
}

void TearDownDialog::copyInto(const QString &folder)
{
    setCopying(true);
    m_bar->setValue(0);
    m_now->setText(tr("Getting ready…"));
    m_stop = m_machines.copyFiles(
        m_name, folder + QLatin1Char('/') + folderNameOf(m_name), this, [this](const Event &event) { told(event); },
        [this](Result<CopiedFiles> &&answer) { copied(answer); });
}

void TearDownDialog::setCopying(bool copying)
{
    setReady(!copying);
    m_bar->setVisible(copying);
    m_now->setVisible(copying);
    m_stopCopy->setVisible(copying);
    m_copy->setVisible(!copying);
    if (copying)
        m_stopCopy->setFocus();
    setReadingOrder(this);
}

void TearDownDialog::told(const Event &event)
{
    if (event.kind != EventKind::Progress)
        return;
    if (const QJsonValue done = event.data.value(QLatin1String("done")); done.isDouble())
        m_bar->setValue(static_cast<int>(done.toDouble() * 100 + 0.5));
    m_now->setText(text::say(event.data.value(QLatin1String("say")).toString(), event.data.value(QLatin1String("args")).toObject()));
}

void TearDownDialog::copied(const Result<CopiedFiles> &answer)
{
    setCopying(false);
    if (!answer) {
        const text::ErrorText said = text::error(answer.error());
        say(tr("They were not all copied: %1 %2").arg(said.happened, said.next), "warn");
        return;
    }
    const int here = answer->copied + answer->alreadyThere;
    QStringList lines{tr("%1 files are on this computer now, in %2.").arg(QLocale().toString(here), text::visible(answer->folder))};
    lines += copiedDetails(*answer);
    say(lines.join(QLatin1Char('\n')), answer->left.empty() ? "good" : "warn");
    if (answer->left.empty() && !answer->cut)
        m_copy->hide();
    setReadingOrder(this);
}

} // namespace fl
