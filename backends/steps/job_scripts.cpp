// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/steps/job_scripts.h"

#include <QCryptographicHash>
#include <QFile>

#include <sodium.h>

#include <algorithm>

namespace fl {
namespace {

using Variables = std::vector<std::pair<QByteArray, QByteArray>>;

QByteArray assignments(const Variables &variables)
{
    QByteArray text;
    for (const auto &[name, value] : variables)
        text += name + '=' + quoted(value) + '\n';
    return text;
}

Variables stepVariables(const BoundStep &step)
{
    Variables variables = step.variables;
    // What the file names is set, though empty: nothing of the server's environment slips in.
    for (const auto &name : step.script->params) {
        const auto key = name.toLatin1();
        if (std::none_of(variables.begin(), variables.end(), [&](const auto &variable) { return variable.first == key; }))
            variables.emplace_back(key, QByteArray());
    }
    variables.emplace_back("FL_STEP_HASH", stepHash(step));
    return variables;
}

Variables frameVariables(const StepScripts &frame, bool readOnly)
{
    return {{"FL_MARK", frame.mark},
            {"FL_BOOT_FILE", frame.bootIdFile},
            {"FL_NOW", QByteArray::number(frame.now / 1000)},
            {"FL_READONLY", readOnly ? "yes" : "no"}};
}

/// Without empty lines and those that are comments alone. "#!" and "#include" are none.
QByteArray withoutComments(const QByteArray &script)
{
    QByteArray text;
    for (const auto &line : script.split('\n'))
        if (const auto trimmed = line.trimmed(); !trimmed.isEmpty() && trimmed != "#" && !trimmed.startsWith("# "))
            text += line + '\n';
    return text;
}

/// For scripts that run in the login itself.
const char *const attached = "FL_HOME=$HOME FL_USER=${USER:-${LOGNAME:-}} FL_UID=\n";

/// The first thing a step's script does, so that it can be found and ended whenever its keeper (run.sh) is killed: were the keeper to
/// write this down, it could be killed before it did.
const char *const recordItself = "fl_started \"$$\" && printf '%s %s\\n' \"$$\" \"$FL_STARTED\" >\"$1/child\"\n";

Secret assignments(const std::vector<std::pair<QByteArray, Secret>> &secrets)
{
    return secrets.empty() ? Secret() : assembled({{}, {}, secrets, {}});
}

} // namespace

QByteArray scriptResource(const char *name)
{
    QFile file(QStringLiteral(":/scripts/") + QString::fromLatin1(name));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("the program was built without %s", name);
    QByteArray text;
    for (const auto &line : file.readAll().split('\n'))
        if (const auto trimmed = line.trimmed(); !trimmed.isEmpty() && !trimmed.startsWith('#'))
            text += line + '\n';
    return text;
}

QByteArray randomMark()
{
    QByteArray bytes(16, '\0');
    randombytes_buf(bytes.data(), static_cast<size_t>(bytes.size()));
    return "@fl-" + bytes.toHex() + '@';
}

QByteArray stepHash(const BoundStep &step)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const auto &part : {step.script->id.toUtf8(), step.script->check, step.script->apply, step.script->verify})
        hash.addData(withoutComments(part) + '\0');
    for (const auto &[name, value] : step.variables)
        hash.addData(name + '=' + value + '\0');
    return hash.result().toHex().first(16);
}

ShellScript checkScript(const std::vector<BoundStep> &steps, const StepScripts &frame)
{
    QByteArray text = attached + scriptResource("alive.sh") + scriptResource("prelude.sh");
    // A function is read whole before it runs: what runs in it cannot eat the script from standard input.
    text += "fl_main() {\n"
            "fl_load; fl_system; fl_proof\n"
            "printf '%sfacts\\n%s%sfacts-end\\n' \"$FL_MARK\" \"$FL_FACTS\" \"$FL_MARK\"\n"
            "for fl_job in \"$FL_STATE\"/jobs/*/; do\n"
            "[ -e \"${fl_job}step\" ] && [ -e \"${fl_job}pid\" ] && [ ! -e \"${fl_job}rc\" ] && fl_alive \"${fl_job}pid\" && "
            "read -r fl_step <\"${fl_job}step\" && fl_say running \"$fl_step\"\n"
            "done\n";
    for (const auto &step : steps) {
        const auto id = step.script->id.toLatin1();
        text +=
            "fl_say begin " + id + "\n(\n" + assignments(stepVariables(step)) + step.script->check + ")\nfl_say end " + id + " \"$?\"\n";
    }
    text += "}\nfl_main </dev/null 2>&1\nexit 0\n";
    return {text, frameVariables(frame, true), {}, std::chrono::seconds(120)};
}

ShellScript verifyScript(const BoundStep &step, const StepScripts &frame)
{
    const bool own = !step.script->verify.isEmpty();
    QByteArray text = attached + scriptResource("alive.sh") + scriptResource("prelude.sh") + assignments(stepVariables(step));
    text += "fl_main() {\nfl_load; fl_system; fl_proof\n(\n";
    if (own)
        text += "set -eu\n";
    text += (own ? step.script->verify : step.script->check) + ")\nfl_say end " + step.script->id.toLatin1()
        + " \"$?\"\n}\nfl_main </dev/null 2>&1\nexit 0\n";
    return {text, frameVariables(frame, !own), {}, std::chrono::seconds(step.script->limitSeconds)};
}

