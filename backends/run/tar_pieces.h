// SPDX-License-Identifier: GPL-3.0-or-later
// Pieces of files as a tar archive (POSIX ustar), named by numbers: names of the user's never stand in it. Pure.
#pragma once

#include <QByteArray>

namespace fl {

class TarPieces {
public:
    void add(int number, QByteArrayView piece);
    QByteArray finished(); ///< the archive; the last thing that is asked

private:
    QByteArray m_archive;
};

} // namespace fl
