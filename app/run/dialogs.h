// SPDX-License-Identifier: GPL-3.0-or-later
// The few questions that interrupt. In all of them the safe answer has the focus, and Esc gives it.
#pragma once

#include "backends/core/choices.h"
#include "backends/core/secret.h"
#include "backends/ports/asker.h"

#include <QDialog>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace fl {

class NetworkForm;
class SecretField;

class QuestionDialog : public QDialog {
    Q_OBJECT
public:
    QuestionDialog(const QString &objectName, const QString &iconName, const QString &title, const QString &text, QWidget *parent);

protected:
    QVBoxLayout *body() const { return m_body; }
    /// `no` gets the focus and is the default; `danger` waits two seconds before it can be pressed (not with a screen reader).
    void setButtons(const QString &no, const QString &yes, const char *yesKind, bool danger);
    QPushButton *yesButton() const { return m_yes; }
    /// Whether `yes` can be pressed, once its wait is over.
    void setReady(bool ready);
    bool event(QEvent *event) override;

private:
    QVBoxLayout *m_body;
    QPushButton *m_yes = nullptr;
    bool m_ready = true, m_waits = false;
};

/// Deletes, stops or changes something: `yes` says what.
class ConfirmDialog : public QuestionDialog {
    Q_OBJECT
public:
    ConfirmDialog(const QString &title, const QString &text, const QString &yes, bool danger, QWidget *parent = nullptr);
};

/// The fingerprint of a host key, to be compared with the server's own. The default is No.
class HostKeyDialog : public QuestionDialog {
    Q_OBJECT
public:
    HostKeyDialog(const QString &host, const QString &type, const QString &fingerprint, bool jump, QWidget *parent = nullptr);
};

/// How a server reaches the internet; what cannot be right, and no change at all, keep the button waiting.
class NetworkDialog : public QuestionDialog {
    Q_OBJECT
public:
    explicit NetworkDialog(const NetworkChoice &before, QWidget *parent = nullptr);
    /// The keys that are to be set, with their values.
    QList<std::pair<QString, QString>> changes() const;

private:
    NetworkChoice m_before;
    NetworkForm *m_form;
};

class SecretDialog : public QuestionDialog {
    Q_OBJECT
public:
    SecretDialog(const QString &title, const QString &text, QWidget *parent = nullptr);
    Secret secret() const;

private:
    SecretField *m_field;
};

/// Shows a new password once, with a button that copies it.
class PasswordDialog : public QDialog {
    Q_OBJECT
public:
    PasswordDialog(const QString &machine, const Secret &password, bool kept, QWidget *parent = nullptr);
};

/// The line that shows a password, with its copy button.
QWidget *makePasswordRow(const Secret &password);

/// What a Question of the worker's looks like.
QuestionDialog *makeDialog(const Question &question, QWidget *parent);

} // namespace fl
