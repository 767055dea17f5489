// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/practice/practice_fixture.h"

#include "backends/io/local/local_shell.h"
#include "backends/providers/practice/practice_script.h"

#include <QDir>
#include <QFile>
#include <QLockFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QStandardPaths>

#include <unistd.h>

namespace fl {
namespace {

using Verb = PracticeScript::Verb;

QByteArray part(const char *name)
{
    QFile file(QStringLiteral(":/practice/%1.sh").arg(QLatin1String(name)));
    return file.open(QIODevice::ReadOnly) ? file.readAll() + '\n' : QByteArray();
}

/// The answers of a script; a failure as one line.
struct Said {
    QString problem;
    std::vector<PracticeAnswer> answers;
    const PracticeAnswer *find(const char *kind) const
    {
        for (const PracticeAnswer &answer : answers)
            if (answer.kind == QLatin1String(kind))
                return &answer;
        return nullptr;
    }
};

Said run(const ShellScript &script)
{
    Said said;
    LocalShell shell;
    const auto exit = shell.run(script, {}, {});
    if (!exit) {
        said.problem = slug(exit.error().cause) + QLatin1Char(' ') + exit.error().detail;
        return said;
    }
    for (const QString &line : QString::fromUtf8(exit->out).split(QLatin1Char('\n'), Qt::SkipEmptyParts))
        said.answers.push_back(parsePracticeAnswer(line));
    if (exit->code != 0)
        said.problem =
            QStringLiteral("exit status %1: %2%3").arg(exit->code).arg(QString::fromUtf8(exit->out), QString::fromUtf8(exit->err));
    return said;
}

PracticeScript scriptFor(Verb verb, const QString &machine = {})
{
    PracticeScript script;
    script.verb = verb;
    script.home = PracticeFixture::cacheFolder();
    script.machine = machine;
    return script;
}

/// The folder of the image that this recipe makes.
QString imageName()
{
    static const QString image = [] {
        ShellScript script = scriptFor(Verb::Probe).shellScript();
        script.text.replace("\nprobe\nexit 0\n", "\nanswer image \"$(base_name)\"\n");
        const Said said = run(script);
        return said.find("image") ? said.find("image")->words.value(0) : QStringLiteral("unknown");
    }();
    return image;
}

/// Layers stand on one image: those of another recipe are not seen.
QString layersFolder()
{
    return PracticeFixture::cacheFolder() + QStringLiteral("/layers-") + imageName();
}

QString layerFolder(const QString &name)
{
    return layersFolder() + QLatin1Char('/') + name;
}

QString ownersFolder()
{
    return PracticeFixture::cacheFolder() + QStringLiteral("/owners");
}

QStringList linesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()).split(QLatin1Char('\n'), Qt::SkipEmptyParts) : QStringList();
}

bool write(const QString &path, const QByteArray &content)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
}

/// A machine belongs to a process: its pid, and when that began, for pids come again.
QByteArray startOf(qint64 pid)
{
    QFile file(QStringLiteral("/proc/%1/stat").arg(pid));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray stat = file.readAll();
    return stat.mid(stat.lastIndexOf(')') + 2).split(' ').value(19);
}

/// Destroys the machines whose test is no more.
void sweep()
{
    const QDir owners(ownersFolder());
    for (const QString &id : owners.entryList(QDir::Files)) {
        const QStringList words = linesOf(owners.filePath(id)).value(0).split(QLatin1Char(' '));
        if (words.size() == 2 && startOf(words[0].toLongLong()) == words[1].toLatin1())
            continue;
        PracticeScript script = scriptFor(Verb::Act, id);
        script.act = QStringLiteral("destroy");
        if (run(script.shellScript()).problem.isEmpty())
            QFile::remove(owners.filePath(id));
    }
}

