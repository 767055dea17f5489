// SPDX-License-Identifier: GPL-3.0-or-later
// The step files that ship: they parse, their order resolves, what they declare is what they use, and shellcheck and every shell
// accept them with the prelude in front.
#include "backends/core/error.h"
#include "backends/steps/job_scripts.h"
#include "backends/steps/server_step.h"

#include <QDir>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest>

using namespace fl;

namespace {

QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray output(const QString &program, const QStringList &arguments, const QByteArray &input, int *code)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(program, arguments);
    process.write(input);
    process.closeWriteChannel();
    process.waitForFinished(60000);
    *code = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    return process.readAll();
}

/// Upper-case variables that a script reads, without those it sets itself and those of the engine.
QSet<QString> variablesRead(const QByteArray &script)
{
    static const QRegularExpression reads(QStringLiteral("\\$\\{?#?([A-Z][A-Z0-9_]*)\\b"));
    static const QRegularExpression sets(QStringLiteral("(?:^|[\\s;(])([A-Z][A-Z0-9_]*)="), QRegularExpression::MultilineOption);
    static const QSet<QString> common{QStringLiteral("HOME"), QStringLiteral("TMPDIR"), QStringLiteral("PATH"), QStringLiteral("USER")};
    const auto text = QString::fromUtf8(script);
    QSet<QString> names;
    for (auto it = reads.globalMatch(text); it.hasNext();)
        names.insert(it.next().captured(1));
    for (auto it = sets.globalMatch(text); it.hasNext();)
        names.remove(it.next().captured(1));
    names.subtract(common);
    names.removeIf([](const QString &name) { return name.startsWith(QLatin1String("FL_")); });
    return names;
}

} // namespace

class TestStepFiles : public QObject {
    Q_OBJECT

    std::vector<ServerStep> m_steps;

    void eachScript(const std::function<void(const QString &name, const QByteArray &script)> &use) const
    {
        for (const auto &step : m_steps) {
            use(step.id + QStringLiteral(".check"), step.check);
            use(step.id + QStringLiteral(".apply"), "set -eu\n" + step.apply);
            if (!step.verify.isEmpty())
                use(step.id + QStringLiteral(".verify"), "set -eu\n" + step.verify);
            if (!step.ahead.isEmpty())
                use(step.id + QStringLiteral(".ahead"), "set -eu\n" + step.ahead);
        }
    }

private slots:
    void initTestCase()
    {
        auto steps = builtinServerSteps();
        QVERIFY2(steps, steps ? "" : qPrintable(steps.error().detail));
        m_steps = std::move(*steps);
        QVERIFY(m_steps.size() >= 9);
    }

    void eachComesAfterWhatItNeeds()
    {
        QSet<QString> before;
        for (const auto &step : m_steps) {
            for (const auto &need : step.needs + step.aheadNeeds)
                QVERIFY2(before.contains(need), qPrintable(step.id + QStringLiteral(" before ") + need));
            before.insert(step.id);
        }
        QCOMPARE(m_steps.front().id, QStringLiteral("preflight")); // nothing is changed before it
    }

    void whatTheyDeclareIsWhatTheyUse()
    {
        for (const auto &step : m_steps) {
            QSet<QString> declared(step.params.begin(), step.params.end());
            const QSet<QString> secrets(step.secrets.begin(), step.secrets.end());
            const auto inCheck = variablesRead(step.check), inVerify = variablesRead(step.verify);
            const auto inAhead = variablesRead(step.ahead);
            const auto used = variablesRead(step.apply) + inCheck + inVerify + inAhead;
            for (const auto &name : declared + secrets)
                QVERIFY2(used.contains(name), qPrintable(step.id + QStringLiteral(" declares and does not use ") + name));
            for (const auto &name : used)
                QVERIFY2((declared + secrets).contains(name), qPrintable(step.id + QStringLiteral(" uses and does not declare ") + name));
            // Only apply is given them.
            QVERIFY(!inCheck.intersects(secrets) && !inVerify.intersects(secrets) && !inAhead.intersects(secrets));
        }
    }

    void theirFailuresAreCausesWeKnow()
    {
        static const QRegularExpression fails(QStringLiteral("fl_fail ([a-z-]+)"));
        const auto known = [&](const QString &name, const QByteArray &script) {
            for (auto it = fails.globalMatch(QString::fromUtf8(script)); it.hasNext();) {
                const auto cause = it.next().captured(1);
                QVERIFY2(causeFromSlug(cause), qPrintable(name + QStringLiteral(": ") + cause));
            }
        };
        eachScript(known);
        for (const char *shared : {"environments.sh", "conda.sh", "framework.sh", "packages.sh", "nvidia.sh"})
            known(QLatin1String(shared), read(QStringLiteral(":/scripts/") + QLatin1String(shared)));
    }

