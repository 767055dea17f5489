// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/text/cause_text.h"

#include "backends/text/aws_text.h"
#include "backends/text/fill.h"
#include "backends/text/google_text.h"
#include "backends/text/lambda_text.h"
#include "backends/text/resolver_text.h"
#include "backends/text/text.h"

namespace fl::text {
namespace {

#define T(text) QT_TRANSLATE_NOOP("fl::text", text)

/// The problem codes of a plan file.
const char *planProblem(const QString &code)
{
    static const QMap<QString, const char *> problems{
        {QStringLiteral("unknown-key"), T("there is no such key")},
        {QStringLiteral("bad-value"), T("this value cannot be used")},
        {QStringLiteral("empty-value"), T("a value is missing")},
        {QStringLiteral("missing"), T("it must say \"firstlight: 1\"")},
        {QStringLiteral("schema"), T("this version of plan files is not known")},
        {QStringLiteral("too-large"), T("it is larger than 1 MiB")},
        {QStringLiteral("too-deep"), T("it is nested too deep")},
        {QStringLiteral("alias"), T("anchors and aliases are not allowed")},
        {QStringLiteral("tag"), T("tags are not allowed")},
        {QStringLiteral("twice"), T("this key stands there twice")},
        {QStringLiteral("key"), T("a key must be a plain word")},
        {QStringLiteral("empty"), T("the file is empty")},
        {QStringLiteral("not-utf8"), T("it is not UTF-8 text")},
        {QStringLiteral("documents"), T("it holds more than one document")},
        {QStringLiteral("not-a-map"), T("a key with a value was expected")},
        {QStringLiteral("list-of-lists"), T("a list within a list was not expected")},
        {QStringLiteral("floyd-environment"), T("FloydHub had no environment “{value}”; the nearest is “{nearest}”")},
        {QStringLiteral("floyd-machine"), T("FloydHub had no machine “{value}”; the nearest is “{nearest}”")},
    };
    return problems.value(code, T("it is not well-formed YAML"));
}

/// The problem codes of resources/scripts: why what was fetched, or was to be, cannot be used.
const char *sourceProblem(const QString &code)
{
    static const QMap<QString, const char *> problems{
        {QStringLiteral("hash-mismatch"),
         T("Software arrived damaged from where the server gets it: its checksum is not right. Mostly a proxy or a mirror is to blame.")},
        {QStringLiteral("release-expired"),
         T("The list of software that the server gets is out of date. Its clock may be wrong, or its mirror is no longer kept up.")},
        {QStringLiteral("key-missing"),
         T("The signature of the software that the server gets could not be checked, so nothing was installed.")},
        {QStringLiteral("key-unknown"), T("The software is signed with another key than the one that is known, so nothing was installed.")},
        {QStringLiteral("certificate-unknown"),
         T("Where the server gets software from shows a certificate that is not trusted. Name the certificate authority of your network.")},
        {QStringLiteral("not-found"), T("What the server asked for is not there where it gets its software: it answered \"not found\".")},
        {QStringLiteral("no-such-package"), T("A package that is needed is not offered where the server gets its software.")},
        {QStringLiteral("no-source"), T("The server knows no place to get software from: none is set up, or each is switched off.")},
    };
    return problems.value(code, T("Software could not be fetched from where the server gets it."));
}

const char *pattern(const Error &error)
{
    const auto has = [&](const char *name) { return !error.params.value(QLatin1String(name)).isEmpty(); };
    if (const char *refusal = resolverPattern(error))
        return refusal;
    if (const char *refusal = awsPattern(error))
        return refusal;
    if (const char *refusal = lambdaPattern(error))
        return refusal;
    if (const char *problem = googlePattern(error))
        return problem;
    switch (error.cause) {
    case Cause::Usage: return has("what") ? T("This cannot be understood: {what}.") : T("This command cannot be understood.");
    case Cause::UnknownKey: return T("There is no setting named {key} here.");
    case Cause::BadValue:
        return has("allowed") ? T("{key} cannot be \"{value}\". Possible: {allowed}.") : T("What is entered for {key} cannot be used.");
    case Cause::PlanFileInvalid: return T("The file {file} has a mistake in line {line}, at \"{key}\": {what}.");
    case Cause::UnknownMachine: return T("There is no machine named {machine}.");
    case Cause::NotSupportedHere: return has("why") ? T("This is not possible here: {reason}") : T("This is not possible here.");
    case Cause::HostNotFound: return T("No server was found under the name {host}.");
    case Cause::ConnectionRefused: return T("{host} answers, but nothing listens at port {port}.");
    case Cause::ConnectionTimeout: return has("host") ? T("{host} did not answer in time.") : T("The other side did not answer in time.");
    case Cause::ConnectionLost: return T("The connection was lost and did not come back in time. What runs on the server goes on there.");
    case Cause::SshNoBanner: return T("Something listens at {host}, port {port}, but it does not speak SSH.");
    case Cause::SshProtocol: return T("The SSH service at {host} answered in a way that cannot be understood.");
    case Cause::SshHostKeyUnknown: return T("{host} has not been seen before. Its key ({type}) has the fingerprint {fingerprint}.");
    case Cause::SshHostKeyChanged:
        return T("{host} shows another key than before, now {fingerprint}. It may have been set up anew, or somebody is in between.");
    case Cause::SshAuthRefused: return T("{host} did not let {user} in.");
    case Cause::SshKeyUnreadable: return T("The key file {path} cannot be read.");
    case Cause::SshKeyPermissions: return T("Others on this computer can read the key file {path}. A private key must be yours alone.");
    case Cause::SshKeyPassphrase: return T("The key {path} is locked with a passphrase, and none or a wrong one was given.");
    case Cause::SshJumpFailed: return T("The way over the jump host {jump} did not work.");
    case Cause::SshForwardRefused: return T("The server does not allow tunnels (AllowTcpForwarding in its SSH settings).");
    case Cause::SshShellUnusable: return T("The login on the server gives no usable shell.");
    case Cause::SudoPassword:
        if (error.params.value(QStringLiteral("attempts")) == QLatin1String("3"))
            return T("The password for sudo was wrong three times.");
        return error.params.value(QStringLiteral("attempts")) == QLatin1String("0") ? T("sudo on the server asks for a password.")
                                                                                    : T("The password for sudo was wrong.");
    case Cause::SudoNotAllowed: return T("This account may not use sudo, which installing software needs.");
    case Cause::SudoNeedsTty: return T("sudo on the server only works from a terminal (requiretty in its settings).");
    case Cause::SystemUnsupported:
        return has("system") ? T("The server runs {system}, which cannot be set up yet.") : T("The server's system cannot be set up yet.");
    case Cause::DiskFull:
        return has("path") ? T("There is too little space on the disk, at {path}.") : T("There is too little space on the disk.");
    case Cause::NoInternet:
        return has("needed") ? T("The server cannot reach {host}, where the software for its GPU is. The PyTorch among the system's own "
                                 "packages computes on the processor alone.")
                             : T("The server cannot reach the internet.");
    case Cause::PackageLockHeld:
        return has("holder") ? T("Another program ({holder}) is installing software on the server and did not finish in time.")
                             : T("Another program is installing software on the server and did not finish in time.");
    case Cause::PackageSourceFailed: return sourceProblem(error.params.value(QStringLiteral("problem")));
    case Cause::PackageBroken:
        if (has("framework"))
            return has("missing") ? T("{framework} is not there: its part of the set-up was not done, or was taken away.")
                                  : T("{framework} is installed, but it cannot be loaded: something in it is missing or damaged.");
        return has("problem") ? T("Installing would remove software that was on the server before, so nothing was installed.")
            : has("package")  ? T("The installation of {package} was broken off on the server once, and could not be ended.")
                              : T("The server's software is in a broken state that could not be repaired.");
    case Cause::ServerFile: return T("The file {path} could not be written on the server.");
    case Cause::ServerBusy:
        return has("who") ? T("{who} is setting up this server right now.") : T("This server is being set up by somebody else right now.");
    case Cause::StepFailed: return has("step") ? T("The step \"{step}\" did not work.") : T("A step did not work.");
    case Cause::StepInterrupted:
        return has("step") ? T("The step \"{step}\" was broken off on the server.") : T("A step was broken off on the server.");
    case Cause::StepTimeout:
        return has("step") ? T("The step \"{step}\" took far too long and was stopped.") : T("A step took far too long and was stopped.");
    case Cause::JupyterPortTaken: return T("Another program on the server already uses port {port}.");
    case Cause::JupyterNotRunning:
        if (has("stopped"))
            return T("{machine} is stopped. Start it first (firstlight-cli start {machine}).");
        if (has("ended"))
            return T("Jupyter on {machine} ended by itself. What it said last is in the details.");
        return has("machine") ? T("Jupyter is not running on {machine}.") : T("Jupyter is not running.");
    case Cause::VerificationFailed:
        if (has("back"))
            return T("The newer versions did not pass the test. What was there before is back.");
        if (has("framework"))
            return T("Everything is installed, but the test of {framework} in its notebook did not pass.");
        return T("Everything is installed, but the test in the notebook did not pass.");
    case Cause::RebootNotBack:
        return has("console")
            ? T("The server was restarted and has not come back. What it wrote meanwhile: firstlight-cli console {console}.")
            : T("The server was restarted and has not come back.");
    case Cause::GpuNone:
        return has("expected") ? T("This machine has no NVIDIA GPU any more; when it was set up, it had one.")
                               : T("This machine has no NVIDIA GPU.");
    case Cause::GpuNoDriver: return T("There is an NVIDIA GPU, but its driver is not loaded.");
    case Cause::GpuNouveau: return T("The system's free driver (nouveau) holds the GPU, and NVIDIA's cannot be loaded beside it.");
    case Cause::GpuModuleMissing:
        return has("kernel") ? T("There is no NVIDIA kernel module for the kernel that runs, {kernel}.")
                             : T("There is no NVIDIA kernel module for the kernel that runs.");
    case Cause::GpuModuleRefused: return T("The kernel refused the NVIDIA module.");
    case Cause::GpuLibraryMissing: return T("The driver's library (libcuda.so.1) is missing, so no program can reach the GPU.");
    case Cause::GpuWheelWithoutCuda: return T("{framework} is installed in its variant for the processor, which knows no GPU.");
    case Cause::GpuWheelTooNew: return T("{framework} was built for CUDA {cuda}; the driver here offers CUDA {offered} at most.");
    case Cause::GpuNoKernelImage:
        return has("capability") ? T("{framework} was not built for this GPU (compute capability {capability}).")
                                 : T("{framework} was not built for this GPU.");
    case Cause::GpuNoDeviceNode: return T("The NVIDIA driver is loaded, but its device files are missing.");
    case Cause::GpuDriverMismatch:
        return T("The NVIDIA driver and its libraries have different versions; a restart of the server mends that.");
    case Cause::GpuNoPermission: return T("This account may not use the GPU.");
    case Cause::GpuXid: return T("The GPU reported a fault of its own.");
    case Cause::GpuContainer:
        return T("The GPU is not visible inside this container. Whoever starts the container can hand it in, with docker for example by "
                 "--gpus all.");
    case Cause::GpuWsl: return T("The GPU is not visible in this Linux within Windows.");
    case Cause::GpuHidden:
        return has("driver") ? T("The GPU is set aside for virtual machines ({driver} holds it), so this system cannot use it.")
                             : T("The GPU is hidden by a setting (CUDA_VISIBLE_DEVICES).");
    case Cause::GpuFabricManager: return T("The service that links the GPUs (Fabric Manager) does not run.");
    case Cause::GpuBusy:
        return has("holder") ? T("Another program uses the GPU and lets nobody else in: {holder}.")
                             : T("Another program uses the GPU and lets nobody else in.");
    case Cause::GpuMemoryFull:
        return has("holder") ? T("The memory of the GPU is full; most of it is used by {holder}.") : T("The memory of the GPU is full.");
    case Cause::GpuLost: return T("The GPU does not answer any more.");
    case Cause::GpuWrongResult: return T("The GPU calculated a wrong result.");
    case Cause::GpuTimeout:
        return has("framework") ? T("The test of {framework} did not end in time.") : T("The GPU did not finish its test in time.");
    case Cause::GpuFailed:
        if (has("framework"))
            return T("{framework} does not compute on the GPU, although the GPU works.");
        return has("code") ? T("CUDA does not start on this GPU (error {code}).") : T("The test on the GPU did not work.");
    case Cause::ProbeUnreadable: return T("What the GPU test answered cannot be understood.");
    case Cause::GpuUnknown: return T("This GPU is not known to Firstlight.");
    case Cause::GpuNotSupported: return T("This GPU is not one that Firstlight can set up.");
    case Cause::GpuMixImpossible: return T("The GPUs in this machine need different drivers, and there can be only one.");
    case Cause::DriverNotForSystem: return T("There is no driver for this GPU on this system.");
    case Cause::DriverSecureBoot: return T("Secure Boot does not let the driver load.");
    case Cause::DriverKernelTooNew: return T("The system's kernel is too new for the driver that this GPU needs.");
    case Cause::DriverOfWindows: return T("In Linux within Windows, the GPU's driver comes from Windows, and it does not fit.");
    case Cause::DriverOtherSource:
        if (error.params.value(QStringLiteral("from")) == QLatin1String("runfile"))
            return T("The NVIDIA driver on the server was not installed as a package. Remove it (sudo nvidia-uninstall) and restart the "
                     "server; then continue.");
        return T("The NVIDIA driver on the server comes from another source than the one that is needed, and sources must not be mixed. "
                 "Remove its packages and restart the server; then continue.");
    case Cause::DriverHeadersMissing:
        return has("kernel")
            ? T("The server runs the kernel {kernel}, for which modules can no longer be built: its headers are not offered any more. "
                "Install "
                "the newest kernel and restart the server; then continue.")
            : T("The server runs a kernel for which modules can no longer be built: its headers are not offered any more.");
    case Cause::DriverOtherLoaded:
        return has("wanted") ? T("Another NVIDIA driver is loaded than the one that was installed: {loaded} instead of {wanted}.")
                             : T("Another NVIDIA driver is loaded than the one that was installed.");
    case Cause::PythonNotSupported: return T("There is no Python on this system that the software works with.");
    case Cause::MatrixInvalid: return T("The table of GPUs and software versions has a mistake.");
    case Cause::LocalPortTaken: return T("Another program on this computer already uses port {port}.");
    case Cause::TunnelPinMismatch: return T("What answers on the server is not the Jupyter that was set up: it shows another certificate.");
    case Cause::LedgerLocked:
        return has("pid") ? T("Another Firstlight is at work (process {pid} on {host}, since {since}).")
                          : T("Another Firstlight is at work.");
    case Cause::LedgerNewer:
        return T("The list of your machines was written by a newer version of Firstlight. It can be read, not changed.");
    case Cause::LedgerDamaged:
        return has("copy")
            ? T("The list of your machines was damaged. It was set aside as {copy}; {machines} machines could be read from it.")
            : T("The list of your machines is damaged.");
    case Cause::LocalFile: return has("reason") ? T("{path} cannot be used: {reason}.") : T("{path} cannot be used.");
    case Cause::LocalDiskFull: return T("The disk of this computer is full, at {path}.");
    case Cause::FilesLeft: return T("{left} of {files} files were not copied.");
    case Cause::LocalCommandFailed:
        return has("command") ? T("The command {command} on this computer did not work.") : T("A command on this computer did not work.");
    case Cause::ToolMissing: return T("{tool} is not installed on this computer.");
    case Cause::KeyRingUnavailable:
        if (error.params.value(QStringLiteral("why")) == QLatin1String("locked"))
            return T("The file with your passwords is locked: none is read from it, and none kept.");
        if (error.params.value(QStringLiteral("why")) == QLatin1String("newer"))
            return T("The file with your passwords was written by a newer version of Firstlight.");
        return T("The key ring of this computer cannot be used, so passwords are not kept.");
    case Cause::VaultPassphrase: return T("This passphrase does not open the file with your passwords. They stay locked in it.");
    case Cause::VaultDamaged:
        return has("copy") ? T("The file with your passwords was damaged. It was set aside as {copy}; each password is asked for again.")
                           : T("The file with your passwords is damaged.");
    case Cause::SecretMissing: return T("A secret is needed and was not given: {name}.");
    case Cause::AnswerNeeded:
        return has("what") ? T("A question needs your answer, and nobody is there to give it: {what}")
                           : T("A question needs your answer, and nobody is there to give it.");
    case Cause::ProviderRefused: return T("The provider refused.");
    case Cause::TlsRefused:
        return has("host")
            ? T("What answers as {host} cannot prove that it is {host}. Often a network wants a sign-in page in the browser first; "
                "it may also be a company's proxy, whose certificate must be named.")
            : T("What answers cannot prove who it is. Often a network wants a sign-in page in the browser first.");
    case Cause::ProxyRefused:
        if (!has("proxy"))
            return T("The proxy does not let the request through.");
        return error.params.value(QStringLiteral("why")) == QLatin1String("login")
            ? T("The proxy {proxy} wants a login of its own.")
            : T("The proxy {proxy} does not let the request through.");
    case Cause::CredentialsRefused:
        return has("account") ? T("The machine was made in the account {account}; this login belongs to {other}.")
                              : T("The provider does not accept this login.");
    case Cause::CredentialsExpired: return T("The login to the provider has run out.");
    case Cause::ClockWrong:
        return has("minutes") ? T("The clock of this computer is {minutes} minutes off, so the provider refuses its requests.")
                              : T("The clock of this computer is off, so the provider refuses its requests.");
    case Cause::PermissionMissing: return has("permission") ? T("The login may not do {permission}.") : T("The login lacks a permission.");
    case Cause::AccountNotReady: return T("The account with the provider is not ready yet.");
    case Cause::ProviderUnavailable:
        if (error.params.value(QStringLiteral("why")) == QLatin1String("sign-in-page"))
            return T("A web page answered instead of the provider. This network probably wants you to sign in with the browser first.");
        return T("The provider did not answer in a way that says whether it did what was asked.");
    case Cause::QuotaExceeded:
        if (error.params.value(QStringLiteral("why")) == QLatin1String("refused"))
            return T("The provider refused the larger quota: {allowed} vCPUs are allowed ({quota}), {needed} are needed.");
        if (has("needed"))
            return T("Your account may run {allowed} vCPUs of \"{quota}\" at once; this machine needs {needed}. More is asked for here: "
                     "{page}");
        return T("Your account may not have a machine of this kind: the provider's limit (quota) for it is too low.");
    case Cause::NoCapacity:
        if (has("tried"))
            return T("The provider has no free machine of this kind in {region} just now. Tried: {tried}.");
        return T("The provider has no free machine of this kind there just now.");
    case Cause::StillThere: return T("The provider was asked to delete {name} ({kind}), and still shows it.");
    case Cause::MachineMissing: return T("The provider does not know the machine {machine} any more. It was not deleted by Firstlight.");
    case Cause::Cancelled: return T("It was stopped, as you wished.");
    case Cause::Internal: return T("Something happened that must not happen.");
    }
    Q_UNREACHABLE();
}

} // namespace

QString happened(const Error &error)
{
    QMap<QString, QString> values = error.params;
    if (error.cause == Cause::PlanFileInvalid) {
        values.insert(QStringLiteral("what"), fill(planProblem(values.value(QStringLiteral("problem"))), values));
        if (values.value(QStringLiteral("key")).isEmpty())
            values.insert(QStringLiteral("key"), QStringLiteral("-"));
    }
    if (resolverPattern(error))
        values = resolverValues(values);
    if (error.cause == Cause::NotSupportedHere && values.contains(QStringLiteral("why")))
        values.insert(QStringLiteral("reason"), reason({values.value(QStringLiteral("why")), error.params}));
    if (const auto framework = values.find(QStringLiteral("framework")); framework != values.end())
        *framework = frameworkName(*framework);
    if (const auto step = values.find(QStringLiteral("step")); step != values.end())
        *step = stepTitle(*step);
    return fill(pattern(error), values);
}

} // namespace fl::text