PracticeFixture::Output program(const QString &name, const QStringList &arguments, const QByteArray &input, int limitSeconds)
{
    PracticeFixture::Output output;
    QProcess process;
    process.start(name, arguments);
    if (!process.waitForStarted())
        return output;
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(limitSeconds * 1000)) {
        process.kill();
        process.waitForFinished();
        output.err = "timed out";
        return output;
    }
    output.code = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : 128 + process.exitCode();
    output.out = process.readAllStandardOutput();
    output.err = process.readAllStandardError();
    return output;
}

} // namespace

QString PracticeFixture::cacheFolder()
{
    const QString given = qEnvironmentVariable("FL_TEST_CACHE");
    return given.isEmpty() ? QDir::homePath() + QStringLiteral("/.cache/firstlight-tests") : QDir(given).absolutePath();
}

QString PracticeFixture::unavailable()
{
    static const QString why = [] {
        const Said said = run(scriptFor(Verb::Probe).shellScript());
        if (const PracticeAnswer *lacking = said.find("no"))
            return QStringLiteral("no practice machine here: %1 %2")
                .arg(lacking->words.value(0), QStringList(lacking->values.values()).join(QLatin1Char(' ')));
        if (const PracticeAnswer *road = said.find("road"); road && road->words.value(0) != QLatin1String("nspawn"))
            return QStringLiteral("practice machines for tests need root");
        return said.problem;
    }();
    return why;
}

bool PracticeFixture::shareImage(const QString &home)
{
    return QDir().mkpath(home + QStringLiteral("/cache")) && QDir().mkpath(cacheFolder() + QStringLiteral("/cache/practice"))
        && QFile::link(cacheFolder() + QStringLiteral("/cache/practice"), home + QStringLiteral("/cache/practice"));
}

bool PracticeFixture::shareLayeredImage(const QString &home, const QString &layer)
{
    QStringList lowers = linesOf(layerFolder(layer) + QStringLiteral("/lowers"));
    lowers << cacheFolder() + QStringLiteral("/cache/practice/") + imageName();
    const QString image = home + QStringLiteral("/cache/practice/") + imageName();
    return QDir().mkpath(image)
        && program(QStringLiteral("mount"),
                   {QStringLiteral("-t"), QStringLiteral("overlay"), QStringLiteral("-o"),
                    QStringLiteral("ro,lowerdir=") + lowers.join(QLatin1Char(':')), QStringLiteral("test-image"), image},
                   {}, 30)
               .ok();
}

bool PracticeFixture::takeLayeredImage(const QString &home)
{
    return program(QStringLiteral("umount"), {home + QStringLiteral("/cache/practice/") + imageName()}, {}, 30).ok();
}

bool PracticeFixture::hasLayer(const QString &name)
{
    return QFile::exists(layerFolder(name) + QStringLiteral("/lowers"));
}

void PracticeFixture::dropLayer(const QString &name)
{
    QDir(layerFolder(name)).removeRecursively();
}

QString PracticeFixture::ensureLayer(const QString &name, const QString &parent, const std::function<bool(PracticeFixture &)> &build)
{
    QDir().mkpath(layersFolder());
    QLockFile lock(layerFolder(name) + QStringLiteral(".lock"));
    lock.setStaleLockTime(0); // only the death of its holder frees it
    lock.lock();
    if (hasLayer(name))
        return {};
    if (!parent.isEmpty() && !hasLayer(parent))
        return QStringLiteral("no layer %1 below it").arg(parent);
    PracticeFixture machine(parent);
    if (!machine.isUp())
        return machine.problem();
    if (!build(machine))
        return QStringLiteral("layer %1 could not be built").arg(name);
    if (!machine.stop())
        return machine.problem();
    // The machine's own upper folder becomes the layer; "lowers" says that it is whole.
    const QString folder = cacheFolder() + QStringLiteral("/practice/") + machine.id();
    QDir(layerFolder(name)).removeRecursively();
    QDir().mkpath(layerFolder(name));
    if (!QDir().rename(folder + QStringLiteral("/upper"), layerFolder(name) + QStringLiteral("/upper")))
        return QStringLiteral("layer %1 could not be moved").arg(name);
    QStringList lowers = linesOf(folder + QStringLiteral("/lowers"));
    lowers.removeLast(); // the image, which create adds
    lowers.prepend(layerFolder(name) + QStringLiteral("/upper"));
    return write(layerFolder(name) + QStringLiteral("/lowers"), lowers.join(QLatin1Char('\n')).toUtf8() + '\n')
        ? QString()
        : QStringLiteral("layer %1 could not be written").arg(name);
}

