// SPDX-License-Identifier: GPL-3.0-or-later
// Shells that misbehave, around a real one.
#pragma once

#include "backends/ports/shell.h"

#include <atomic>

namespace fl {

/// Agrees to everything and does nothing.
class FakeAgreeableShell : public Shell {
public:
    Result<ShellExit> run(const ShellScript &, const Sink &, std::stop_token) override { return ShellExit{0, {}, {}}; }
    Status upload(const QString &, QByteArrayView, int, std::stop_token) override { return {}; }
    bool isAlive() const override { return true; }
};

class FakeShellAround : public Shell {
public:
    explicit FakeShellAround(Shell &inner) : m_inner(inner) { }
    Result<ShellExit> run(const ShellScript &script, const Sink &sink, std::stop_token stop) override
    {
        ++runs;
        if (answer)
            if (auto exit = answer(script, sink))
                return *exit;
        return m_inner.run(script, sink, stop);
    }
    Status upload(const QString &path, QByteArrayView content, int mode, std::stop_token stop) override
    {
        return m_inner.upload(path, content, mode, stop);
    }
    bool isAlive() const override { return true; }

    int runs = 0;
    std::function<std::optional<ShellExit>(const ShellScript &, const Sink &)> answer; ///< in the real one's place

protected:
    Shell &m_inner;
};

/// Loses the connection after so many bytes of output, each time again until `cuts` are used up.
class FakeCutShell : public FakeShellAround {
public:
    FakeCutShell(Shell &inner, qint64 after, int cuts) : FakeShellAround(inner), m_after(after), m_cuts(cuts) { }

    Result<ShellExit> run(const ShellScript &script, const Sink &sink, std::stop_token stop) override
    {
        ++runs;
        if (m_cuts == 0)
            return m_inner.run(script, sink, stop);
        std::stop_source cut;
        const std::stop_callback outer(stop, [&] { cut.request_stop(); });
        qint64 left = m_after;
        bool broken = left == 0;
        if (broken)
            cut.request_stop();
        const auto result = m_inner.run(
            script,
            [&](QByteArrayView bytes) {
                const auto passed = bytes.first(std::min<qint64>(left, bytes.size()));
                left -= passed.size();
                if (!passed.isEmpty() && !broken)
                    sink(passed);
                if (left == 0 && !broken) {
                    broken = true;
                    cut.request_stop();
                }
            },
            cut.get_token());
        if (!broken || stop.stop_requested())
            return result;
        --m_cuts;
        if (exitsInstead)
            return ShellExit{137, {}, {}};
        return fail({Cause::ConnectionLost, {}, NextAction::Retry, {}, {}});
    }
    bool exitsInstead = false; ///< the remote shell was killed, and the connection is well

private:
    qint64 m_after;
    int m_cuts;
};

/// Runs everything in another POSIX shell: `program` is a path whose last part is "sh".
class FakeOtherShell : public FakeShellAround {
public:
    FakeOtherShell(Shell &inner, QByteArray program) : FakeShellAround(inner), m_program(std::move(program)) { }

    Result<ShellExit> run(const ShellScript &script, const Sink &sink, std::stop_token stop) override
    {
        ShellScript changed = script;
        changed.text.replace("/bin/sh", m_program);
        for (auto &[name, value] : changed.variables)
            value.replace("/bin/sh", m_program);
        const QByteArray text = assembled(changed).reveal([](QByteArrayView bytes) { return bytes.toByteArray(); });
        return m_inner.run({"printf '%s' \"$INNER\" | exec " + m_program + " -s\n", {{"INNER", text}}, {}, script.silence}, sink, stop);
    }

private:
    QByteArray m_program;
};

/// Puts something in front of every script: a noisy login shell, another PATH.
class FakePrefixShell : public FakeShellAround {
public:
    FakePrefixShell(Shell &inner, QByteArray prefix) : FakeShellAround(inner), m_prefix(std::move(prefix)) { }
    Result<ShellExit> run(const ShellScript &script, const Sink &sink, std::stop_token stop) override
    {
        ++runs;
        ShellScript changed = script;
        changed.text = m_prefix + changed.text;
        return m_inner.run(changed, sink, stop);
    }

private:
    QByteArray m_prefix;
};

} // namespace fl
