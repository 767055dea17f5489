// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/steps/replay_server.h"

#include "backends/steps/server_scripts.h"

#include <QDir>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>

namespace fl {
namespace {

/// The programs that are the real ones. Nothing else of this computer is found: what a system lacks is lacking.
const char *const realPrograms[] = {"awk",     "sed",    "grep",     "tail",    "head",  "cut",       "tr",       "sort",
                                    "comm",    "tee",    "cat",      "cp",      "mv",    "rm",        "mkdir",    "chmod",
                                    "ls",      "od",     "date",     "sha1sum", "id",    "sha256sum", "perl",     "printf",
                                    "xargs",   "rmdir",  "basename", "base64",  "sh",    "touch",     "readlink", "env",
                                    "dirname", "mktemp", "uniq",     "wc",      "cksum", "timeout",   "find"};

QByteArray allOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

ServerStep builtinStep(const char *id)
{
    const auto steps = builtinServerSteps();
    if (!steps)
        qFatal("%s", qPrintable(steps.error().detail));
    for (const ServerStep &step : *steps)
        if (step.id == QLatin1String(id))
            return step;
    qFatal("there is no step %s", id);
}

Matrix matrixOfTheProgram()
{
    auto matrix = builtinMatrix();
    if (!matrix)
        qFatal("%s", qPrintable(matrix.error().detail));
    return std::move(*matrix);
}

QList<std::pair<const char *, QStringList>> serverShells()
{
    return {{"dash", {QStringLiteral("dash")}},
            {"bash", {QStringLiteral("bash"), QStringLiteral("--posix")}},
            {"busybox", {QStringLiteral("busybox"), QStringLiteral("sh")}}};
}

Variables driverVariables(const Matrix &matrix, const QString &system, const std::function<void(ResolveInput &)> &ask)
{
    ResolveInput input{{QStringLiteral("NVIDIA L4")}, system};
    input.frameworks = {QStringLiteral("pytorch")};
    if (ask)
        ask(input);
    const auto resolved = resolve(matrix, input);
    if (!resolved)
        qFatal("%s: %s", qPrintable(system), qPrintable(slug(resolved.error().cause)));
    const DriverPick &pick = resolved->driver;
    return {{"DRIVER_ACTION", slug(pick.action).toUtf8()},
            {"DRIVER_BRANCH", QByteArray::number(pick.branch)},
            {"DRIVER_MODULE", slug(pick.module).toUtf8()},
            {"DRIVER_REPOSITORY", pick.repository.toUtf8()},
            {"DRIVER_BEFORE", pick.before.toUtf8()},
            {"DRIVER_PACKAGES", pick.packages.join(QLatin1Char(' ')).toUtf8()},
            {"DRIVER_LOCK", pick.lock.toUtf8()},
            {"DRIVER_FABRIC_MANAGER", pick.fabricManager.toUtf8()},
            {"DRIVER_ENROL_KEY", pick.enrolKey ? "yes" : "no"}};
}

ReplayServer::ReplayServer(const QStringList &shell, const QString &system) : m_shell(shell)
{
    for (const char *folder : {"bin", "say", "job", "home/firstlight", "home/.local/state/firstlight/jobs", "usr/lib/apt", "dev",
                               "var/lib/dpkg/updates", "etc/apt/sources.list.d", "etc/apt/apt.conf.d", "etc/modprobe.d", "etc/yum.repos.d",
                               "sys/bus/pci/devices", "sys/module", "usr/libexec", "run/systemd/system", "var/lib/dkms", "proc/driver"})
        QDir(m_folder.path()).mkpath(QLatin1String(folder));
    for (const char *program : realPrograms)
        QFile::link(QStandardPaths::findExecutable(QLatin1String(program)), path(QLatin1String("bin/") + QLatin1String(program)));
    const QString id = system.section(QLatin1Char('-'), 0, 0), version = system.section(QLatin1Char('-'), 1);
    const bool apt = id == QLatin1String("debian") || id == QLatin1String("ubuntu");
    static const QStringList ofApt{QStringLiteral("apt-get"),
                                   QStringLiteral("apt-cache"),
                                   QStringLiteral("apt-config"),
                                   QStringLiteral("apt-mark"),
                                   QStringLiteral("dpkg"),
                                   QStringLiteral("dpkg-query"),
                                   QStringLiteral("update-initramfs"),
                                   QStringLiteral("update-ca-certificates")};
    static const QStringList ofDnf{QStringLiteral("dnf"), QStringLiteral("rpm"), QStringLiteral("curl"), QStringLiteral("dracut"),
                                   QStringLiteral("update-ca-trust")};
    for (const QString &name : QDir(QStringLiteral(FL_SOURCE_DIR "/tests/steps/stand-ins")).entryList(QDir::Files)) {
        if ((apt ? ofDnf : ofApt).contains(name))
            continue;
        const QString target = path((name == QLatin1String("apt-helper") ? QStringLiteral("usr/lib/apt/") : QStringLiteral("bin/")) + name);
        QFile::copy(QStringLiteral(FL_SOURCE_DIR "/tests/steps/stand-ins/") + name, target);
    }
    static const QMap<QString, QByteArray> kernels{{QStringLiteral("ubuntu-22.04"), "5.15.0-1073-azure"},
                                                   {QStringLiteral("ubuntu-24.04"), "6.8.0-51-generic"},
                                                   {QStringLiteral("ubuntu-26.04"), "7.0.0-31-generic"},
                                                   {QStringLiteral("debian-12"), "6.1.0-41-amd64"},
                                                   {QStringLiteral("debian-13"), "6.12.63+deb13-amd64"},
                                                   {QStringLiteral("rocky-8.10"), "4.18.0-553.84.1.el8_10.x86_64"},
                                                   {QStringLiteral("rocky-10.0"), "6.12.0-55.43.1.el10_0.x86_64"}};
    static const QMap<QString, QByteArray> codenames{{QStringLiteral("ubuntu-22.04"), "jammy"},
                                                     {QStringLiteral("ubuntu-24.04"), "noble"},
                                                     {QStringLiteral("ubuntu-26.04"), "resolute"},
                                                     {QStringLiteral("debian-12"), "bookworm"},
                                                     {QStringLiteral("debian-13"), "trixie"}};
    write(QStringLiteral("kernel"), kernels.value(system, "5.14.0-611.el9.x86_64") + '\n');
    write(QStringLiteral("arch"), "x86_64\n");
    write(QStringLiteral("proc/version"), "Linux version 6.1.0 (x@y)\n");
    write(QStringLiteral("proc/meminfo"), "MemTotal:       16000000 kB\n");
    write(QStringLiteral("etc/os-release"), "ID=\"" + id.toUtf8() + "\"\nVERSION_ID=\"" + version.toUtf8() + "\"\n");
    write(QStringLiteral("packages"), {});
    write(QStringLiteral("events"), {});
    write(QStringLiteral("half-done"), {});
    write(QStringLiteral("holds"), {});
    write(QStringLiteral("from"),
          id == QLatin1String("ubuntu") ? "Ubuntu <kernel-team@lists.ubuntu.com>"
              : apt                     ? "NVIDIA <cudatools@nvidia.com>"
                                        : "NVIDIA Corporation");
    write(QStringLiteral("repositories"), "baseos\nappstream\n");
    write(QStringLiteral("free-kb"), "50000000\n");
    write(QStringLiteral("boot"), "boot-1\n");
    write(QStringLiteral("key"), allOf(QStringLiteral(FL_SOURCE_DIR "/tests/steps/recordings/test-key.asc")));
    const QByteArray codename = codenames.value(system);
    if (id == QLatin1String("debian")) {
        write(QStringLiteral("components"), codename + " main\n");
        write(QStringLiteral("etc/apt/sources.list.d/debian.sources"),
              "# Debian\nTypes: deb\nURIs: http://deb.debian.org/debian\nSuites: " + codename + ' ' + codename
                  + "-updates\nComponents: main\nSigned-By: /usr/share/keyrings/debian-archive-keyring.gpg\n\nTypes: deb\nURIs: "
                    "https://packages.example.org/tool\nSuites: stable\nComponents: main\n");
    }
    fact("os.id", id.toUtf8());
    fact("os.version", version.toUtf8());
    fact("os.codename", codename);
    fact("arch", "x86_64");
    fact("secure_boot", "no");
    pci("0x10de", "0x030200");
}

void ReplayServer::write(const QString &name, const QByteArray &text) const
{
    QDir(m_folder.path()).mkpath(QFileInfo(name).path());
    QFile file(path(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qFatal("cannot write %s", qPrintable(name));
}

QByteArray ReplayServer::read(const QString &name) const
{
    return allOf(path(name));
}

void ReplayServer::fact(const QByteArray &name, const QByteArray &value) const
{
    QFile file(path(QStringLiteral("home/.local/state/firstlight/facts")));
    if (file.open(QIODevice::Append))
        file.write(name + ' ' + value + '\n');
}

void ReplayServer::installed(const QByteArray &package, const QByteArray &version, const QByteArray &from) const
{
    write(QStringLiteral("packages"), read(QStringLiteral("packages")) + package + ' ' + version + ' ' + from + '\n');
}

void ReplayServer::driver(const QByteArray &loaded, bool open, const QByteArray &library) const
{
    write(QStringLiteral("sys/module/nvidia/version"), loaded + '\n');
    write(QStringLiteral("proc/driver/nvidia/version"),
          (open ? "NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  " : "NVRM version: NVIDIA UNIX x86_64 Kernel Module  ") + loaded
              + '\n');
    write(QStringLiteral("library"), library + '\n');
    write(QStringLiteral("module"), library + (open ? " open\n" : " proprietary\n"));
}

void ReplayServer::pci(const char *vendor, const char *kind) const
{
    const QString folder =
        QStringLiteral("sys/bus/pci/devices/0000:%1:00.0/").arg(QDir(path(QStringLiteral("sys/bus/pci/devices"))).count());
    write(folder + QStringLiteral("vendor"), QByteArray(vendor) + '\n');
    write(folder + QStringLiteral("class"), QByteArray(kind) + '\n');
    write(folder + QStringLiteral("device"), "0x27b8\n");
}

void ReplayServer::withoutGpu() const
{
    QDir(path(QStringLiteral("sys/bus/pci/devices"))).removeRecursively();
}

QByteArray ReplayServer::turned(QByteArray script) const
{
    static const QRegularExpression places(QStringLiteral(
        R"re((?<![\w.$}/-])/(etc|sys/bus|sys/module|sys/firmware|proc/driver|proc/version|proc/meminfo|proc/1/cgroup|lib/modules|dev/dxg|dev/nvidiactl|run/[.]containerenv|[.]dockerenv|usr/lib/x86_64-linux-gnu|usr/lib/aarch64-linux-gnu|usr/lib/wsl|usr/lib64|usr/libexec|var/lib|var/cache|usr/share/keyrings|usr/lib/apt|usr/local/share/ca-certificates|usr/local/cuda|usr/bin/nvidia-uninstall|dev/nvidia|run/systemd)\b)re"));
    // NVIDIA's keys are not ours to ship: another one plays each of them.
    static const QRegularExpression pins(QStringLiteral("fl_pin=[0-9A-F]{40}")), sums(QStringLiteral("fl_pin=sha256:[0-9a-f]{64}"));
    QString text = QString::fromUtf8(script.replace(":/usr/local/sbin:/usr/sbin:/sbin", ""));
    text.replace(pins, QStringLiteral("fl_pin=20FACDE887E949B667EA47D3E7D95A48C625F20A"));
    text.replace(sums, QStringLiteral("fl_pin=sha256:accd7d7546c43e063c675c97ea0682550ca74be077b8e5834151729b2dfe14e3"));
    text.replace(places, m_folder.path() + QStringLiteral("/\\1"));
    return text.toUtf8();
}

void ReplayServer::run(const QByteArray &script, const QStringList &arguments)
{
    write(QStringLiteral("job/script"), turned(script));
    QProcess process;
    QProcessEnvironment environment;
    environment.insert(QStringLiteral("PATH"), path(QStringLiteral("bin")));
    environment.insert(QStringLiteral("HOME"), path(QStringLiteral("home")));
    environment.insert(QStringLiteral("FL_REPLAY"), m_folder.path());
    process.setProcessEnvironment(environment);
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(QStandardPaths::findExecutable(m_shell.first()),
                  m_shell.mid(1) + QStringList{path(QStringLiteral("job/script"))} + arguments);
    process.waitForFinished(60000);
    m_log = process.readAll();
    m_status = process.exitStatus() == QProcess::NormalExit ? QByteArray::number(process.exitCode()) : QByteArray("killed");
    m_said.clear();
    for (const QByteArray &line : m_log.split('\n'))
        if (line.startsWith(m_mark))
            m_said += line.mid(m_mark.size()).replace('\t', ' ');
}

int ReplayServer::check(const ServerStep &step, const Variables &variables)
{
    run(assembled(checkScript({{&step, variables, {}}}, {m_mark, QFile::encodeName(path(QStringLiteral("boot"))), 1'700'000'000'000}))
            .reveal([](QByteArrayView view) { return view.toByteArray(); }),
        {});
    for (const QByteArray &line : m_said)
        if (line.startsWith("end " + step.id.toUtf8() + ' '))
            return line.mid(line.lastIndexOf(' ') + 1).toInt();
    return -1;
}

void ReplayServer::apply(const ServerStep &step, const Variables &variables)
{
    const auto start = startScript({&step, variables, {}}, {m_mark, QFile::encodeName(path(QStringLiteral("boot"))), 1'700'000'000'000},
                                   {"@follow@", "job", "1", "o", "w", {}, {}, 0});
    QFile(path(QStringLiteral("home/.local/state/firstlight/added"))).open(QIODevice::Append);
    for (const auto &[name, value] : start.variables)
        if (name == "FL_SCRIPT")
            run(value, {path(QStringLiteral("job")), path(QStringLiteral("home")), QStringLiteral("ana"), QStringLiteral("1000")});
    if (m_status != "0" && m_status != "70")
        m_said += "ended with " + m_status;
}

void ReplayServer::verify(const ServerStep &step, const Variables &variables)
{
    run(assembled(verifyScript({&step, variables, {}}, {m_mark, QFile::encodeName(path(QStringLiteral("boot"))), 1'700'000'000'000}))
            .reveal([](QByteArrayView view) { return view.toByteArray(); }),
        {});
}

void ReplayServer::ahead(const ServerStep &step, const Variables &variables)
{
    QDir(m_folder.path()).mkpath(QStringLiteral("home/.local/state/firstlight/ahead"));
    run(aheadScript({{&step, variables, {}}}, {m_mark, QFile::encodeName(path(QStringLiteral("boot"))), 1'700'000'000'000}), {});
}

void ReplayServer::undoAll()
{
    // As root, so that it needs no sudo.
    run(assembled(undoScript(QStringLiteral("m-test"), {})).reveal([](QByteArrayView view) { return view.toByteArray(); }), {});
}

QMap<QString, QString> ReplayServer::told(const ShellScript &script)
{
    run(assembled(script).reveal([](QByteArrayView view) { return view.toByteArray(); }), {});
    QMap<QString, QString> facts;
    for (const QByteArray &line : m_log.split('\n'))
        if (const QList<QByteArray> fields = line.split('\t'); line.startsWith(m_mark + "fact\t") && fields.size() == 3)
            facts.insert(QString::fromUtf8(fields[1]), QString::fromUtf8(fields[2]));
    return facts;
}

void ReplayServer::undo()
{
    const QString state = QStringLiteral("home/.local/state/firstlight");
    write(state + QStringLiteral("/undo-list"), read(state + QStringLiteral("/added")));
    run(scriptResource("undo-root.sh"), {path(state)});
}

void ReplayServer::reboot() const
{
    QDir(path(QStringLiteral("sys/module/nvidia"))).removeRecursively();
    QDir(path(QStringLiteral("proc/driver/nvidia"))).removeRecursively();
    if (QFile::exists(path(QStringLiteral("etc/modprobe.d/firstlight-nouveau.conf"))))
        QDir(path(QStringLiteral("sys/module/nouveau"))).removeRecursively();
    const QList<QByteArray> module = read(QStringLiteral("module")).trimmed().split(' ');
    if (module.size() == 2 && !QFile::exists(path(QStringLiteral("sys/module/nouveau")))
        && !QFile::exists(path(QStringLiteral("say/modprobe"))))
        driver(module[0], module[1] == "open", read(QStringLiteral("library")).trimmed());
    write(QStringLiteral("boot"), "boot-2\n");
}

QByteArray ReplayServer::story()
{
    QByteArray story = read(QStringLiteral("events"));
    write(QStringLiteral("events"), {});
    const QByteArray root = QFile::encodeName(m_folder.path());
    // What stands in every call is one word here.
    story.replace(root + "/home/.local/state/firstlight", "STATE").replace(root + "/job", "JOB").replace(root, "");
    story.replace(" -q -y -c STATE/ahead/apt/apt.conf ", " [its settings] ");
    story.replace(" -q -y -c JOB/apt.conf ", " [settings] ").replace(" -o APT::Status-Fd=3", " [status]");
    story.replace(" -o DPkg::Pre-Install-Pkgs::=/bin/sh 'JOB/hook' 'STATE' 'JOB' -o DPkg::Tools::Options::/bin/sh::Version=3", " [hook]");
    story.replace(" -y --setopt=exit_on_lock=True --setopt=install_weak_deps=False --setopt=retries=2 --setopt=timeout=30 ",
                  " [settings] ");
    story.replace(" -o APT::Get::Remove=false ", " [no-remove] ");
    static const QRegularExpression password(QStringLiteral("password=[0-9]{8}\\b"));
    for (QByteArray line : m_said) {
        const QByteArray verb = line.split(' ').first();
        if (verb == "progress" || verb == "begin" || verb == "facts" || verb == "facts-end" || (verb == "end" && line.endsWith(" 0")))
            continue;
        line.replace(root, "");
        story += "> " + QString::fromUtf8(line).replace(password, QStringLiteral("password=12345678")).toUtf8() + '\n';
    }
    return story;
}

} // namespace fl
