// SPDX-License-Identifier: GPL-3.0-or-later
// The engine inside: its state, and what all of its files use. Only they include this.
#pragma once

#include "backends/steps/engine.h"
#include "backends/steps/follow_stream.h"
#include "backends/steps/job_log.h"
#include "backends/steps/job_scripts.h"
#include "backends/steps/step_errors.h"

#include <QJsonObject>

namespace fl {

inline QString utf8(const QByteArray &bytes)
{
    return QString::fromUtf8(bytes);
}

inline bool isLost(const Error &error)
{
    return error.cause == Cause::ConnectionLost || error.cause == Cause::ConnectionTimeout;
}

/// How one run of a job ended.
struct JobEnd {
    enum class How { Exited, Dead, Rebooted } how = How::Dead;
    int status = 0;
    QByteArray why;     ///< late, cancel, or empty
    QByteArray freeKb;  ///< of the fullest disk that the step writes to, when it did not end well; may be empty
    QString place;      ///< where that disk is
    bool found = false; ///< started by an earlier run, perhaps with other values
};

/// What one connection told of a job.
struct Told {
    std::optional<JobEnd> end;
    bool opened = false, moved = false, found = false;
    bool sudo = false;
    QString sudoSays;
    std::optional<QString> busy;
    std::optional<qint64> full;
    Error why = stepError(Cause::ConnectionLost); ///< without an end
};

struct Engine::Private {
    Shell *shell;
    Clock &clock;
    Options options;
    ServerFacts facts;
    bool locked = false;

    QString masked(const QString &words) const { return options.redact ? options.redact(words) : words; }

    void emitEvent(EventKind kind, const QString &step, QJsonObject data) const
    {
        if (options.events)
            options.events({clock.now(), options.machine, step, kind, std::move(data)});
    }
    void emitState(const QString &step, StepState state, QJsonObject data = {}) const
    {
        data.insert(QStringLiteral("state"), slug(state));
        emitEvent(EventKind::Step, step, std::move(data));
    }
    void emitText(const QString &step, const QString &words, qint64 offset) const
    {
        emitEvent(EventKind::Log, step, {{QStringLiteral("text"), masked(words)}, {QStringLiteral("offset"), offset}});
    }
    void sayAgain(const QString &step, const char *code) const
    {
        emitEvent(EventKind::Notice, step,
                  {{QStringLiteral("say"), QString::fromLatin1(code)},
                   {QStringLiteral("args"), QJsonObject{{QStringLiteral("step"), step}}}});
    }
    void learn(const QString &step, const QString &name, const QString &value)
    {
        const auto shown = masked(value);
        if (facts.values.value(name) == shown && facts.values.contains(name))
            return;
        facts.values.insert(name, shown);
        emitEvent(EventKind::Fact, step, {{QStringLiteral("name"), name}, {QStringLiteral("value"), shown}});
    }

    /// What a step said beside its text. Both are of this run of it.
    struct Said {
        std::optional<Error> failure;
        bool reboot = false;
        std::optional<int> status; ///< of "end", where it runs attached
    };
    void hear(const QString &step, const QList<QByteArray> &fields, Said &said);

    /// The error of a step that ended with a status, from what it said or at least its last lines.
    Error failure(const QString &step, const Said &said, int status, const QString &tail, Cause otherwise = Cause::StepFailed) const;

    StepScripts frame(const QByteArray &mark) const { return {mark, options.bootIdFile, clock.now()}; }

    /// A living shell again. `fruitless` counts in a row; the caller sets it back when something came.
    Status reconnect(const Error &why, int &fruitless, std::stop_token stop);

    /// Runs a script that may be run again when the connection breaks. `prepare` makes sink and state fresh each time.
    Result<ShellExit> runAgain(const ShellScript &script, const std::function<Shell::Sink()> &prepare, std::stop_token stop);

    /// Another password, or the end of the matter.
    Status afterSudo(const QString &complaint, int &attempt);

    Result<Told> tell(const BoundStep &step, JobStart start, const QByteArray &mark, JobLog &log, std::stop_token stop);
    Result<JobEnd> follow(const BoundStep &step, const QByteArray &job, const QByteArray &ahead, JobLog &log, std::stop_token stop);
    Result<StepOutcome> runStep(const BoundStep &step, const QByteArray &job, std::stop_token stop, const std::vector<BoundStep> &ahead);
    Status verify(const BoundStep &step, std::stop_token stop);
    Result<QByteArray> bootId(std::stop_token stop);
    Status askForReboot(QByteArray &boot, std::stop_token stop);
};

} // namespace fl
