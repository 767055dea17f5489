// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/text/resolver_text.h"

#include "backends/text/fill.h"
#include "backends/text/text.h"

namespace fl::text {
namespace {

#define T(text) QT_TRANSLATE_NOOP("fl::text", text)

const Table &reasons()
{
    static const Table table{
        // the GPUs
        {QStringLiteral("gpu-none"), T("There is no NVIDIA GPU here, so everything computes on the CPU and no driver is needed.")},
        {QStringLiteral("gpu-other-vendor"),
         T("{gpu} is not made by NVIDIA. Firstlight sets up NVIDIA GPUs only, so everything computes on the CPU.")},
        {QStringLiteral("gpu-other-ignored"), T("{gpu} is not made by NVIDIA and is left aside.")},
        {QStringLiteral("gpu-system"),
         T("On {system} NVIDIA GPUs cannot be used, and Apple's are not set up by Firstlight, so everything computes on the CPU.")},
        {QStringLiteral("gpu-too-old"),
         T("{gpu} (compute capability {sm}) is too old for every framework, so everything computes on the CPU.")},
        {QStringLiteral("gpu-too-old-here"), T("{gpu} (compute capability {sm}) is too old for computing on {system}, so it is not used.")},
        {QStringLiteral("gpu-ignored"), T("{gpu} (compute capability {sm}) is too old for every framework; only the other GPUs compute.")},
        // the driver
        {QStringLiteral("driver-chosen"),
         T("Driver {branch} because it runs {gpu} ({generation}) and CUDA {cuda}, and NVIDIA mends it until {ends} ({kind}).")},
        {QStringLiteral("driver-last"),
         T("Driver {branch} because it is the last that runs {gpu} ({generation}); newer drivers do not know this GPU. It was made to be "
           "mended until {ends}.")},
        {QStringLiteral("driver-ended"),
         T("NVIDIA stopped mending driver {branch} in {ends}; use this machine only where you trust everybody who can reach it.")},
        {QStringLiteral("driver-kernel"),
         T("Driver {branch} needs a Linux kernel up to {most}; the kernel is therefore not moved to a newer series.")},
        {QStringLiteral("driver-kept"), T("Driver {driver} stays, because it works with {gpu} and with what you chose.")},
        {QStringLiteral("driver-upgrade-offer"),
         T("With driver {branch} instead of {driver}, newer versions of the frameworks could be used; nothing forces you to change.")},
        {QStringLiteral("driver-replaced-old"),
         T("Driver {driver} is too old for what you chose on {gpu}, so it is replaced by {branch}; without the change only the CPU would "
           "compute.")},
        {QStringLiteral("driver-replaced-new"),
         T("Driver {driver} does not know {gpu} any more, so it is replaced by {branch}, the last that does.")},
        {QStringLiteral("driver-replaced-module"),
         T("The kernel module of driver {driver} is not the kind that {gpu} needs, so it is replaced by driver {branch} with the right "
           "one.")},
        {QStringLiteral("driver-not-touched"),
         T("The driver is left as it is, as you wished, and it cannot serve {gpu}; so everything computes on the CPU.")},
        {QStringLiteral("driver-windows"),
         T("In Linux within Windows the driver is the one of Windows, so none is installed here. It must be {driver} or newer.")},
        {QStringLiteral("driver-windows-kept"),
         T("In Linux within Windows the driver is the one of Windows ({driver}), so none is installed here.")},
        {QStringLiteral("module-open"), T("The open kernel module, which NVIDIA recommends for {gpu} and everything newer.")},
        {QStringLiteral("module-must-open"), T("The open kernel module, because {gpu} ({generation}) runs with no other.")},
        {QStringLiteral("module-must-proprietary"),
         T("The proprietary kernel module, because {gpu} ({generation}) is older than what the open one knows.")},
        {QStringLiteral("module-proprietary-only"), T("The proprietary kernel module, because this driver has no other.")},
        {QStringLiteral("module-mixed"), T("The proprietary kernel module, because {gpu} needs it and {other} runs with it too.")},
        {QStringLiteral("secure-boot-signed"), T("Secure Boot may stay on: {system} signs these driver modules itself.")},
        {QStringLiteral("secure-boot-enrol"),
         T("Secure Boot is on and {system} does not sign these modules: a key of this computer's own is made, which you accept once at its "
           "screen while it starts.")},
        // the frameworks
        {QStringLiteral("from-conda-forge"),
         T("The frameworks come from conda-forge, as you wished; its newest versions often follow those of PyPI by some weeks.")},
        {QStringLiteral("framework-newest"), T("{framework} {version}, the newest, with CUDA {cuda} inside its own packages.")},
        {QStringLiteral("framework-held-gpu"),
         T("{framework} {version} with CUDA {cuda}, because newer versions (now {newest}) no longer hold code for {gpu}.")},
        {QStringLiteral("framework-held-driver"),
         T("{framework} {version} with CUDA {cuda}, because {newest} needs a newer driver than {driver}.")},
        {QStringLiteral("framework-held-python"), T("{framework} {version} with CUDA {cuda}, because you asked for Python {python}.")},
        {QStringLiteral("framework-cpu-gpu"), T("{framework} {version} for the CPU, because no version of it computes on {gpu}.")},
        {QStringLiteral("framework-cpu-driver"),
         T("{framework} {version} for the CPU, because driver {driver} is too old for its GPU versions.")},
        {QStringLiteral("keras-backend"), T("Keras sits on {backend} here.")},
        {QStringLiteral("python-other"), T("Python {python} for {framework} {version}, which has no packages for the usual one.")},
        {QStringLiteral("one-environment-each"),
         T("Each framework gets an environment and a notebook kernel of its own, because their CUDA libraries do not mix.")},
        {QStringLiteral("note-torch-legacy"),
         T("This PyTorch is from 2022: the last whose code for {gpu} is known to work. Plan for a newer GPU.")},
        {QStringLiteral("note-torch-plausible"), T("Whether this PyTorch works on {gpu} is not certain; the proof at the end will tell.")},
        {QStringLiteral("note-tensorflow-blackwell"),
         T("TensorFlow has trouble with the newest GPUs (Blackwell): the first run takes long and some operations fail. PyTorch or JAX is "
           "the better choice there.")},
        {QStringLiteral("note-jax-cuda12"), T("JAX with CUDA 12 will be dropped by its makers before long.")},
        // CUDA for those who compile
        {QStringLiteral("cuda-not-needed"),
         T("No CUDA toolkit and no cuDNN are installed: the frameworks bring their own. They are only needed to compile CUDA code.")},
        {QStringLiteral("cuda-toolkit"), T("CUDA toolkit {version}, because it goes with the frameworks, the driver and the GPU.")},
        {QStringLiteral("cuda-none"),
         T("No CUDA toolkit that goes with {gpu} is made for {system}, so none is installed; the frameworks do not need one.")},
        {QStringLiteral("cudnn"), T("cuDNN {version}, the newest that knows {gpu}.")},
        {QStringLiteral("matrix-file"),
         T("The table of versions is the file {file} of {date}, which is newer than the one in this program.")},
    };
    return table;
}

const char *problem(const QString &code)
{
    static const Table table{
        {QStringLiteral("unknown-key"), T("there is no such key")},
        {QStringLiteral("missing"), T("it is missing")},
        {QStringLiteral("bad-value"), T("this value cannot be used")},
        {QStringLiteral("unknown-source"), T("this source is not in the list of sources")},
        {QStringLiteral("unknown-name"), T("this names something that is not in the file")},
        {QStringLiteral("twice"), T("it stands there twice")},
        {QStringLiteral("schema"), T("this version of the file is not known to this program")},
        {QStringLiteral("too-large"), T("it is larger than 1 MiB")},
        {QStringLiteral("too-deep"), T("it is nested too deep")},
        {QStringLiteral("alias"), T("anchors and aliases are not allowed")},
        {QStringLiteral("tag"), T("tags are not allowed")},
        {QStringLiteral("documents"), T("it holds more than one document")},
        {QStringLiteral("empty"), T("it is empty")},
        {QStringLiteral("key"), T("a key is not a plain word")},
        {QStringLiteral("not-utf8"), T("it is not UTF-8 text")},
    };
    const auto found = table.find(code);
    return found == table.end() ? T("it is not well-formed YAML") : found->second;
}

} // namespace

const char *resolverPattern(const Error &error)
{
    const auto has = [&](const char *name) { return !error.params.value(QLatin1String(name)).isEmpty(); };
    switch (error.cause) {
    case Cause::GpuUnknown:
        return has("gpu") ? T("The GPU \"{gpu}\" is not in Firstlight's table of {date}. Name it by its compute capability (sm_75 for "
                              "7.5), which NVIDIA's list of CUDA GPUs tells, or update the table.")
                          : nullptr;
    case Cause::GpuNotSupported:
        return has("gpu") ? T("{gpu} (compute capability {sm}) belongs to NVIDIA's own boards (Jetson, Drive), which bring their own "
                              "system and driver. Use the software that came with the board, or another machine.")
                          : nullptr;
    case Cause::GpuMixImpossible:
        return has("old")
            ? T("{old} and {new} cannot work in one machine: no driver runs both. Use one of them, and take out or leave aside the other.")
            : nullptr;
    case Cause::SystemUnsupported:
        return has("supported") ? T("Firstlight cannot set up {system}. Systems it knows: {supported}.") : nullptr;
    case Cause::DriverNotForSystem:
        if (!has("branch"))
            return nullptr;
        return has("others")
            ? T("{gpu} needs driver {branch}, which does not exist for {system}. It does for: {others}. Without the GPU, {system} can "
                "still compute on the CPU.")
            : T("{gpu} needs driver {branch}, which does not exist for {system}. Without the GPU it can still compute on the CPU.");
    case Cause::DriverSecureBoot:
        return has("branch") ? T("Secure Boot is on, and {system} does not sign the modules of driver {branch}: they would not load. Turn "
                                 "Secure Boot off, use Ubuntu, which signs them, or accept a key of the computer's own at its screen.")
                             : nullptr;
    case Cause::DriverKernelTooNew:
        return has("most") ? T("{gpu} needs driver {branch}, which works with Linux kernels up to {most}; {kernel} runs here.") : nullptr;
    case Cause::DriverOfWindows:
        return has("branch")
            ? T("The NVIDIA driver {driver} in Windows does not go with {gpu} and what you chose. NVIDIA driver {branch} does.")
            : nullptr;
    case Cause::PythonNotSupported:
        return has("range") ? T("{framework} cannot be had for Python {python} here (its versions exist for {range}). Leave the choice to "
                                "Firstlight, which takes {usual} or what is nearest to it.")
                            : nullptr;
    case Cause::MatrixInvalid:
        return has("problem") ? T("The table of versions {file} has a mistake in line {line}, at \"{key}\": {what}.") : nullptr;
    default: return nullptr;
    }
}

QMap<QString, QString> resolverValues(QMap<QString, QString> values)
{
    for (const char *key : {"framework", "backend"})
        if (const auto it = values.find(QLatin1String(key)); it != values.end())
            *it = frameworkName(*it);
    if (const auto it = values.constFind(QStringLiteral("problem")); it != values.constEnd())
        values.insert(QStringLiteral("what"), translated(problem(*it)));
    // A file that is wrong as a whole has no key to point at.
    if (const auto it = values.find(QStringLiteral("key")); it != values.end() && it->isEmpty())
        *it = QStringLiteral("-");
    return values;
}

std::optional<QString> resolverReason(const Reason &reason)
{
    return sentence(reasons(), "resolve-", {reason.code, resolverValues(reason.args)});
}

QStringList resolverReasonCodes()
{
    QStringList codes;
    for (const auto &[code, words] : reasons())
        codes << QStringLiteral("resolve-") + code;
    return codes;
}

} // namespace fl::text
