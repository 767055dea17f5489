// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/steps/engine.h"

#include "backends/steps/follow_stream.h"
#include "backends/steps/job_log.h"
#include "backends/steps/job_scripts.h"
#include "backends/steps/step_errors.h"

#include <QJsonObject>
#include <QRegularExpression>

#include <cmath>

namespace fl {
namespace {

constexpr int fruitlessLimit = 5;          ///< connections in a row that brought not one byte
constexpr qint64 nearlyFullKb = 20 * 1024; ///< a job that died without a word on so full a disk died of it
constexpr int sudoAttempts = 3;

bool isLost(const Error &error)
{
    return error.cause == Cause::ConnectionLost || error.cause == Cause::ConnectionTimeout;
}

QString text(const QByteArray &bytes)
{
    return QString::fromUtf8(bytes);
}

/// "k=v" words from field `from` on.
QMap<QString, QString> pairs(const QList<QByteArray> &fields, qsizetype from)
{
    QMap<QString, QString> result;
    for (qsizetype i = from; i < fields.size(); ++i)
        if (const qsizetype at = fields.at(i).indexOf('='); at > 0)
            result.insert(text(fields.at(i).first(at)), text(fields.at(i).sliced(at + 1)));
    return result;
}

QJsonObject toJson(const QMap<QString, QString> &map)
{
    QJsonObject object;
    for (auto it = map.begin(); it != map.end(); ++it)
        object.insert(it.key(), it.value());
    return object;
}

QMap<QString, QString> with(QMap<QString, QString> params, const char *name, const QString &value)
{
    params.insert(QString::fromLatin1(name), value);
    return params;
}

} // namespace

/// How one run of a job ended.
struct JobEnd {
    enum class How { Exited, Dead, Rebooted } how = How::Dead;
    int status = 0;
    QByteArray why; ///< late, cancel, or empty
    qint64 freeKb = -1;
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
                  {{QStringLiteral("say"), QString::fromLatin1(code)}, {QStringLiteral("args"), QJsonObject{{QStringLiteral("step"), step}}}});
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
    void hear(const QString &step, const QList<QByteArray> &fields, Said &said)
    {
        const auto &verb = fields.first();
        if (verb == "fact" && fields.size() == 3) {
            learn(step, text(fields.at(1)), text(fields.at(2)));
        } else if (verb == "added" && fields.size() == 3) {
            if (options.added)
                options.added(text(fields.at(1)), text(fields.at(2)));
        } else if (verb == "progress" && fields.size() >= 3) {
            QJsonObject data{{QStringLiteral("say"), text(fields.at(2))}, {QStringLiteral("args"), toJson(pairs(fields, 3))}};
            bool ok = false;
            if (const double done = fields.at(1).toDouble(&ok); ok && std::isfinite(done))
                data.insert(QStringLiteral("done"), std::clamp(done, 0.0, 1.0));
            emitEvent(EventKind::Progress, step, data);
        } else if (verb == "notice" && fields.size() >= 2) {
            emitEvent(EventKind::Notice, step,
                      {{QStringLiteral("say"), text(fields.at(1))}, {QStringLiteral("args"), toJson(pairs(fields, 2))}});
        } else if (verb == "fail" && fields.size() >= 2) {
            auto params = pairs(fields, 2);
            for (auto &value : params)
                value = masked(value);
            said.failure = stepError(causeFromSlug(text(fields.at(1))).value_or(Cause::StepFailed), with(params, "step", step));
        } else if (verb == "reboot") {
            said.reboot = true;
        } else if (verb == "end" && fields.size() == 3) {
            said.status = fields.at(2).toInt();
        }
    }

    /// The error of a step that ended with a status, from what it said or at least its last lines.
    Error failure(const QString &step, const Said &said, int status, const QString &tail, Cause otherwise = Cause::StepFailed) const
    {
        Error error = said.failure.value_or(
            stepError(otherwise, {{QStringLiteral("step"), step}, {QStringLiteral("status"), QString::number(status)}}));
        error.detail = masked(tail);
        return error;
    }

    StepScripts frame(const QByteArray &mark) const { return {mark, options.bootIdFile, clock.now()}; }

