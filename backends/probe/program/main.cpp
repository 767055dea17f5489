// SPDX-License-Identifier: GPL-3.0-or-later
// firstlight-probe: what a server's GPU is, and what it really does. One JSON document on standard output (docs/probe-schema.md).
// Exit codes: 0 at least one GPU can be used · 2 wrong usage · 3 none can (the document says why) · 5 a GPU computed something wrong.
#include "diagnose.h"
#include "facts.h"
#include "host.h"
#include "kernels.h"
#include "measure.h"
#include "watch.h"

#include <csignal>
#include <cstdio>
#include <cstring>
#include <unistd.h>

using namespace fl::probe;

namespace {

constexpr const char *usage = "firstlight-probe [--quick] [--watch MS [--ignore-input]] [--limit SECONDS] [--version]\n"
                              "  --quick            facts only, nothing is measured\n"
                              "  --watch MS         a JSON line every MS milliseconds (100 to 3600000) until standard input ends\n"
                              "  --ignore-input     with --watch: until nobody reads any more\n"
                              "  --limit SECONDS    gives up after so long (default 60)\n"
                              "for tests:\n"
                              "  --root DIR         looks for /sys, /proc and /dev below DIR\n"
                              "  --libraries DIR    takes libcuda.so.1 and libnvidia-ml.so.1 from DIR alone\n"
                              "  --size N           side of the matrices, a multiple of 128 up to 8192\n";

struct Options {
    bool quick = false, version = false, ignoreInput = false;
    int watch = 0, limit = 60, size = 0;
    Root root;
    std::string libraries;
};

std::optional<Options> parse(int argc, char **argv)
{
    Options options;
    for (int i = 1; i < argc; ++i) {
        const std::string_view name = argv[i];
        if (name == "--quick") {
            options.quick = true;
            continue;
        }
        if (name == "--ignore-input") {
            options.ignoreInput = true;
            continue;
        }
        if (name == "--version") {
            options.version = true;
            continue;
        }
        if (i + 1 == argc)
            return std::nullopt;
        const std::string_view value = argv[++i];
        const auto whole = [&](uint64_t least, uint64_t most, int &to) {
            const auto got = number(value);
            if (!got || *got < least || *got > most || decimal(static_cast<int64_t>(*got)) != value)
                return false;
            to = static_cast<int>(*got);
            return true;
        };
        bool good = true;
        if (name == "--watch")
            good = whole(100, 3600000, options.watch);
        else if (name == "--limit")
            good = whole(1, 3600, options.limit);
        else if (name == "--size")
            good = whole(128, 8192, options.size) && options.size % 128 == 0;
        else if (name == "--root")
            options.root.prefix = value;
        else if (name == "--libraries")
            options.libraries = value;
        else
            good = false;
        if (!good)
            return std::nullopt;
    }
    return options;
}

/// A driver that hangs or crashes takes this process along; the reader gets a document all the same. Only calls that a handler may make.
void onDisaster(int signal)
{
    constexpr char late[] =
        R"({"schema":"firstlight-probe/1","gpus":[],"error":{"cause":"gpu-timeout","params":{},"detail":"the driver did not answer in time"}})"
        "\n";
    constexpr char crashed[] =
        R"({"schema":"firstlight-probe/1","gpus":[],"error":{"cause":"gpu-failed","params":{},"detail":"the driver's library crashed"}})"
        "\n";
    const bool alarm = signal == SIGALRM;
    const ssize_t put = write(STDOUT_FILENO, alarm ? late : crashed, (alarm ? sizeof late : sizeof crashed) - 1);
    _exit(put > 0 ? 3 : 1);
}

void expectDisaster(int seconds)
{
    struct sigaction action { };
    action.sa_handler = onDisaster;
    action.sa_flags = static_cast<int>(SA_RESETHAND);
    sigaction(SIGALRM, &action, nullptr);
#if !defined(FL_NEWEST_GLIBC) // the sanitizer wants to report these itself
    for (const int number : {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT})
        sigaction(number, &action, nullptr);
#endif
    alarm(static_cast<unsigned>(seconds));
}

std::string cudaVersion(int version)
{
    return decimal(version / 1000) + "." + decimal(version % 1000 / 10);
}

struct Driver {
    Cuda cuda;
    Nvml nvml;
    Situation situation;
    bool cudaWorks = false, nvmlWorks = false;
    std::optional<Trouble> trouble;

