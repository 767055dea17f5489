// SPDX-License-Identifier: GPL-3.0-or-later
#include "rated.h"

namespace fl::probe {

namespace {

struct Rates {
    int capability; ///< 10 x major + minor
    int cores;
    int tensor;
    bool halfOnGeForce;
};

// CUDA programming guide, "arithmetic instructions" (cores per multiprocessor); NVIDIA's datasheets (tensor figures, dense).
constexpr Rates table[] = {
    {50, 128, 0, false},     {52, 128, 0, false},     {53, 128, 0, false},    {60, 64, 0, false},      {61, 128, 0, false},
    {62, 128, 0, false},     {70, 64, 1024, false},   {72, 64, 1024, false},  {75, 64, 1024, true},    {80, 64, 2048, false},
    {86, 128, 1024, true},   {87, 128, 2048, false},  {89, 128, 1024, true},  {90, 128, 4096, false},  {100, 128, 8192, false},
    {103, 128, 8192, false}, {110, 128, 8192, false}, {120, 128, 1024, true}, {121, 128, 1024, false},
};

const Rates *find(int major, int minor)
{
    for (const Rates &rates : table)
        if (rates.capability == major * 10 + minor && minor >= 0 && minor < 10)
            return &rates;
    return nullptr;
}

bool sane(int sms, double clockMhz)
{
    return sms > 0 && sms < 4096 && clockMhz > 0 && clockMhz < 20000;
}

} // namespace

int coresPerSm(int major, int minor)
{
    const Rates *rates = find(major, minor);
    return rates ? rates->cores : 0;
}

int tensorFlopsPerClock(int major, int minor, std::string_view name)
{
    const Rates *rates = find(major, minor);
    // The GTX 16 series is 7.5 as well, but has no tensor cores: what it computes with them goes through its FP16 units.
    if (!rates || name.find("GTX 16") != std::string_view::npos)
        return 0;
    return rates->halfOnGeForce && name.find("GeForce") != std::string_view::npos ? rates->tensor / 2 : rates->tensor;
}

double ratedFp32(int sms, double clockMhz, int major, int minor)
{
    return sane(sms, clockMhz) ? sms * clockMhz * coresPerSm(major, minor) * 2e-6 : 0;
}

double ratedTensor(int sms, double clockMhz, int major, int minor, std::string_view name)
{
    return sane(sms, clockMhz) ? sms * clockMhz * tensorFlopsPerClock(major, minor, name) * 1e-6 : 0;
}

double ratedMemory(double clockMhz, int busBits)
{
    return clockMhz > 0 && clockMhz < 100000 && busBits > 0 && busBits <= 65536 ? clockMhz * 2 * busBits / 8 * 1e-3 : 0;
}

double ratedPcie(int generation, int width)
{
    constexpr double perLane[] = {0, 0.25, 0.5, 0.985, 1.969, 3.938, 7.563};
    return generation >= 1 && generation <= 6 && width >= 1 && width <= 32 ? perLane[generation] * width : 0;
}

} // namespace fl::probe
