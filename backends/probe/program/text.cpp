// SPDX-License-Identifier: GPL-3.0-or-later
#include "text.h"

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

namespace fl::probe {

namespace {

/// Length of the well-formed UTF-8 sequence at the front; 0 where there is none.
size_t sequenceLength(std::string_view s)
{
    const auto byte = [&](size_t i) { return i < s.size() ? static_cast<unsigned char>(s[i]) : 0u; };
    const auto tail = [&](size_t i) { return (byte(i) & 0xc0) == 0x80; };
    const unsigned b = byte(0);
    if (b < 0x80)
        return 1;
    if (b >= 0xc2 && b <= 0xdf)
        return tail(1) ? 2 : 0;
    if (b >= 0xe0 && b <= 0xef) {
        if (!tail(1) || !tail(2) || (b == 0xe0 && byte(1) < 0xa0) || (b == 0xed && byte(1) > 0x9f))
            return 0;
        return 3;
    }
    if (b >= 0xf0 && b <= 0xf4) {
        if (!tail(1) || !tail(2) || !tail(3) || (b == 0xf0 && byte(1) < 0x90) || (b == 0xf4 && byte(1) > 0x8f))
            return 0;
        return 4;
    }
    return 0;
}

} // namespace

std::string clean(std::string_view stranger, size_t limit)
{
    std::string out;
    while (!stranger.empty() && out.size() < limit) {
        const size_t length = sequenceLength(stranger);
        const unsigned char first = static_cast<unsigned char>(stranger[0]);
        const bool control =
            length == 1 ? first < 0x20 || first == 0x7f : length == 2 && first == 0xc2 && static_cast<unsigned char>(stranger[1]) < 0xa0;
        if (length == 0 || control)
            out += '?';
        else
            out.append(stranger.substr(0, length));
        stranger.remove_prefix(length ? length : 1);
    }
    return out;
}

std::optional<uint64_t> number(std::string_view text)
{
    uint64_t value = 0;
    size_t digits = 0;
    for (; digits < text.size() && text[digits] >= '0' && text[digits] <= '9'; ++digits) {
        const uint64_t digit = static_cast<uint64_t>(text[digits] - '0');
        if (value > (UINT64_MAX - digit) / 10)
            return std::nullopt;
        value = value * 10 + digit;
    }
    return digits ? std::optional(value) : std::nullopt;
}

std::string decimal(int64_t value)
{
    char text[24];
    snprintf(text, sizeof text, "%lld", static_cast<long long>(value));
    return text;
}

std::string hex(uint32_t value, int digits)
{
    char text[24];
    snprintf(text, sizeof text, "0x%0*x", digits, value);
    return text;
}

void Json::separate()
{
    if (!m_first)
        m_out += ',';
    m_first = false;
}

Json &Json::key(const char *name)
{
    separate();
    m_out += '"';
    m_out += name;
    m_out += "\":";
    m_first = true; // the value that follows needs no comma
    return *this;
}

Json &Json::open(char bracket)
{
    separate();
    m_out += bracket;
    m_first = true;
    return *this;
}

Json &Json::close(char bracket)
{
    m_out += bracket;
    m_first = false;
    return *this;
}

Json &Json::text(std::string_view value)
{
    separate();
    m_out += '"';
    for (const char c : clean(value, 4000)) {
        if (c == '"' || c == '\\')
            m_out += '\\';
        m_out += c;
    }
    m_out += '"';
    return *this;
}

Json &Json::number(double value)
{
    if (!std::isfinite(value))
        return null();
    separate();
    char text[40];
    snprintf(text, sizeof text, "%.6g", value);
    m_out += text;
    return *this;
}

Json &Json::integer(int64_t value)
{
    separate();
    m_out += decimal(value);
    return *this;
}

Json &Json::flag(bool value)
{
    separate();
    m_out += value ? "true" : "false";
    return *this;
}

Json &Json::null()
{
    separate();
    m_out += "null";
    return *this;
}

std::optional<std::string> readFile(const std::string &path, size_t limit)
{
    const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return std::nullopt;
    std::string out;
    char block[16384]; // /dev/kmsg gives one record a call, and none that does not fit
    for (;;) {
        const ssize_t got = read(fd, block, sizeof block);
        if (got < 0 && (errno == EINTR || errno == EPIPE)) // EPIPE: records of /dev/kmsg were overwritten meanwhile
            continue;
        if (got <= 0 || out.size() >= limit)
            break;
        out.append(block, std::min(static_cast<size_t>(got), limit - out.size()));
    }
    close(fd);
    return out;
}

bool exists(const std::string &path)
{
    return access(path.c_str(), F_OK) == 0;
}

std::vector<std::string> folder(const std::string &path)
{
    std::vector<std::string> names;
    DIR *dir = opendir(path.c_str());
    if (!dir)
        return names;
    while (const dirent *entry = readdir(dir)) {
        const std::string_view name = entry->d_name;
        if (name != "." && name != "..")
            names.emplace_back(name);
    }
    closedir(dir);
    std::sort(names.begin(), names.end());
    return names;
}

std::string trimmed(std::string_view text)
{
    const auto space = [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\0'; };
    while (!text.empty() && space(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && space(text.back()))
        text.remove_suffix(1);
    return std::string(text);
}

std::vector<std::string_view> lines(std::string_view text)
{
    std::vector<std::string_view> all;
    while (!text.empty()) {
        const size_t end = text.find('\n');
        all.push_back(text.substr(0, end));
        if (end == std::string_view::npos)
            break;
        text.remove_prefix(end + 1);
    }
    return all;
}

bool writeAll(int descriptor, std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t put = write(descriptor, bytes.data(), bytes.size());
        if (put < 0 && errno == EINTR)
            continue;
        if (put <= 0)
            return false;
        bytes.remove_prefix(static_cast<size_t>(put));
    }
    return true;
}

double monotonicSeconds()
{
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

int64_t epochMilliseconds()
{
    timespec now{};
    clock_gettime(CLOCK_REALTIME, &now);
    return static_cast<int64_t>(now.tv_sec) * 1000 + now.tv_nsec / 1000000;
}

} // namespace fl::probe
