// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/text/advice_text.h"
#include "backends/text/fill.h"
#include "backends/text/floyd_text.h"
#include "backends/text/resolver_text.h"
#include "backends/text/text.h"
#include "backends/text/way_text.h"

#include <map>

namespace fl::text {
namespace {

#define T(text) QT_TRANSLATE_NOOP("fl::text", text)

/// Reasons of plans and availability.
const std::map<QString, const char *> &reasons()
{
    static const std::map<QString, const char *> table{
        {QStringLiteral("source-auto"),
         T("Where the software comes from is decided on the machine: from Python's package index where it can be reached, else from the "
           "system's own packages.")},
        {QStringLiteral("machine-stays-yours"),
         T("The computer stays as it is: what is added is written down and can be taken away again.")},
        {QStringLiteral("never-switched-off"), T("The computer is never switched off when nothing runs: others may need it.")},
        {QStringLiteral("costs-nothing"), T("It costs nothing.")},
        {QStringLiteral("through-proxy"), T("The internet is reached through {proxy}.")},
        {QStringLiteral("quota-none"), T("Your quota for this family is 0: ask AWS for one first.")},
        {QStringLiteral("quota-too-small"), T("Your quota for this family is too small for it.")},
        {QStringLiteral("sold-out"), T("Sold out everywhere just now.")},
        {QStringLiteral("sold-out-there"), T("Sold out in the chosen region just now, but not in others.")},
        {QStringLiteral("capacity-other-zones"),
         T("The provider has no free {type} in the zone it chose. Try the other zones of the same region ({zones})? Cost there: {price}.")},
        {QStringLiteral("capacity-other-type"),
         T("The provider has no free {instead} there. Take a {type} ({gpu}, {memory} GB) instead? It costs {price}.")},
        {QStringLiteral("price-rose"),
         T("The provider's prices have changed since you agreed to them. {machine} now: {price}. Make it all the same?")},
        {QStringLiteral("quota-ask"),
         T("Your account may run {allowed} vCPUs of \"{quota}\" at once; {type} needs {needed}. Ask the provider for {needed}, and wait "
           "until "
           "it agrees? Asking costs nothing; it can take from minutes to two days. The set-up goes on by itself then.")},
        {QStringLiteral("notebook-private"),
         T("The notebook listens at port {port} of the machine itself only; you reach it through the protected connection.")},
        {QStringLiteral("not-packaged"),
         T("{framework} is not among the system's own packages. Let it come from PyPI (on the command line: --set software.source=pypi).")},
        {QStringLiteral("not-packaged-index-silent"),
         T("the Python package index (PyPI) could not be reached, so the software comes from the system's own packages, and {framework} is "
           "not among them. Let the machine reach PyPI, through a proxy or a mirror, or leave {framework} out.")},
        {QStringLiteral("distribution-without-pytorch"),
         T("{system} has no PyTorch among its packages. Let it come from PyPI (on the command line: --set software.source=pypi).")},
        {QStringLiteral("home-runs-nothing"),
         T("no program may be run from {path} on the server (often the disk is mounted with noexec), where software from an index would "
           "lie. Have that allowed, or take the system's own packages (on the command line: --set software.source=distro).")},
        {QStringLiteral("home-closed-to-root"),
         T("your home folder on the server is closed even to its administrator (root), as it often is where home folders come over the "
           "network (NFS), and the set-up needs both. Log in as a user whose home folder lies on the server's own disk.")},
        {QStringLiteral("mirror-of-another-layout"),
         T("mirrors of {system} differ too much to be used by their address alone. Set yours up in /etc/yum.repos.d on the server, and "
           "leave "
           "the setting mirror.apt empty.")},
        {QStringLiteral("unknown-provider"), T("There is no place named {where}.")},
        {QStringLiteral("here-needs-linux"), T("Firstlight can set up this computer itself only if it runs Linux; it runs {system}.")},
        {QStringLiteral("practice-needs-linux"), T("The practice machine needs Linux on this computer.")},
        {QStringLiteral("practice-needs-tools"), T("These programs are missing on this computer: {tools}.")},
        {QStringLiteral("practice-needs-root"), T("The practice machine needs administrator rights, or these packages: {packages}.")},
        {QStringLiteral("practice-without-systemd"),
         T("There is no systemd in the practice machine; the notebook runs there as a plain background program.")},
        {QStringLiteral("practice-needs-subuid"),
         T("The account {user} may not use several user numbers, which a container needs: it has no line in /etc/subuid and /etc/subgid.")},
        {QStringLiteral("practice-podman-broken"), T("Podman is installed on this computer but cannot start a container: {said}")},
        {QStringLiteral("practice-no-rights"), T("This account may not make containers on this computer.")},
        {QStringLiteral("practice-disk-low"), T("The practice machine needs {need} MB of disk space; {free} MB are free at {path}.")},
        {QStringLiteral("practice-memory-low"), T("The practice machine needs {need} MB of memory; {free} MB are free.")},
        {QStringLiteral("practice-road-nspawn"), T("Runs in a container with its own systemd (systemd-nspawn).")},
        {QStringLiteral("practice-road-podman"), T("Runs in a container with its own systemd, without administrator rights (podman).")},
        {QStringLiteral("practice-road-setsid"),
         T("Runs in a container without administrator rights (podman) and without systemd, which cannot be started here; the notebook then "
           "runs as a plain background program.")},
        {QStringLiteral("host-key-new"),
         T("{host} has not been seen before. Its key ({type}) has the fingerprint {fingerprint}. Is it the same as the one shown on the "
           "server itself?")},
        {QStringLiteral("collaboration-not-packaged"),
         T("working together in one notebook is not among the system's own packages. Let the software come from PyPI, or leave it out.")},
        {QStringLiteral("update-machine"), T("These versions on {machine} change: {changes}. What was there before is kept. Go on?")},
        {QStringLiteral("update-machine-running"),
         T("These versions on {machine} change: {changes}. What was there before is kept. Notebooks running there: {count}. They are "
           "restarted and lose what they have computed. Go on?")},
        {QStringLiteral("update-back"),
         T("What was there before is put back on {machine}: {changes}. What you installed into it since then is lost. Go on?")},
        {QStringLiteral("update-back-running"),
         T("What was there before is put back on {machine}: {changes}. What you installed into it since then is lost. Notebooks running "
           "there: {count}. They are restarted and lose what they have computed. Go on?")},
        {QStringLiteral("update-not-pypi"),
         T("the software of this machine does not come from the Python package index (PyPI); its own system keeps it up to date.")},
        {QStringLiteral("update-unfinished"), T("this machine is not set up to the end yet.")},
        {QStringLiteral("update-nothing-before"), T("nothing was updated, so there is nothing to go back to.")},
        {QStringLiteral("reboot-computer"), T("Restart {machine} now? Everything that runs on it ends.")},
        {QStringLiteral("secure-boot-screen"),
         T("Secure Boot is on, and {machine} does not load the NVIDIA driver before somebody has accepted its key, once, at the machine's "
           "own "
           "screen while it starts. Can you sit at that screen and its keyboard?")},
        {QStringLiteral("enrol-key"),
         T("Take a photo of this: when {machine} restarts, its own screen turns blue and asks. Press a key there within ten seconds, "
           "choose "
           "\"Enroll MOK\", \"Continue\", \"Yes\", enter {password}, then choose \"Reboot\". Without this the driver is not loaded. "
           "Restart it "
           "now?")},
        {QStringLiteral("repair-environment"),
         T("Make {framework}'s environment anew? Your notebooks and files stay; packages that you added to that environment yourself "
           "have to be installed again.")},
        {QStringLiteral("repair-not-ours"), T("what is broken lies outside of what Firstlight sets up.")},
        {QStringLiteral("delete-foreign-machine"),
         T("{machine} was made on another computer and may be in use. Delete it all the same? Everything on it is lost.")},
        {QStringLiteral("delete-machine"), T("Delete {machine}? Everything on it is lost.")},
        {QStringLiteral("remove-from-computer"), T("Remove what Firstlight added to {machine}? Your own files and programs stay.")},
        {QStringLiteral("copy-name-outside"), T("its name would lead out of the folder")},
        {QStringLiteral("copy-name-too-long"), T("its name is too long")},
        {QStringLiteral("copy-name-not-held"), T("this computer cannot have a file of that name")},
        {QStringLiteral("copy-name-ours"), T("its name is one that Firstlight uses itself in this folder")},
        {QStringLiteral("copy-link-here"), T("a link stands at its place in this folder, and links are not followed")},
        {QStringLiteral("copy-in-the-way"), T("something else stands at its place in this folder")},
        {QStringLiteral("copy-name-control"), T("its name has characters that cannot be seen, like a line's end")},
        {QStringLiteral("copy-link-there"), T("a link stands at its place on the machine, and links are not followed")},
        {QStringLiteral("copy-way-there"), T("something else stands at its place on the machine")},
        {QStringLiteral("copy-no-file"), T("it is no plain file")},
        {QStringLiteral("copy-unreadable-here"), T("it cannot be read on this computer")},
        {QStringLiteral("copy-cannot-write"), T("it could not be written")},
        {QStringLiteral("copy-unreadable"), T("it is no longer on the machine, or cannot be read there")},
        {QStringLiteral("copy-grew"), T("it has grown very much since it was listed; copy once more")},
        {QStringLiteral("copy-changes"), T("it changed while it was copied; copy once more")},
        {QStringLiteral("create-machine"), T("Set up {machine} now? Cost: {price}.")},
        {QStringLiteral("key-ring-works"), T("This computer's key ring keeps your passwords; no locked file is needed.")},
        {QStringLiteral("vault.passphrase"), T("Passphrase of the file with your passwords")},
        {QStringLiteral("vault-new"), T("A passphrase for the file with your passwords (8 characters or more)")},
        {QStringLiteral("vault-again"), T("The same passphrase once more")},
        {QStringLiteral("let-go-unreachable"),
         T("{machine} does not answer. Is it gone for good? It can be taken off the list as it is; what was added there stays there.")},
        {QStringLiteral("let-go-reinstalled"),
         T("The computer at that address has another key: it was set up anew, or it is another one. {machine} can be taken off the list; "
           "nothing is done on that computer.")},
        {QStringLiteral("vault-forget"), T("Delete the file with your passwords? Each is asked for again when it is needed.")},
        {QStringLiteral("ssh.password"), T("Password for the login on the server")},
        {QStringLiteral("ssh.passphrase"), T("Passphrase of the SSH key")},
        {QStringLiteral("sudo.password"), T("Password that sudo asks for on the server")},
        {QStringLiteral("jupyter.password"), T("Password for the notebook")},
    };
    return table;
}

/// What Progress and Notice events say.
const std::map<QString, const char *> &sayings()
{
    static const std::map<QString, const char *> table{
        {QStringLiteral("waiting-for-machine"), T("Waiting until the machine answers")},
        {QStringLiteral("waiting-for-quota"),
         T("Waiting until the provider allows {needed} vCPUs ({quota}). You may close the program and continue later.")},
        {QStringLiteral("quota-granted"), T("The provider allows {needed} vCPUs now ({quota}).")},
        {QStringLiteral("handing-throw-away-key"),
         T("The machine does not show its key on its console. It is restarted once, with a key that proves this first visit alone")},
        {QStringLiteral("host-key-unproven"),
         T("The provider did not take the first orders for the machine, so nothing vouches for its key on the first visit. You will be "
           "asked "
           "whether to trust it; nothing else tells whether somebody sits in between.")},
        {QStringLiteral("door-open-to-all"),
         T("The machine's own rule lets in your address alone, where it can have one; the rules of your account let everybody on the "
           "internet come to its SSH port besides. Only your key opens it. You can close it in the provider's console, under Firewall.")},
        {QStringLiteral("reconnecting"),
         T("The connection was lost; connecting again (attempt {attempt}). The work on the server goes on.")},
        {QStringLiteral("password-left-as-it-is"), T("The notebook keeps its password. To change it: firstlight-cli password ID --new")},
        {QStringLiteral("hosted-sign-in"), T("Sign in with your browser on this page: {url}")},
        {QStringLiteral("hosted-uploading"), T("Uploading the notebook")},
        {QStringLiteral("vault-left-locked"),
         T("The file with your passwords stays locked: none is read from it, and none kept (--secret vault.passphrase=@FILE opens it).")},
        {QStringLiteral("vault-passphrase-wrong"),
         T("The passphrase was not right, so the file with your passwords stays locked: none is read from it, and none kept.")},
        {QStringLiteral("vault-unusable"),
         T("The file with your passwords cannot be used ({reason}): none is read from it, and none kept.")},
        {QStringLiteral("vault-damaged"),
         T("The file with your passwords was damaged. It was set aside as {copy}; each password is asked for again.")},
        {QStringLiteral("practice-building-image"), T("Fetching a fresh Debian, once on this computer")},
        {QStringLiteral("practice-waiting-for-image"), T("Another Firstlight is fetching the same Debian; waiting for it")},
        {QStringLiteral("practice-making"), T("Making the practice machine")},
        {QStringLiteral("practice-copying"), T("Copying the system's files")},
        {QStringLiteral("practice-booting"), T("Starting the practice machine")},
        {QStringLiteral("copying-file"), T("Copying {file}; {done} of {of} in all")},
        {QStringLiteral("copying-file-fast"), T("Copying {file}; {done} of {of} in all, {speed} a second, {left} left")},
        {QStringLiteral("downloading"), T("Downloading {what}")},
        {QStringLiteral("installing"), T("Installing {what}")},
        {QStringLiteral("looking-for-versions"), T("Looking for newer versions of {framework}")},
        {QStringLiteral("changing-versions"), T("Changing the version of {framework}")},
        {QStringLiteral("update-went-back"),
         T("The new versions did not pass the test. What was there before is back, and was proven again.")},
        {QStringLiteral("unpacking"), T("Unpacking {what}")},
        {QStringLiteral("step-again"), T("\"{step}\" was broken off on the server; it is done once more.")},
        {QStringLiteral("step-again-after-reboot"), T("The server restarted in the middle of \"{step}\"; it is done once more.")},
        {QStringLiteral("rebooted"), T("The machine has started again")},
        {QStringLiteral("rebooting"), T("Restarting the machine")},
        {QStringLiteral("waiting-for-lock"), T("Another program is installing software on the server; waiting for it")},
        {QStringLiteral("fetching-lists"), T("Fetching the lists of packages")},
        {QStringLiteral("source-chosen"), T("Python's packages come from: {source}")},
        {QStringLiteral("mirror-chosen"), T("{mirror}: {url} is the fastest of yours ({ms} ms).")},
        {QStringLiteral("mirrors-silent"), T("{mirror}: none of yours answers the server now; the first is used.")},
        {QStringLiteral("config-yours"),
         T("{file} on the server is yours and stays as it is. For what you install there by yourself, add this to it: {add}")},
        {QStringLiteral("ram-small"), T("This machine has little memory ({mb} MB); small models will work.")},
        {QStringLiteral("no-systemd"), T("This machine has no systemd; the notebook runs as a plain background program.")},
        {QStringLiteral("loading-driver"), T("Loading the NVIDIA driver")},
        {QStringLiteral("enrol-key-at-screen"),
         T("A key waits to be accepted at the machine's own screen while it starts; the password for it is {password}.")},
        {QStringLiteral("verifying"), T("Calculating in a notebook and comparing the result")},
        {QStringLiteral("looking-for-the-break"), T("Looking for what keeps the GPU from computing")},
        {QStringLiteral("port-moved"), T("Port {wanted} is taken on the server; the notebook uses port {port} there.")},
        {QStringLiteral("verified-on-cpu"), T("Verified on the CPU; no NVIDIA GPU on this machine.")},
        {QStringLiteral("verified-cpu-build"),
         T("{framework} was verified on the CPU: there is no build of it for this GPU and its driver.")},
        {QStringLiteral("verified-cpu-distribution"),
         T("{framework} was verified on the CPU: the one among the system's own packages computes on the processor alone. To use the GPU, "
           "let it come from PyPI.")},
        {QStringLiteral("distribution-without-gpu"),
         T("This machine has an NVIDIA GPU, but the PyTorch among the system's own packages computes on the processor alone. To use the "
           "GPU, let it come from PyPI.")},
        {QStringLiteral("python-other"),
         T("{framework} was to have Python {wanted}, which could not be fetched; it has Python {python}, the system's.")},
        {QStringLiteral("no-systemd-idle-stop"),
         T("This machine has no systemd: it cannot stop by itself when nothing runs. Stop it yourself when you are done.")},
        {QStringLiteral("no-systemd-restart"), T("This machine has no systemd: the notebook does not start by itself after a restart.")},
    };
    return table;
}

QMap<QString, QString> toMap(const QJsonObject &object)
{
    QMap<QString, QString> values;
    for (auto it = object.begin(); it != object.end(); ++it)
        values.insert(it.key(), it.value().isDouble() ? QString::number(it.value().toDouble()) : it.value().toString());
    return values;
}

/// "pytorch" is PyTorch.
QMap<QString, QString> withNames(QMap<QString, QString> values)
{
    if (const auto framework = values.find(QStringLiteral("framework")); framework != values.end())
        *framework = frameworkName(*framework);
    return values;
}

} // namespace

QString reason(const Reason &reason)
{
    if (const auto said = resolverReason(reason))
        return *said;
    if (const auto said = adviceReason(reason))
        return *said;
    if (const auto said = floydReason(reason))
        return *said;
    if (const auto said = chooseReason(reason))
        return *said;
    const auto found = reasons().find(reason.code);
    if (found == reasons().end())
        return visible(reason.code);
    QMap<QString, QString> values = withNames(reason.args);
    if (!values.contains(QStringLiteral("price"))) { // what a room below words only in figures
        bool known = false;
        const qint64 micros = values.value(QStringLiteral("micros_per_hour")).toLongLong(&known);
        values.insert(QStringLiteral("price"),
                      perHour(known ? std::optional(Money{micros, values.value(QStringLiteral("currency"))}) : std::nullopt));
    }
    return fill(found->second, values);
}

QString say(const QString &code, const QJsonObject &args)
{
    QMap<QString, QString> values = toMap(args);
    if (const auto step = values.find(QStringLiteral("step")); step != values.end())
        *step = stepTitle(*step);
    if (const auto mirror = values.find(QStringLiteral("mirror")); mirror != values.end())
        *mirror = fieldLabel(QStringLiteral("mirror.") + *mirror);
    const bool copying = code == QLatin1String("copying-file"), timed = copying && values.contains(QStringLiteral("speed"));
    if (copying)
        for (const char *name : {"done", "of", "speed"})
            values[QLatin1String(name)] = size(values.value(QLatin1String(name)).toLongLong());
    if (timed)
        values[QStringLiteral("left")] = duration(values.value(QStringLiteral("left")).toDouble());
    const auto found = sayings().find(timed ? QStringLiteral("copying-file-fast") : code);
    return found == sayings().end() ? reason({code, values}) : fill(found->second, withNames(values));
}

} // namespace fl::text
