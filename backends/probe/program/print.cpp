// SPDX-License-Identifier: GPL-3.0-or-later
// The GPU's part of the document; docs/probe-schema.md says what each member means.
#include "facts.h"
#include "measure.h"

namespace fl::probe {

void printProcesses(Json &json, const std::optional<std::vector<GpuProcess>> &processes)
{
    if (!processes) {
        json.null();
        return;
    }
    json.open('[');
    for (const GpuProcess &process : *processes)
        json.open('{')
            .integer("pid", process.pid)
            .text("name", process.name)
            .text("kind", process.graphics ? "graphics" : "compute")
            .maybe("memory", process.memory)
            .close('}');
    json.close(']');
}

void printNames(Json &json, const std::optional<std::vector<std::string>> &names)
{
    if (!names) {
        json.null();
        return;
    }
    json.open('[');
    for (const std::string &name : *names)
        json.text(name);
    json.close(']');
}

void printFacts(Json &json, int index, const GpuFacts &gpu)
{
    json.integer("index", index).text("name", gpu.name).text("uuid", gpu.uuid);
    json.key("pci").open('{').text("bus", gpu.pci);
    json.maybe("device", gpu.pciDevice ? std::optional(hex(*gpu.pciDevice, 4)) : std::nullopt);
    json.key("generation").open('{').maybe("now", gpu.pcieGeneration).maybe("max", gpu.pcieGenerationMax).close('}');
    json.key("width").open('{').maybe("now", gpu.pcieWidth).maybe("max", gpu.pcieWidthMax).close('}').close('}');
    json.maybe("capability", gpu.major && gpu.minor ? std::optional(decimal(*gpu.major) + "." + decimal(*gpu.minor)) : std::nullopt);
    json.maybe("multiprocessors", gpu.sms).flag("cuda", gpu.cuda.has_value()).flag("integrated", gpu.integrated);
    json.key("clocks").open('{');
    json.key("sm").open('{').maybe("now", gpu.live.smMhz).maybe("max", gpu.smMhzMax).close('}');
    json.key("memory").open('{').maybe("now", gpu.live.memoryMhz).maybe("max", gpu.memoryMhzMax).close('}').close('}');
    json.key("memory").open('{').maybe("total", gpu.live.memoryTotal).maybe("free", gpu.live.memoryFree).maybe("used", gpu.live.memoryUsed);
    json.maybe("bus_bits", gpu.busBits).close('}');
    json.key("ecc")
        .open('{')
        .maybe("enabled", gpu.ecc)
        .maybe("corrected", gpu.eccCorrected)
        .maybe("uncorrected", gpu.eccUncorrected)
        .close('}');
    json.key("mig").open('{').maybe("enabled", gpu.mig).key("devices").open('[');
    for (const MigDevice &part : gpu.migDevices)
        json.open('{').text("uuid", part.uuid).text("name", part.name).maybe("memory", part.memory).close('}');
    json.close(']').close('}');
    json.key("power").open('{').maybe("draw", gpu.live.watts).maybe("limit", gpu.wattsLimit).maybe("default", gpu.wattsDefault);
    json.maybe("min", gpu.wattsMin).maybe("max", gpu.wattsMax).close('}');
    json.key("nvlink")
        .open('{')
        .maybe("links", gpu.nvlinks)
        .maybe("active", gpu.nvlinksActive)
        .maybe("version", gpu.nvlinkVersion)
        .close('}');
    json.key("temperature")
        .open('{')
        .maybe("now", gpu.live.celsius)
        .maybe("slowdown", gpu.slowdownCelsius)
        .maybe("shutdown", gpu.shutdownCelsius)
        .close('}');
    json.key("utilisation").open('{').maybe("gpu", gpu.live.busy).maybe("memory", gpu.live.memoryBusy).close('}');
    printNames(json.key("throttle"), gpu.live.throttle);
    printProcesses(json.key("processes"), gpu.live.processes);
    json.maybe("persistence", gpu.persistence).maybe("compute_mode", gpu.computeMode);
}

namespace {

void print(Json &json, const char *name, const char *unit, const Figure &figure)
{
    json.key(name).open('{').maybe("value", figure.value).text("unit", unit);
    const bool rated = figure.rated > 0;
    json.maybe("rated", rated ? std::optional(figure.rated) : std::nullopt);
    json.maybe("rated_from", rated ? std::optional(figure.ratedFrom) : std::nullopt);
    json.maybe("share", rated && figure.value ? std::optional(*figure.value / figure.rated) : std::nullopt);
    json.maybe("check",
               figure.check == Figure::Check::None ? std::nullopt
                                                   : std::optional<std::string>(figure.check == Figure::Check::Right ? "right" : "wrong"));
    if (!figure.wrong.empty())
        json.text("wrong", figure.wrong);
    if (figure.size) {
        json.integer("size", figure.size).text("kernel", figure.kernel).text("kind", figure.kind).maybe("sm_clock", figure.smMhz);
        printNames(json.key("throttle"), figure.throttle);
    }
    if (!figure.skipped.empty())
        json.text("skipped", figure.skipped);
    if (figure.trouble)
        print(json.key("error"), *figure.trouble);
    json.close('}');
}

} // namespace

void printMeasured(Json &json, const Measured &measured)
{
    if (measured.trouble) {
        print(json.open('{').key("error"), *measured.trouble);
        json.close('}');
        return;
    }
    json.open('{');
    print(json, "host_to_device", "GB/s", measured.toDevice);
    print(json, "device_to_host", "GB/s", measured.toHost);
    print(json, "device_copy", "GB/s", measured.inDevice);
    print(json, "fp32", "TFLOP/s", measured.fp32);
    print(json, "tensor", "TFLOP/s", measured.tensor);
    json.close('}');
}

} // namespace fl::probe
