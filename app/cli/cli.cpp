// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/cli.h"

#include "app/cli/resolve.h"
#include "app/cli/secret_input.h"
#include "app/cli/verbs.h"
#include "app/cli/words.h"
#include "backends/core/error_json.h"
#include "backends/text/text.h"

#include <algorithm>

namespace fl::cli {
namespace {

struct Row {
    const char *name;
    Verb verb;
    bool writes;
};

constexpr Row rows[] = {
    {"setup", setup, true},          {"plan", plan, false},         {"resume", resume, true},   {"verify", verify, true},
    {"open", open, false},           {"list", list, false},         {"status", status, false},  {"stop", stop, true},
    {"start", start, true},          {"reboot", reboot, true},      {"destroy", destroy, true}, {"undo", undo, true},
    {"files", files, false},         {"fetch", fetch, false},       {"offers", offers, false},  {"doctor", doctor, false},
    {"leftovers", leftovers, false}, {"password", password, false}, {"vault", vault, false},    {"guard", guard, false},
    {"update", update, true},        {"probe", probe, false},       {"advice", advice, false},  {"hosted", hosted, false},
    {"whoami", whoami, false},       {"regions", regions, false},   {"policy", policy, false},  {"logout", logout, false},
    {"letin", letin, false},         {"console", console, false},   {"send", send, false},      {"colab", colab, false},
};

bool writes(const CommandLine &line, const Row &row)
{
    return row.writes || line.fresh || line.remove || line.repair || !line.resultCode.isEmpty()
        || (line.verb == QLatin1String("guard") && !line.value.isEmpty());
}

/// The error for people and, unless the run has put it out already, as a line; then the last line.
int end(Output &output, const Error &error, bool told, const QStringList &log)
{
    if (!log.isEmpty()) {
        output.say(QString());
        output.say(tr("The end of the log:"));
        for (const QString &line : log)
            output.say(QStringLiteral("    ") + line);
    }
    output.say(QString());
    output.error(error);
    if (!told)
        output.event({0, {}, {}, EventKind::Error, toJson(error)});
    output.result({{QStringLiteral("cause"), slug(error.cause)}}, false);
    return static_cast<int>(exitCode(error.cause));
}

} // namespace

int run(const QStringList &arguments, const Environment &environment)
{
    const bool json = arguments.contains(QLatin1String("--json"));
    Output output(environment.out, environment.err, json, environment.live);
    if (!arguments.isEmpty() && arguments.first() == QLatin1String("resolve") && !arguments.contains(QLatin1String("--help"))) {
        const Status resolved = resolve(arguments.mid(1), environment.home, output);
        return resolved ? 0 : end(output, resolved.error(), false, {});
    }
    const auto line = parseArguments(arguments);
    if (!line)
        return end(output, line.error(), false, {});
    if (line->verb == QLatin1String("help")) {
        output.say(helpText());
        return 0;
    }
    if (line->verb == QLatin1String("version")) {
        output.show(QStringLiteral("firstlight-cli " FL_VERSION));
        output.json({{QStringLiteral("kind"), QStringLiteral("version")}, {QStringLiteral("version"), QStringLiteral(FL_VERSION)}});
        return 0;
    }
    const auto row =
        std::find_if(std::begin(rows), std::end(rows), [&](const Row &each) { return line->verb == QLatin1String(each.name); });
    auto opened = environment.open(writes(*line, *row));
    if (!opened)
        return end(output, opened.error(), false, {});
    if (opened->notice) {
        output.error(*opened->notice);
        output.event({0, {}, {}, EventKind::Error, toJson(*opened->notice)});
    }
    if (opened->refusal && writes(*line, *row))
        return end(output, *opened->refusal, false, {});
    const auto secrets = readSecrets(*line, opened->operations->providers(), environment.in);
    if (!secrets)
        return end(output, secrets.error(), false, {});

    if (line->verb == QLatin1String("password"))
        output.talkOnError();
    Progress progress(output, line->verbose);
    TerminalAsker asker(output, line->yes, environment.mayAsk && !json);
    std::optional<Error> told;
    OperationCall operation{[&](const Event &event) {
                                output.event(event);
                                progress.take(event);
                                if (event.kind == EventKind::Error)
                                    told = errorFromJson(event.data);
                            },
                            asker, *secrets, environment.stop, line->set};
    Call call{*line, environment, *opened, output, progress, asker, operation};
    if (opened->notice && opened->notice->cause == Cause::LedgerDamaged && writes(*line, *row))
        if (const auto saved = opened->operations->reconcile(operation); !saved)
            return end(output, saved.error(), told && told->cause == saved.error().cause, {});
    const Status done = row->verb(call);
    if (done)
        return 0;
    const bool stepFailed = exitCode(done.error().cause) == Exit::StepFailed && !line->verbose;
    return end(output, done.error(), told && told->cause == done.error().cause, stepFailed ? progress.lastLines() : QStringList());
}

} // namespace fl::cli
