// SPDX-License-Identifier: GPL-3.0-or-later
// How the server reaches the internet where that is restricted or slow: proxy, certificates, mirrors. UI thread.
#pragma once

#include "backends/core/choices.h"

#include <QFrame>

class QPushButton;

namespace fl {

class FieldForm;

/// The fields alone. What is typed is checked by setKey, as everywhere else.
class NetworkForm : public QWidget {
    Q_OBJECT
public:
    explicit NetworkForm(QWidget *parent = nullptr);
    void load(const NetworkChoice &network);
    /// What is shown, without what cannot be right.
    NetworkChoice network() const;
    /// What is wrong, in a sentence; empty: nothing. `field` gets the key of the input that is meant.
    QString problem(QString *field = nullptr) const;
    void mark(const QString &field); ///< empty: unmarks
    void focusFirst();

signals:
    void changed();

private:
    FieldForm *m_form;
};

/// The same, folded until it is wanted or something is set.
class NetworkPanel : public QFrame {
    Q_OBJECT
public:
    explicit NetworkPanel(QWidget *parent = nullptr);
    void load(const NetworkChoice &network);
    NetworkForm &form() const { return *m_form; }
    void unfold(bool open);

signals:
    void changed();

private:
    QPushButton *m_fold;
    QWidget *m_body;
    NetworkForm *m_form;
};

} // namespace fl
