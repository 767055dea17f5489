// SPDX-License-Identifier: GPL-3.0-or-later
// A MachineOperations with everything around it: the real engine, a real shell with a home of its own, two small steps; the
// provider and the user are doubles.
#pragma once

#include "backends/io/local/local_shell.h"
#include "backends/run/machine_operations.h"
#include "tests/fakes/fake_ports.h"
#include "tests/fakes/fake_run.h"
#include "tests/fakes/fake_shells.h"

#include <QJsonDocument>
#include <QtTest>

namespace fl {

inline ServerStep makeStep(const char *id, const QByteArray &check, const QByteArray &apply)
{
    ServerStep step;
    step.id = QString::fromLatin1(id);
    step.check = check;
    step.apply = apply;
    step.limitSeconds = 60;
    return step;
}

inline std::vector<ServerStep> makeSteps()
{
    std::vector<ServerStep> steps{
        makeStep("framework-pytorch", "[ -f \"$HOME/torch\" ]\n",
                 "echo installing\n: >\"$HOME/torch\"\nfl_added file \"$HOME/torch\"\nfl_fact gpu.name 'NVIDIA T4'\n"),
        makeStep("jupyter-config", "[ -f \"$HOME/cert\" ] && [ \"$(cat \"$HOME/cert\")\" = \"$CERT_SHA256\" ]\n",
                 "[ ! -e \"$HOME/broken\" ] || fl_fail disk-full path=/srv\necho \"the hash is $PASSWORD_HASH\"\n"
                 "printf %s \"$CERT_SHA256\" >\"$HOME/cert\"\nprintf %s \"$PASSWORD_HASH\" >\"$HOME/hash\"\n"
                 "fl_added file \"$HOME/cert\"\nfl_added file \"$HOME/hash\"\nfl_fact jupyter.port \"$PORT\"\n"),
    };
    steps[1].params = QStringList{QStringLiteral("CERT_SHA256"), QStringLiteral("PORT")};
    steps[1].secrets = QStringList{QStringLiteral("PASSWORD_HASH"), QStringLiteral("KEY_PEM")};
    return steps;
}

struct OperationsBench {
    QTemporaryDir home;
    LocalShell local;
    FakeShellAround shell{local};
    FakePortsClock clock;
    FakeSsh ssh{shell};
    FakeNoTunnels tunnels;
    FakeNoHttp http;
    FakeKeyRing ring;
    FakeLedger ledger;
    FakeAsker asker;
    FakeMachineProvider *provider = nullptr;
    std::unique_ptr<MachineOperations> operations;
    std::vector<Event> events;
    std::stop_source stop;
    OperationCall call;
    QByteArray homeBefore = qgetenv("HOME");

    explicit OperationsBench(std::vector<ServerStep> steps = makeSteps()) :
        call{[this](const Event &event) { events.push_back(event); }, asker, {}, stop.get_token()}
    {
        qputenv("HOME", home.path().toUtf8());
        auto made = std::make_unique<FakeMachineProvider>();
        provider = made.get();
        std::vector<std::unique_ptr<Provider>> providers;
        providers.push_back(std::move(made));
        operations = std::make_unique<MachineOperations>(Ports{clock, shell, ssh, tunnels, ring, ledger, http, home.path()},
                                                         ProviderRegistry(std::move(providers)), std::move(steps));
    }
    ~OperationsBench() { qputenv("HOME", homeBefore); }

    Choices choices() const
    {
        Choices result;
        result.where = QStringLiteral("fake");
        return result;
    }
    Result<SetupResult> setup()
    {
        events.clear();
        const auto plan = operations->plan(choices(), call);
        if (!plan)
            return fail(plan.error());
        return operations->setup(*plan, call);
    }
    /// The steps' story and what ends it.
    QStringList story() const
    {
        QStringList lines;
        for (const Event &event : events) {
            if (event.kind == EventKind::Step)
                lines += event.step + QLatin1Char(' ') + event.data.value(QLatin1String("state")).toString();
            else if (event.kind == EventKind::Machine)
                lines += QStringLiteral("machine ") + event.data.value(QLatin1String("state")).toString();
            else if (event.kind == EventKind::Error)
                lines += QStringLiteral("error ") + event.data.value(QLatin1String("cause")).toString();
            else if (event.kind == EventKind::Result)
                lines += QStringLiteral("result");
        }
        return lines;
    }
    QByteArray read(const char *name) const
    {
        QFile file(home.filePath(QLatin1String(name)));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    bool has(const char *name) const { return QFile::exists(home.filePath(QLatin1String(name))); }
    void make(const char *name) const
    {
        QFile file(home.filePath(QLatin1String(name)));
        QVERIFY(file.open(QIODevice::WriteOnly));
    }
    Machine machine() const { return ledger.find(QStringLiteral("lab"))->value(); }
};

} // namespace fl
