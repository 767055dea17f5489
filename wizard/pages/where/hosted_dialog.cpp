// SPDX-License-Identifier: GPL-3.0-or-later
#include "wizard/pages/where/hosted_dialog.h"

#include "backends/text/text.h"
#include "backends/text/way_text.h"
#include "wizard/widgets/build.h"

#include <QDir>
#include <QFileDialog>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSaveFile>
#include <QStandardPaths>
#include <QVBoxLayout>

namespace fl {

HostedDialog::HostedDialog(const HostedService &service, const QString &link, QWidget *parent) : QDialog(parent), m_service(service.id())
{
    const QString name = text::wayName(m_service);
    setObjectName(QStringLiteral("hosted-dialog"));
    setWindowTitle(name);
    setMinimumWidth(520);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 16);
    column->setSpacing(12);
    column->addWidget(makeLabel(tr("A notebook for %1").arg(name), nullptr, TextSize::Heading, true));
    column->addWidget(
        makeLabel(tr("It shows which GPU you get there, and proves that PyTorch, TensorFlow and Keras compute with it. Firstlight does not "
                     "sign in for you: you drag the file into the page yourself."),
                  "muted"));
    column->addWidget(makeLabel(tr("1. Save the notebook on this computer.")));
    QPushButton *save = makeButton(QStringLiteral("hosted-save"), tr("Save the notebook…"), "primary");
    column->addWidget(save, 0, Qt::AlignLeading);
    m_saved = makeLabel({}, "good");
    m_saved->setObjectName(QStringLiteral("hosted-saved"));
    m_saved->hide();
    column->addWidget(m_saved);
    column->addWidget(makeLabel(tr("2. Open the page, choose “Upload” there, and drag the file into the window. Then choose “Run all”.")));
    QPushButton *open = makeButton(QStringLiteral("hosted-open"), tr("Open %1").arg(name));
    column->addWidget(open, 0, Qt::AlignLeading);
    column->addWidget(makeLabel(tr("The last cell shows a short code. With it Firstlight keeps what was proven there, as your word: "
                                   "firstlight-cli hosted %1 --code CODE")
                                    .arg(m_service),
                                "muted"));
    column->addStretch(1);
    QPushButton *close = makeButton(QStringLiteral("hosted-close"), tr("Close"));
    column->addWidget(close, 0, Qt::AlignTrailing);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    connect(open, &QPushButton::clicked, this, [this, link] { emit linkWanted(link); });
    connect(save, &QPushButton::clicked, this, [this, proposed = service.fileName()] {
        const QString folder = QStandardPaths::writableLocation(QStandardPaths::DownloadLocation);
        const QString path =
            QFileDialog::getSaveFileName(this, tr("Save the notebook"), QDir(folder).filePath(proposed), tr("Notebooks (*.ipynb)"));
        if (!path.isEmpty())
            saveTo(path);
    });
}

void HostedDialog::saveTo(const QString &path)
{
    const auto notebook =
        m_registry.find(m_service)->notebook({QStringLiteral("pytorch"), QStringLiteral("tensorflow"), QStringLiteral("keras")},
                                             QLocale().name());
    QSaveFile file(path);
    const bool saved = notebook && file.open(QIODevice::WriteOnly) && file.write(*notebook) == notebook->size() && file.commit();
    setKind(m_saved, saved ? "good" : "bad");
    m_saved->setText(
        saved ? tr("✓ Saved as %1").arg(text::visible(path))
              : tr("It could not be saved there: %1").arg(notebook ? file.errorString() : text::error(notebook.error()).happened));
    m_saved->show();
}

} // namespace fl
