// SPDX-License-Identifier: GPL-3.0-or-later
// The frameworks, where they come from, whether CUDA code will be compiled, and how the server reaches all that.
#pragma once

#include "wizard/page.h"

class QCheckBox;
class QComboBox;
class QFrame;
class QRadioButton;

namespace fl {

class ExtrasPanel;
class NetworkPanel;

class SoftwarePage : public Page {
    Q_OBJECT
public:
    explicit SoftwarePage(PageContext &context);
    void load(const Choices &choices, const GivenSecrets &secrets) override;
    void store(Choices &choices, GivenSecrets &secrets) const override;
    QString problem(QString *field = nullptr) const override;
    void markProblem(const QString &field) override;
    QString primaryText() const override;

private:
    std::vector<std::pair<QString, QCheckBox *>> m_frameworks;
    QWidget *m_kerasRow = nullptr;
    QComboBox *m_kerasBackend = nullptr;
    std::vector<std::pair<Source, QRadioButton *>> m_sources;
    QCheckBox *m_cuda;
    ExtrasPanel *m_extras;
    NetworkPanel *m_network;

    QFrame *buildFrameworks();
    QFrame *buildSources();
    QFrame *buildCuda();
    QWidget *buildKerasBackend();
    QStringList chosen() const;
    void frameworksChanged();
};

} // namespace fl