    void shellcheckFindsNothing()
    {
        const auto shellcheck = QStandardPaths::findExecutable(QStringLiteral("shellcheck"));
        QVERIFY2(!shellcheck.isEmpty(), "the package shellcheck is one of the tests'");
        const QStringList arguments{QStringLiteral("--shell=sh"), QStringLiteral("--exclude=SC2034,SC2153,SC2317"), QStringLiteral("-")};
        const auto prelude = read(QStringLiteral(":/scripts/alive.sh")) + read(QStringLiteral(":/scripts/prelude.sh"));
        eachScript([&](const QString &name, const QByteArray &script) {
            int code = 0;
            const auto said = output(shellcheck, arguments, prelude + script, &code);
            QVERIFY2(code == 0, (name.toUtf8() + '\n' + said).constData());
        });
        for (const auto &name : QDir(QStringLiteral(":/scripts")).entryList()) {
            int code = 0;
            const auto said =
                output(shellcheck, {QStringLiteral("--shell=sh"), QStringLiteral("-")}, read(QStringLiteral(":/scripts/") + name), &code);
            QVERIFY2(code == 0, (name.toUtf8() + '\n' + said).constData());
        }
    }

    /// What a step writes for the server to run later is a script too.
    void theScriptsTheyLeaveThereAreAsClean()
    {
        static const QRegularExpression heredoc(QStringLiteral("<<'(SCRIPT|START|INSTALLER|HOOK)'\\n(.*?)\\n\\1\\n"),
                                                QRegularExpression::DotMatchesEverythingOption);
        QStringList found;
        const auto look = [&](const QString &name, const QByteArray &script) {
            for (auto it = heredoc.globalMatch(QString::fromUtf8(script)); it.hasNext();) {
                const auto left = it.next();
                const QByteArray text = left.captured(2).toUtf8() + '\n';
                found << name + QLatin1Char(' ') + left.captured(1);
                int code = 0;
                QByteArray said = output(QStringLiteral("shellcheck"), {QStringLiteral("--shell=sh"), QStringLiteral("-")}, text, &code);
                QVERIFY2(code == 0, (found.last().toUtf8() + '\n' + said).constData());
                for (const QStringList &shell : {QStringList{QStringLiteral("dash")},
                                                 {QStringLiteral("bash"), QStringLiteral("--posix")},
                                                 {QStringLiteral("busybox"), QStringLiteral("sh")}}) {
                    said = output(shell.first(), shell.mid(1) + QStringList{QStringLiteral("-n")}, text, &code);
                    QVERIFY2(code == 0 && said.isEmpty(),
                             (shell.first().toUtf8() + ": " + found.last().toUtf8() + '\n' + said).constData());
                }
            }
        };
        eachScript(look);
        for (const auto &name : QDir(QStringLiteral(":/scripts")).entryList())
            look(name, read(QStringLiteral(":/scripts/") + name));
        QVERIFY2(found.size() >= 6, qPrintable(found.join(QLatin1String(", "))));
    }

    /// The practice machine's, those that look at this computer, and the stand-ins of the tests.
    void shellcheckFindsNothingInTheOthers()
    {
        QStringList files;
        for (const char *folder : {"resources/practice", "resources/here", "tests/steps/stand-ins"})
            for (const QString &name : QDir(QStringLiteral(FL_SOURCE_DIR "/") + QLatin1String(folder)).entryList(QDir::Files))
                files << QLatin1String(folder) + QLatin1Char('/') + name;
        QVERIFY(files.size() > 30);
        QProcess shellcheck;
        shellcheck.setWorkingDirectory(QStringLiteral(FL_SOURCE_DIR));
        shellcheck.start(QStringLiteral("shellcheck"),
                         QStringList{QStringLiteral("--shell=sh"), QStringLiteral("--exclude=SC1091,SC2154")} + files);
        QVERIFY(shellcheck.waitForFinished(60000));
        QVERIFY2(shellcheck.exitCode() == 0, shellcheck.readAll().constData());
    }

    /// Where the words come from that are played, and whether they were heard or read.
    void eachRecordingNamesItsSource()
    {
        static const QRegularExpression source(QStringLiteral("\\A# SPDX-License-Identifier: [^\\n]+\\n# Source: (?:[^\\n]+\\n# "
                                                              ")*?[^\\n]*(?:\\bran on 20[0-9]{2}-[0-9]{2}-[0-9]{2}\\b|\\bnot run\\b)"));
        const QDir folder(QStringLiteral(FL_SOURCE_DIR "/tests/steps/recordings"));
        const QByteArray readme = read(folder.filePath(QStringLiteral("README.md")));
        const QStringList lists = folder.entryList({QStringLiteral("*.txt")});
        QVERIFY(lists.size() >= 9);
        for (const QString &name : lists)
            QVERIFY2(source.match(QString::fromUtf8(read(folder.filePath(name)))).hasMatch(), qPrintable(name));
        for (const QString &name : folder.entryList(QDir::Files))
            QVERIFY2(name == QLatin1String("README.md") || name.startsWith(QLatin1String("driver-")) || readme.contains(name.toUtf8()),
                     qPrintable(name));
        QVERIFY(readme.contains("driver-SYSTEM.txt") && readme.contains("Not run: from documentation"));
    }

