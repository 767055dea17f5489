// SPDX-License-Identifier: GPL-3.0-or-later
// What the program can do, once for the window and the command line alike. Every call blocks: run it on a worker thread.
#pragma once

#include "backends/core/choices.h"
#include "backends/core/event.h"
#include "backends/core/machine.h"
#include "backends/core/plan.h"
#include "backends/core/result.h"
#include "backends/hosted/hosted.h"
#include "backends/ports/asker.h"
#include "backends/ports/keyring.h"
#include "backends/ports/tunnel.h"
#include "backends/probe/probe_report.h"
#include "backends/providers/provider.h"
#include "backends/run/diagnosis.h"
#include "backends/run/knowledge.h"
#include "backends/run/user_files.h"

#include <functional>

namespace fl {

/// Hands in the secrets the user gave for this call; asked before the key ring.
using GivenSecrets = QMap<QString, Secret>; ///< by name: "ssh.password", "jupyter.password" …

struct OperationCall {
    EventSink events;
    Asker &asker;
    GivenSecrets secrets;
    std::stop_token stop;
    QList<std::pair<QString, QString>> set = {}; ///< keys that count for this call, over what the machine's plan says
};

struct SetupResult {
    Machine machine;
    bool verified = false;
    QString gpu;     ///< empty: verified on the CPU
    int changed = 0; ///< steps that changed something
    double seconds = 0;
    std::optional<Secret> newPassword; ///< made by us just now: show it once
    bool passwordKept = false;         ///< it is in the key ring
};

struct OpenNotebook {
    std::unique_ptr<Tunnel> tunnel;
    QString url;         ///< http://127.0.0.1:PORT/<random>/
    QString fingerprint; ///< of Jupyter's certificate, hex SHA-256
};

/// The way from Google Colab's page in the user's browser to a Jupyter of its own on the machine.
struct OpenColab {
    std::unique_ptr<Tunnel> tunnel; ///< to a plain end: that page speaks no TLS to a computer of the user's
    Secret url;                     ///< http://localhost:PORT/?token=…: whoever has it can run code there
    qint64 until = 0;               ///< ms since the epoch, this computer's clock; then the machine ends it by itself
};

struct MachineStatus {
    Machine machine;              ///< with its true state
    QString jupyter;              ///< running, stopped, failed, unknown
    qint64 asked = 0;             ///< when
    std::optional<Error> problem; ///< when it did not answer, or Jupyter ended by itself
};

struct Receipt {
    struct Row {
        QString kind, name;
        bool gone = false;
        std::optional<Money> perHour; ///< of what is left
        QString console;              ///< where the provider itself shows what is left; may be empty
    };
    std::vector<Row> rows;
    std::optional<Error> problem; ///< why something is left
    bool allGone() const;
};

/// What a terminal or an editor needs to reach a machine by the system's own ssh.
struct Reach {
    Endpoint endpoint;
    QString knownHostsFile; ///< ours; the key stands there under endpoint.ssh.hostKeyAlias
};

/// What a machine's Jupyter and frameworks are brought to: the newest that go together here, or what was there before that.
enum class UpdateTo { Newest, Before };

using ProbeTicks = std::function<void(const ProbeTick &)>; ///< on the worker thread that called

class Operations {
public:
    virtual ~Operations() = default;

    virtual const std::vector<std::unique_ptr<Provider>> &providers() const = 0;
    virtual Availability availability(const QString &providerId, OperationCall &call) = 0;
    virtual Result<std::vector<Offer>> offers(const Choices &choices, OperationCall &call) = 0;
    /// Who the login is, and where it could have machines (Provider). Errors: those of the login; NotSupportedHere.
    virtual Result<Identity> identity(const Choices &, OperationCall &) { return fail(notHere("identity")); }
    virtual Result<std::vector<Place>> places(const Choices &, OperationCall &) { return fail(notHere("places")); }
    /// Forgets the login that is kept for all machines of that provider; fine when there was none.
    virtual Status forgetLogin(const QString &, OperationCall &) { return {}; }

