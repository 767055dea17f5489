// SPDX-License-Identifier: GPL-3.0-or-later
// The command line over a facade that answers as told.
#pragma once

#include "tests/app/cli/ran.h"
#include "tests/fakes/fake_operations.h"

#include <QObject>

namespace fl {

class CliWithDouble : public QObject {
protected:
    FakeOperations *m_fake = nullptr;
    std::shared_ptr<FakeOperations> m_owner;
    std::optional<Error> m_refusal;
    std::optional<bool> m_wroteLock;

    Ran run(const QStringList &arguments, const QByteArray &input = {}, std::stop_token stop = {})
    {
        const auto open = [this](bool writes) -> Result<cli::Opened> {
            m_wroteLock = writes;
            return cli::Opened{m_owner, m_owner.get(), {}, writes ? m_refusal : std::nullopt, QStringLiteral("/nowhere")};
        };
        return runCli(arguments, open, input, std::move(stop));
    }
    static QStringList words(const char *line) { return QString::fromUtf8(line).split(QLatin1Char(' ')); }
    static Machine machine()
    {
        Machine result;
        result.id = QStringLiteral("m-0123456789ab");
        result.name = QStringLiteral("practice");
        result.where = QStringLiteral("practice");
        result.state = MachineState::Ready;
        result.perHour = Money{};
        return result;
    }

    /// Before each test: a facade that nobody spoke to.
    void renew()
    {
        m_owner = std::make_shared<FakeOperations>();
        m_fake = m_owner.get();
        m_fake->result.machine = machine();
        m_refusal.reset();
        m_wroteLock.reset();
    }
};

} // namespace fl
