// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/run/gpu_chain_links.h"

namespace fl {
namespace {

// Of cuda.h.
enum CuResult {
    CuSuccess = 0,
    CuOutOfMemory = 2,
    CuUnavailable = 46,
    CuNoDevice = 100,
    CuNotReady = 802,
    CuMismatch = 803,
    CuNotCompatible = 804
};

bool cudaSeesGpus(const Found &found)
{
    return found.number("cuda.init") == CuSuccess && found.number("cuda.count") > 0;
}

/// The GPU is not there for this system, and not by its own or the driver's fault.
Error notHandedIn(const Found &found)
{
    return fault(Cause::GpuContainer, NextAction::ReadHelp,
                 {{QStringLiteral("container"), found["container"]}, {QStringLiteral("module"), found["module"]}});
}

/// The fault that the card itself told the kernel.
Error cardFault(const Found &found)
{
    const QString words = found["xid"];
    // "NVRM: Xid (PCI:0000:01:00): 79, pid=…": of 79 it is known what it means.
    const QString number = words.section(QStringLiteral("): "), 1, 1).section(QLatin1Char(','), 0, 0).trimmed();
    if (number == QLatin1String("79"))
        return fault(Cause::GpuLost, NextAction::Reboot, {{QStringLiteral("xid"), number}}, words);
    return fault(Cause::GpuXid, NextAction::Reboot, {{QStringLiteral("xid"), number}}, words);
}

Fault hardwareFault(const Found &found, bool anySign)
{
    if (cudaSeesGpus(found))
        return {};
    if (found.is("wsl", "yes"))
        return found.has("dxg") && found.has("library")
            ? Fault()
            : fault(Cause::GpuWsl, NextAction::UpdateWindowsDriver,
                    {{QStringLiteral("device"), found.has("dxg") ? QStringLiteral("yes") : QStringLiteral("no")},
                     {QStringLiteral("library"), found.has("library") ? QStringLiteral("yes") : QStringLiteral("no")}});
    if (!anySign)
        return found.has("container") ? notHandedIn(found)
                                      : fault(Cause::GpuNone, NextAction::ReadHelp, {{QStringLiteral("expected"), found["expected"]}});
    const QStringList bound = found["bound"].split(QLatin1Char(' '), Qt::SkipEmptyParts);
    if (!bound.isEmpty() && bound.count(QStringLiteral("vfio-pci")) == bound.size())
        return fault(Cause::GpuHidden, NextAction::ReadHelp, {{QStringLiteral("driver"), bound.first()}});
    return {};
}

Fault moduleFault(const Found &found)
{
    const QStringList bound = found["bound"].split(QLatin1Char(' '), Qt::SkipEmptyParts);
    if (cudaSeesGpus(found)
        || (found.has("module") && (bound.isEmpty() || bound.contains(QStringLiteral("nvidia")) || !found.has("nouveau"))))
        return {};
    if (found.has("container"))
        return notHandedIn(found);
    if (found.has("nouveau"))
        return fault(Cause::GpuNouveau, NextAction::Repair);
    if (found.has("refused")) {
        const bool key = found.says("refused", {"rejected", "restricted"});
        return fault(Cause::GpuModuleRefused, key ? NextAction::TurnOffSecureBoot : NextAction::Repair, {}, found["refused"]);
    }
    if (found.has("module.file"))
        return fault(Cause::GpuNoDriver, NextAction::Repair, {{QStringLiteral("module"), found["module.file"]}}, found["smi.said"]);
    if (found.has("module.other") || found.has("library") || (found.number("smi") >= 0 && found.number("smi") != 127))
        return fault(Cause::GpuModuleMissing, NextAction::Repair, {{QStringLiteral("kernel"), found["kernel"]}}, found["smi.said"]);
    return fault(Cause::GpuNoDriver, NextAction::Repair);
}

Fault driverFault(const Found &found)
{
    if (cudaSeesGpus(found))
        return {};
    if (found.says("smi.said", {"GPU is lost", "fallen off the bus"}) || found.says("xid", {"): 79,"}))
        return fault(Cause::GpuLost, NextAction::Reboot, {}, found.has("xid") ? found["xid"] : found["smi.said"]);
    if (found.number("nodes") < 1 || found.has("nodectl") || found.has("node-uvm"))
        return found.has("container") ? notHandedIn(found) : fault(Cause::GpuNoDeviceNode, NextAction::Repair);
    if (found.is("allowed", "no"))
        return fault(Cause::GpuNoPermission, NextAction::AskAdministrator);
    if (found.says("smi.said", {"No devices were found", "Unable to determine the device handle", "Unknown Error"}))
        return found.has("xid")
            ? cardFault(found)
            : fault(Cause::GpuLost, NextAction::Reboot, {}, (found["smi.said"] + QLatin1Char('\n') + found["refused"]).trimmed());
    if (found.has("fabric") && !found.is("fabric", "active"))
        return fault(Cause::GpuFabricManager, NextAction::Repair, {{QStringLiteral("state"), found["fabric"]}});
    return {};
}

Error mismatch(const Found &found)
{
    return fault(Cause::GpuDriverMismatch, NextAction::Reboot,
                 {{QStringLiteral("module"), found["module"]}, {QStringLiteral("library"), found["library.version"]}}, found["smi.said"]);
}

Fault libraryFault(const Found &found)
{
    if (cudaSeesGpus(found))
        return {};
    if (!found.has("library"))
        return found.has("container") ? notHandedIn(found) : fault(Cause::GpuLibraryMissing, NextAction::Repair);
    const QString module = found["module"], library = found["library.version"];
    const bool differ = !module.isEmpty() && library.count(QLatin1Char('.')) >= 1 && module != library && !found.is("wsl", "yes");
    if (differ || found.says("smi.said", {"version mismatch"}))
        return mismatch(found);
    return {};
}

/// CUDA_VISIBLE_DEVICES names none: empty, a word, or a number below zero in front.
bool hidesAll(const Found &found)
{
    if (!found.is("hidden", "yes"))
        return false;
    const QString first = found["visible"].section(QLatin1Char(','), 0, 0).trimmed();
    bool isNumber = false;
    const int number = first.toInt(&isNumber);
    return isNumber ? number < 0 : !first.startsWith(QLatin1String("GPU-")) && !first.startsWith(QLatin1String("MIG-"));
}

Fault cudaFault(const Found &found)
{
    const int init = found.number("cuda.init"), context = found.number("cuda.context");
    const QString said = found["cuda.said"];
    if (hidesAll(found))
        return fault(Cause::GpuHidden, NextAction::ReadHelp, {{QStringLiteral("visible"), found["visible"]}});
    if (cudaSeesGpus(found) && context == CuSuccess)
        return {};
    if (init < 0) // could not be asked: what nvidia-smi said must do
        return found.number("smi") == 0
            ? Fault()
            : fault(Cause::GpuFailed, NextAction::Repair, {}, (said + QLatin1Char('\n') + found["smi.said"]).trimmed());
    const int code = init == CuSuccess && context > 0 ? context : init == CuSuccess ? int(CuNoDevice) : init;
    const QMap<QString, QString> params{{QStringLiteral("code"), QString::number(code)}};
    switch (code) {
    case CuOutOfMemory: return fault(Cause::GpuMemoryFull, NextAction::WaitAndResume, {{QStringLiteral("holder"), found["holder"]}});
    case CuUnavailable: return fault(Cause::GpuBusy, NextAction::WaitAndResume, {{QStringLiteral("holder"), found["holder"]}});
    case CuNotReady: return fault(Cause::GpuFabricManager, NextAction::Repair, params);
    case CuMismatch:
    case CuNotCompatible: return mismatch(found);
    default: break;
    }
    if (found.has("xid"))
        return cardFault(found);
    return fault(Cause::GpuFailed, NextAction::Reboot, params, said);
}

} // namespace

QString slug(DiagnosisLink::State state)
{
    static const char *const slugs[] = {"whole", "broken", "not-reached", "not-there"};
    return QLatin1String(slugs[static_cast<size_t>(state)]);
}

const DiagnosisLink *Diagnosis::brokenLink() const
{
    for (const DiagnosisLink &link : chain)
        if (link.state == DiagnosisLink::State::Broken)
            return &link;
    return nullptr;
}

Diagnosis judgeChain(const ChainFacts &facts, const QStringList &frameworks)
{
    const Found found(facts);
    const bool wsl = found.is("wsl", "yes");
    const bool anySign = found.number("gpus") > 0 || found.number("nodes") > 0 || found.has("module") || cudaSeesGpus(found);
    const bool gpu = anySign || wsl || found.number("expected") > 0;
    const auto named = [&](std::initializer_list<std::pair<const char *, const char *>> names) {
        QMap<QString, QString> values;
        for (const auto &[name, fact] : names)
            values.insert(QLatin1String(name), found[fact]);
        return values;
    };
    Chain chain;
    if (gpu) {
        const char *model = found.has("model") ? "model" : "cuda.name";
        chain.link(QStringLiteral("hardware"), named({{"count", "gpus"}, {"pci", "pci"}, {"model", model}}),
                   [&] { return hardwareFault(found, anySign); });
        if (wsl) { // Windows has both
            chain.notThere(QStringLiteral("module"));
            chain.notThere(QStringLiteral("driver"));
        } else {
            chain.link(QStringLiteral("module"), named({{"version", "module"}, {"flavour", "flavour"}, {"kernel", "kernel"}}),
                       [&] { return moduleFault(found); });
            chain.link(QStringLiteral("driver"), named({{"files", "nodes"}, {"said", "smi.said"}, {"fabric", "fabric"}}),
                       [&] { return driverFault(found); });
        }
        chain.link(QStringLiteral("library"), named({{"version", "library.version"}, {"path", "library"}}),
                   [&] { return libraryFault(found); });
        chain.link(QStringLiteral("cuda"),
                   named({{"version", "cuda.version"}, {"count", "cuda.count"}, {"capability", "cuda.capability"}, {"name", "cuda.name"}}),
                   [&] { return cudaFault(found); });
    } else {
        for (const char *id : {"hardware", "module", "driver", "library", "cuda"})
            chain.notThere(QLatin1String(id));
    }
    for (const QString &framework : frameworks)
        addFramework(chain, found, framework, gpu);
    return chain.taken();
}

} // namespace fl
