// SPDX-License-Identifier: GPL-3.0-or-later
// What a run meets outside, as a test wants it: a clock that only moves when it is waited on, a user with answers, SSH that
// answers from a list, a provider whose machine is this computer's shell.
#pragma once

#include "backends/providers/provider.h"

#include <deque>

namespace fl {

class FakeClock : public Clock {
public:
    qint64 time = 1764000000000;
    std::vector<std::chrono::milliseconds> waits;
    std::function<void()> onWait;

    qint64 now() const override { return time; }
    bool wait(std::chrono::milliseconds duration, std::stop_token stop) override
    {
        waits.push_back(duration);
        time += duration.count();
        if (onWait)
            onWait();
        return !stop.stop_requested();
    }
};

/// Answers in the order given; nobody is there once they are used up.
class FakeAsker : public Asker {
public:
    std::deque<Answer> answers;
    std::vector<Question> asked;

    Result<Answer> ask(const Question &question, std::stop_token) override
    {
        asked.push_back(question);
        if (answers.empty())
            return fail({Cause::AnswerNeeded, {}, NextAction::ChangeInput, {}, {}});
        Answer answer = answers.front();
        answers.pop_front();
        return answer;
    }
};

class FakeSession : public SshSession {
public:
    explicit FakeSession(Shell &shell) : m_shell(shell) { }
    bool alive = true;
    Result<ShellExit> run(const ShellScript &script, const Sink &sink, std::stop_token stop) override
    {
        return m_shell.run(script, sink, stop);
    }
    Status upload(const QString &path, QByteArrayView content, int mode, std::stop_token stop) override
    {
        return m_shell.upload(path, content, mode, stop);
    }
    bool isAlive() const override { return alive; }
    QString hostKeyFingerprint() const override { return QStringLiteral("SHA256:fake"); }

private:
    Shell &m_shell;
};

class FakeSsh : public SshConnector {
public:
    explicit FakeSsh(Shell &shell) : m_shell(shell) { }
    std::deque<Error> errors; ///< of the next tries; none left: it works
    struct Try {
        SshTarget target;
        bool password, passphrase;
    };
    std::vector<Try> tries;
    QStringList forgotten;

    Result<std::unique_ptr<SshSession>> connect(const SshTarget &target, const SshSecrets &secrets, std::chrono::milliseconds,
                                                std::stop_token) override
    {
        tries.push_back({target, !secrets.password.isEmpty(), !secrets.passphrase.isEmpty()});
        if (!errors.empty()) {
            const Error error = errors.front();
            errors.pop_front();
            return fail(error);
        }
        return std::make_unique<FakeSession>(m_shell);
    }
    Status forgetHostKey(const QString &alias) override
    {
        forgotten << alias;
        return {};
    }

private:
    Shell &m_shell;
};

class FakeMachineProvider : public Provider {
public:
    Abilities can{.createsMachine = true, .stopsMachine = true};
    Endpoint place{.local = true};
    InstanceState instance = InstanceState::NotThere;
    std::optional<Error> createError; ///< after the instance was made
    bool destroyFails = false;
    QStringList calls;

    QString id() const override { return QStringLiteral("fake"); }
    Abilities abilities() const override { return can; }
    std::vector<Field> fields() const override { return {}; }
    Availability availability(ProviderCall &) const override { return {}; }
    Result<std::vector<Offer>> offers(const Choices &, ProviderCall &) const override { return std::vector<Offer>{}; }
    QString proposedName(const Choices &) const override { return QStringLiteral("lab"); }
    Result<std::vector<PlannedResource>> plannedResources(const Choices &choices, ProviderCall &) const override
    {
        return std::vector<PlannedResource>{{QStringLiteral("instance"), choices.machineName, Money{530000}}};
    }
    int expectedCreateSeconds(const Choices &) const override { return 1; }
    Status create(Machine &machine, const Choices &, ProviderCall &call) override
    {
        calls << QStringLiteral("create");
        call.events(Event{0, machine.id, {}, EventKind::Progress, {{QStringLiteral("say"), QStringLiteral("practice-making")}}});
        machine.handle = QStringLiteral("i-1");
        FL_TRY(record(machine, ResourceRecord::State::Intended, call));
        instance = InstanceState::Running;
        if (createError)
            return fail(*createError);
        return record(machine, ResourceRecord::State::Created, call);
    }
    Result<Endpoint> endpoint(const Machine &, ProviderCall &) override { return place; }
    Result<InstanceState> state(const Machine &, ProviderCall &) override { return instance; }
    Status start(const Machine &, ProviderCall &) override
    {
        calls << QStringLiteral("start");
        instance = InstanceState::Running;
        return {};
    }
    Status stop(const Machine &, ProviderCall &) override
    {
        calls << QStringLiteral("stop");
        instance = InstanceState::Stopped;
        return {};
    }
    Status reboot(const Machine &, ProviderCall &) override { return {}; }
    Status destroy(const Machine &machine, ProviderCall &call) override
    {
        calls << QStringLiteral("destroy");
        FL_TRY(record(machine, ResourceRecord::State::Deleting, call));
        if (destroyFails)
            return fail({Cause::ProviderRefused, {}, NextAction::Retry, {}, {}});
        instance = InstanceState::NotThere;
        return record(machine, ResourceRecord::State::Gone, call);
    }
    Result<std::vector<Leftover>> find(ProviderCall &) override
    {
        std::vector<Leftover> all;
        for (const Machine &machine : found)
            all.push_back({machine, {}, true});
        return all;
    }
    std::vector<Machine> found;

private:
    static Status record(const Machine &machine, ResourceRecord::State state, ProviderCall &call)
    {
        ResourceRecord row;
        row.operation = machine.id;
        row.machine = machine.id;
        row.kind = QStringLiteral("instance");
        row.name = machine.name;
        row.state = state;
        row.perHour = Money{530000};
        return call.ports.ledger.save(row);
    }
};

} // namespace fl