PracticeFixture::PracticeFixture(const QString &layer, const QString &above)
{
    QDir().mkpath(ownersFolder());
    sweep();
    if (!layer.isEmpty() && !hasLayer(layer)) {
        m_problem = QStringLiteral("there is no layer %1").arg(layer);
        return;
    }
    m_id = QStringLiteral("m-%1").arg(QRandomGenerator::system()->generate64() >> 16, 12, 16, QLatin1Char('0'));
    const qint64 self = ::getpid();
    write(ownersFolder() + QLatin1Char('/') + m_id, QByteArray::number(self) + ' ' + startOf(self) + '\n');
    PracticeScript script = scriptFor(Verb::Create, m_id);
    script.name = QStringLiteral("practice");
    if (!layer.isEmpty())
        script.lowers = linesOf(layerFolder(layer) + QStringLiteral("/lowers"));
    if (!above.isEmpty())
        script.lowers.prepend(above);
    m_problem = run(script.shellScript()).problem;
    if (m_problem.isEmpty())
        readState();
}

PracticeFixture::~PracticeFixture()
{
    if (m_id.isEmpty() || !destroy())
        return;
    QFile::remove(ownersFolder() + QLatin1Char('/') + m_id);
    QDir(cacheFolder() + QStringLiteral("/machines/") + m_id).removeRecursively(); // what was noted about it for ssh
}

bool PracticeFixture::destroy()
{
    return act("destroy");
}

bool PracticeFixture::act(const char *what)
{
    PracticeScript script = scriptFor(Verb::Act, m_id);
    script.act = QLatin1String(what);
    const Said said = run(script.shellScript());
    if (!said.problem.isEmpty())
        m_problem = said.problem;
    return said.problem.isEmpty();
}

void PracticeFixture::readState()
{
    const Said said = run(scriptFor(Verb::State, m_id).shellScript());
    const PracticeAnswer *state = said.find("machine");
    if (!state) {
        m_problem = said.problem.isEmpty() ? QStringLiteral("the machine is not there") : said.problem;
        return;
    }
    m_port = state->values.value(QStringLiteral("port")).toInt();
    m_hostKey = state->values.value(QStringLiteral("fingerprint"));
    ShellScript script;
    script.variables = {{"home", cacheFolder().toUtf8()}, {"id", m_id.toUtf8()}};
    script.text = part("common") + "pid=$(supervisor) || exit 0\nanswer init \"$(child_of \"$(child_of \"$(child_of \"$pid\")\")\")\"\n";
    const Said found = run(script);
    m_init = found.find("init") ? found.find("init")->words.value(0).toLongLong() : 0;
    // The public host key, as the machine has it on its disk: what a person would compare.
    if (m_knownHosts.isEmpty() && m_init != 0) {
        m_knownHosts = ownersFolder() + QStringLiteral("/../machines/") + m_id + QStringLiteral("/known_hosts");
        write(m_knownHosts, m_id.toLatin1() + ' ' + readFile(QStringLiteral("/etc/ssh/ssh_host_ed25519_key.pub")));
    }
}

QString PracticeFixture::keyFile() const
{
    return QStringLiteral("%1/machines/%2/id_ed25519").arg(cacheFolder(), m_id);
}

