// SPDX-License-Identifier: GPL-3.0-or-later
// "Why no GPU?": the way from the card to a computing kernel as a chain, of which the first broken link is named. Values.
//
// On a machine without an NVIDIA GPU the links down to "cuda" do not apply, and a framework's are judged for the processor: its kernel
// link is whole when it computes there. A GPU that set-up had seen and that is there no more is a broken first link.
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
        NotThere    ///< does not apply here: a module of the kernel within Windows, say
    };

    QString id; ///< hardware, module, driver, library, cuda, wheel, kernel; the last two once a framework: "wheel:pytorch"
    State state = State::NotReached;
    QMap<QString, QString> facts; ///< what was found: "model", "version", "device" …; a stranger's words
    bool operator==(const DiagnosisLink &) const = default;
};

QString slug(DiagnosisLink::State state); ///< "whole", "broken", "not-reached", "not-there"

struct Diagnosis {
    Machine machine;
    std::vector<DiagnosisLink> chain; ///< in the order of the way; at most one is broken, and none is reached behind it
    std::optional<Error> broken;      ///< why it is broken; its next action is the repair. Unset: all compute as they can here
    bool repairable = false;          ///< Operations::repair can mend it

    /// No NVIDIA GPU is in the machine, and none was: the frameworks are judged for the processor.
    bool isWithoutGpu() const { return !chain.empty() && chain.front().state == DiagnosisLink::State::NotThere; }
    const DiagnosisLink *brokenLink() const; ///< null: none
};

} // namespace fl
