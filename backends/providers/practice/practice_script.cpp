// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/providers/practice/practice_script.h"

#include <QFile>

namespace fl {
namespace {

QByteArray resource(const char *name)
{
    QFile file(QStringLiteral(":/practice/%1.sh").arg(QLatin1String(name)));
    const bool open = file.open(QIODevice::ReadOnly);
    Q_ASSERT(open); // compiled in
    return open ? file.readAll() + '\n' : QByteArray();
}

NextAction nextAfter(Cause cause)
{
    switch (cause) {
    case Cause::DiskFull: return NextAction::FreeDiskSpace;
    case Cause::ToolMissing: return NextAction::InstallTool;
    case Cause::PackageSourceFailed: return NextAction::CheckServerNetwork;
    case Cause::ServerBusy: return NextAction::WaitAndResume;
    case Cause::NotSupportedHere: return NextAction::ChangeInput;
    default: return NextAction::Retry;
    }
}

} // namespace

PracticeAnswer parsePracticeAnswer(const QString &line)
{
    QStringList fields = line.split(QLatin1Char('\t'));
    PracticeAnswer answer;
    answer.kind = fields.takeFirst();
    for (const QString &field : fields) {
        const qsizetype equals = field.indexOf(QLatin1Char('='));
        if (equals < 0)
            answer.words << field;
        else
            answer.values[field.left(equals)] = field.mid(equals + 1);
    }
    return answer;
}

Error practiceFailure(const PracticeAnswer &answer)
{
    Error error{.cause = Cause::LocalCommandFailed, .params = answer.values, .next = NextAction::Retry, .detail = {}};
    const QString code = answer.words.value(0);
    if (answer.kind == QLatin1String("fail")) {
        error.cause = causeFromSlug(code).value_or(Cause::LocalCommandFailed);
        error.detail = error.params.take(QStringLiteral("said"));
    } else {
        if (code == QLatin1String("practice-disk-low"))
            error.cause = Cause::DiskFull;
        else if (code == QLatin1String("practice-needs-tools"))
            error.cause = Cause::ToolMissing;
        else
            error.cause = Cause::NotSupportedHere;
        error.params[QStringLiteral("where")] = QStringLiteral("practice");
        error.params[QStringLiteral("reason")] = code;
        if (error.cause == Cause::ToolMissing)
            error.params[QStringLiteral("tool")] = answer.values.value(QStringLiteral("tools"));
        error.detail = code;
    }
    error.next = nextAfter(error.cause);
    return error;
}

ShellScript PracticeScript::shellScript() const
{
    ShellScript script;
    script.variables = {{"home", home.toUtf8()},
                        {"id", machine.toUtf8()},
                        {"name", name.toUtf8()},
                        {"act", act.toUtf8()},
                        {"lowers", lowers.join(QLatin1Char('\n')).toUtf8()},
                        {"apt_mirror", aptMirror.toUtf8()},
                        {"proxy", proxy.toUtf8()},
                        {"inside", resource("furnish") + resource("inside")},
                        {"starter", resource("furnish") + resource("boot")},
                        {"recipe", resource("recipe")}};
    script.text = resource("common");
    switch (verb) {
    case Verb::Probe:
        script.text += resource("recipe") + resource("base") + resource("podman") + resource("probe") + "probe\nexit 0\n";
        break;
    case Verb::Create:
        script.text +=
            resource("recipe") + resource("base") + resource("podman") + resource("probe") + resource("start") + resource("create");
        break;
    case Verb::State: script.text += resource("state"); break;
    case Verb::Act: script.text += resource("podman") + resource("stop") + resource("start") + resource("act"); break;
    }
    // Building the image says nothing for minutes on a slow line.
    script.silence = std::chrono::minutes(20);
    return script;
}

} // namespace fl
