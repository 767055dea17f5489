// SPDX-License-Identifier: GPL-3.0-or-later
// Takes apart what send-files.sh sends, in pieces of any size. Pure. The sender is a stranger: what is not what was asked for ends it.
#pragma once

#include "backends/steps/server_scripts.h"

#include <functional>

namespace fl {

class SentFiles {
public:
    struct Head {
        size_t index = 0;  ///< which of those that were asked for
        bool there = true; ///< false: it is gone or cannot be read
        qint64 size = 0;
        QByteArray sha256; ///< hex
    };
    struct Taker {
        std::function<bool(const Head &)> begins; ///< false: end here
        std::function<bool(QByteArrayView)> bytes;
        std::function<bool(const Head &)> ends; ///< all that was asked for has come
    };

    SentFiles(QByteArray mark, std::vector<FileWanted> wanted, Taker taker);

    /// False: it has ended, by the sender, by the taker or by what makes no sense.
    bool feed(QByteArrayView bytes);
    bool isComplete() const { return m_complete; } ///< the sender said so
    bool isBroken() const { return m_broken; }     ///< made no sense

private:
    bool readLine(QByteArrayView line);
    bool finishFile();

    QByteArray m_mark;
    std::vector<FileWanted> m_wanted;
    Taker m_taker;
    QByteArray m_line;
    Head m_head;
    size_t m_next = 0;
    qint64 m_missing = 0; ///< bytes of the file that are still to come
    bool m_complete = false, m_broken = false, m_over = false;
};

} // namespace fl