    /// A living shell again. `fruitless` counts in a row; the caller sets it back when something came.
    Status reconnect(const Error &why, int &fruitless, std::stop_token stop)
    {
        if (stop.stop_requested())
            return fail(stepError(Cause::Cancelled));
        if (++fruitless > fruitlessLimit)
            return fail(why);
        if (options.reconnect) {
            auto fresh = options.reconnect(stop);
            if (!fresh)
                return fail(fresh.error());
            shell = *fresh;
            return {};
        }
        if (!shell->isAlive())
            return fail(why);
        return {};
    }

    /// Runs a script that may be run again when the connection breaks. `prepare` makes sink and state fresh each time.
    Result<ShellExit> runAgain(const ShellScript &script, const std::function<Shell::Sink()> &prepare, std::stop_token stop)
    {
        for (int fruitless = 0;;) {
            auto result = shell->run(script, prepare(), stop);
            if (result || !isLost(result.error()))
                return result;
            FL_TRY(reconnect(result.error(), fruitless, stop));
        }
    }

    /// Another password, or the end of the matter.
    Status afterSudo(const QString &complaint, int &attempt)
    {
        const auto cause = sudoCause(complaint);
        if (cause != Cause::SudoPassword || !options.askSudoPassword || attempt >= sudoAttempts)
            return fail(stepError(cause, {{QStringLiteral("attempts"), QString::number(attempt)}}, masked(complaint)));
        auto answer = options.askSudoPassword(++attempt);
        if (!answer) // nobody is there to give one: that sudo wants it, or that one was wrong, is the matter
            return fail(answer.error().cause == Cause::SecretMissing
                            ? stepError(cause, {{QStringLiteral("attempts"), QString::number(attempt - 1)}}, masked(complaint))
                            : answer.error());
        options.sudoPassword = *answer;
        return {};
    }

    Result<Told> tell(const BoundStep &step, JobStart start, const QByteArray &mark, JobLog &log, std::stop_token stop);
    Result<JobEnd> follow(const BoundStep &step, const QByteArray &job, JobLog &log, std::stop_token stop);
    Result<StepOutcome> runStep(const BoundStep &step, const QByteArray &job, std::stop_token stop);
    Status verify(const BoundStep &step, std::stop_token stop);
    Result<QByteArray> bootId(std::stop_token stop);
    Status askForReboot(QByteArray &boot, std::stop_token stop);
};

/// One connection's worth: starts or finds the job and hands its log on until it ends or the connection does.
Result<Told> Engine::Private::tell(const BoundStep &step, JobStart start, const QByteArray &mark, JobLog &log, std::stop_token stop)
{
    Told told;
    const auto said = [&](const QList<QByteArray> &fields) {
        const auto &verb = fields.first();
        const auto field = [&](qsizetype i) { return fields.value(i); };
        if (verb == "open") {
            told.opened = true;
            told.found = field(1) != start.attempt;
            log.setMark(field(2));
        } else if (verb == "beat") {
            log.flush(false);
        } else if (verb == "end" && (field(1) == "rebooted" || field(1) == "again" || field(1) == "dead")) {
            if (field(1) == "rebooted")
                told.end = JobEnd{JobEnd::How::Rebooted, 0, {}, -1};
            else if (field(1) == "dead")
                told.end = JobEnd{JobEnd::How::Dead, 0, {}, field(2).toLongLong()};
        } else if (verb == "end") {
            told.end = JobEnd{JobEnd::How::Exited, field(1).trimmed().toInt(), field(2), -1};
        } else if (verb == "sudo" || verb == "sudo-end") {
            told.sudo = true;
            told.sudoSays += text(field(1)) + QLatin1Char('\n');
        } else if (verb == "busy") {
            told.busy = text(field(1));
        } else if (verb == "full") {
            told.full = field(1).toLongLong();
        }
    };
    start.follow = randomMark();
    start.offset = log.offset();
    start.sudoPassword = options.sudoPassword;
    FollowStream stream(start.follow, said, [&](QByteArrayView bytes) {
        told.moved = true;
        log.feed(bytes);
    });
    const auto result = shell->run(
        startScript(step, frame(mark), start), [&](QByteArrayView bytes) { stream.feed(bytes); }, stop);
    if (told.end || told.sudo || told.busy || told.full)
        return told; // it was all said; how the channel ended does not matter
    if (!result && !isLost(result.error()))
        return fail(result.error());
    if (result && !told.opened)
        told.why =
            stepError(Cause::SshShellUnusable, {{QStringLiteral("status"), QString::number(result->code)}}, masked(text(result->err)));
    // A broken connection is told apart by having no end.
    return told;
}

