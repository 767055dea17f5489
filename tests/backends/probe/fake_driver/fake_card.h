// SPDX-License-Identifier: GPL-3.0-or-later
// What both halves of the test double (libcuda.so.1 and libnvidia-ml.so.1) share. It is built for tests alone and says "test double" in the
// names it gives. The environment writes its script:
//   FAKE_GPUS=N            how many cards (default 1)
//   FAKE_CARD=NAME         h100 (default), t4, p4000, m60, rtx4090, k80
//   FAKE_FAIL=f=code,…     the function of that symbol answers that code
//   FAKE_WRONG=word,…      copy, fp32, tensor: one result comes out wrong
//   FAKE_MIG=1             the cards are cut into parts
//   FAKE_NO_SASS=1         only PTX is taken, as on a card newer than the program
//   FAKE_FREE_MB=N         what cuMemGetInfo calls free (default 128)
//   FAKE_HANG=f FAKE_CRASH=f   the function of that symbol never answers, or crashes
//   FAKE_FUZZ=SEED         everything it says is noise
#pragma once

#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <unistd.h>

namespace fake {

struct Card {
    const char *key, *name;
    int major, minor, sms, clockKhz, memoryKhz, busBits, l2;
    unsigned long long memory;
    int pcieGeneration, pcieWidth;
    unsigned wattsLimit;
    int nvlinks;
    unsigned pciDevice;
};

constexpr Card cards[] = {
    {"h100", "NVIDIA H100 80GB HBM3 (test double)", 9, 0, 132, 1980000, 2619000, 5120, 52428800, 85520809984ull, 5, 16, 700, 18, 0x2330},
    {"t4", "Tesla T4 (test double)", 7, 5, 40, 1590000, 5001000, 256, 4194304, 15642329088ull, 3, 16, 70, 0, 0x1eb8},
    {"p4000", "Quadro P4000 (test double)", 6, 1, 14, 1480000, 3802000, 256, 2097152, 8514764800ull, 3, 16, 105, 0, 0x1bb1},
    {"m60", "Tesla M60 (test double)", 5, 2, 16, 1177500, 2505000, 256, 2097152, 7987396608ull, 3, 16, 150, 0, 0x13f2},
    {"rtx4090", "NVIDIA GeForce RTX 4090 (test double)", 8, 9, 128, 2520000, 10501000, 384, 75497472, 25282281472ull, 4, 16, 450, 0,
     0x2684},
    {"k80", "Tesla K80 (test double)", 3, 7, 13, 823500, 2505000, 384, 1572864, 11997020160ull, 3, 16, 149, 0, 0x102d},
};

inline const char *setting(const char *name)
{
    const char *value = getenv(name);
    return value ? value : "";
}
inline long number(const char *name, long otherwise)
{
    const char *value = setting(name);
    return *value ? atol(value) : otherwise;
}
inline const Card &card()
{
    for (const Card &each : cards)
        if (!strcmp(each.key, setting("FAKE_CARD")))
            return each;
    return cards[0];
}
inline bool has(const char *name, const char *word)
{
    const std::string list = std::string(",") + setting(name) + ",";
    return list.find(std::string(",") + word + ",") != std::string::npos;
}

inline uint64_t &fuzzState()
{
    static uint64_t state = *setting("FAKE_FUZZ") ? strtoull(setting("FAKE_FUZZ"), nullptr, 10) * 2 + 1 : 0;
    return state;
}
inline bool fuzzing()
{
    return fuzzState() != 0;
}
inline uint64_t noise()
{
    uint64_t z = fuzzState() += 0x9e3779b97f4a7c16ull;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
    return z ^ (z >> 31);
}
/// Zeros, ones, small and huge ones: what answers look like when something is broken.
inline uint64_t noisyNumber()
{
    switch (noise() % 6) {
    case 0: return 0;
    case 1: return ~0ull;
    case 2: return noise() % 130;
    case 3: return noise() % 3;
    case 4: return noise() & 0x7fffffff;
    default: return noise();
    }
}
inline void noisyText(char *text, unsigned long size)
{
    const unsigned long end = noise() % 3 ? noise() % size : size; // a text may well not end
    for (unsigned long i = 0; i < end; ++i)
        text[i] = static_cast<char>(noise());
    if (end < size)
        text[end] = 0;
}

/// True where the script gives the function of that symbol another answer than its own.
inline bool scripted(const char *symbol, int &code, int commonFailure)
{
    if (!strcmp(setting("FAKE_HANG"), symbol))
        for (;;)
            pause();
    if (!strcmp(setting("FAKE_CRASH"), symbol))
        raise(SIGSEGV);
    const std::string list = std::string(",") + setting("FAKE_FAIL");
    const size_t at = list.find(std::string(",") + symbol + "=");
    if (at != std::string::npos) {
        code = atoi(list.c_str() + list.find('=', at) + 1);
        return true;
    }
    if (fuzzing() && noise() % 12 == 0) {
        code = noise() % 2 ? commonFailure : static_cast<int>(noise() % 1000);
        return code != 0;
    }
    return false;
}

inline int gpuCount()
{
    return static_cast<int>(number("FAKE_GPUS", 1));
}
inline bool mig()
{
    return *setting("FAKE_MIG");
}
inline void pciText(int index, char *text, size_t size, bool wide)
{
    snprintf(text, size, wide ? "%08x:%02x:00.0" : "%04x:%02x:00.0", 0, 0x10 + index);
}
inline void copyText(char *to, size_t size, const char *text)
{
    snprintf(to, size, "%s", text);
}

} // namespace fake

#define FAKE_EXPORT extern "C" __attribute__((visibility("default")))
