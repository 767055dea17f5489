// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backends/ports/clock.h"

namespace fl {

class SystemClock : public Clock {
public:
    qint64 now() const override;
    bool wait(std::chrono::milliseconds duration, std::stop_token stop) override;
};

} // namespace fl
