// SPDX-License-Identifier: GPL-3.0-or-later
#include "wizard/widgets/strength_meter.h"

#include "wizard/pages/access/password_strength.h"
#include "wizard/widgets/build.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>

#include <algorithm>

namespace fl {

StrengthMeter::StrengthMeter(const QString &objectName, QLineEdit *line, QWidget *parent) : QWidget(parent)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    m_bar = new QProgressBar;
    m_bar->setObjectName(objectName);
    m_bar->setAccessibleName(tr("Strength of the password"));
    m_bar->setRange(0, 100);
    m_bar->setTextVisible(false);
    row->addWidget(m_bar, 1, Qt::AlignVCenter);
    m_word = makeTag({}, "muted");
    m_word->setMinimumWidth(fontMetrics().horizontalAdvance(tr("At least 8 characters")) + 8);
    row->addWidget(m_word);
    connect(line, &QLineEdit::textChanged, this, &StrengthMeter::judge);
    judge(line->text());
}

void StrengthMeter::judge(const QString &password)
{
    const Strength strength = passwordStrength(password);
    m_bar->setValue(static_cast<int>(std::min(100.0, passwordBits(password) / 0.8)));
    switch (strength) {
    case Strength::Empty: m_word->setText(tr("At least 8 characters")); break;
    case Strength::Weak: m_word->setText(tr("Weak: add words")); break;
    case Strength::Fair: m_word->setText(tr("Fair")); break;
    case Strength::Strong: m_word->setText(tr("Strong")); break;
    }
    setKind(m_bar, strength == Strength::Strong ? "good" : strength == Strength::Fair ? "warn" : "bad");
    setKind(m_word,
            strength == Strength::Strong     ? "good"
                : strength == Strength::Fair ? "warn"
                : strength == Strength::Weak ? "bad"
                                             : "muted");
    m_bar->setAccessibleDescription(m_word->text());
}

} // namespace fl
