// SPDX-License-Identifier: GPL-3.0-or-later
// Google Colab's page on a machine of the user's: the door that colab.sh opens there, and the way to it.
#include "backends/run/intent.h"
#include "backends/run/machine_operations.h"
#include "backends/run/power.h"
#include "backends/steps/server_scripts.h"

#include <algorithm>

namespace fl {
namespace {

using namespace std::chrono_literals;

/// What the script printed; the output holds the token, so it goes nowhere else.
struct Door {
    int port = 0;
    qint64 left = 0; ///< seconds
    QByteArray token;
};

Door doorFrom(const QByteArray &out)
{
    Door door;
    for (const QByteArray &line : out.split('\n')) {
        const QByteArray value = line.mid(line.indexOf('=') + 1);
        if (line.startsWith("port="))
            door.port = value.toInt();
        else if (line.startsWith("left="))
            door.left = value.toLongLong();
        else if (line.startsWith("token="))
            door.token = value;
    }
    const bool hex =
        std::all_of(door.token.begin(), door.token.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
    return hex && door.token.size() == 48 && door.port > 0 && door.port < 65536 && door.left > 0 ? door : Door{};
}

Result<Door> talk(Session &session, const ShellScript &script)
{
    const Error notRunning{Cause::JupyterNotRunning, {{QStringLiteral("machine"), session.machine.name}}, NextAction::ShowLog, {}, {}};
    if (!wasReached(session.machine))
        return fail(notRunning);
    FL_TRY(requireMachine(session));
    session.link.setPatience({.connect = 10s});
    auto shell = session.link.shell(session.call.stop);
    if (!shell)
        return fail(shell.error());
    auto exit = (*shell)->run(script, {}, session.call.stop);
    if (!exit)
        return fail(exit.error());
    if (exit->code != 0) {
        Error error = notRunning;
        error.detail = session.redactor.mask(QString::fromUtf8(exit->err));
        return fail(error);
    }
    return doorFrom(exit->out);
}

} // namespace

Result<OpenColab> MachineOperations::openColab(const QString &id, qint64 seconds, OperationCall &call)
{
    auto there = session(id, call);
    if (!there)
        return fail(there.error());
    Session &session = **there;
    auto door = talk(session, colabScript(ColabDo::Start, seconds));
    if (!door)
        return fail(session.explained(door.error()));
    if (door->port == 0)
        return fail(session.explained(
            {Cause::JupyterNotRunning, {{QStringLiteral("machine"), session.machine.name}}, NextAction::ShowLog, {}, {}}));
    const qint64 until = m_ports.clock.now() + door->left * 1000;
    auto endpoint = session.link.endpoint(call.stop);
    if (!endpoint)
        return fail(session.explained(endpoint.error()));
    TunnelSpec spec;
    spec.local = endpoint->local;
    spec.target = endpoint->ssh;
    spec.remotePort = door->port;
    spec.pinnedSha256.clear(); // on purpose, and only here: a plain end. Colab's page speaks http alone; SSH is what hides it
    auto tunnel = m_ports.tunnels.open(spec, session.link.sshSecrets(), call.stop);
    if (!tunnel)
        return fail(session.explained(tunnel.error()));
    QByteArray url = "http://localhost:" + QByteArray::number((*tunnel)->localPort()) + "/?token=" + door->token;
    return OpenColab{std::move(*tunnel), Secret(std::move(url)), until};
}

Status MachineOperations::closeColab(const QString &id, OperationCall &call)
{
    auto there = session(id, call);
    if (!there)
        return fail(there.error());
    const auto closed = talk(**there, colabScript(ColabDo::Stop));
    return closed ? Status() : fail((*there)->explained(closed.error()));
}

} // namespace fl
