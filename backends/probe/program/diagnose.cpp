// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnose.h"

#include <algorithm>
#include <cstdlib>
#include <unistd.h>

namespace fl::probe {

namespace {

std::string containerName(const Root &root)
{
    if (exists(root.at("/.dockerenv")))
        return "docker";
    if (exists(root.at("/run/.containerenv")))
        return "podman";
    if (const auto environment = readFile(root.at("/proc/1/environ"))) {
        const std::string text = '\0' + *environment;
        const size_t at = text.find(std::string("\0container=", 11));
        if (at != std::string::npos)
            return clean(text.c_str() + at + 11, 40);
    }
    if (const auto systemd = readFile(root.at("/run/systemd/container")))
        return clean(trimmed(*systemd), 40);
    if (const auto groups = readFile(root.at("/proc/1/cgroup")))
        for (const char *name : {"kubepods", "docker", "lxc"})
            if (groups->find(name) != std::string::npos)
                return std::string(name) == "kubepods" ? "kubernetes" : name;
    return {};
}

int nvidiaControllers(const Root &root)
{
    int count = 0;
    const std::string devices = root.at("/sys/bus/pci/devices/");
    for (const std::string &name : folder(devices)) {
        const auto vendor = readFile(devices + name + "/vendor", 64);
        const auto kind = readFile(devices + name + "/class", 64);
        count += vendor && kind && trimmed(*vendor) == "0x10de" && trimmed(*kind).rfind("0x03", 0) == 0;
    }
    return count;
}

/// "NVRM version: NVIDIA UNIX x86_64 Kernel Module  580.95.05  Tue …" -> "580.95.05"
std::string moduleVersion(const Root &root)
{
    const auto text = readFile(root.at("/proc/driver/nvidia/version"));
    if (!text)
        return {};
    const auto all = lines(*text);
    std::string_view line = all.empty() ? std::string_view() : all[0];
    while (!line.empty()) {
        const size_t end = std::min(line.find(' '), line.size());
        const std::string_view word = line.substr(0, end);
        if (word.find('.') != std::string_view::npos && number(word))
            return clean(word, 32);
        line.remove_prefix(std::min(end + 1, line.size()));
    }
    return "unknown";
}

} // namespace

std::vector<Xid> xidsIn(std::string_view kernelMessages)
{
    std::vector<Xid> xids;
    for (const std::string_view line : lines(kernelMessages)) {
        const size_t at = line.find("NVRM: Xid (PCI:");
        if (at == std::string_view::npos)
            continue;
        const std::string_view rest = line.substr(at + 15);
        const size_t end = rest.find("): ");
        if (end == std::string_view::npos)
            continue;
        const auto code = number(rest.substr(end + 3));
        if (!code || *code > 100000)
            continue;
        xids.push_back({clean(rest.substr(0, end), 20), static_cast<int>(*code), clean(line.substr(at), 300)});
        if (xids.size() > 20)
            xids.erase(xids.begin());
    }
    return xids;
}

Situation look(const Root &root)
{
    Situation s;
    if (const auto version = readFile(root.at("/proc/version")))
        s.wsl = version->find("icrosoft") != std::string::npos;
    s.wslDevice = exists(root.at("/dev/dxg"));
    s.container = containerName(root);
    s.pciGpus = nvidiaControllers(root);
    s.moduleVersion = moduleVersion(root);

    std::string node;
    for (const std::string &name : folder(root.at("/dev")))
        if (name.rfind("nvidia", 0) == 0 && number(std::string_view(name).substr(6)) && node.empty())
            node = root.at("/dev/" + name);
    const std::string control = root.at("/dev/nvidiactl");
    s.nodes = !node.empty() && exists(control);
    s.nodesUsable = s.nodes && access(node.c_str(), R_OK | W_OK) == 0 && access(control.c_str(), R_OK | W_OK) == 0;

    if (const char *visible = getenv("CUDA_VISIBLE_DEVICES"))
        s.visible = clean(std::string_view(visible), 200);
    if (const auto messages = readFile(root.at("/dev/kmsg"), 1 << 22)) {
        s.xidsReadable = true;
        s.xids = xidsIn(*messages);
    }
    return s;
}

std::optional<Trouble> diagnose(const Situation &s)
{
    if (s.cuda == CuSuccess && s.devices > 0)
        return std::nullopt;
    std::string detail = s.cudaLoaded ? "cuInit: " + s.cudaName + " (" + decimal(s.cuda) + ")" : "libcuda.so.1 is not there";
    if (s.nvmlLoaded && s.nvml != NvmlSuccess)
        detail += "; nvmlInit: " + decimal(s.nvml);
    const auto named = [&](const char *cause, std::vector<std::pair<std::string, std::string>> params = {}) {
        return Trouble{cause, std::move(params), detail};
    };

    // What the driver itself says plainly comes first.
    if (s.cuda == CuDriverMismatch || s.nvml == NvmlVersionMismatch)
        return named("gpu-driver-mismatch", {{"module", s.moduleVersion}, {"library", s.nvmlVersion}});
    if (s.cuda == CuSystemNotReady)
        return named("gpu-fabric-manager");
    if (s.cuda == CuOutOfMemory)
        return named("gpu-memory-full");
    if (s.cuda == CuDeviceUnavailable)
        return named("gpu-busy");
    if (s.nvml == NvmlGpuLost)
        return named("gpu-lost");
    if (s.visible && s.cuda == CuNoDevice && s.nodesUsable)
        return named("gpu-hidden", {{"visible", *s.visible}});

    if (s.wsl && (!s.cudaLoaded || s.cuda != CuSuccess))
        return named("gpu-wsl", {{"device", s.wslDevice ? "yes" : "no"}, {"library", s.cudaLoaded ? "yes" : "no"}});
    // A container sees the host's bus and module, but only the nodes and libraries that were handed in.
    const bool hostHasGpu = s.pciGpus > 0 || !s.moduleVersion.empty();
    if (!s.container.empty() && hostHasGpu && (!s.cudaLoaded || !s.nodes))
        return named("gpu-container", {{"container", s.container}, {"module", s.moduleVersion}});
    if (!hostHasGpu && !s.nodes)
        return named("gpu-none");
    if (!s.cudaLoaded || s.cuda == CuStubLibrary || s.moduleVersion.empty() || s.nvml == NvmlDriverNotLoaded)
        return named("gpu-no-driver",
                     {{"library", s.cudaLoaded && s.cuda != CuStubLibrary ? "yes" : "no"},
                      {"module", s.moduleVersion.empty() ? "no" : s.moduleVersion}});
    if (!s.nodes)
        return named("gpu-no-device-node");
    if (!s.nodesUsable || s.nvml == NvmlNoPermission)
        return named("gpu-no-permission");
    if (!s.xids.empty())
        return named("gpu-xid", {{"xid", decimal(s.xids.back().number)}, {"pci", s.xids.back().pci}});
    return named("gpu-failed", {{"code", decimal(s.cuda)}, {"name", s.cudaName}});
}

Trouble troubleOf(const Cuda &cuda, CuResult code, const char *call)
{
    const char *cause = "gpu-failed";
    if (code == CuOutOfMemory)
        cause = "gpu-memory-full";
    else if (code == CuDeviceUnavailable)
        cause = "gpu-busy";
    else if (code == CuSystemNotReady)
        cause = "gpu-fabric-manager";
    else if (code == CuDriverMismatch)
        cause = "gpu-driver-mismatch";
    return {cause,
            {{"code", decimal(code)}, {"name", cuda.name(code)}},
            std::string(call) + ": " + cuda.name(code) + " (" + decimal(code) + ")"};
}

std::optional<Trouble> troubleOf(NvmlResult code)
{
    if (code == NvmlGpuLost)
        return Trouble{"gpu-lost", {}, "NVML: GPU is lost"};
    if (code == NvmlNoPermission)
        return Trouble{"gpu-no-permission", {}, "NVML: no permission"};
    if (code == NvmlUnknown)
        return Trouble{"gpu-failed", {{"code", "999"}, {"name", "NVML_ERROR_UNKNOWN"}}, "NVML: unknown error"};
    return std::nullopt;
}

void print(Json &json, const Trouble &trouble)
{
    json.open('{').text("cause", trouble.cause).key("params").open('{');
    for (const auto &[name, value] : trouble.params)
        json.text(name.c_str(), value);
    json.close('}').text("detail", trouble.detail).close('}');
}

void print(Json &json, const std::vector<Xid> &xids)
{
    json.open('[');
    for (const Xid &xid : xids)
        json.open('{').text("pci", xid.pci).integer("number", xid.number).text("text", xid.text).close('}');
    json.close(']');
}

} // namespace fl::probe
