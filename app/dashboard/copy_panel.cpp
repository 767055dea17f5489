// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dashboard/copy_panel.h"

#include "app/dashboard/copy_text.h"
#include "backends/text/text.h"
#include "wizard/style/icons.h"
#include "wizard/widgets/build.h"

#include <QFileDialog>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QMimeData>
#include <QProgressBar>
#include <QPushButton>
#include <QStandardPaths>
#include <QUrl>
#include <QVBoxLayout>

namespace fl {

CopyPanel::CopyPanel(Copies &copies, QWidget *parent) : QFrame(parent), m_copies(&copies)
{
    setObjectName(QStringLiteral("copy-panel"));
    setKind(this, "panel");
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(6);
    auto *head = new QHBoxLayout;
    head->setSpacing(10);
    head->addWidget(new IconView(QStringLiteral("folder")), 0, Qt::AlignTop);
    head->addWidget(makeLabel(tr("Your files"), nullptr, TextSize::Heading, true), 1);
    column->addLayout(head);
    column->addWidget(m_sentence = makeLabel({}, "muted"));
    m_bar = new QProgressBar;
    m_bar->setObjectName(QStringLiteral("copy-bar"));
    m_bar->setAccessibleName(tr("Progress of the copy"));
    m_bar->setRange(0, 100);
    m_bar->setTextVisible(false);
    column->addWidget(m_bar);
    column->addWidget(m_now = makeLabel({}, "muted"));
    m_now->setObjectName(QStringLiteral("copy-now"));
    column->addWidget(m_said = makeLabel({}));
    m_said->setObjectName(QStringLiteral("copy-said"));
    m_said->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *row = new QHBoxLayout;
    row->setSpacing(16);
    row->addWidget(m_there = makeButton(QStringLiteral("copy-there"), tr("Copy files to it"), "link"));
    row->addWidget(m_home = makeButton(QStringLiteral("copy-home"), tr("Copy its files here…"), "link"));
    row->addWidget(m_stop = makeButton(QStringLiteral("copy-stop"), tr("Stop copying"), "link"));
    row->addStretch(1);
    column->addLayout(row);

    m_there->setProperty("opens", QStringLiteral("menu"));
    auto *menu = new QMenu(m_there);
    menu->setObjectName(QStringLiteral("copy-menu"));
    for (const bool folders : {false, true}) {
        QAction *action = menu->addAction(folders ? tr("A folder…") : tr("Files…"));
        action->setObjectName(folders ? QStringLiteral("copy-folder") : QStringLiteral("copy-files"));
        connect(action, &QAction::triggered, this, [this, folders] { choose(folders); });
    }
    m_there->setMenu(menu);
    connect(m_home, &QPushButton::clicked, this, &CopyPanel::chooseHome);
    connect(m_stop, &QPushButton::clicked, this, [this] { m_copies->stop(m_machine); });
    connect(m_copies, &Copies::changed, this, [this](const QString &machine) {
        if (machine == m_machine)
            refresh();
    });
}

void CopyPanel::show(const QString &machine, bool usable)
{
    m_machine = machine;
    m_usable = usable;
    refresh();
}

void CopyPanel::refresh()
{
    const CopyView view = m_copies->of(m_machine);
    m_sentence->setText(m_usable
                            ? tr("Drop files or folders on this page: they are copied into the notebook folder. Nothing that is there is "
                                 "overwritten.")
                            : tr("They can be copied here and there while the machine runs."));
    m_sentence->setVisible(!view.running);
    m_bar->setVisible(view.running);
    m_now->setVisible(view.running);
    m_bar->setValue(static_cast<int>(view.done * 100 + 0.5));
    m_now->setText(view.now.isEmpty()
                       ? tr("Getting ready…")
                       : text::say(view.now.value(QLatin1String("say")).toString(), view.now.value(QLatin1String("args")).toObject()));
    const char *kind = nullptr;
    const QStringList lines = outcome(view, kind);
    m_said->setText(lines.join(QLatin1Char('\n')));
    setKind(m_said, kind);
    m_said->setVisible(!lines.isEmpty());
    m_stop->setVisible(view.running);
    for (QPushButton *button : {m_there, m_home}) {
        button->setVisible(!view.running);
        button->setEnabled(m_usable);
    }
}

QStringList CopyPanel::outcome(const CopyView &view, const char *&kind) const
{
    if (view.problem && view.problem->cause == Cause::Cancelled)
        return {tr("Stopped. Copy the same once more, and it goes on where it was.")};
    if (view.problem) {
        kind = "warn";
        const text::ErrorText said = text::error(*view.problem);
        return {tr("Not all was copied: %1 %2").arg(said.happened, said.next)};
    }
    if (!view.copied)
        return {};
    const int good = view.copied->copied + view.copied->alreadyThere;
    kind = view.copied->left.empty() ? "good" : "warn";
    QStringList lines;
    if (good > 0 || view.copied->left.empty())
        lines << (view.there
                      ? tr("%1 files are in the notebook folder now.").arg(QLocale().toString(good))
                      : tr("%1 files are on this computer now, in %2.").arg(QLocale().toString(good), text::visible(view.copied->folder)));
    return lines + copiedDetails(*view.copied);
}

QStringList CopyPanel::dropped(const QMimeData *what) const
{
    QStringList paths;
    if (!m_usable || m_copies->of(m_machine).running || !what->hasUrls())
        return paths;
    for (const QUrl &url : what->urls())
        if (url.isLocalFile())
            paths << url.toLocalFile();
    return paths;
}

void CopyPanel::setHovered(bool hovered)
{
    setKind(this, hovered ? "panel-info" : "panel");
}

void CopyPanel::take(const QStringList &paths)
{
    if (m_usable && !paths.isEmpty())
        m_copies->send(m_machine, paths);
}

void CopyPanel::choose(bool folders)
{
    auto *dialog = new QFileDialog(window(), folders ? tr("The folder to copy") : tr("The files to copy"),
                                   QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    dialog->setObjectName(QStringLiteral("copy-chooser"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(folders ? QFileDialog::Directory : QFileDialog::ExistingFiles);
    dialog->setOption(QFileDialog::ShowDirsOnly, folders);
    dialog->setLabelText(QFileDialog::Accept, tr("Copy"));
    connect(dialog, &QFileDialog::filesSelected, this, &CopyPanel::take);
    dialog->open();
}

void CopyPanel::chooseHome()
{
    auto *dialog = new QFileDialog(window(), tr("Where to copy them"), QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    dialog->setObjectName(QStringLiteral("copy-chooser"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    dialog->setLabelText(QFileDialog::Accept, tr("Copy here"));
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString &folder) { m_copies->fetch(m_machine, folder + QLatin1Char('/') + folderNameOf(m_machine)); });
    dialog->open();
}

} // namespace fl
