// SPDX-License-Identifier: GPL-3.0-or-later
// Where a machine comes from. One folder and one registry line each; wizard and app render what this says and never
// name a provider. A server the user has and this computer are providers too: their create adopts, their destroy
// leaves the computer alone.
#pragma once

#include "backends/core/choices.h"
#include "backends/core/event.h"
#include "backends/core/machine.h"
#include "backends/core/plan.h"
#include "backends/ports/ports.h"

#include <functional>

namespace fl {

/// One input the provider needs. `key` is as in --set or --secret.
struct Field {
    enum class Kind { Text, Secret, File, Choice, Number, Toggle };
    QString key;
    Kind kind = Kind::Text;
    bool required = false;
    QString fallback;    ///< shown as the default
    QStringList options; ///< for Choice
    QString helpTopic;   ///< a "what is this?"
};

/// How much of a kind of machine the account may run at once.
struct Quota {
    QString name;               ///< the provider's own: "Running On-Demand G and VT instances"
    std::optional<int> allowed; ///< vCPUs; unset: the provider does not say
    int needed = 0;             ///< by the offer
    QString page;               ///< the provider's page where more is asked for; empty: there is none
    bool suffices() const { return !allowed || *allowed >= needed; }
};

/// What can be had (a size of machine, a computer that is there).
struct Offer {
    QString id;  ///< value of <provider>.type
    QString gpu; ///< "NVIDIA T4"; empty: none
    double gpuMemoryGb = 0;
    int cpus = 0;
    double ramGb = 0, diskGb = 0;
    std::optional<Money> perHour; ///< of machine, disk and address, in the way that was chosen (spot or not); unset: unknown
    bool recommended = false;
    QString note; ///< text code, e.g. "quota-none"
    // Of a machine that is rented; unset: unknown, or not asked of this kind of provider.
    std::optional<Money> onDemand, spot; ///< an hour of the machine alone; spot: it may be ended at any time
    std::optional<Money> disk;           ///< an hour of its disk, which goes on while it is stopped
    std::optional<Money> address;        ///< an hour of its public address, which it has while it runs
    std::optional<Quota> quota;
    qint64 asked = 0; ///< when the provider said this, ms since the epoch; 0: just now
    // Of a computer that was looked at; unset, empty or 0 where nobody looked.
    QString cpu;                 ///< the processor's own name
    std::optional<bool> avx2;    ///< whether it has that instruction set
    double diskTotalGb = 0;      ///< of all disks built in, in 1e9 bytes
    std::optional<double> ssdGb; ///< of that, on disks without turning parts
};

/// What a provider's machines can do; the dashboard shows only these actions.
struct Abilities {
    bool createsMachine = false; ///< destroy deletes a machine (else: only what we added)
    bool stopsMachine = false;   ///< stop/start act on the machine (else: on Jupyter alone)
    bool costsMoney = false;
    bool rebootAsksFirst = false; ///< it is the user's own computer
    bool thisComputer = false;    ///< and the very one that the user sits at
    bool poweroffStops = false;   ///< powering off from within is a stop: computing costs nothing from then on
    bool hasAccount = false;      ///< identity(), places(), policy() and a login that is kept for all its machines
    bool guardsDoor = false;      ///< lets in one address alone: letIn() repairs that
    bool hasConsole = false;      ///< console() has what it wrote while it booted
};

struct Availability {
    bool possible = true;
    Reason why; ///< when not: what is missing and what would change that
    Reason how; ///< when there is something to say about the way taken ("nspawn", "podman", "setsid" …)
};

/// How to reach a machine: the local shell, or SSH.
struct Endpoint {
    bool local = false;
    SshTarget ssh;
    bool disposable = false;    ///< made for the purpose and young: unsafe-io while installing is all right
    bool sharesNetwork = false; ///< its 127.0.0.1 is this computer's: Jupyter takes a port of the machine's own
    /// The host key is a throw-away one that was handed to the machine, because nothing else vouches for it: it proves the first visit
    /// alone and is replaced then. Our file of it (beside it .pub), removed when that is done; empty: the key is the machine's own.
    QString throwAwayKeyFile = {};
};

/// Who a login is, as the provider knows it.
struct Identity {
    QString account; ///< "123456789012"
    QString who;     ///< "user/ana"
    QString from;    ///< where the login was found: "pasted", "kept", "environment", "profile default" …
};

/// Where machines can stand.
struct Place {
    QString id;                   ///< value of <provider>.region
    QString name;                 ///< "Frankfurt"
    std::optional<double> km;     ///< from here, as far as this computer's time zone tells
    std::optional<Money> perHour; ///< of the machine that is compared (`priced`), without a disk; unset: unknown
    QString priced;               ///< "g4dn.xlarge"
    bool usable = true;           ///< false: the account has to switch it on first
};

struct ProviderCall {
    Ports &ports;
    EventSink events;
    std::stop_token stop;
    /// What the user gave for this call, or what is kept; unset: neither. Names as in --secret.
    std::function<std::optional<Secret>(const QString &name)> secret = {};
    /// What is kept of the provider's own login, for all of its machines; a login that is named otherwise goes before it.
    std::function<std::optional<Secret>(const QString &name)> kept = {};
    Asker *asker = nullptr; ///< null: nobody is asked, and what would need a consent is not done
};

/// Something of ours that a provider has, found by its tags.
struct Leftover {
    Machine machine;                    ///< name, where, handle, state, created and price as far as the provider says
    std::vector<ResourceRecord> things; ///< what it is made of, Created
    bool ours = true;                   ///< made from this list of machines; else from another computer's or user's
};

enum class InstanceState { Pending, Running, Stopped, Deleting, NotThere };

class Provider {
public:
    virtual ~Provider() = default;

