// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/steps/server_scripts.h"

#include "backends/steps/job_scripts.h"

#include <QFile>

namespace fl {
namespace {

ShellScript onServer(const char *script, std::vector<std::pair<QByteArray, QByteArray>> variables, std::chrono::seconds limit)
{
    ShellScript whole;
    whole.text = "FL_HOME=$HOME FL_USER= FL_UID= FL_MARK= FL_READONLY=yes FL_BOOT_FILE=/proc/sys/kernel/random/boot_id\n"
        + scriptResource("alive.sh") + scriptResource("prelude.sh") + "fl_main() {\nfl_load; fl_system\n" + scriptResource(script)
        + "}\nfl_main </dev/null\n";
    whole.variables = std::move(variables);
    whole.silence = limit;
    return whole;
}

QByteArray resource(const QString &name)
{
    QFile file(QStringLiteral(":/") + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

ShellScript onFiles(const char *what, const QByteArray &mark, const std::vector<FileGiven> &files)
{
    std::vector<std::pair<QByteArray, QByteArray>> variables{{"FL_DO", what},
                                                             {"FL_TAKE", mark},
                                                             {"FL_COUNT", QByteArray::number(files.size())}};
    for (size_t i = 0; i < files.size(); ++i) {
        const FileGiven &file = files[i];
        const auto set = [&](const char *name, const QByteArray &value) {
            variables.emplace_back(name + QByteArray::number(i + 1), value);
        };
        set("FL_NAME_", file.name);
        set("FL_ID_", file.id);
        set("FL_SIZE_", QByteArray::number(file.size));
        set("FL_AT_", QByteArray::number(file.at));
        set("FL_SUM_", file.sha256);
        set("FL_TIME_", QByteArray::number(file.modified / 1000));
        set("FL_MODE_", file.program ? "0700" : "0600");
    }
    // A large file on a slow disk is read once, in silence, for its hash.
    return onServer("take-files.sh", std::move(variables), std::chrono::minutes(10));
}

} // namespace

ShellScript readStateScript()
{
    return onServer("jupyter.sh", {{"FL_DO", "state"}}, std::chrono::seconds(30));
}

ShellScript jupyterStartScript()
{
    return onServer("jupyter.sh", {{"FL_DO", "start"}}, std::chrono::seconds(120));
}

ShellScript jupyterStopScript()
{
    return onServer("jupyter.sh", {{"FL_DO", "stop"}}, std::chrono::seconds(120));
}

ShellScript colabScript(ColabDo what, qint64 seconds)
{
    const char *word = what == ColabDo::Start ? "start" : what == ColabDo::State ? "state" : "stop";
    return onServer("colab.sh", {{"FL_DO", word}, {"FL_SECONDS", QByteArray::number(seconds)}}, std::chrono::seconds(120));
}

ShellScript listFilesScript()
{
    return onServer("list-files.sh", {}, std::chrono::seconds(60));
}

ShellScript sendFilesScript(const QByteArray &mark, const std::vector<FileWanted> &files)
{
    std::vector<std::pair<QByteArray, QByteArray>> variables{{"FL_SEND", mark}, {"FL_COUNT", QByteArray::number(files.size())}};
    for (size_t i = 0; i < files.size(); ++i) {
        const QByteArray number = QByteArray::number(i + 1);
        variables.emplace_back("FL_FILE_" + number, files[i].path);
        variables.emplace_back("FL_FROM_" + number, files[i].from ? QByteArray::number(*files[i].from) : QByteArray("-"));
    }
    // A large file on a slow disk is read once, in silence, for its hash.
    return onServer("send-files.sh", std::move(variables), std::chrono::minutes(10));
}

ShellScript lookAtFilesScript(const QByteArray &mark, const std::vector<FileGiven> &files)
{
    return onFiles("look", mark, files);
}

ShellScript takeFilesScript(const QByteArray &mark, const std::vector<FileGiven> &files)
{
    return onFiles("take", mark, files);
}

QString takenArchive(const QByteArray &mark)
{
    return QStringLiteral("~/firstlight/notebooks/.firstlight-part/") + QString::fromLatin1(mark) + QStringLiteral(".tar");
}

ShellScript forgetFilesScript(const QByteArray &mark, const std::vector<FileGiven> &files)
{
    return onFiles("forget", mark, files);
}

ShellScript gpuChainScript(const QByteArray &mark, const QStringList &frameworks)
{
    std::vector<std::pair<QByteArray, QByteArray>> variables{{"FL_ASK", mark},
                                                             {"FL_CUDA", resource(QStringLiteral("diagnose/cuda.py"))},
                                                             {"FL_WHEEL", resource(QStringLiteral("diagnose/wheel.py"))}};
    QByteArray words;
    for (const QString &framework : frameworks) {
        const QByteArray own = resource(QStringLiteral("verify/%1.py").arg(framework));
        if (own.isEmpty())
            continue; // a name of a newer program's
        words += framework.toLatin1() + ' ';
        // The very computation of the verify step; where the machine has a GPU it counts only there.
        QByteArray text = resource(QStringLiteral("verify/common.py")) + own;
        text.replace("@MARK@", mark + "proof ").replace("@DEVICE@", "gpu");
        variables.emplace_back("FL_TRY_" + framework.toLatin1(), text);
    }
    variables.emplace_back("FL_FRAMEWORKS", words);
    return onServer("gpu-chain.sh", std::move(variables), std::chrono::minutes(12));
}

ShellScript mendScript(const QString &machine, const Mending &mending)
{
    QByteArray learnt;
    for (const auto &[name, value] : mending.learnt)
        learnt += name + ' ' + value + '\n';
    return onServer("mend.sh", {{"FL_OWNER", machine.toUtf8()}, {"FL_LEARNT", learnt}, {"FL_ANEW", mending.anew}},
                    std::chrono::seconds(30));
}

ShellScript undoScript(const QString &machine, const Secret &sudoPassword)
{
    // Removing hundreds of packages is silent for minutes.
    auto script =
        onServer("undo.sh", {{"FL_OWNER", machine.toUtf8()}, {"FL_ROOT_SCRIPT", scriptResource("undo-root.sh")}}, std::chrono::minutes(30));
    script.secrets = {{"FL_SUDO", sudoPassword}};
    return script;
}

} // namespace fl
