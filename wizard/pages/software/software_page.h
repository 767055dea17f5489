// SPDX-License-Identifier: GPL-3.0-or-later
// The framework, where it comes from, and whether CUDA code will be compiled.
#pragma once

#include "wizard/page.h"

class QCheckBox;
class QRadioButton;

namespace fl {

class SoftwarePage : public Page {
    Q_OBJECT
public:
    explicit SoftwarePage(PageContext &context);
    void load(const Choices &choices, const GivenSecrets &secrets) override;
    void store(Choices &choices, GivenSecrets &secrets) const override;
    QString primaryText() const override;

private:
    std::vector<std::pair<Source, QRadioButton *>> m_sources;
    QCheckBox *m_cuda;
};

} // namespace fl
