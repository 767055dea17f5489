// SPDX-License-Identifier: GPL-3.0-or-later
// JSON out, small files in. No Qt, no locale, no exceptions; nothing here needs a C library newer than glibc 2.28.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fl::probe {

/// Valid UTF-8 without control characters, at most `limit` bytes: drivers, boards and process names are strangers.
std::string clean(std::string_view stranger, size_t limit = 200);

/// Decimal digits at the front of the text; nothing where there are none or they do not fit.
std::optional<uint64_t> number(std::string_view text);

std::string decimal(int64_t value);
std::string hex(uint32_t value, int digits); ///< "0x2330" for (0x2330, 4)

/// Writes one JSON value on one line. The caller balances open and close; strings are cleaned, numbers that are not finite become null.
class Json {
public:
    Json &key(const char *name);
    Json &open(char bracket);
    Json &close(char bracket);
    Json &text(std::string_view value);
    Json &number(double value);
    Json &integer(int64_t value);
    Json &flag(bool value);
    Json &null();

    Json &text(const char *name, std::string_view value) { return key(name).text(value); }
    Json &number(const char *name, double value) { return key(name).number(value); }
    Json &integer(const char *name, int64_t value) { return key(name).integer(value); }
    Json &flag(const char *name, bool value) { return key(name).flag(value); }
    /// null where the value is unknown, so that a reader finds every key at every GPU.
    template <class T>
    Json &maybe(const char *name, const std::optional<T> &value)
    {
        key(name);
        if (!value)
            return null();
        if constexpr (std::is_same_v<T, bool>)
            return flag(*value);
        else if constexpr (std::is_floating_point_v<T>)
            return number(*value);
        else if constexpr (std::is_integral_v<T>)
            return integer(static_cast<int64_t>(*value));
        else
            return text(*value);
    }

    const std::string &str() const { return m_out; }

private:
    void separate();

    std::string m_out;
    bool m_first = true;
};

/// Every path of /sys, /proc and /dev is looked up below this folder: "" on a server, another one in a test.
struct Root {
    std::string prefix;
    std::string at(std::string_view path) const { return prefix + std::string(path); }
};

/// At most `limit` bytes; nothing where it cannot be read.
std::optional<std::string> readFile(const std::string &path, size_t limit = 1 << 16);
bool exists(const std::string &path);
std::vector<std::string> folder(const std::string &path); ///< names in it, sorted; without . and ..
std::string trimmed(std::string_view text);
std::vector<std::string_view> lines(std::string_view text);

/// All of it to the descriptor, whatever interrupts; false once the reader is gone.
bool writeAll(int descriptor, std::string_view bytes);

double monotonicSeconds();
int64_t epochMilliseconds();

} // namespace fl::probe
