// SPDX-License-Identifier: GPL-3.0-or-later
// What stands in a list of choices.
#pragma once

#include <QString>

namespace fl::text {

/// "ubuntu-24.04" is Ubuntu 24.04; an empty one is the default; what has no other name keeps its own.
QString optionLabel(const QString &option);

} // namespace fl::text