    /// What is advised by: hardware rules, prices, ways to a notebook. Errors: MatrixInvalid, LocalFile.
    virtual Result<Knowledge> knowledge() const { return knowledgeOf({}); }

    /// What ~/.ssh/config names, to be offered where an address is asked for. A hint: never an error.
    virtual std::vector<SshConfigHost> configuredHosts() const { return {}; }

    virtual Result<Plan> plan(const Choices &choices, OperationCall &call) = 0;
    /// Creates or continues the machine of that name. The last event is Result or Error.
    virtual Result<SetupResult> setup(const Plan &plan, OperationCall &call) = 0;
    virtual Result<SetupResult> resume(const QString &machine, OperationCall &call) = 0;
    virtual Result<std::vector<Machine>> unfinished() const = 0;

    virtual Result<std::vector<Machine>> list() const = 0;                                 ///< from the ledger, at once
    virtual Result<MachineStatus> status(const QString &machine, OperationCall &call) = 0; ///< asks provider and server
    virtual Result<SetupResult> verify(const QString &machine, OperationCall &call) = 0;
    virtual Status stop(const QString &machine, OperationCall &call) = 0;
    virtual Status start(const QString &machine, OperationCall &call) = 0;
    virtual Status reboot(const QString &machine, OperationCall &call) = 0;
    /// Where the machine lets in one address alone: lets in this computer's of today (NotSupportedHere elsewhere).
    virtual Status letIn(const QString &, OperationCall &) { return fail(notHere("letin")); }
    /// What it wrote to its console while it booted, as text (NotSupportedHere where nobody keeps that).
    virtual Result<QString> console(const QString &, OperationCall &) { return fail(notHere("console")); }
    virtual Result<Receipt> destroy(const QString &machine, OperationCall &call) = 0;
    /// After how long without work the machine stops itself; 0: never. Only where it was made for the purpose
    /// (NotSupportedHere).
    virtual Status stopWhenIdle(const QString &machine, qint64 seconds, OperationCall &call) = 0;
    /// Takes back an unfinished setup: as destroy, for what this run added.
    virtual Result<Receipt> undo(const QString &machine, OperationCall &call) = 0;

    virtual Result<OpenNotebook> open(const QString &machine, OperationCall &call) = 0;
    /// Opens that door for so long, or finds the one that is open; never open unless asked for. Errors: JupyterNotRunning; as open.
    virtual Result<OpenColab> openColab(const QString &, qint64, OperationCall &) { return fail(notHere("colab")); }
    virtual Status closeColab(const QString &, OperationCall &)
    {
        return fail(notHere("colab"));
    }                                                                             ///< also where none is open; so does stop()
    virtual Result<Reach> reach(const QString &machine, OperationCall &call) = 0; ///< reads only; connects nowhere
    virtual Result<std::optional<Secret>> password(const QString &machine, OperationCall &call) = 0; ///< unset: not kept
    virtual Result<SetupResult> newPassword(const QString &machine, OperationCall &call) = 0;
    virtual Result<std::vector<Event>> history(const QString &machine) const = 0;

    /// What the user made below the machine's notebook folder. Looks only, and asks nothing that destroy would not. Errors: those of a
    /// connection; JupyterNotRunning (stopped=yes) when the machine is stopped.
    virtual Result<UserFiles> userFiles(const QString &machine, OperationCall &call) = 0;
    /// Copies them into a folder of this computer, with Progress events in bytes. Nothing that is there is overwritten; what was cut
    /// or killed goes on where it was. Errors: as userFiles; LocalFile, LocalDiskFull.
    virtual Result<CopiedFiles> copyHome(const QString &machine, const QString &folder, OperationCall &call) = 0;
    /// The other way: files and folders of this computer into `folder` below the machine's notebook folder (empty: that itself), with the
    /// same events. Nothing that is there is overwritten: another file of that name stays, what comes is put beside it. What was cut or
    /// killed goes on where it was. Errors: those of a connection; JupyterNotRunning; LocalFile, BadValue, DiskFull, ServerFile.
    virtual Result<CopiedFiles> copyThere(const QString &, const QStringList &, const QString &, OperationCall &)
    {
        return fail(notHere("copy-there"));
    }