    virtual QString id() const = 0;
    virtual Abilities abilities() const = 0;
    virtual std::vector<Field> fields() const = 0;
    virtual Availability availability(ProviderCall &call) const = 0; ///< can it be used on this computer, now?
    virtual Result<std::vector<Offer>> offers(const Choices &choices, ProviderCall &call) const = 0;
    virtual QString proposedName(const Choices &choices) const = 0;
    virtual Result<Identity> identity(const Choices &, ProviderCall &) const { return fail(notOffered("identity")); }
    /// The nearest first; among those as near as each other, the cheapest.
    virtual Result<std::vector<Place>> places(const Choices &, ProviderCall &) const { return fail(notOffered("places")); }
    /// What the login must be allowed to do, in the form that an administrator of the account can paste; empty: there is none.
    virtual QByteArray policy() const { return {}; }
    /// What a create would make, with prices. Reads at most; changes nothing.
    virtual Result<std::vector<PlannedResource>> plannedResources(const Choices &choices, ProviderCall &call) const = 0;
    virtual int expectedCreateSeconds(const Choices &choices) const = 0;

    /// Makes the machine, or finds the one that an earlier, interrupted create of the same machine.id made. Writes each
    /// resource to the ledger before and after. Fills machine.handle. Returns once the provider calls it running.
    virtual Status create(Machine &machine, const Choices &choices, ProviderCall &call) = 0;
    /// How to reach it, with the host keys the provider vouches for (none: the user is asked).
    virtual Result<Endpoint> endpoint(const Machine &machine, ProviderCall &call) = 0;
    virtual Result<InstanceState> state(const Machine &machine, ProviderCall &call) = 0;
    virtual Status start(const Machine &machine, ProviderCall &call) = 0;
    virtual Status stop(const Machine &machine, ProviderCall &call) = 0;
    virtual Status reboot(const Machine &machine, ProviderCall &call) = 0;
    /// Lets this computer's address of today in, and no other.
    virtual Status letIn(const Machine &, ProviderCall &) { return fail(notOffered("letin")); }
    /// What the machine wrote to its console; empty: nothing yet.
    virtual Result<QByteArray> console(const Machine &, ProviderCall &) { return fail(notOffered("console")); }
    /// Removes all that create made, confirms it, and marks the ledger's records Gone. Idempotent.
    virtual Status destroy(const Machine &machine, ProviderCall &call) = 0;
    /// The page of the provider's own console that shows the thing; empty: there is none.
    virtual QString consoleLink(const ResourceRecord &) const { return {}; }
    /// After an interruption: asks the provider what became of requests whose outcome the ledger does not know. Makes nothing.
    virtual Status reconcile(const Machine &, ProviderCall &) { return {}; }
    /// Machines of ours that the provider knows, by tag or name, whoever made them.
    virtual Result<std::vector<Leftover>> find(ProviderCall &call) = 0;

private:
    Error notOffered(const char *what) const
    {
        return {Cause::NotSupportedHere,
                {{QStringLiteral("where"), id()}, {QStringLiteral("what"), QLatin1String(what)}},
                NextAction::ReadHelp,
                {},
                {}};
    }
};

} // namespace fl
