// SPDX-License-Identifier: GPL-3.0-or-later
// One operation on one machine: everything it needs, put together once, and what it leaves behind (saved machine,
// explained errors). Lives on the worker thread of the call.
#pragma once

#include "backends/providers/registry.h"
#include "backends/run/link.h"
#include "backends/steps/engine.h"

namespace fl {

class Session {
public:
    Session(Ports &ports, Provider &provider, OperationCall &call, Machine machine);

    Ports &ports;
    Provider &provider;
    OperationCall &call;
    Machine machine;
    Redactor redactor;
    EventStream events;
    SecretSource secrets;
    Link link;
    QString enrolPassword;    ///< a key of the machine's waits to be accepted at its screen with this; empty: none does
    bool quietChecks = false; ///< what a later check finds done stays "done" on the screen, not "already there"

    ProviderCall providerCall();
    /// Machine and what steps added since. Durable when it returns; tells the readers when the state changed. Nothing is written when nothing changed.
    Status save();
    Status saveAs(MachineState state);
    /// Connects if need be. The engine records what steps add on the server, asks for sudo, and masks what it reports.
    Result<Engine *> engine();
    /// The error with what exists now and what it costs.
    Error explained(Error error);
    Exists exists();

    /// Whether the ledger has this machine already.
    void markSaved() { m_saved = machine; }

private:
    Result<Secret> sudoPassword(int attempt);

    std::optional<Machine> m_saved;
    std::vector<ResourceRecord> m_added; ///< the server keeps the same list, which is what undo goes by: lost here, nothing is lost
    std::unique_ptr<Engine> m_engine;
};

/// "ada@laptop": who works, shown to somebody who finds a server busy.
QString whoWorks();

} // namespace fl