    /// Why the GPU does not compute: looks only, and lets each framework compute a little. Errors: those of a connection;
    /// JupyterNotRunning (stopped=yes) when the machine is stopped.
    virtual Result<Diagnosis> diagnose(const QString &, OperationCall &) { return fail(notHere("diagnose")); }
    /// Mends what diagnose finds broken, by a restart or the steps of the set-up alone, and proves all; where nothing is broken it only
    /// proves. Asks before a framework's environment is made anew. NotSupportedHere where nothing of ours can mend it.
    virtual Result<SetupResult> repair(const QString &, OperationCall &) { return fail(notHere("repair")); }
    /// Nothing but Jupyter and the frameworks is touched; each is proven again. What was there is written down first, so that Before
    /// finds it. NotSupportedHere (what=update) where the distribution's packages are used or nothing was updated yet.
    virtual Result<SetupResult> update(const QString &, UpdateTo, OperationCall &) { return fail(notHere("update")); }
    /// The GPUs as they really are, by firstlight-probe or, where that cannot run, by nvidia-smi. Errors: those of a connection;
    /// ProbeUnreadable. That there is no usable GPU is no error: the report says it.
    virtual Result<ProbeReport> probe(const QString &, OperationCall &) { return fail(notHere("probe")); }
    /// A tick each `interval` ms until the call is stopped or the connection ends.
    virtual Status watch(const QString &, int, const ProbeTicks &, OperationCall &) { return fail(notHere("watch")); }

    /// Machines of ours that providers know and no list of ours has; nothing but looking.
    virtual Result<std::vector<Leftover>> leftovers(OperationCall &) { return std::vector<Leftover>{}; }
    virtual Status removeLeftover(const Leftover &, OperationCall &) { return {}; }
    /// After an interruption: asks the providers what became of every request whose outcome is not known, and goes on with what
    /// was being deleted; a ledger that was damaged gets back what the providers know. Makes nothing. The machines that are still
    /// unfinished; what could not be asked is told by an Error event.
    virtual Result<std::vector<Machine>> reconcile(OperationCall &) { return unfinished(); }
    /// Puts machines of this list that only the providers know back into a ledger that was damaged; how many.
    virtual Result<int> rebuild(OperationCall &) { return 0; }
    /// Notebooks that somebody else runs: `choices.where` names the service, as hostedChoices() does. Whether one can be put there.
    virtual HostedAccess hostedAccess(const Choices &, OperationCall &) { return {notHere("hosted"), false}; }
    /// Puts it there, after a sign-in with the browser where one is needed: Notice "hosted-sign-in" brings the page (arg url) that
    /// must be opened, "hosted-uploading" follows. Errors: HostedService::upload's.
    virtual Result<HostedOpened> openHosted(const Choices &, OperationCall &) { return fail(notHere("hosted")); }
    virtual Status signOutHosted(const QString &, OperationCall &) { return fail(notHere("hosted")); } ///< forgets the sign-in
    virtual Status keyRing() { return {}; } ///< whether secrets can be kept; KeyRingUnavailable otherwise
    virtual Keeping keeping() { return Keeping::System; }
    virtual Status createVault(const Secret &) { return {}; } ///< as KeyRing's
    virtual Status forgetVault() { return {}; }
    /// What helps whoever is told of a problem: nothing in it names a person, a computer or a place (backends/run/report.h).
    virtual Result<QString> report(OperationCall &) { return QString(); }

protected:
    static Error notHere(const char *what)
    {
        return {Cause::NotSupportedHere, {{QStringLiteral("what"), QLatin1String(what)}}, NextAction::ReadHelp, {}, {}};
    }
};

} // namespace fl