ShellScript startScript(const BoundStep &step, const StepScripts &frame, const JobStart &start)
{
    // $1 to $4 as run.sh hands them on: job folder, home, user, uid.
    const QByteArray waits =
        step.script->ahead.isEmpty() ? QByteArray() : scriptResource("ahead.sh") + "fl_ahead_wait " + step.script->id.toLatin1() + '\n';
    const QByteArray script = "FL_HOME=$2 FL_USER=$3 FL_UID=$4\n" + assignments(frameVariables(frame, false)) + scriptResource("alive.sh")
        + recordItself + scriptResource("prelude.sh") + scriptResource("environments.sh") + scriptResource("conda.sh")
        + scriptResource("framework.sh") + scriptResource("packages.sh") + scriptResource("nvidia.sh") + scriptResource("driver.sh")
        + scriptResource("network.sh") + assignments(stepVariables(step))
        + "[ ! -s secrets ] || . ./secrets\nrm -f secrets\nFL_JOB_DIR=$1\ncd \"$FL_HOME\" || cd /\nfl_load; fl_system; fl_proof\nset -eu\n"
        + waits + step.script->apply;

    ShellScript whole;
    whole.text =
        scriptResource("alive.sh") + "fl_main() {\n" + scriptResource("start.sh") + scriptResource("follow.sh") + "}\nfl_main </dev/null\n";
    whole.variables = {{"FL_FOLLOW", start.follow},
                       {"FL_JOB", start.job},
                       {"FL_STEP", step.script->id.toLatin1()},
                       {"FL_ATTEMPT", start.attempt},
                       {"FL_OWNER", start.owner},
                       {"FL_WHO", start.who},
                       {"FL_ROOT", step.script->asRoot ? "yes" : "no"},
                       {"FL_LIMIT", QByteArray::number(step.script->limitSeconds)},
                       {"FL_OFFSET", QByteArray::number(start.offset)},
                       {"FL_MARK", frame.mark},
                       {"FL_BOOT_FILE", frame.bootIdFile},
                       {"FL_SCRIPT", script},
                       {"FL_AHEAD", start.ahead},
                       {"FL_RUN", scriptResource("alive.sh") + scriptResource("run.sh")},
                       {"FL_LAUNCH", scriptResource("alive.sh") + scriptResource("launch.sh")},
                       {"FL_KEEPER", scriptResource("alive.sh") + scriptResource("keeper.sh")}};
    whole.secrets = {{"FL_SECRETS", assignments(step.secrets)}, {"FL_SUDO", start.sudoPassword}};
    whole.silence = std::chrono::seconds(30); // the follower gives a sign of life each second
    return whole;
}

QByteArray aheadScript(const std::vector<BoundStep> &steps, const StepScripts &frame)
{
    QByteArray text;
    for (const auto &step : steps) {
        const auto id = step.script->id.toLatin1();
        if (!step.script->ahead.isEmpty())
            text += "if fl_ahead_begin " + id + "; then\n(\n" + assignments(stepVariables(step)) + "set -eu\n" + step.script->ahead
                + ")\nfl_ahead_done " + id + "\nfi\n";
    }
    if (text.isEmpty())
        return {};
    return attached + assignments(frameVariables(frame, true)) + scriptResource("alive.sh") + scriptResource("prelude.sh")
        + scriptResource("environments.sh") + scriptResource("framework.sh") + scriptResource("packages.sh") + scriptResource("nvidia.sh")
        + scriptResource("driver.sh") + scriptResource("network.sh") + scriptResource("ahead.sh") + scriptResource("ahead-apt.sh")
        + "fl_load; fl_system; fl_proof\nfl_ahead_start\n" + text + "fl_ahead_next\n";
}

ShellScript cancelScript(const ServerStep &step)
{
    return {scriptResource("alive.sh")
                + "cd \"$HOME/.local/state/firstlight\" 2>/dev/null || exit 0\n"
                  "fl_ahead_end\n"
                  "for fl_job in jobs/*/; do\n"
                  "[ -e \"${fl_job}step\" ] && [ ! -e \"${fl_job}rc\" ] && read -r fl_step <\"${fl_job}step\" && [ \"$fl_step\" = "
                  "\"$FL_STEP\" ] "
                  "&& : >\"${fl_job}cancel\"\n"
                  "done\nexit 0\n",
            {{"FL_STEP", step.id.toLatin1()}},
            {},
            std::chrono::seconds(5)};
}

ShellScript releaseScript()
{
    return {"cd \"$HOME/.local/state/firstlight\" 2>/dev/null && : >unlock\nexit 0\n", {}, {}, std::chrono::seconds(5)};
}

ShellScript rebootScript(const QByteArray &follow, const QByteArray &bootIdFile, const Secret &sudoPassword)
{
    return {"fl_main() {\n" + scriptResource("reboot.sh") + "}\nfl_main </dev/null\n",
            {{"FL_FOLLOW", follow}, {"FL_BOOT_FILE", bootIdFile}},
            {{"FL_SUDO", sudoPassword}},
            std::chrono::seconds(30)};
}

ShellScript bootIdScript(const QByteArray &follow, const QByteArray &bootIdFile)
{
    return {"read -r fl_boot <\"$FL_BOOT_FILE\"\nprintf '%sopen\\t%s\\n' \"$FL_FOLLOW\" \"$fl_boot\"\nexit 0\n",
            {{"FL_FOLLOW", follow}, {"FL_BOOT_FILE", bootIdFile}},
            {},
            std::chrono::seconds(15)};
}

} // namespace fl
