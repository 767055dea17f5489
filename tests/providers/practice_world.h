// SPDX-License-Identifier: GPL-3.0-or-later
// The practice machine in the conformance suite, with a double of its scripts: the real ones are in tst_practice_machine_conforms.cpp.
#pragma once

#include "backends/io/local/local_shell.h"
#include "backends/providers/practice/practice_provider.h"
#include "tests/fakes/fake_ports.h"
#include "tests/fakes/fake_practice_shell.h"
#include "tests/providers/provider_world.h"

namespace fl {

class PracticeWorld : public ProviderWorld {
public:
    std::unique_ptr<Provider> provider() override { return std::make_unique<PracticeProvider>(); }
    Choices choices() const override
    {
        Choices choices;
        choices.where = QStringLiteral("practice");
        return choices;
    }
    std::optional<Secret> secret(const QString &) const override { return std::nullopt; }
    Http &http() override { return m_http; }
    SshConnector &ssh() override { return m_ssh; }
    QStringList violations() const override { return {}; }
    bool overNetwork() const override { return false; }

private:
    FakeNoHttp m_http;
    FakeNoSsh m_ssh;
};

class FakePracticeWorld : public PracticeWorld {
public:
    Shell &shell() override { return m_shell; }
    QStringList book() const override { return QStringList(qsizetype(m_shell.machines.size()), QStringLiteral("instance")); }
    int machinesMade() const override { return m_shell.made; }
    bool deleteElsewhere() override
    {
        m_shell.machines.clear();
        return true;
    }

private:
    FakePracticeShell m_shell;
};

} // namespace fl
