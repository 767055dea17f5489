// SPDX-License-Identifier: GPL-3.0-or-later
// What was proven on hosted notebooks, by the user's word: a card for each result, and a place for a new code.
#pragma once

#include "app/dashboard/hosted_results.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QVBoxLayout;

namespace fl {

class HostedPage : public QWidget {
    Q_OBJECT
public:
    explicit HostedPage(HostedResults &results, QWidget *parent = nullptr);

private:
    void show();
    QWidget *makeCard(const HostedRecord &record);
    HostedResults &m_results;
    QComboBox *m_service;
    QLineEdit *m_code;
    QLabel *m_said;
    QVBoxLayout *m_cards;
    std::vector<HostedRecord> m_shown;
    bool m_asked = false; ///< a code was given, and its answer is not told yet
};

} // namespace fl
