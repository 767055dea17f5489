// SPDX-License-Identifier: GPL-3.0-or-later
// How much more memory this program has held at once than when this was made.
#pragma once

#include <QFile>

namespace fl {

class MemoryPeak {
public:
    MemoryPeak()
    {
        QFile forget(QStringLiteral("/proc/self/clear_refs")); // "5" begins the highest anew
        if (forget.open(QIODevice::WriteOnly))
            forget.write("5");
        forget.close();
        m_before = kib("VmRSS:");
    }
    /// Where the system cannot begin anew, it is as much or more than that.
    qint64 grownMiB() const { return (kib("VmHWM:") - m_before) / 1024; }

private:
    static qint64 kib(const QByteArray &name)
    {
        QFile file(QStringLiteral("/proc/self/status"));
        if (file.open(QIODevice::ReadOnly))
            for (const QByteArray &line : file.readAll().split('\n'))
                if (line.startsWith(name))
                    return line.mid(name.size()).trimmed().split(' ').value(0).toLongLong();
        return 0;
    }

    qint64 m_before = 0;
};

} // namespace fl
