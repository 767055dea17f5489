// SPDX-License-Identifier: GPL-3.0-or-later
// What will happen, frozen before anything does. Made by plan/ from Choices; shown whole on the review page.
#pragma once

#include "backends/core/choices.h"
#include "backends/core/money.h"

#include <QJsonObject>
#include <QMap>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace fl {

enum class StepKind {
    Local,  ///< C++, on this computer: create the machine, trust its host key, make the certificate …
    Server, ///< a YAML file of resources/steps, run by the engine on the server
};

struct PlanStep {
    QString id; ///< "create-machine", "base-packages" …: the step file's name, and the key of its texts
    StepKind kind = StepKind::Server;
    QMap<QString, QString> inputs; ///< parameters; never secret (secrets are named in `secrets`)
    QStringList secrets;           ///< names of the secrets that the step gets on stdin
    int expectedSeconds = 1;
    bool operator==(const PlanStep &) const = default;
};

struct PlannedResource {
    QString kind; ///< instance, disk, address (reserved), public-address (while it runs), key-pair, security-group, tunnel
    QString name;
    std::optional<Money> perHour; ///< unset: unknown, which is never 0
    bool operator==(const PlannedResource &) const = default;
};

/// Why something was decided: `code` names a text, `args` fill it.
struct Reason {
    QString code;
    QMap<QString, QString> args;
    bool operator==(const Reason &) const = default;
};

struct Plan {
    int schema = 1;
    QString machineName;
    Choices choices;
    std::vector<PlanStep> steps;
    std::vector<PlannedResource> resources;
    std::optional<Money> perHour;
    int expectedSeconds = 0;
    std::vector<Reason> reasons;
    bool operator==(const Plan &) const = default;
};

QJsonObject toJson(const Plan &plan);
std::optional<Plan> planFromJson(const QJsonObject &object); ///< for what we stored ourselves; files go through plan/

} // namespace fl
