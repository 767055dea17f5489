// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/run/tar_pieces.h"

#include <cstdio>
#include <numeric>

namespace fl {
namespace {

constexpr qsizetype block = 512;

QByteArray header(int number, qint64 size)
{
    QByteArray head(block, '\0');
    const auto put = [&](qsizetype at, const QByteArray &text) { head.replace(at, text.size(), text); };
    const auto octal = [](qint64 value, int digits) { return QByteArray::number(value, 8).rightJustified(digits, '0'); };
    put(0, QByteArray::number(number));
    put(100, "0000600"); // mode
    put(108, "0000000"); // owner, group
    put(116, "0000000");
    put(124, octal(size, 11));
    put(136, octal(0, 11)); // time
    put(148, QByteArray(8, ' '));
    put(156, "0"); // a plain file
    put(257,
        QByteArray("ustar\0"
                   "00",
                   8));
    const int sum = std::accumulate(head.begin(), head.end(), 0, [](int so, char c) { return so + static_cast<unsigned char>(c); });
    put(148, octal(sum, 6) + '\0' + ' ');
    return head;
}

} // namespace

void TarPieces::add(int number, QByteArrayView piece)
{
    m_archive += header(number, piece.size());
    m_archive += piece;
    m_archive.append((block - piece.size() % block) % block, '\0');
}

QByteArray TarPieces::finished()
{
    m_archive.append(2 * block, '\0');
    return std::move(m_archive);
}

} // namespace fl
