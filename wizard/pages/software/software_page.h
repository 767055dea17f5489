// SPDX-License-Identifier: GPL-3.0-or-later
// The frameworks, where they come from, and whether CUDA code will be compiled.
#pragma once

#include "wizard/page.h"

class QCheckBox;
class QComboBox;
class QFrame;
class QRadioButton;

namespace fl {

class ExtrasPanel;

class SoftwarePage : public Page {
    Q_OBJECT
public:
    explicit SoftwarePage(PageContext &context);
    void load(const Choices &choices, const GivenSecrets &secrets) override;
    void store(Choices &choices, GivenSecrets &secrets) const override;
    QString problem(QString *field = nullptr) const override;
    QString primaryText() const override;

private:
    std::vector<std::pair<QString, QCheckBox *>> m_frameworks;
    QWidget *m_kerasRow = nullptr;
    QComboBox *m_kerasBackend = nullptr;
    std::vector<std::pair<Source, QRadioButton *>> m_sources;
    QCheckBox *m_cuda;
    ExtrasPanel *m_extras;

    QFrame *buildFrameworks();
    QWidget *buildKerasBackend();
    QStringList chosen() const;
    void frameworksChanged();
};

} // namespace fl
