// SPDX-License-Identifier: GPL-3.0-or-later
#include "host.h"

#include "matrices.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/statvfs.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <unistd.h>

namespace fl::probe {

namespace {

/// `NAME="value"` or `Name : value`, whichever the file has.
std::string valueOf(std::string_view text, std::string_view name)
{
    for (const std::string_view line : lines(text)) {
        if (line.substr(0, name.size()) != name)
            continue;
        std::string value = trimmed(line.substr(name.size()));
        if (!value.empty() && (value[0] == '=' || value[0] == ':'))
            value = trimmed(std::string_view(value).substr(1));
        if (value.size() >= 2 && value.front() == '"' && value.back() == '"')
            value = value.substr(1, value.size() - 2);
        return clean(value, 120);
    }
    return {};
}

int usableCpus()
{
    cpu_set_t set;
    CPU_ZERO(&set);
    if (sched_getaffinity(0, sizeof set, &set) == 0)
        return std::max(1, CPU_COUNT(&set));
    return static_cast<int>(std::max(1L, sysconf(_SC_NPROCESSORS_ONLN)));
}

std::string homeFolder()
{
    const char *home = getenv("HOME");
    return home && *home ? home : "/";
}

#if defined(__x86_64__) && !defined(FL_NEWEST_GLIBC)
#define FL_FOR_EVERY_CPU __attribute__((target_clones("arch=skylake-avx512", "arch=haswell", "default")))
#else
#define FL_FOR_EVERY_CPU
#endif

/// c += a x b for blocks that stay in the cache; the compiler makes vectors of the innermost loop.
FL_FOR_EVERY_CPU void multiplyBlocks(const float *__restrict a, const float *__restrict b, float *__restrict c, int n)
{
    constexpr int block = 64;
    for (int k0 = 0; k0 < n; k0 += block)
        for (int i = 0; i < n; i += 4) {
            for (int j0 = 0; j0 < n; j0 += block) {
                float sum[4][block];
                for (int r = 0; r < 4; ++r)
                    for (int j = 0; j < block; ++j)
                        sum[r][j] = c[(i + r) * n + j0 + j];
                for (int k = k0; k < k0 + block; ++k) {
                    const float *row = b + k * n + j0;
                    const float a0 = a[i * n + k], a1 = a[(i + 1) * n + k], a2 = a[(i + 2) * n + k], a3 = a[(i + 3) * n + k];
                    for (int j = 0; j < block; ++j) {
                        sum[0][j] += a0 * row[j];
                        sum[1][j] += a1 * row[j];
                        sum[2][j] += a2 * row[j];
                        sum[3][j] += a3 * row[j];
                    }
                }
                for (int r = 0; r < 4; ++r)
                    for (int j = 0; j < block; ++j)
                        c[(i + r) * n + j0 + j] = sum[r][j];
            }
        }
}

/// One process a CPU (threads would need a newer glibc); each multiplies until its time is over and leaves its count where all can see.
void measureProducts(int workers, HostMeasured &out)
{
    constexpr int n = 256;
    constexpr double duration = 0.25;
    struct Result {
        double flops, seconds;
        int wrong;
    };
    const size_t bytes = sizeof(Result) * static_cast<size_t>(workers);
    void *shared = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED)
        return;
    auto *results = static_cast<Result *>(shared);
    const Matrices matrices(n);
    std::vector<float> a(matrices.a(), matrices.a() + n * n), b(matrices.b(), matrices.b() + n * n);
    std::vector<pid_t> children;
    for (int worker = 0; worker < workers; ++worker) {
        const pid_t child = fork();
        if (child < 0)
            break;
        if (child > 0) {
            children.push_back(child);
            continue;
        }
        std::vector<float> c(n * n);
        Result &mine = results[worker];
        const double begin = monotonicSeconds();
        do {
            std::fill(c.begin(), c.end(), 0.0f);
            multiplyBlocks(a.data(), b.data(), c.data(), n);
            mine.flops += 2.0 * n * n * n;
            mine.seconds = monotonicSeconds() - begin;
        } while (mine.seconds < duration);
        mine.wrong = matrices.wrongRows(c.data(), 0, n);
        _exit(0);
    }
    double perSecond = 0;
    bool right = !children.empty();
    for (size_t i = 0; i < children.size(); ++i) {
        int status = 0;
        waitpid(children[i], &status, 0);
        if (results[i].seconds > 0)
            perSecond += results[i].flops / results[i].seconds;
        right = right && results[i].wrong == 0 && results[i].seconds > 0;
    }
    munmap(shared, bytes);
    if (perSecond > 0) {
        out.gflops = perSecond * 1e-9;
        out.threads = static_cast<int>(children.size());
        out.right = right;
    }
}

void measureMemory(HostMeasured &out)
{
    constexpr size_t bytes = 64u << 20;
    std::vector<char> from(bytes, 1), to(bytes, 2);
    double best = 0;
    for (int round = 0; round < 4; ++round) {
        const double begin = monotonicSeconds();
        memcpy(to.data(), from.data(), bytes);
        __asm__ volatile("" ::"r"(to.data()) : "memory");
        const double seconds = monotonicSeconds() - begin;
        if (seconds > 0)
            best = std::max(best, 2.0 * static_cast<double>(bytes) / seconds * 1e-9);
    }
    if (best > 0)
        out.memoryCopy = best;
}

void measureDisk(HostMeasured &out)
{
    constexpr size_t bytes = 32u << 20;
    std::optional<uint64_t> total, available;
    readDisk(total, available);
    if (!available || *available < 8 * bytes)
        return;
    std::string path = homeFolder() + "/.firstlight-probe-XXXXXX";
    const int fd = mkstemp(path.data());
    if (fd < 0)
        return;
    unlink(path.c_str());
    std::vector<char> block(bytes);
    for (size_t i = 0; i < bytes; i += 8) {
        const uint64_t word = (i + 1) * 0x9e3779b97f4a7c15ull; // no disk may take it for zeros
        memcpy(&block[i], &word, sizeof word);
    }
    const double begin = monotonicSeconds();
    const bool written = writeAll(fd, {block.data(), bytes}) && fdatasync(fd) == 0;
    const double seconds = monotonicSeconds() - begin;
    close(fd);
    if (written && seconds > 0)
        out.diskWrite = static_cast<double>(bytes) / seconds * 1e-9;
}

} // namespace

