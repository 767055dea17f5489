// SPDX-License-Identifier: GPL-3.0-or-later
// How hard a password is to guess, roughly; GUI-free. An estimate from above: it knows classes of characters, repeats, runs
// and the few passwords that everybody tries.
#pragma once

#include <QStringView>

namespace fl {

enum class Strength { Empty, Weak, Fair, Strong };

double passwordBits(QStringView password);
Strength passwordStrength(QStringView password); ///< Weak below 40 bit, Fair below 64

} // namespace fl
