// SPDX-License-Identifier: GPL-3.0-or-later
// What a run keeps of its output, the same for every shell.
#pragma once

#include "backends/ports/shell.h"

#include <algorithm>

namespace fl {

class Capture {
public:
    explicit Capture(const Shell::Sink &sink) : m_sink(sink) { }

    void out(QByteArrayView bytes)
    {
        if (m_sink)
            m_sink(bytes);
        else
            m_exit.out.append(bytes.first(std::min(bytes.size(), outLimit - m_exit.out.size())));
    }

    /// The newest 64 KiB: that is where the reason of a failure stands.
    void err(QByteArrayView bytes)
    {
        m_exit.err.append(bytes);
        if (m_exit.err.size() > 2 * errLimit)
            m_exit.err.remove(0, m_exit.err.size() - errLimit);
    }

    ShellExit finish(int code)
    {
        m_exit.code = code;
        if (m_exit.err.size() > errLimit)
            m_exit.err.remove(0, m_exit.err.size() - errLimit);
        return std::move(m_exit);
    }

private:
    static constexpr qsizetype outLimit = 64 * 1024 * 1024;
    static constexpr qsizetype errLimit = 64 * 1024;
    const Shell::Sink &m_sink;
    ShellExit m_exit;
};

} // namespace fl
