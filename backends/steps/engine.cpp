// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/steps/engine.h"

#include "backends/steps/engine_private.h"

#include <QRegularExpression>

#include <utility>

namespace fl {

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
                                            running.append(utf8(fields.value(1)));
                                        } else if (verb == "begin") {
                                            if (const auto place = places.constFind(utf8(fields.value(1))); place != places.cend())
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
            return fail(stepError(Cause::SshShellUnusable, {{QStringLiteral("step"), id}}, d->masked(log->tail() + utf8(run->err))));
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

Result<StepOutcome> Engine::apply(const BoundStep &step, const QString &operation, std::stop_token stop,
                                  const std::vector<BoundStep> &ahead)
{
    static const QRegularExpression form(QStringLiteral("\\A[A-Za-z0-9_-]{1,64}\\z"));
    if (!form.match(operation).hasMatch())
        return fail(stepError(Cause::Internal, {}, QStringLiteral("operation \"%1\"").arg(operation)));
    const QString &id = step.script->id;
    const qint64 began = d->clock.now();
    d->emitState(id, StepState::Running);
    auto outcome = d->runStep(step, operation.toLatin1() + '-' + id.toLatin1(), stop, ahead);
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
                    complaint += utf8(fields.value(1)) + QLatin1Char('\n');
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
    QString last; // what was found at the last try
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
            else
                last = (slug(fresh.error().cause) + QLatin1Char('\n') + fresh.error().detail).trimmed();
        }
        if (d->clock.now() > limit)
            return fail(
                stepError(Cause::RebootNotBack, {{QStringLiteral("seconds"), QString::number(d->options.rebootLimit.count())}}, last));
    }
    return fail(stepError(Cause::Cancelled));
}

} // namespace fl
