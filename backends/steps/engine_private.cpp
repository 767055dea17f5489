// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/steps/engine_private.h"

#include <algorithm>
#include <cmath>

namespace fl {
namespace {

constexpr int fruitlessLimit = 5; ///< connections in a row that brought not one byte
constexpr int sudoAttempts = 3;

/// "k=v" words from field `from` on.
QMap<QString, QString> pairs(const QList<QByteArray> &fields, qsizetype from)
{
    QMap<QString, QString> result;
    for (qsizetype i = from; i < fields.size(); ++i)
        if (const qsizetype at = fields.at(i).indexOf('='); at > 0)
            result.insert(utf8(fields.at(i).first(at)), utf8(fields.at(i).sliced(at + 1)));
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

void Engine::Private::hear(const QString &step, const QList<QByteArray> &fields, Said &said)
{
    const auto &verb = fields.first();
    if (verb == "fact" && fields.size() == 3) {
        learn(step, utf8(fields.at(1)), utf8(fields.at(2)));
    } else if (verb == "added" && fields.size() == 3) {
        if (options.added)
            options.added(utf8(fields.at(1)), utf8(fields.at(2)));
    } else if (verb == "progress" && fields.size() >= 3) {
        QJsonObject data{{QStringLiteral("say"), utf8(fields.at(2))}, {QStringLiteral("args"), toJson(pairs(fields, 3))}};
        bool ok = false;
        if (const double done = fields.at(1).toDouble(&ok); ok && std::isfinite(done))
            data.insert(QStringLiteral("done"), std::clamp(done, 0.0, 1.0));
        emitEvent(EventKind::Progress, step, data);
    } else if (verb == "notice" && fields.size() >= 2) {
        emitEvent(EventKind::Notice, step,
                  {{QStringLiteral("say"), utf8(fields.at(1))}, {QStringLiteral("args"), toJson(pairs(fields, 2))}});
    } else if (verb == "fail" && fields.size() >= 2) {
        auto params = pairs(fields, 2);
        for (auto &value : params)
            value = masked(value);
        said.failure = stepError(causeFromSlug(utf8(fields.at(1))).value_or(Cause::StepFailed), with(params, "step", step));
    } else if (verb == "reboot") {
        said.reboot = true;
    } else if (verb == "end" && fields.size() == 3) {
        said.status = fields.at(2).toInt();
    }
}

Error Engine::Private::failure(const QString &step, const Said &said, int status, const QString &tail, Cause otherwise) const
{
    // Any program may be the one that finds the disk full; all name it so.
    if (!said.failure && tail.contains(QLatin1String("No space left on device")))
        return stepError(Cause::DiskFull, {{QStringLiteral("path"), QStringLiteral("~")}, {QStringLiteral("free"), QStringLiteral("0")}},
                         masked(tail));
    Error error =
        said.failure.value_or(stepError(otherwise, {{QStringLiteral("step"), step}, {QStringLiteral("status"), QString::number(status)}}));
    error.detail = masked(tail);
    return error;
}

Status Engine::Private::reconnect(const Error &why, int &fruitless, std::stop_token stop)
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

Result<ShellExit> Engine::Private::runAgain(const ShellScript &script, const std::function<Shell::Sink()> &prepare, std::stop_token stop)
{
    for (int fruitless = 0;;) {
        auto result = shell->run(script, prepare(), stop);
        if (result || !isLost(result.error()))
            return result;
        FL_TRY(reconnect(result.error(), fruitless, stop));
    }
}

Status Engine::Private::afterSudo(const QString &complaint, int &attempt)
{
    const auto cause = sudoCause(complaint);
    if (cause == Cause::NotSupportedHere)
        return fail(stepError(cause, {{QStringLiteral("why"), QStringLiteral("home-closed-to-root")}}, masked(complaint)));
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

} // namespace fl
