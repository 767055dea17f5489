// SPDX-License-Identifier: GPL-3.0-or-later
// The whole setup of a fresh server, against a script that someone who knows how would write (peers/setup.sh). Long: about an
// hour. Each run gets a practice machine of its own, just booted. With `--where ssh` we do not know that the machine can be
// thrown away, so dpkg syncs as it does for the script; with `--where practice` we know, and the clock starts when the machine
// is there. FL_BENCH_ROUNDS sets how often each is run.
#include "tests/bench/figures.h"
#include "tests/bench/peers.h"
#include "tests/practice/practice_fixture.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

using namespace fl;
using namespace fl::bench;

namespace {

QStringList lastPackages; ///< what the latest run of ours left installed
QStringList lastPeerPackages;

QStringList packagesOf(PracticeFixture &machine)
{
    const auto said = machine.asUser(QStringLiteral("dpkg-query -W -f '${Package}\\n'"));
    return QString::fromUtf8(said.out).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
}

double byHand(bool unsafeIo)
{
    PracticeFixture machine;
    const QByteArray script = setupByHand("setup.sh");
    if (!machine.isUp() || script.isEmpty())
        return -1;
    QElapsedTimer timer;
    timer.start();
    const auto done = machine.asUser(QStringLiteral("sh -s"), (unsafeIo ? "unsafe_io=1\n" : "") + script, 3000);
    const double seconds = double(timer.elapsed()) / 1000;
    if (!done.ok()) {
        std::fprintf(stderr, "by hand: %s\n", done.err.right(500).constData());
        return -1;
    }
    lastPeerPackages = packagesOf(machine);
    return seconds;
}

struct Setup {
    bool verified = false;
    double seconds = 0;      ///< as a user would feel it
    double sinceCreated = 0; ///< from when the machine was there
};

Setup setup(const QString &home, const QStringList &arguments)
{
    QProcess process;
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("FIRSTLIGHT_HOME"), home);
    process.setProcessEnvironment(environment);
    process.setStandardErrorFile(home + QStringLiteral("/stderr"));
    QElapsedTimer timer;
    timer.start();
    process.start(QStringLiteral(FL_BINARY_DIR "/bin/firstlight-cli"),
                  QStringList{QStringLiteral("setup")} + arguments
                      + QStringList{QStringLiteral("--set"), QStringLiteral("software.source=distro"), QStringLiteral("--yes"),
                                    QStringLiteral("--json")});
    if (!process.waitForFinished(3'000'000)) {
        process.kill();
        process.waitForFinished();
        return {};
    }
    Setup result;
    result.seconds = double(timer.elapsed()) / 1000;
    qint64 created = 0;
    qint64 last = 0;
    QJsonObject object;
    for (const QByteArray &line : process.readAllStandardOutput().split('\n')) {
        if (line.isEmpty())
            continue;
        object = QJsonDocument::fromJson(line).object();
        if (object.contains(QLatin1String("t")))
            last = object.value(QLatin1String("t")).toInteger();
        if (object.value(QLatin1String("step")) == QLatin1String("create-machine"))
            created = last;
    }
    result.verified = object.value(QLatin1String("verified")).toBool();
    result.sinceCreated = double(last - created) / 1000;
    if (!result.verified)
        std::fprintf(stderr, "setup: %s\n", QJsonDocument(object).toJson(QJsonDocument::Compact).constData());
    return result;
}

double overSsh()
{
    PracticeFixture machine;
    const QTemporaryDir home;
    if (!machine.isUp())
        return -1;
    const auto set = [](const char *key, const QString &value) {
        return QStringList{QStringLiteral("--set"), QLatin1String(key) + QLatin1Char('=') + value};
    };
    const Setup done = setup(home.path(),
                             QStringList{QStringLiteral("--where"), QStringLiteral("ssh")} + set("ssh.host", machine.host())
                                 + set("ssh.port", QString::number(machine.port())) + set("ssh.user", machine.user())
                                 + set("ssh.key", machine.keyFile()) + set("ssh.host_key", machine.hostKey()));
    if (!done.verified)
        return -1;
    lastPackages = packagesOf(machine);
    return done.seconds;
}

double onPractice()
{
    const QTemporaryDir home;
    PracticeFixture::shareImage(home.path());
    const Setup done =
        setup(home.path(),
              {QStringLiteral("--where"), QStringLiteral("practice"), QStringLiteral("--set"), QStringLiteral("machine.name=bench")});
    QProcess destroy;
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("FIRSTLIGHT_HOME"), home.path());
    destroy.setProcessEnvironment(environment);
    destroy.start(QStringLiteral(FL_BINARY_DIR "/bin/firstlight-cli"),
                  {QStringLiteral("destroy"), QStringLiteral("bench"), QStringLiteral("--yes")});
    destroy.waitForFinished(120'000);
    return done.verified ? done.sinceCreated : -1;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    if (const QString why = PracticeFixture::unavailable(); !why.isEmpty()) {
        std::fprintf(stderr, "setup: %s\n", qPrintable(why));
        return 1;
    }
    bool given = false;
    const int rounds = qEnvironmentVariableIntValue("FL_BENCH_ROUNDS", &given);
    const auto medians = alternated({{QStringLiteral("ours over ssh"), overSsh},
                                     {QStringLiteral("by hand"), [] { return byHand(false); }},
                                     {QStringLiteral("ours, practice"), onPractice},
                                     {QStringLiteral("by hand, unsafe-io"), [] { return byHand(true); }}},
                                    given ? rounds : 3);
    figure(QStringLiteral("whole setup, a server you have"), QStringLiteral("s"), medians[0], QStringLiteral("script by hand"), medians[1],
           1.03);
    figure(QStringLiteral("whole setup, practice machine"), QStringLiteral("s"), medians[2], QStringLiteral("script by hand"), medians[1],
           0.55);
    figure(QStringLiteral("whole setup, practice machine"), QStringLiteral("s"), medians[2], QStringLiteral("script, unsafe-io too"),
           medians[3], 1.03);
    // The comparison is only fair with the same packages: say where they differ.
    const auto minus = [](const QStringList &a, const QStringList &b) {
        QStringList rest;
        for (const QString &name : a)
            if (!b.contains(name))
                rest << name;
        return rest.join(QLatin1Char(' '));
    };
    std::printf("only we installed: %s\nonly the script installed: %s\n", qPrintable(minus(lastPackages, lastPeerPackages)),
                qPrintable(minus(lastPeerPackages, lastPackages)));
    return 0;
}
