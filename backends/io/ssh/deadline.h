// SPDX-License-Identifier: GPL-3.0-or-later
// How long a piece of work may take, and who may end it before.
#pragma once

#include <algorithm>
#include <chrono>
#include <stop_token>

namespace fl {

struct Deadline {
    using Clock = std::chrono::steady_clock;

    Clock::time_point at;
    std::stop_token stop;

    static Deadline in(std::chrono::milliseconds limit, std::stop_token stop) { return {Clock::now() + limit, std::move(stop)}; }

    bool isOver() const { return Clock::now() >= at; }
    /// The next wait in ms: never so long that a stop is seen late.
    int slice() const
    {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(at - Clock::now()).count();
        return static_cast<int>(std::clamp<long long>(left, 0, 50));
    }
    Deadline within(std::chrono::milliseconds limit) const { return {std::min(at, Clock::now() + limit), stop}; }
};

} // namespace fl
