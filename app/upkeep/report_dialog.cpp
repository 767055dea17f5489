// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/upkeep/report_dialog.h"

#include "backends/text/text.h"
#include "wizard/widgets/build.h"

#include <QDate>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace fl {

ReportDialog::ReportDialog(const QString &report, QWidget *parent) :
    QuestionDialog(QStringLiteral("report-dialog"), QStringLiteral("info"), tr("A report for whoever helps you"),
                   tr("This is all that is in it: no passwords, no names, no addresses, no logs. Nothing is sent anywhere; you decide who "
                      "gets it."),
                   parent)
{
    setMinimumWidth(600);
    auto *view = new QPlainTextEdit(report);
    view->setObjectName(QStringLiteral("report-text"));
    view->setAccessibleName(tr("The report"));
    view->setReadOnly(true);
    view->setFont(fl::font(TextSize::Mono));
    view->setTabChangesFocus(true);
    view->setFixedHeight(260);
    body()->addWidget(view);
    body()->addWidget(makeLabel(tr("Save as")));
    m_path = new QLineEdit(QDir::homePath() + QStringLiteral("/firstlight-report-%1.txt").arg(QDate::currentDate().toString(Qt::ISODate)));
    m_path->setObjectName(QStringLiteral("report-path"));
    m_path->setAccessibleName(tr("Save as"));
    markData(m_path);
    body()->addWidget(m_path);
    m_said = makeLabel({}, "muted");
    m_said->setObjectName(QStringLiteral("report-said"));
    body()->addWidget(m_said);
    setButtons(tr("Close"), tr("Save"), "primary", false);
    yesButton()->setDefault(true);
    connect(m_path, &QLineEdit::textChanged, this, [this](const QString &path) { yesButton()->setEnabled(!path.trimmed().isEmpty()); });
}

void ReportDialog::accept()
{
    emit saveWanted(m_path->text().trimmed());
}

void ReportDialog::ended(const Status &saved)
{
    m_said->setText(saved ? tr("It is saved.") : text::error(saved.error()).happened);
    setKind(m_said, saved ? "good" : "bad");
}

} // namespace fl