    Driver(const Options &options, bool withCuda) :
        cuda(withCuda ? options.libraries : "/nonexistent"),
        nvml(options.libraries),
        situation(look(options.root))
    {
        situation.cudaLoaded = cuda.loaded();
        situation.nvmlLoaded = nvml.loaded();
        situation.nvml = nvml.init();
        nvmlWorks = situation.nvml == NvmlSuccess;
        char text[128] = {};
        if (nvml.driverVersion(text, static_cast<unsigned>(sizeof text - 1)) == NvmlSuccess)
            situation.nvmlVersion = clean(text, 40);
        situation.cuda = cuda.init(0u);
        if (situation.cuda == CuSuccess)
            situation.cuda = cuda.deviceCount(&situation.devices);
        if (situation.cuda == CuSuccess && situation.devices <= 0)
            situation.cuda = CuNoDevice;
        cudaWorks = situation.cuda == CuSuccess;
        situation.cudaName = cuda.name(situation.cuda);
    }

    void print(Json &json) const
    {
        int version = 0;
        json.open('{');
        json.maybe("version", situation.nvmlVersion.empty() ? std::nullopt : std::optional(situation.nvmlVersion));
        const bool known = cuda.driverVersion(&version) == CuSuccess || nvml.cudaVersion(&version) == NvmlSuccess;
        json.maybe("cuda", known && version >= 1000 && version < 1000000 ? std::optional(cudaVersion(version)) : std::nullopt);
        json.maybe("module", situation.moduleVersion.empty() ? std::nullopt : std::optional(situation.moduleVersion)).close('}');
    }
};

int watchMain(const Options &options)
{
    // CUDA stays untouched: a context would hold memory of the GPU that is watched.
    Driver driver(options, false);
    std::optional<Trouble> trouble;
    if (!driver.nvmlWorks) {
        driver.situation.cudaLoaded = driver.situation.nvmlLoaded;
        driver.situation.cuda = CuNoDevice;
        driver.situation.cudaName = "nvmlInit failed";
        trouble = diagnose(driver.situation);
    }
    return watch(driver.nvml, driver.nvmlWorks, trouble, options.root, options.watch, !options.ignoreInput);
}

int documentMain(const Options &options)
{
    const double begin = monotonicSeconds();
    expectDisaster(options.limit);
    Driver driver(options, true);
    std::optional<Trouble> trouble = diagnose(driver.situation);
    std::vector<GpuFacts> gpus = allGpus(driver.cuda, driver.nvml, driver.cudaWorks, driver.nvmlWorks);

    bool wrong = false, usable = false;
    std::vector<std::optional<Measured>> measured(gpus.size());
    MatricesCache matrices;
    std::optional<Trouble> firstTrouble;
    for (size_t i = 0; i < gpus.size(); ++i) {
        if (gpus[i].cuda && !options.quick) {
            measured[i] = measure(driver.cuda, driver.nvml, gpus[i], options.size, matrices);
            wrong = wrong || measured[i]->wrong();
            if (measured[i]->trouble && !gpus[i].trouble)
                gpus[i].trouble = measured[i]->trouble;
        }
        usable = usable || (gpus[i].cuda && !gpus[i].trouble);
        if (gpus[i].trouble && !firstTrouble)
            firstTrouble = gpus[i].trouble;
    }
    if (!trouble && !usable)
        trouble = firstTrouble ? firstTrouble : Trouble{"gpu-failed", {}, "no GPU could be opened"};
    if (!trouble && wrong)
        trouble = Trouble{"gpu-wrong-result", {}, "a result of a GPU differs from the CPU's"};

    Json json;
    json.open('{').text("schema", "firstlight-probe/1");
    json.key("probe").open('{').text("version", FL_VERSION).text("kernels", kernelKinds()).close('}');
    json.integer("time", epochMilliseconds());
    const HostFacts host = hostFacts(options.root);
    printHost(json.key("host"), host);
    json.text("container", driver.situation.container).flag("wsl", driver.situation.wsl);
    driver.print(json.key("driver"));
    json.key("gpus").open('[');
    for (size_t i = 0; i < gpus.size(); ++i) {
        json.open('{');
        printFacts(json, static_cast<int>(i), gpus[i]);
        if (measured[i])
            printMeasured(json.key("measured"), *measured[i]);
        if (gpus[i].trouble)
            print(json.key("error"), *gpus[i].trouble);
        json.close('}');
    }
    json.close(']');
    json.key("xid");
    if (driver.situation.xidsReadable)
        print(json, driver.situation.xids);
    else
        json.null();
    if (!usable && !options.quick)
        printHostMeasured(json.key("host_measured"), measureHost(host.threads));
    if (trouble)
        print(json.key("error"), *trouble);
    json.number("seconds", monotonicSeconds() - begin).close('}');
    if (!writeAll(STDOUT_FILENO, json.str() + '\n'))
        return 1;
    return !usable ? 3 : wrong ? 5 : 0;
}

} // namespace

int main(int argc, char **argv)
{
    const auto options = parse(argc, argv);
    if (!options) {
        writeAll(STDERR_FILENO, usage);
        return 2;
    }
    if (options->version)
        return writeAll(STDOUT_FILENO, "firstlight-probe " FL_VERSION "\n") ? 0 : 1;
    return options->watch ? watchMain(*options) : documentMain(*options);
}
