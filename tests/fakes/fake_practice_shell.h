// SPDX-License-Identifier: GPL-3.0-or-later
// This computer's shell, as the practice provider sees it: knows its scripts by their last part and answers as they would, with machines
// that are entries of a map. The real scripts are held to the same by tests/providers/tst_practice_machine_conforms.cpp.
#pragma once

#include "backends/ports/shell.h"

#include <map>

namespace fl {

class FakePracticeShell : public Shell {
public:
    struct Machine {
        QByteArray state, name;
    };
    std::map<std::pair<QByteArray, QByteArray>, Machine> machines; ///< by profile folder and id
    int made = 0;

    Result<ShellExit> run(const ShellScript &script, const Sink &sink, std::stop_token stop) override
    {
        if (stop.stop_requested())
            return fail({Cause::Cancelled, {}, NextAction::Resume, {}, {}});
        const auto [code, said] = answer(script);
        if (sink)
            sink(said);
        return ShellExit{code, sink ? QByteArray() : said, {}};
    }
    Status upload(const QString &, QByteArrayView, int, std::stop_token) override { return {}; }
    bool isAlive() const override { return true; }

private:
    static QByteArray value(const ShellScript &script, QByteArrayView name)
    {
        for (const auto &[key, given] : script.variables)
            if (key == name)
                return given;
        return {};
    }

    std::pair<int, QByteArray> answer(const ShellScript &script)
    {
        const QByteArray home = value(script, "home"), id = value(script, "id"), act = value(script, "act");
        if (script.text.endsWith("\nprobe\nexit 0\n"))
            return {0, "road\tnspawn\nroom\tmemory=4096\tdisk=20480\n"};
        if (script.text.contains("\nmake_machine()")) {
            const bool fresh = machines.try_emplace({home, id}, Machine{"running", value(script, "name")}).second;
            made += fresh ? 1 : 0;
            machines[{home, id}].state = "running";
            return {0, "say\tpractice-making\ndisk\toverlay\nup\t22001\n"};
        }
        if (script.text.contains("\ndescribe()"))
            return {0, described(home, id)};
        const auto machine = machines.find({home, id});
        if (act == "destroy") {
            machines.erase({home, id});
            return {0, "gone\n"};
        }
        if (machine == machines.end())
            return {1, "fail\tmachine-missing\tmachine=" + id + '\n'};
        machine->second.state = act == "stop" ? "stopped" : "running";
        return {0, act == "stop" ? "stopped\n" : "up\t22001\n"};
    }

    QByteArray described(const QByteArray &home, const QByteArray &id) const
    {
        QByteArray lines;
        for (const auto &[key, machine] : machines)
            if (key.first == home && (id.isEmpty() || key.second == id))
                lines += "machine\t" + key.second + '\t' + machine.state + "\tname=" + machine.name
                    + "\tuser=ada\tport=22001\tfingerprint=SHA256:fake\tcreated=1000\n";
        return lines;
    }
};

} // namespace fl
