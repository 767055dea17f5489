// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/run/dialogs.h"

namespace fl {

/// Asks for the passphrase of a new locked file, twice.
class VaultDialog : public QuestionDialog {
    Q_OBJECT
public:
    explicit VaultDialog(QWidget *parent = nullptr);
    Secret passphrase() const;

private:
    void check();

    SecretField *m_first, *m_again;
    QLabel *m_hint;
};

} // namespace fl