Result<JobEnd> Engine::Private::follow(const BoundStep &step, const QByteArray &job, JobLog &log, std::stop_token stop)
{
    const QByteArray mark = randomMark(); // of the job, if it is this call that starts it
    QByteArray attempt = randomMark().sliced(4, 12);
    int asked = 0, fruitless = 0;
    for (;;) {
        auto told = tell(step, {{}, job, attempt, options.machine.toUtf8(), options.who.toUtf8(), {}, 0}, mark, log, stop);
        if (!told)
            return fail(told.error());
        locked = locked || told->opened;
        if (told->end) {
            told->end->found = told->found;
            return *told->end;
        }
        if (told->busy)
            return fail(stepError(Cause::ServerBusy, {{QStringLiteral("who"), *told->busy}}));
        if (told->full)
            return fail(
                stepError(Cause::DiskFull,
                          {{QStringLiteral("path"), QStringLiteral("~")}, {QStringLiteral("free"), QString::number(*told->full / 1024)}}));
        if (told->sudo) {
            FL_TRY(afterSudo(told->sudoSays, asked));
            continue;
        }
        if (told->moved)
            fruitless = 0;
        FL_TRY(reconnect(told->why, fruitless, stop));
    }
}

Result<StepOutcome> Engine::Private::runStep(const BoundStep &step, const QByteArray &job, std::stop_token stop)
{
    const QString &id = step.script->id;
    for (int run = 1;; ++run) {
        Said said;
        JobLog log({[&](const QList<QByteArray> &fields) { hear(id, fields, said); },
                    [&](const QString &words, qint64 offset) { emitText(id, words, offset); }});
        const auto end = follow(step, job, log, stop);
        log.flush(true);
        if (!end) {
            if (end.error().cause == Cause::Cancelled) {
                // The job would go on without us; whoever cancels wants it to end. On its way out, so not stopped again.
                (void)shell->run(cancelScript(*step.script), {}, {});
            }
            return fail(end.error());
        }
        if (end->how == JobEnd::How::Exited) {
            if (end->why == "cancel")
                return fail(stepError(Cause::Cancelled));
            if (end->why == "late")
                return fail(
                    stepError(Cause::StepTimeout,
                              {{QStringLiteral("step"), id}, {QStringLiteral("seconds"), QString::number(step.script->limitSeconds)}},
                              masked(log.tail())));
            Status proven;
            if (end->status != 0 || said.failure)
                proven = fail(failure(id, said, end->status, log.tail()));
            else if (said.reboot)
                return StepOutcome::NeedsReboot;
            else
                proven = verify(step, stop);
            if (proven)
                return StepOutcome::Done;
            // What an earlier run began it may have done by what was true then: the user has changed something since, or we have.
            if (!end->found || run == 2 || stop.stop_requested() || isLost(proven.error()))
                return fail(proven.error());
            sayAgain(id, "step-again");
            continue;
        }
        if (end->how == JobEnd::How::Dead && end->freeKb >= 0 && end->freeKb < nearlyFullKb)
            return fail(
                stepError(Cause::DiskFull,
                          {{QStringLiteral("path"), QStringLiteral("~")}, {QStringLiteral("free"), QString::number(end->freeKb / 1024)}},
                          masked(log.tail())));
        if (run == 2)
            return fail(stepError(Cause::StepInterrupted, {{QStringLiteral("step"), id}}, masked(log.tail())));
        sayAgain(id, end->how == JobEnd::How::Rebooted ? "step-again-after-reboot" : "step-again");
    }
}

Status Engine::Private::verify(const BoundStep &step, std::stop_token stop)
{
    const QString &id = step.script->id;
    const QByteArray mark = randomMark();
    Said said;
    std::optional<JobLog> log;
    QString output;
    const auto prepare = [&]() -> Shell::Sink {
        said = {};
        output.clear();
        log.emplace(JobLog::Readers{[&](const QList<QByteArray> &fields) { hear(id, fields, said); }, [](const QString &, qint64) {}});
        log->setMark(mark);
        return [&](QByteArrayView bytes) { log->feed(bytes); };
    };
    const auto result = runAgain(verifyScript(step, frame(mark)), prepare, stop);
    if (!result)
        return fail(result.error());
    log->flush(true);
    if (!said.status)
        return fail(stepError(Cause::SshShellUnusable, {}, masked(log->tail() + text(result->err))));
    if (*said.status != 0 || said.failure)
        return fail(failure(id, said, *said.status, log->tail(), Cause::VerificationFailed));
    return {};
}

