// SPDX-License-Identifier: GPL-3.0-or-later
// Whose login it is, at once, and the regions it can have machines in, the nearest first. It asks when what is typed has rested for a
// moment; nothing that is typed is kept here.
#pragma once

#include "wizard/page.h"

class QComboBox;
class QPushButton;

namespace fl {

class LoginPanel : public QWidget {
    Q_OBJECT
public:
    using Given = std::function<std::pair<Choices, GivenSecrets>()>; ///< what the page holds now
    LoginPanel(PageContext &context, const ProviderInfo &provider, Given given, QWidget *parent = nullptr);

    void outdated(); ///< something was typed

signals:
    void regionChosen(const QString &id);

private:
    void ask();
    void showWho(const Result<Identity> &who);
    void showRegions(const std::vector<Place> &places);
    void forget();

    PageContext &m_context;
    const QString m_where, m_policy;
    Given m_given;
    QLabel *m_who;
    QPushButton *m_forget;
    QWidget *m_regionRow;
    QComboBox *m_regions;
    QTimer m_rest;
    std::stop_source m_asking{std::nostopstate};
};

} // namespace fl
