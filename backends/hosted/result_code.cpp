// SPDX-License-Identifier: GPL-3.0-or-later
// Reads what resources/hosted/code.py writes: bytes in Crockford's base 32. 1, days since 2020 (2 bytes), two bits a framework
// (there, on the GPU), its version's first two numbers (a byte each), the GPU's name with its length, 3 bytes of SHA-256.
#include "backends/hosted/hosted.h"

#include <QCryptographicHash>

namespace fl {
namespace {

constexpr qsizetype sumBytes = 3, fewest = 1 + 2 + 1 + 1 + sumBytes, mostLetters = 200;

tl::unexpected<Error> mistyped(const QString &code)
{
    return fail({Cause::BadValue,
                 {{QStringLiteral("key"), QStringLiteral("--code")}, {QStringLiteral("value"), code.left(80)}},
                 NextAction::ChangeInput,
                 {},
                 {}});
}

/// Empty: some letter is none of them, or bits are left over that should not be there.
QByteArray bytesOf(const QString &code)
{
    static const QString letters = QStringLiteral("0123456789ABCDEFGHJKMNPQRSTVWXYZ");
    QByteArray bytes;
    quint32 bits = 0;
    int held = 0;
    for (QChar letter : code.toUpper()) {
        if (letter.isSpace() || letter == QLatin1Char('-'))
            continue;
        if (letter == QLatin1Char('O'))
            letter = QLatin1Char('0');
        if (letter == QLatin1Char('I') || letter == QLatin1Char('L'))
            letter = QLatin1Char('1');
        const qsizetype value = letters.indexOf(letter);
        if (value < 0)
            return {};
        bits = ((bits << 5) | static_cast<quint32>(value)) & 0xFFFF;
        held += 5;
        if (held >= 8) {
            held -= 8;
            bytes.append(static_cast<char>((bits >> held) & 0xFF));
        }
    }
    const bool padded = held < 5 && (bits & ((1U << held) - 1)) == 0;
    return padded ? bytes : QByteArray();
}

} // namespace

Result<HostedResult> readResultCode(const QString &code)
{
    if (code.size() > mostLetters)
        return mistyped(code);
    const QByteArray bytes = bytesOf(code);
    const QByteArray said = bytes.chopped(std::min(bytes.size(), sumBytes));
    if (bytes.size() < fewest || QCryptographicHash::hash(said, QCryptographicHash::Sha256).left(sumBytes) != bytes.right(sumBytes))
        return mistyped(code);
    const auto byte = [&](qsizetype at) { return at < said.size() ? static_cast<quint8>(said.at(at)) : 0; };
    if (byte(0) != 1)
        return mistyped(code);
    HostedResult result;
    result.day = QDate(2020, 1, 1).addDays((byte(1) << 8) | byte(2));
    const int mask = byte(3);
    qsizetype at = 4;
    int place = 0;
    for (const char *name : {"pytorch", "tensorflow", "keras", "jax"}) {
        const int there = (mask >> (2 * place++)) & 3;
        if (there == 0)
            continue;
        result.frameworks.push_back({QLatin1String(name), QStringLiteral("%1.%2").arg(byte(at)).arg(byte(at + 1)), there == 3});
        at += 2;
    }
    const qsizetype length = byte(at);
    if (said.size() != at + 1 + length)
        return mistyped(code);
    result.gpu = QString::fromLatin1(said.mid(at + 1));
    return result;
}

} // namespace fl
