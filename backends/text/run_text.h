// SPDX-License-Identifier: GPL-3.0-or-later
// What is said of a run as a whole.
#pragma once

#include <QString>

namespace fl::text {

QString alreadyDone(int there, int all); ///< "6 of 9 steps were already done."; of none: empty

} // namespace fl::text
