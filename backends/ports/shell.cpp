// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/ports/shell.h"

namespace fl {

QByteArray quoted(QByteArrayView word)
{
    QByteArray result;
    result.reserve(word.size() + 2);
    result += '\'';
    for (const char c : word) {
        if (c == '\'')
            result += "'\\''";
        else if (c != '\0') // a shell cannot hold it
            result += c;
    }
    result += '\'';
    return result;
}

Secret assembled(const ShellScript &script)
{
    QByteArray text;
    // One allocation: a reallocation would leave a copy of a secret behind.
    qsizetype size = script.text.size() + 1;
    for (const auto &[name, value] : script.variables)
        size += name.size() + 4 * value.size() + 4;
    for (const auto &[name, value] : script.secrets)
        size += name.size() + 4 * value.size() + 4;
    text.reserve(size);
    for (const auto &[name, value] : script.variables)
        text += name + '=' + quoted(value) + '\n';
    for (const auto &[name, value] : script.secrets) {
        text += name;
        text += '=';
        value.reveal([&](QByteArrayView bytes) {
            text += '\'';
            for (const char c : bytes) {
                if (c == '\'')
                    text += "'\\''";
                else if (c != '\0')
                    text += c;
            }
            text += '\'';
        });
        text += '\n';
    }
    text += script.text;
    return Secret(std::move(text));
}

} // namespace fl