Engine::Engine(Shell &shell, Clock &clock, Options options) : d(new Private{&shell, clock, std::move(options), {}, false})
{
}

Engine::~Engine() = default;

const ServerFacts &Engine::facts() const
{
    return d->facts;
}

Result<std::vector<CheckResult>> Engine::check(const std::vector<BoundStep> &steps, std::stop_token stop)
{
    struct Seen {
        Private::Said said;
        QString words;
    };
    std::vector<Seen> seen;
    QHash<QString, size_t> places;
    for (size_t i = 0; i < steps.size(); ++i)
        places.insert(steps[i].script->id, i);
    QStringList running;
    QString factLines;
    bool inFacts = false;
    std::optional<size_t> now;
    std::optional<JobLog> log;
    const QByteArray mark = randomMark();
    const auto prepare = [&]() -> Shell::Sink {
        seen.assign(steps.size(), {});
        running.clear();
        factLines.clear();
        now.reset();
        log.emplace(JobLog::Readers{[&](const QList<QByteArray> &fields) {
                                        const auto &verb = fields.first();
                                        if (verb == "facts" || verb == "facts-end") {
                                            inFacts = verb == "facts";
                                        } else if (verb == "running") {
                                            running.append(text(fields.value(1)));
                                        } else if (verb == "begin") {
                                            if (const auto place = places.constFind(text(fields.value(1))); place != places.cend())
                                                now = *place;
                                        } else if (now) {
                                            d->hear(steps[*now].script->id, fields, seen[*now].said);
                                            if (verb == "end")
                                                now.reset();
                                        }
                                    },
                                    [&](const QString &words, qint64) {
                                        if (inFacts)
                                            factLines += words;
                                        else if (now)
                                            seen[*now].words = (seen[*now].words + words).right(4096);
                                    }});
        log->setMark(mark);
        return [&](QByteArrayView bytes) { log->feed(bytes); };
    };
    const auto run = d->runAgain(checkScript(steps, d->frame(mark)), prepare, stop);
    if (!run)
        return fail(run.error());
    log->flush(true);

    for (const auto &line : factLines.split(QLatin1Char('\n'), Qt::SkipEmptyParts))
        d->learn({}, line.section(QLatin1Char(' '), 0, 0), line.section(QLatin1Char(' '), 1));
    std::vector<CheckResult> results;
    for (size_t i = 0; i < steps.size(); ++i) {
        const auto &id = steps[i].script->id;
        const auto &[said, words] = seen[i];
        if (!said.status)
            return fail(stepError(Cause::SshShellUnusable, {{QStringLiteral("step"), id}}, d->masked(log->tail() + text(run->err))));
        CheckResult result;
        result.jobRunning = running.contains(id);
        if (said.failure || *said.status > 1) {
            result.state = CheckState::Impossible;
            result.error = d->failure(id, said, *said.status, words.trimmed());
            d->emitState(id, StepState::Failed, {{QStringLiteral("reason"), slug(result.error->cause)}});
        } else {
            result.state = *said.status == 0 && !result.jobRunning ? CheckState::AlreadyThere : CheckState::ToDo;
            d->emitState(id, result.state == CheckState::AlreadyThere ? StepState::AlreadyThere : StepState::Waiting);
        }
        results.push_back(std::move(result));
    }
    return results;
}

