// SPDX-License-Identifier: GPL-3.0-or-later
// delay_proxy TARGET_PORT MILLISECONDS: a proxy with that round trip in front of 127.0.0.1:TARGET_PORT. Prints its own port and
// stays until its stdin ends.
#include "tests/bench/delay_proxy.h"

#include <unistd.h>

#include <cstdio>
#include <cstdlib>

int main(int argc, char **argv)
{
    if (argc != 3) {
        std::fprintf(stderr, "usage: delay_proxy TARGET_PORT ROUND_TRIP_MS\n");
        return 2;
    }
    const fl::bench::DelayProxy proxy(static_cast<std::uint16_t>(std::atoi(argv[1])), std::chrono::microseconds(std::atoi(argv[2]) * 500));
    if (proxy.port() == 0)
        return 1;
    std::printf("%d\n", proxy.port());
    std::fflush(stdout);
    char byte = 0;
    while (::read(STDIN_FILENO, &byte, 1) > 0) { }
    return 0;
}
