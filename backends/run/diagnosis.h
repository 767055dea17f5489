// SPDX-License-Identifier: GPL-3.0-or-later
// "Why no GPU?": the way from the card to a computing kernel as a chain, of which the first broken link is named. Values.
#pragma once

#include "backends/core/error.h"
#include "backends/core/machine.h"

#include <QMap>
#include <QString>

#include <optional>
#include <vector>

namespace fl {

struct DiagnosisLink {
    enum class State {
        Whole,
        Broken,
        NotReached, ///< a link before it is broken, so nothing can be said
        NotThere    ///< does not apply here: no framework of that name, say
    };

    QString id; ///< hardware, module, driver, library, cuda, wheel, kernel; the last two once a framework: "wheel:pytorch"
    State state = State::NotReached;
    QMap<QString, QString> facts; ///< what was found: "model", "version", "signed" …
    bool operator==(const DiagnosisLink &) const = default;
};

struct Diagnosis {
    Machine machine;
    std::vector<DiagnosisLink> chain; ///< in the order of the way
    std::optional<Error> broken;      ///< why the first broken link is broken; its next action is the repair. Unset: the GPU computes
    bool repairable = false;          ///< Operations::repair can mend it
};

} // namespace fl
