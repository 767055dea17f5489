// SPDX-License-Identifier: GPL-3.0-or-later
// What the conformance suite must know of a provider beyond its interface: how a start of the program gets one, the ports it goes
// through, what its other side has in its book, and what can be made to go wrong there. One class for each provider, one line in
// tst_providers.cpp.
#pragma once

#include "backends/providers/provider.h"

#include <functional>
#include <memory>

namespace fl {

class ProviderWorld {
public:
    virtual ~ProviderWorld() = default;

    /// As a start of the program has it: it remembers nothing of the one before.
    virtual std::unique_ptr<Provider> provider() = 0;
    virtual Choices choices() const = 0;
    virtual std::optional<Secret> secret(const QString &name) const = 0; ///< what the user is logged in with
    virtual Shell &shell() = 0;
    virtual Http &http() = 0;
    virtual SshConnector &ssh() = 0;

    virtual QStringList book() const = 0;       ///< the kinds of what is there, sorted; empty: nothing is left
    virtual int machinesMade() const = 0;       ///< ever
    virtual QStringList violations() const = 0; ///< what the other side's own rules forbid and was asked of it all the same

    virtual bool overNetwork() const { return true; } ///< it is asked by HTTP, whose answers get lost
    virtual void profileIs(const QString &) { }       ///< the folder of the program that is under test, before anything else
    virtual void now(qint64) { }                      ///< the other side's clock; told whenever time passes
    // What goes wrong over there. False: that cannot happen with this provider.
    virtual bool showLate() { return false; }           ///< what was made is not seen at first
    virtual bool endByItself() { return false; }        ///< the next machine is let in and ends at once
    virtual bool deleteSlowly() { return false; }       ///< what was asked to go stays for a while
    virtual bool refuseDeleting(bool) { return false; } ///< whoever asks to delete a machine is told No, until told otherwise
    virtual bool deleteElsewhere() { return false; }    ///< somebody deletes the machines with another tool, now
};

/// A provider in the suite: its name there, and how a fresh world of it is made.
struct ProviderUnderTest {
    const char *name;
    std::function<std::unique_ptr<ProviderWorld>()> make;
    int moments = 1 << 20; ///< at most so many of the moments at which something goes wrong are tried, spread evenly
};

} // namespace fl
