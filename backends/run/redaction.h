// SPDX-License-Identifier: GPL-3.0-or-later
// Takes secrets out of text before it reaches any sink: the values we know (also as base64, hex and in a URL), and what
// looks like one. Any thread.
#pragma once

#include "backends/core/secret.h"

#include <QJsonObject>
#include <QString>

#include <memory>

namespace fl {

class Redactor {
public:
    Redactor();
    ~Redactor();

    /// Values under 4 bytes are left out: masking them would blank half of every text.
    void add(const Secret &secret);
    QString mask(const QString &text) const;
    QJsonObject mask(const QJsonObject &object) const; ///< every text in it, at any depth

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace fl