void readMemory(const Root &root, std::optional<uint64_t> &total, std::optional<uint64_t> &available)
{
    const std::string text = readFile(root.at("/proc/meminfo")).value_or("");
    const auto kib = [&](const char *name) -> std::optional<uint64_t> {
        const auto value = number(valueOf(text, name));
        return value && *value < (1ull << 40) ? std::optional(*value * 1024) : std::nullopt;
    };
    total = kib("MemTotal");
    available = kib("MemAvailable");
}

void readDisk(std::optional<uint64_t> &total, std::optional<uint64_t> &free)
{
    struct statvfs disk { };
    if (statvfs(homeFolder().c_str(), &disk) != 0)
        return;
    total = static_cast<uint64_t>(disk.f_blocks) * disk.f_frsize;
    free = static_cast<uint64_t>(disk.f_bavail) * disk.f_frsize;
}

HostFacts hostFacts(const Root &root)
{
    HostFacts host;
    utsname names{};
    if (uname(&names) == 0) {
        host.name = clean(names.nodename);
        host.kernel = clean(names.release);
        host.machine = clean(names.machine);
    }
    host.system = valueOf(readFile(root.at("/etc/os-release")).value_or(""), "PRETTY_NAME");
    host.cpu = valueOf(readFile(root.at("/proc/cpuinfo")).value_or(""), "model name");
    host.threads = usableCpus();
    readMemory(root, host.memoryTotal, host.memoryAvailable);
    readDisk(host.diskTotal, host.diskFree);
    return host;
}

void printHost(Json &json, const HostFacts &host)
{
    json.open('{').text("name", host.name).text("system", host.system).text("kernel", host.kernel).text("machine", host.machine);
    json.text("cpu", host.cpu).integer("threads", host.threads);
    json.key("memory").open('{').maybe("total", host.memoryTotal).maybe("available", host.memoryAvailable).close('}');
    json.key("disk").open('{').maybe("total", host.diskTotal).maybe("free", host.diskFree).close('}').close('}');
}

std::optional<double> CpuLoad::next()
{
    const std::string text = readFile(m_root.at("/proc/stat"), 4096).value_or("");
    if (text.rfind("cpu ", 0) != 0)
        return std::nullopt;
    // user nice system idle iowait irq softirq steal
    uint64_t all = 0, idle = 0;
    std::string_view rest = lines(text)[0].substr(4);
    for (int field = 0; field < 8; ++field) {
        while (!rest.empty() && rest.front() == ' ')
            rest.remove_prefix(1);
        const uint64_t value = number(rest).value_or(0);
        all += value;
        idle += field == 3 || field == 4 ? value : 0;
        rest.remove_prefix(std::min(rest.find(' '), rest.size()));
    }
    const uint64_t busy = all - idle;
    std::optional<double> share;
    if (m_all && all > m_all && busy >= m_busy)
        share = std::min(1.0, static_cast<double>(busy - m_busy) / static_cast<double>(all - m_all));
    m_busy = busy;
    m_all = all;
    return share;
}

HostMeasured measureHost(int threads)
{
    HostMeasured out;
    measureProducts(std::clamp(threads, 1, 256), out);
    measureMemory(out);
    measureDisk(out);
    return out;
}

void printHostMeasured(Json &json, const HostMeasured &measured)
{
    json.open('{');
    json.key("fp32").open('{').maybe("value", measured.gflops).text("unit", "GFLOP/s").integer("threads", measured.threads);
    json.maybe("check", measured.gflops ? std::optional<std::string>(measured.right ? "right" : "wrong") : std::nullopt);
    json.text("by", "the probe's own plain matrix product; a tuned BLAS is faster").close('}');
    json.key("memory_copy").open('{').maybe("value", measured.memoryCopy).text("unit", "GB/s").close('}');
    json.key("disk_write").open('{').maybe("value", measured.diskWrite).text("unit", "GB/s").close('}').close('}');
}

} // namespace fl::probe