SshTarget PracticeFixture::target() const
{
    return SshTarget{.host = host(),
                     .port = m_port,
                     .user = user(),
                     .keyFile = keyFile(),
                     .useAgent = false,
                     .jump = {},
                     .hostKeyAlias = m_id,
                     .trustedHostKeys = {m_hostKey},
                     .trustedJumpHostKeys = {}};
}

QString PracticeFixture::root() const
{
    return QStringLiteral("/proc/%1/root").arg(m_init);
}

PracticeFixture::Output PracticeFixture::asRoot(const QByteArray &script, int limitSeconds)
{
    return program(QStringLiteral("nsenter"),
                   {QStringLiteral("--all"), QStringLiteral("--target"), QString::number(m_init), QStringLiteral("env"),
                    QStringLiteral("-i"), QStringLiteral("HOME=/root"),
                    QStringLiteral("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"), QStringLiteral("LC_ALL=C.UTF-8"),
                    QStringLiteral("DEBIAN_FRONTEND=noninteractive"), QStringLiteral("sh"), QStringLiteral("-c"),
                    QStringLiteral("cd /root && exec sh -s")},
                   script, limitSeconds);
}

PracticeFixture::Output PracticeFixture::ssh(const QStringList &options, const QString &command, const QByteArray &input, int limitSeconds)
{
    QStringList arguments{QStringLiteral("-F"), QStringLiteral("none")};
    arguments += options;
    for (const QString &option :
         {QStringLiteral("HostKeyAlias=") + m_id, QStringLiteral("StrictHostKeyChecking=yes"),
          QStringLiteral("UserKnownHostsFile=") + m_knownHosts, QStringLiteral("IdentityFile=") + keyFile(),
          QStringLiteral("IdentitiesOnly=yes"), QStringLiteral("BatchMode=yes"), QStringLiteral("ConnectTimeout=20"),
          QStringLiteral("LogLevel=ERROR"), QStringLiteral("Port=%1").arg(m_port)})
        arguments << QStringLiteral("-o") << option;
    arguments << user() + QLatin1Char('@') + host() << command;
    return program(QStringLiteral("ssh"), arguments, input, limitSeconds);
}

PracticeFixture::Output PracticeFixture::asUser(const QString &command, const QByteArray &input, int limitSeconds)
{
    return ssh({}, command, input, limitSeconds);
}

bool PracticeFixture::writeFile(const QString &path, const QByteArray &content, int mode)
{
    QFile file(root() + path);
    return file.open(QIODevice::WriteOnly) && file.write(content) == content.size()
        && asRoot("chmod " + QByteArray::number(mode, 8) + ' ' + quoted(path.toUtf8())).ok();
}

QByteArray PracticeFixture::readFile(const QString &path)
{
    QFile file(root() + path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QString PracticeFixture::bootId()
{
    return QString::fromLatin1(asRoot("cat /proc/sys/kernel/random/boot_id").text());
}

bool PracticeFixture::reboot()
{
    const bool ok = act("reboot");
    readState();
    return ok;
}

bool PracticeFixture::stop()
{
    return act("stop");
}

bool PracticeFixture::start()
{
    const bool ok = act("start");
    readState();
    return ok;
}

QString PracticeFixture::state()
{
    const Said said = run(scriptFor(Verb::State, m_id).shellScript());
    const PracticeAnswer *machine = said.find("machine");
    return machine ? machine->words.value(1) : said.problem;
}

QByteArray PracticeFixture::console() const
{
    QFile file(QStringLiteral("%1/practice/%2/console.log").arg(cacheFolder(), m_id));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool PracticeFixture::pullThePlug()
{
    ShellScript script;
    script.variables = {{"home", cacheFolder().toUtf8()}, {"id", m_id.toUtf8()}};
    script.text = part("common") + part("stop") + "kill_machine\n";
    return run(script).problem.isEmpty();
}

} // namespace fl
