// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/ports/http.h"

namespace fl {

QByteArray headerOf(const HttpHeaders &headers, QByteArrayView name)
{
    for (const auto &[key, value] : headers)
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    return {};
}

} // namespace fl
