// SPDX-License-Identifier: GPL-3.0-or-later
#include "wizard/pages/access/password_strength.h"

#include <QString>

#include <algorithm>
#include <array>
#include <cmath>

namespace fl {
namespace {

// What every guesser tries first, as parts of a password in lower case.
constexpr std::array common{"password", "passwort", "qwerty", "letmein", "welcome",    "jupyter", "notebook", "admin",
                            "iloveyou", "123456",   "abc123", "pytorch", "firstlight", "dragon",  "monkey",   "secret"};

// What a character adds after the one before it: little in aaa, not much in abc and 321.
double surprise(QChar before, QChar now)
{
    const int step = std::abs(now.unicode() - before.unicode());
    return step == 0 ? 0.1 : step == 1 ? 0.25 : 1;
}

} // namespace

double passwordBits(QStringView password)
{
    bool lower = false, upper = false, digit = false, sign = false, other = false, han = false;
    double counted = 0;
    for (qsizetype i = 0; i < password.size(); ++i) {
        const QChar c = password[i];
        if (c.unicode() >= 0x2E80)
            han = true;
        else if (c.unicode() > 127)
            other = true;
        else if (c.isLower())
            lower = true;
        else if (c.isUpper())
            upper = true;
        else if (c.isDigit())
            digit = true;
        else
            sign = true;
        counted += i > 0 ? surprise(password[i - 1], c) : 1;
    }
    const QString small = password.toString().toLower();
    for (const char *word : common)
        if (small.contains(QLatin1String(word)))
            counted -= static_cast<double>(qstrlen(word)) * 0.8;
    const int alphabet = lower * 26 + upper * 26 + digit * 10 + sign * 33 + other * 100 + han * 2000;
    return alphabet == 0 ? 0 : std::max(0.0, counted) * std::log2(alphabet);
}

Strength passwordStrength(QStringView password)
{
    if (password.isEmpty())
        return Strength::Empty;
    const double bits = passwordBits(password);
    return bits < 40 ? Strength::Weak : bits < 64 ? Strength::Fair : Strength::Strong;
}

} // namespace fl
