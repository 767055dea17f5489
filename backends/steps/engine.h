// SPDX-License-Identifier: GPL-3.0-or-later
// Runs server steps over any Shell. One round trip for all checks; apply runs detached on the server in a job folder
// and is followed by byte offset, so a lost connection loses nothing.
#pragma once

#include "backends/core/event.h"
#include "backends/core/plan.h"
#include "backends/ports/clock.h"
#include "backends/ports/ledger.h"
#include "backends/ports/shell.h"
#include "backends/steps/outcome.h"
#include "backends/steps/server_step.h"

#include <QHash>

namespace fl {

/// One step of the plan with its script and the values of its parameters.
struct BoundStep {
    const ServerStep *script = nullptr;
    std::vector<std::pair<QByteArray, QByteArray>> variables;
    std::vector<std::pair<QByteArray, Secret>> secrets;
};

enum class CheckState { AlreadyThere, ToDo, Impossible };

struct CheckResult {
    CheckState state = CheckState::ToDo;
    std::optional<Error> error; ///< when Impossible
    bool jobRunning = false;    ///< an apply of an earlier run is still at work: reattach
};

struct ServerFacts {
    QHash<QString, QString> values; ///< everything fl_fact reported: os.id, os.version, arch, ram.mb, gpu.count …
};

/// Gives back a living shell after a connection was lost; blocks while it tries, at most as long as it sees fit.
using Reconnect = std::function<Result<Shell *>(std::stop_token)>;

class Engine {
public:
    struct Options {
        QString machine; ///< id: for events, and the owner of the lock on the server
        QString who;     ///< shown to somebody else who finds the server locked: "anna@laptop"
        Secret sudoPassword;
        std::function<Result<Secret>(int attempt)> askSudoPassword; ///< called when sudo wants one; three attempts, from 1
        EventSink events;
        Reconnect reconnect;
        /// Told of each thing a step added on the server (fl_added): kind apt, file, dir, tree, unit, linger.
        std::function<void(const QString &kind, const QString &name)> added;
        /// Masks secrets in the text of Log events, facts and error details, line by line.
        std::function<QString(const QString &text)> redact;
        std::chrono::seconds rebootLimit{1200}; ///< a large server tests its memory for many minutes
        /// Only tests point it elsewhere.
        QByteArray bootIdFile = QByteArrayLiteral("/proc/sys/kernel/random/boot_id");
    };

    Engine(Shell &shell, Clock &clock, Options options);
    ~Engine();

    /// All checks in ONE round trip, in order; changes nothing and takes no lock. Emits Fact events for what the server remembers
    /// and Step events: AlreadyThere, Waiting (to do) or Failed (impossible).
    Result<std::vector<CheckResult>> check(const std::vector<BoundStep> &steps, std::stop_token stop);

    /// Starts (or reattaches to) the step's job, follows its log, then runs verify. Emits Step, Log, Progress and Fact events.
    /// `operation` names the job folder ([A-Za-z0-9_-]): the same operation never starts the same step twice at once.
    /// Takes the server's lock (ServerBusy when another machine record or computer has it) and keeps it until release().
    /// A stop ends the job on the server too, gently; a lost connection or a killed program does not.
    /// A job that died with the same boot is started once again by itself; then StepInterrupted.
    /// Meanwhile the scripts `ahead` of later steps run on the server, one after the other, apart from job and log; none outlives
    /// the lock. The apply of a step for which one is at work waits for it.
    Result<StepOutcome> apply(const BoundStep &step, const QString &operation, std::stop_token stop,
                              const std::vector<BoundStep> &ahead = {});

    /// Runs a step's verify alone ("verify again"; also after a reboot).
    Status verify(const BoundStep &step, std::stop_token stop);

    /// Reboots through sudo and comes back with a living shell and another boot_id; RebootNotBack otherwise.
    Status reboot(std::stop_token stop);

    /// Gives the server's lock back at once (it goes by itself half a minute after the last job). No error when there is none.
    void release(std::stop_token stop);

    const ServerFacts &facts() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace fl
