// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/core/secret.h"

#include <sodium.h>

#include <cstring>
#include <new>

namespace fl {

Secret::Secret(QByteArray &&bytes)
{
    if (sodium_init() < 0)
        std::terminate(); // no source of randomness: nothing here can be safe
    if (!bytes.isEmpty()) {
        auto *memory = static_cast<char *>(sodium_malloc(static_cast<size_t>(bytes.size())));
        if (memory == nullptr)
            throw std::bad_alloc();
        std::memcpy(memory, bytes.constData(), static_cast<size_t>(bytes.size()));
        sodium_mprotect_readonly(memory);
        m_bytes = std::shared_ptr<char[]>(memory, [](char *p) { sodium_free(p); });
        m_size = bytes.size();
        sodium_memzero(bytes.data(), static_cast<size_t>(bytes.size()));
    }
    bytes.clear();
}

Secret Secret::fromString(QString &&text)
{
    Secret secret(text.toUtf8());
    sodium_memzero(text.data(), static_cast<size_t>(text.size()) * sizeof(QChar));
    text.clear();
    return secret;
}

bool Secret::operator==(const Secret &other) const
{
    return m_size == other.m_size && (m_size == 0 || sodium_memcmp(m_bytes.get(), other.m_bytes.get(), static_cast<size_t>(m_size)) == 0);
}

} // namespace fl
