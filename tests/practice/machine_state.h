// SPDX-License-Identifier: GPL-3.0-or-later
// What a machine has, to be compared before a set-up and after it was taken back.
#pragma once

#include "tests/practice/practice_fixture.h"

namespace fl {

/// Its packages, the user's files, and what lies where we might leave something; a line each.
inline QByteArrayList stateOf(PracticeFixture &machine)
{
    return machine
        .asRoot("dpkg-query -W -f='${Package} ${db:Status-Status}\\n' | grep ' installed$' | sort; find /home/ada ! -path "
                "/home/ada/.config | sort; "
                "ls /var/lib/systemd/linger; ls /tmp")
        .out.split('\n');
}

/// Empty, or what is left over and what is gone too.
inline QByteArray difference(const QByteArrayList &had, const QByteArrayList &has)
{
    QByteArray told;
    for (const QByteArray &line : has)
        if (!had.contains(line))
            told += "left over: " + line + '\n';
    for (const QByteArray &line : had)
        if (!has.contains(line))
            told += "gone too: " + line + '\n';
    return told;
}

/// The welcome notebook opens with that kernel.
inline bool welcomeRunsIn(PracticeFixture &machine, const QByteArray &kernel)
{
    return machine.readFile(QStringLiteral("/home/ada/firstlight/notebooks/Welcome.ipynb")).contains("\"name\": \"" + kernel + "\"}");
}

/// The command line of the Jupyter that runs.
inline QByteArray jupyterRunning(PracticeFixture &machine)
{
    return machine
        .asUser(QStringLiteral("export XDG_RUNTIME_DIR=/run/user/$(id -u); "
                               "tr '\\0' ' ' </proc/$(systemctl --user show -P MainPID firstlight-jupyter)/cmdline"))
        .text();
}

} // namespace fl
