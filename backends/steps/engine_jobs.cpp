// SPDX-License-Identifier: GPL-3.0-or-later
// One step on the server: its job started or found, followed to its end, and proven.
#include "backends/steps/engine_private.h"

namespace fl {
namespace {

constexpr int killedStatus = 128 + 9;
constexpr qint64 nearlyFullKb = 20 * 1024; ///< what failed without a known cause on so full a disk failed of it

/// What a job did not say itself: many a program knows but "I/O error", and who is killed says nothing.
std::optional<Error> fullDisk(const JobEnd &end)
{
    bool known = false;
    const qint64 free = end.freeKb.toLongLong(&known);
    if (!known || free >= nearlyFullKb)
        return {};
    return stepError(Cause::DiskFull, {{QStringLiteral("path"), end.place}, {QStringLiteral("free"), QString::number(free / 1024)}});
}

} // namespace

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
        } else if (verb == "end" && field(1) != "again") {
            JobEnd &end = told.end.emplace();
            if (field(1) == "rebooted") {
                end.how = JobEnd::How::Rebooted;
            } else if (field(1) != "dead") {
                end.how = JobEnd::How::Exited;
                end.status = field(1).trimmed().toInt();
            }
            end.why = field(2);
            end.freeKb = field(3);
            end.place = utf8(field(4));
        } else if (verb == "sudo" || verb == "sudo-end") {
            told.sudo = true;
            told.sudoSays += utf8(field(1)) + QLatin1Char('\n');
        } else if (verb == "busy") {
            told.busy = utf8(field(1));
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
            stepError(Cause::SshShellUnusable, {{QStringLiteral("status"), QString::number(result->code)}}, masked(utf8(result->err)));
    // A broken connection is told apart by having no end.
    return told;
}

Result<JobEnd> Engine::Private::follow(const BoundStep &step, const QByteArray &job, const QByteArray &ahead, JobLog &log,
                                       std::stop_token stop)
{
    const QByteArray mark = randomMark(); // of the job, if it is this call that starts it
    QByteArray attempt = randomMark().sliced(4, 12);
    int asked = 0, fruitless = 0;
    for (;;) {
        auto told = tell(step, {{}, job, attempt, options.machine.toUtf8(), options.who.toUtf8(), ahead, {}, 0}, mark, log, stop);
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

Result<StepOutcome> Engine::Private::runStep(const BoundStep &step, const QByteArray &job, std::stop_token stop,
                                             const std::vector<BoundStep> &ahead)
{
    const QString &id = step.script->id;
    const QByteArray fetching = aheadScript(ahead, frame(randomMark()));
    for (int run = 1;; ++run) {
        Said said;
        JobLog log({[&](const QList<QByteArray> &fields) { hear(id, fields, said); },
                    [&](const QString &words, qint64 offset) { emitText(id, words, offset); }});
        const auto end = follow(step, job, fetching, log, stop);
        log.flush(true);
        if (!end) {
            if (end.error().cause == Cause::Cancelled) {
                // The job would go on without us; whoever cancels wants it to end. On its way out, so not stopped again.
                (void)shell->run(cancelScript(*step.script), {}, {});
            }
            return fail(end.error());
        }
        // Killed from outside, as by a system that ran out of memory: broken off like a job that died with its keeper.
        const bool killed = end->how == JobEnd::How::Exited && end->status == killedStatus && end->why.isEmpty() && !said.failure;
        if (end->how == JobEnd::How::Exited && !killed) {
            if (end->why == "cancel")
                return fail(stepError(Cause::Cancelled));
            if (end->why == "late")
                return fail(
                    stepError(Cause::StepTimeout,
                              {{QStringLiteral("step"), id}, {QStringLiteral("seconds"), QString::number(step.script->limitSeconds)}},
                              masked(log.tail())));
            Status proven;
            if (end->status != 0 && (!said.failure || said.failure->cause == Cause::StepFailed))
                if (const auto full = fullDisk(*end))
                    said.failure = full;
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
        if (said.failure = end->how == JobEnd::How::Dead ? fullDisk(*end) : std::nullopt; said.failure)
            return fail(failure(id, said, end->status, log.tail()));
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
        return fail(stepError(Cause::SshShellUnusable, {}, masked(log->tail() + utf8(result->err))));
    if (*said.status != 0 || said.failure)
        return fail(failure(id, said, *said.status, log->tail(), Cause::VerificationFailed));
    return {};
}

} // namespace fl
