// SPDX-License-Identifier: GPL-3.0-or-later
// A thing the user can see on the dashboard.
#pragma once

#include "backends/core/money.h"

#include <QJsonObject>
#include <QString>

#include <optional>

namespace fl {

enum class MachineState {
    Creating,  ///< a create is intended or in flight
    SettingUp, ///< exists; set-up unfinished
    Ready,     ///< set up and proven
    Stopped,
    Deleting, ///< asked to go, not confirmed gone
    Gone,     ///< confirmed gone twice
    Missing,  ///< the provider does not know it any more; not deleted by us
    Unreachable,
    Failed,
};

QString slug(MachineState state);
std::optional<MachineState> machineStateFromSlug(const QString &slug);

struct Machine {
    QString id;     ///< ours, unique for ever: "m-" and 12 hex digits
    QString name;   ///< the user's, unique per profile
    QString where;  ///< provider id
    QString handle; ///< the provider's own id for it, once known
    MachineState state = MachineState::Creating;
    std::optional<Money> perHour; ///< unset: unknown
    qint64 created = 0;           ///< ms since the epoch
    QJsonObject plan;             ///< the plan it was made by (no secret in it)
    QJsonObject facts;            ///< what set-up learnt: jupyter.port, base_url, certificate fingerprint, gpu, verified …
    bool operator==(const Machine &) const = default;
};

} // namespace fl
