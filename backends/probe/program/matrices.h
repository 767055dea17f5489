// SPDX-License-Identifier: GPL-3.0-or-later
// The matrices that are multiplied, and the CPU's check of the product. All elements are small whole numbers: half and single precision hold
// them, and every partial sum, without rounding, so a right product is right to the last bit and the check needs no tolerance.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace fl::probe {

class Matrices {
public:
    explicit Matrices(int n, uint64_t seed = 1); ///< n x n, row-major

    int n() const { return m_n; }
    const int8_t *a() const { return m_a.data(); }
    const int8_t *b() const { return m_b.data(); }

    /// Rows of C that are not A x B. Every element counts: each row is projected on a random vector of whole numbers, and compared with
    /// A x (B x vector), which costs n^2 and not n^3. A wrong row slips through once in 32768.
    int wrongRows(const float *c, int firstRow, int rows) const;
    /// `count` elements spread over the rows given, each against its dot product. The second opinion on wrongRows.
    int wrongElements(const float *c, int firstRow, int rows, int count) const;

private:
    int m_n;
    std::vector<int8_t> m_a, m_b;
    std::vector<double> m_vector;    ///< the random vector
    std::vector<double> m_projected; ///< A x (B x vector)
};

uint16_t halfBits(int small); ///< the half-precision bits of a whole number from -8 to 8

} // namespace fl::probe
