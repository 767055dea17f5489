// SPDX-License-Identifier: GPL-3.0-or-later
// The composition root: makes everything that touches the world, once a process, and gives the Operations over it.
// A QCoreApplication must exist.
#pragma once

#include "backends/run/operations.h"

#include <memory>

namespace fl {

class Services {
public:
    enum class Access {
        Read,  ///< takes no lock and writes nothing, except that an older or damaged ledger is led up or mended if nobody writes
        Write, ///< takes the profile's lock; where another has it, reads and says so in refusal()
    };

    /// State lives below `home`. Errors: LocalFile, LocalDiskFull, LedgerLocked and LedgerDamaged (to a reader
    /// of such a ledger while somebody writes), ToolMissing.
    static Result<std::unique_ptr<Services>> open(const QString &home, Access access);
    ~Services();

    Operations &operations();
    std::optional<Error> notice() const;  ///< a ledger that was set aside, or one of a newer program
    std::optional<Error> refusal() const; ///< why this process may not write
    QString home() const;

private:
    struct Private;
    explicit Services(std::unique_ptr<Private> p);
    std::unique_ptr<Private> d;
};

/// $FIRSTLIGHT_HOME, else the platform's folder for data.
QString profileHome();

/// Before anything secret is read: no core file, no debugger of the same user (where the system can do that).
void guardProcess();

} // namespace fl