Result<StepOutcome> Engine::apply(const BoundStep &step, const QString &operation, std::stop_token stop)
{
    static const QRegularExpression form(QStringLiteral("\\A[A-Za-z0-9_-]{1,64}\\z"));
    if (!form.match(operation).hasMatch())
        return fail(stepError(Cause::Internal, {}, QStringLiteral("operation \"%1\"").arg(operation)));
    const QString &id = step.script->id;
    const qint64 began = d->clock.now();
    d->emitState(id, StepState::Running);
    auto outcome = d->runStep(step, operation.toLatin1() + '-' + id.toLatin1(), stop);
    const double seconds = double(d->clock.now() - began) / 1000;
    if (!outcome) {
        const auto cause = outcome.error().cause;
        const bool interrupted = cause == Cause::Cancelled || cause == Cause::StepInterrupted || isLost(outcome.error());
        d->emitState(id, interrupted ? StepState::Interrupted : StepState::Failed,
                     {{QStringLiteral("reason"), slug(cause)}, {QStringLiteral("seconds"), seconds}});
    } else if (*outcome == StepOutcome::NeedsReboot) {
        d->emitState(id, StepState::Running,
                     {{QStringLiteral("reason"), QStringLiteral("needs-reboot")}, {QStringLiteral("seconds"), seconds}});
    } else {
        d->emitState(id, StepState::Done, {{QStringLiteral("changed"), true}, {QStringLiteral("seconds"), seconds}});
    }
    return outcome;
}

Status Engine::verify(const BoundStep &step, std::stop_token stop)
{
    const QString &id = step.script->id;
    const qint64 began = d->clock.now();
    d->emitState(id, StepState::Checking);
    auto status = d->verify(step, stop);
    const double seconds = double(d->clock.now() - began) / 1000;
    if (status)
        d->emitState(id, StepState::Done, {{QStringLiteral("seconds"), seconds}});
    else
        d->emitState(id, StepState::Failed, {{QStringLiteral("reason"), slug(status.error().cause)}, {QStringLiteral("seconds"), seconds}});
    return status;
}

void Engine::release(std::stop_token stop)
{
    if (std::exchange(d->locked, false))
        (void)d->shell->run(releaseScript(), {}, stop);
}

Result<QByteArray> Engine::Private::bootId(std::stop_token stop)
{
    const QByteArray mark = randomMark();
    QByteArray boot;
    FollowStream stream(
        mark, [&](const QList<QByteArray> &fields) { boot = fields.value(1); }, [](QByteArrayView) {});
    const auto result = shell->run(
        bootIdScript(mark, options.bootIdFile), [&](QByteArrayView bytes) { stream.feed(bytes); }, stop);
    if (!result)
        return fail(result.error());
    return boot;
}

Status Engine::Private::askForReboot(QByteArray &boot, std::stop_token stop)
{
    for (int asked = 0;;) {
        const QByteArray mark = randomMark();
        QString complaint;
        bool going = false;
        FollowStream stream(
            mark,
            [&](const QList<QByteArray> &fields) {
                if (fields.first() == "open")
                    boot = fields.value(1);
                else if (fields.first() == "going")
                    going = true;
                else
                    complaint += text(fields.value(1)) + QLatin1Char('\n');
            },
            [](QByteArrayView) {});
        const auto result = shell->run(
            rebootScript(mark, options.bootIdFile, options.sudoPassword), [&](QByteArrayView bytes) { stream.feed(bytes); }, stop);
        if (going)
            return {};
        if (!result)
            return fail(result.error());
        FL_TRY(afterSudo(complaint, asked));
    }
}

Status Engine::reboot(std::stop_token stop)
{
    QByteArray before;
    FL_TRY(d->askForReboot(before, stop));
    const qint64 limit = d->clock.now() + std::chrono::duration_cast<std::chrono::milliseconds>(d->options.rebootLimit).count();
    d->emitEvent(EventKind::Notice, {}, {{QStringLiteral("say"), QStringLiteral("rebooting")}, {QStringLiteral("args"), QJsonObject()}});
    while (d->clock.wait(std::chrono::seconds(1), stop)) {
        // The old connection may still answer, from the old boot; a dead one is made again as soon as the server lets us.
        const auto boot = d->bootId(stop);
        if (boot && !boot->isEmpty() && *boot != before) {
            d->emitEvent(EventKind::Notice, {},
                         {{QStringLiteral("say"), QStringLiteral("rebooted")}, {QStringLiteral("args"), QJsonObject()}});
            return {};
        }
        if (!boot && d->options.reconnect) {
            if (auto fresh = d->options.reconnect(stop))
                d->shell = *fresh;
            else if (fresh.error().cause == Cause::SshHostKeyChanged)
                return fail(fresh.error());
        }
        if (d->clock.now() > limit)
            return fail(stepError(Cause::RebootNotBack, {{QStringLiteral("seconds"), QString::number(d->options.rebootLimit.count())}}));
    }
    return fail(stepError(Cause::Cancelled));
}

} // namespace fl