    void everyShellReadsThem_data()
    {
        QTest::addColumn<QStringList>("shell");
        QTest::newRow("dash") << QStringList{QStringLiteral("dash")};
        QTest::newRow("bash") << QStringList{QStringLiteral("bash"), QStringLiteral("--posix")};
        QTest::newRow("busybox") << QStringList{QStringLiteral("busybox"), QStringLiteral("sh")};
    }
    void everyShellReadsThem()
    {
        QFETCH(QStringList, shell);
        const auto program = QStandardPaths::findExecutable(shell.takeFirst());
        QVERIFY(!program.isEmpty());
        shell.append(QStringLiteral("-n"));
        eachScript([&](const QString &name, const QByteArray &script) {
            int code = 0;
            const auto said = output(program, shell, "fl_main() {\n(\n" + script + ")\n}\n", &code);
            QVERIFY2(code == 0 && said.isEmpty(), (name.toUtf8() + '\n' + said).constData());
        });
        for (const QString &name : QDir(QStringLiteral(":/scripts")).entryList()) {
            int code = 0;
            const auto said = output(program, shell, read(QStringLiteral(":/scripts/") + name), &code);
            QVERIFY2(code == 0 && said.isEmpty(), (name.toUtf8() + '\n' + said).constData());
        }
    }

    void theirPythonCompiles()
    {
        static const QRegularExpression heredoc(QStringLiteral("<<'PYTHON'\\n(.*?)\\nPYTHON\\n"),
                                                QRegularExpression::DotMatchesEverythingOption);
        int found = 0;
        eachScript([&](const QString &name, const QByteArray &script) {
            for (auto it = heredoc.globalMatch(QString::fromUtf8(script)); it.hasNext(); ++found) {
                int code = 0;
                const auto said = output(QStringLiteral("/usr/bin/python3"),
                                         {QStringLiteral("-c"), QStringLiteral("import sys; compile(sys.stdin.read(), 'x', 'exec')")},
                                         it.next().captured(1).toUtf8(), &code);
                QVERIFY2(code == 0, (name.toUtf8() + '\n' + said).constData());
            }
        });
        QVERIFY(found >= 2);
        for (const char *room : {":/verify/", ":/diagnose/"})
            for (const QString &name : QDir(QLatin1String(room)).entryList()) {
                int code = 0;
                const auto said = output(QStringLiteral("/usr/bin/python3"),
                                         {QStringLiteral("-c"), QStringLiteral("import sys; compile(sys.stdin.read(), 'x', 'exec')")},
                                         read(QLatin1String(room) + name), &code);
                QVERIFY2(code == 0, (name.toUtf8() + '\n' + said).constData());
            }
    }

    void theFilesOfAStepCountInItsHashAndAreThereForApply()
    {
        const auto verify =
            std::find_if(m_steps.begin(), m_steps.end(), [](const ServerStep &step) { return step.id == QLatin1String("verify"); });
        QVERIFY(verify != m_steps.end() && verify->files.size() == QDir(QStringLiteral(":/verify")).entryList().size());
        for (const QString &name : verify->files) {
            QVERIFY2(verify->apply.contains("fl_added file \"$FL_STATE/" + name.toUtf8() + '"'), qPrintable(name));
            QVERIFY2(verify->apply.contains(read(QStringLiteral(":/") + name)), qPrintable(name));
        }
    }

    void theHashOfAStepFollowsScriptsAndParameters()
    {
        const auto &step = m_steps.front();
        const BoundStep one{&step, {{"SOURCE", "auto"}}, {}}, two{&step, {{"SOURCE", "distro"}}, {}};
        QCOMPARE(stepHash(one), stepHash(one));
        QVERIFY(stepHash(one) != stepHash(two));
        for (QByteArray ServerStep::*part : {&ServerStep::check, &ServerStep::apply, &ServerStep::verify}) {
            ServerStep changed = step;
            changed.*part += ": #\n";
            QVERIFY(stepHash(one) != stepHash({&changed, one.variables, {}}));
        }
        for (const char *line : {"#!/bin/sh\n", "#include <cstdio>\n"}) { // what a step writes
            ServerStep changed = step;
            changed.apply += line;
            QVERIFY(stepHash(one) != stepHash({&changed, one.variables, {}}));
        }
        // A program whose comments are better makes no machine do its steps anew, and no Jupyter start again.
        ServerStep said = step;
        said.check = "# Why.\n\n" + said.check + "    #\n  # shellcheck disable=SC1234\n";
        said.apply.replace("\n", "\n\n  # Why.\n");
        QCOMPARE(stepHash({&said, one.variables, {}}), stepHash(one));
    }
};

QTEST_GUILESS_MAIN(TestStepFiles)
#include "tst_step_files.moc"
