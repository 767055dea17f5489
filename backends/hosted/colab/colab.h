// SPDX-License-Identifier: GPL-3.0-or-later
// Google Colab, the local way: a notebook that asks for a GPU runtime by its metadata, to be dragged into Colab's page.
#pragma once

#include "backends/hosted/hosted.h"

namespace fl {

class Colab : public HostedService {
public:
    QString id() const override { return QStringLiteral("colab"); }
    QString fileName() const override { return QStringLiteral("Firstlight.ipynb"); }
    Result<QByteArray> notebook(const QStringList &frameworks, const QString &language) const override;
};

} // namespace fl
