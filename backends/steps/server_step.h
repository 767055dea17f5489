// SPDX-License-Identifier: GPL-3.0-or-later
// A server step is data: resources/steps/<id>.yaml, whose check, apply and verify are POSIX sh.
#pragma once

#include "backends/core/result.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <vector>

namespace fl {

struct ServerStep {
    QString id;
    QStringList needs;   ///< ids of steps that come before, when they are in the plan
    QStringList params;  ///< shell variables it reads (upper case), given in PlanStep::inputs
    QStringList secrets; ///< shell variables given from secrets
    QStringList files;   ///< resources that apply first puts into the state folder: "verify/client.py"
    bool asRoot = false; ///< apply runs as root
    int expectedSeconds = 10;
    int limitSeconds = 3600;
    /// Exit 0: already there; 1: to do; anything else, or fl_fail: cannot be done. Never as root, changes nothing, quick.
    QByteArray check;
    QByteArray apply;
    QByteArray verify; ///< empty: check again
    /// Fetches what apply will need while earlier steps work; as the user, in no hurry, and may only fill caches. Its failing is nothing.
    QByteArray ahead;
    QStringList aheadNeeds; ///< ids of steps that are behind us when it runs
};

/// Parses one step file. Errors are Internal with params file, line, key, problem. Limits: 1 MiB, depth 64, no aliases.
Result<ServerStep> parseServerStep(const QByteArray &yaml, const QString &file);

/// In an order in which needs come first; what is free goes by id. Errors: a need that is no step, a circle.
Result<std::vector<ServerStep>> sortedSteps(std::vector<ServerStep> steps);

/// The steps that ship with the program, from the resources, sorted so that needs come first.
Result<std::vector<ServerStep>> builtinServerSteps();

} // namespace fl
