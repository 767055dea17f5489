// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/upkeep/upkeep.h"

#include "app/run/dialogs.h"
#include "app/settings_menu.h"
#include "app/upkeep/report_dialog.h"
#include "app/upkeep/vault_dialog.h"
#include "backends/run/report.h"

namespace fl {
namespace {
const QString lane = QStringLiteral("upkeep"); // a key ring may take its time: nothing else waits for it
} // namespace

Upkeep::Upkeep(Backend &backend, QWidget *window) : m_backend(backend), m_window(window)
{
    QMetaObject::invokeMethod(this, &Upkeep::look, Qt::QueuedConnection); // the first paint comes first
}

void Upkeep::attach(SettingsButton *button)
{
    m_buttons.removeAll(nullptr);
    m_buttons << button;
    if (m_keeping)
        button->setKeeping(*m_keeping);
    connect(button, &SettingsButton::vaultWanted, this, &Upkeep::makeVault);
    connect(button, &SettingsButton::forgetWanted, this, &Upkeep::forgetVault);
    connect(button, &SettingsButton::reportWanted, this, &Upkeep::showReport);
}

void Upkeep::look()
{
    m_backend.call(
        lane, this, [](Operations &operations, OperationCall &) { return operations.keeping(); },
        [this](Keeping keeping) {
            m_keeping = keeping;
            for (SettingsButton *button : std::as_const(m_buttons))
                if (button)
                    button->setKeeping(keeping);
        });
}

void Upkeep::changed(const Status &done)
{
    if (!done)
        emit failed(done.error());
    look();
}

void Upkeep::makeVault()
{
    auto *dialog = new VaultDialog(m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        m_backend.call(
            lane, this,
            [passphrase = dialog->passphrase()](Operations &operations, OperationCall &) { return operations.createVault(passphrase); },
            [this](Status &&done) { changed(done); });
    });
    dialog->open();
}

void Upkeep::forgetVault()
{
    auto *dialog = new ConfirmDialog(tr("Forget the passwords?"),
                                     tr("The locked file is deleted. Each password is asked for again when it is needed."),
                                     tr("Forget them"), true, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this] {
        m_backend.call(
            lane, this, [](Operations &operations, OperationCall &) { return operations.forgetVault(); },
            [this](Status &&done) { changed(done); });
    });
    dialog->open();
}

void Upkeep::showReport()
{
    m_backend.call(
        lane, this, [](Operations &operations, OperationCall &call) { return operations.report(call); },
        [this](Result<QString> &&report) {
            if (!report) {
                emit failed(report.error());
                return;
            }
            auto *dialog = new ReportDialog(*report, m_window);
            dialog->setAttribute(Qt::WA_DeleteOnClose);
            connect(dialog, &ReportDialog::saveWanted, dialog, [this, dialog, text = *report](const QString &path) {
                m_backend.call(
                    lane, dialog, [path, text](Operations &, OperationCall &) { return saveReport(path, text); },
                    [dialog](Status &&saved) { dialog->ended(saved); });
            });
            dialog->open();
        });
}

} // namespace fl
