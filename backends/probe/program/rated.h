// SPDX-License-Identifier: GPL-3.0-or-later
// What a card is rated for, computed from what the driver says about it. 0 stands for "not known". Pure functions.
#pragma once

#include <string_view>

namespace fl::probe {

/// FP32 units per multiprocessor; 0 for a capability that is not in the table.
int coresPerSm(int major, int minor);

/// Dense half-precision multiply-adds with single-precision sums, in FLOP per clock and multiprocessor; 0 without tensor cores.
/// GeForce cards of Turing and newer sum at half the rate of their professional siblings, hence the name.
int tensorFlopsPerClock(int major, int minor, std::string_view name);

double ratedFp32(int sms, double clockMhz, int major, int minor);                          ///< TFLOP/s
double ratedTensor(int sms, double clockMhz, int major, int minor, std::string_view name); ///< TFLOP/s
double ratedMemory(double clockMhz, int busBits);                                          ///< GB/s: two transfers a clock
double ratedPcie(int generation, int width);                                               ///< GB/s in one direction

} // namespace fl::probe
