// SPDX-License-Identifier: GPL-3.0-or-later
// The program's death at a chosen moment: an exception that nobody of ours catches, thrown where a ledger is written or something is
// asked outside.
#pragma once

#include "tests/fakes/fake_ledger.h"

#include <atomic>

namespace fl {

/// Thrown where the program is killed: nothing of it runs on.
struct FakeKill { };

/// Counts what could be the last thing a program does, and ends it there.
class FakeFuse {
public:
    std::atomic_int left = -1; ///< saves and requests until the kill; negative: none
    void burn()
    {
        int before = left; // requests go side by side
        while (before > 0 && !left.compare_exchange_weak(before, before - 1)) { }
        if (before == 0)
            throw FakeKill();
    }
};

/// Kills before a save, or right after it, in turn.
class FakeFuseLedger : public FakeLedger {
public:
    explicit FakeFuseLedger(FakeFuse &fuse) : m_fuse(fuse) { }
    using FakeLedger::save;
    Status save(const Machine &machine) override
    {
        m_fuse.burn();
        const Status saved = FakeLedger::save(machine);
        m_fuse.burn();
        return saved;
    }
    Status save(const ResourceRecord &record) override
    {
        m_fuse.burn();
        const Status saved = FakeLedger::save(record);
        m_fuse.burn();
        return saved;
    }

private:
    FakeFuse &m_fuse;
};

} // namespace fl
