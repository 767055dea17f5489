// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>

namespace fl::cli {

/// The command line's own texts; those of codes come from backends/text.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(fl::cli)
};

inline QString tr(const char *text)
{
    return Words::tr(text);
}

} // namespace fl::cli
