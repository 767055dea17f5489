// SPDX-License-Identifier: GPL-3.0-or-later
#include "watch.h"

#include "host.h"

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <csignal>
#include <poll.h>
#include <unistd.h>

namespace fl::probe {

namespace {

volatile sig_atomic_t ended = 0;

void onSignal(int)
{
    ended = 1;
}

struct Watched {
    std::optional<NvmlDevice> device;
    std::string name, uuid;
    std::optional<uint64_t> memoryTotal;
};

std::vector<Watched> watched(const Nvml &nvml)
{
    std::vector<Watched> all;
    for (const GpuFacts &gpu : allGpus(Cuda("/nonexistent"), nvml, false, true))
        all.push_back({gpu.nvml, gpu.name, gpu.uuid, gpu.live.memoryTotal});
    return all;
}

void printLive(Json &json, const Watched &gpu, const GpuLive &now)
{
    json.open('{').text("uuid", gpu.uuid).maybe("gpu", now.busy).maybe("memory", now.memoryBusy);
    json.maybe("memory_used", now.memoryUsed).maybe("memory_free", now.memoryFree).maybe("memory_total", now.memoryTotal);
    json.maybe("power", now.watts).maybe("temperature", now.celsius).maybe("sm_clock", now.smMhz).maybe("memory_clock", now.memoryMhz);
    printNames(json.key("throttle"), now.throttle);
    printProcesses(json.key("processes"), now.processes);
    if (now.trouble)
        print(json.key("error"), *now.trouble);
    json.close('}');
}

std::string tick(const Nvml &nvml, const std::vector<Watched> &gpus, CpuLoad &load, const Root &root)
{
    Json json;
    json.open('{').integer("t", epochMilliseconds()).key("gpus").open('[');
    for (const Watched &gpu : gpus)
        printLive(json, gpu, gpu.device ? live(nvml, *gpu.device) : GpuLive{});
    std::optional<uint64_t> total, available, diskTotal, diskFree;
    readMemory(root, total, available);
    readDisk(diskTotal, diskFree);
    json.close(']').key("host").open('{').maybe("cpu", load.next());
    json.key("memory").open('{').maybe("total", total).maybe("available", available).close('}');
    json.key("disk").open('{').maybe("total", diskTotal).maybe("free", diskFree).close('}').close('}').close('}');
    return json.str() + '\n';
}

/// False once it is time to end.
bool waitUntil(double deadline, bool input)
{
    for (;;) {
        const double left = deadline - monotonicSeconds();
        if (ended)
            return false;
        if (left <= 0)
            return true;
        pollfd ends[] = {{input ? STDIN_FILENO : -1, POLLIN, 0}, {STDOUT_FILENO, 0, 0}};
        const int ready = poll(ends, 2, static_cast<int>(std::ceil(left * 1000)));
        if (ready < 0 && errno != EINTR)
            return false;
        if (ready <= 0)
            continue;
        if (ends[1].revents) // nobody reads any more
            return false;
        char nothing[256];
        const ssize_t got = read(STDIN_FILENO, nothing, sizeof nothing); // what comes in is of no interest, only that it ends
        if (got == 0 || (got < 0 && errno != EINTR && errno != EAGAIN))
            return false;
    }
}

} // namespace

int watch(const Nvml &nvml, bool nvmlWorks, const std::optional<Trouble> &trouble, const Root &root, int milliseconds, bool input)
{
    struct sigaction action { };
    action.sa_handler = onSignal;
    for (const int number : {SIGTERM, SIGINT, SIGHUP})
        sigaction(number, &action, nullptr);
    signal(SIGPIPE, SIG_IGN);

    const std::vector<Watched> gpus = nvmlWorks ? watched(nvml) : std::vector<Watched>();
    Json head;
    head.open('{').text("schema", "firstlight-probe-watch/1").integer("interval", milliseconds).key("gpus").open('[');
    for (const Watched &gpu : gpus)
        head.open('{').text("uuid", gpu.uuid).text("name", gpu.name).maybe("memory_total", gpu.memoryTotal).close('}');
    head.close(']');
    if (trouble)
        print(head.key("error"), *trouble);
    head.close('}');
    if (!writeAll(STDOUT_FILENO, head.str() + '\n'))
        return 0;

    CpuLoad load(root);
    load.next();
    double deadline = monotonicSeconds();
    do {
        if (!writeAll(STDOUT_FILENO, tick(nvml, gpus, load, root)))
            break;
        deadline += milliseconds / 1000.0;
        deadline = std::max(deadline, monotonicSeconds()); // after a sleep of the machine: no burst of missed ticks
    } while (waitUntil(deadline, input));
    return 0;
}

} // namespace fl::probe
