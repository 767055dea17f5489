// SPDX-License-Identifier: GPL-3.0-or-later
#include "matrices.h"

#include <cstring>

namespace fl::probe {

namespace {

uint64_t next(uint64_t &state) // splitmix64
{
    uint64_t z = state += 0x9e3779b97f4a7c15ull;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
    return z ^ (z >> 31);
}

/// Whole numbers from -4 to 3, eight at a time.
void fill(std::vector<int8_t> &values, uint64_t &state)
{
    for (size_t i = 0; i < values.size(); i += sizeof(uint64_t)) {
        const uint64_t three = next(state) & 0x0707070707070707ull;
        const uint64_t eight = ((three | 0x8080808080808080ull) - 0x0404040404040404ull) ^ 0x8080808080808080ull;
        memcpy(&values[i], &eight, sizeof eight);
    }
}

/// Whole numbers below 2^53 throughout, so the order of the sums does not matter; eight of them keep the CPU busy.
template <class Element>
double dot(const Element *row, const double *vector, int n)
{
    double sum[8] = {};
    for (int i = 0; i < n; i += 8)
        for (int k = 0; k < 8; ++k)
            sum[k] += static_cast<double>(row[i + k]) * vector[i + k];
    return ((sum[0] + sum[1]) + (sum[2] + sum[3])) + ((sum[4] + sum[5]) + (sum[6] + sum[7]));
}

} // namespace

Matrices::Matrices(int n, uint64_t seed) :
    m_n(n),
    m_a(static_cast<size_t>(n) * n),
    m_b(static_cast<size_t>(n) * n),
    m_vector(n),
    m_projected(n)
{
    uint64_t state = seed;
    fill(m_a, state);
    fill(m_b, state);
    for (double &value : m_vector)
        value = static_cast<double>(next(state) & 0x7fff);
    std::vector<double> between(n);
    for (int i = 0; i < n; ++i)
        between[i] = dot(&m_b[static_cast<size_t>(i) * n], m_vector.data(), n);
    for (int i = 0; i < n; ++i)
        m_projected[i] = dot(&m_a[static_cast<size_t>(i) * n], between.data(), n);
}

int Matrices::wrongRows(const float *c, int firstRow, int rows) const
{
    int wrong = 0;
    for (int i = 0; i < rows; ++i)
        wrong += !(dot(c + static_cast<size_t>(i) * m_n, m_vector.data(), m_n) == m_projected[firstRow + i]); // a NaN is wrong as well
    return wrong;
}

int Matrices::wrongElements(const float *c, int firstRow, int rows, int count) const
{
    int wrong = 0;
    uint64_t state = 7;
    for (int i = 0; i < count; ++i) {
        const int row = static_cast<int>(next(state) % static_cast<uint64_t>(rows));
        const int column = static_cast<int>(next(state) % static_cast<uint64_t>(m_n));
        int64_t right = 0;
        for (int k = 0; k < m_n; ++k)
            right += m_a[static_cast<size_t>(firstRow + row) * m_n + k] * m_b[static_cast<size_t>(k) * m_n + column];
        wrong += !(c[static_cast<size_t>(row) * m_n + column] == static_cast<float>(right));
    }
    return wrong;
}

uint16_t halfBits(int small)
{
    constexpr uint16_t magnitude[9] = {0x0000, 0x3c00, 0x4000, 0x4200, 0x4400, 0x4500, 0x4600, 0x4700, 0x4800};
    return static_cast<uint16_t>(small < 0 ? 0x8000 | magnitude[-small] : magnitude[small]);
}

} // namespace fl::probe
