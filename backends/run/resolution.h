// SPDX-License-Identifier: GPL-3.0-or-later
// What goes with the machine that pre-flight looked at: the resolver's choice and the fastest mirrors as values of the steps' variables.
#pragma once

#include "backends/core/choices.h"
#include "backends/core/machine.h"
#include "backends/plan/resolver.h"

#include <QJsonObject>

namespace fl {

/// A fact of this computer's: "yes" once the user has said to be able to sit at the machine's own screen, where Secure Boot asks.
inline constexpr char atItsScreenFact[] = "at_its_screen";

struct Resolution {
    QMap<QString, QByteArray> values;                ///< "DRIVER_ACTION" …: for whatever step names them
    QMap<QString, QMap<QString, QByteArray>> ofStep; ///< "framework-pytorch" -> "FRAMEWORK_INDEX" …
    std::vector<Reason> reasons;                     ///< as Resolved's
    bool operator==(const Resolution &) const = default;
};

/// Whether resolveMachine asks the table: not before pre-flight has told its facts, and not where the software is the distribution's, whose
/// own versions count.
bool asksTable(const QJsonObject &facts);

/// Those of the facts that resolveMachine reads: while they are the same, so is its answer.
QJsonObject resolverFacts(const QJsonObject &facts);

/// The mirrors always; else nothing where it does not ask the table, which then may be empty.
/// `ours`: the machine was made for this, so its driver may be replaced. Errors: those of resolve().
Result<Resolution> resolveMachine(const Matrix &matrix, const Choices &choices, bool ours, const QJsonObject &facts);

/// Whether the steps network-system and network-user have written something there that stands.
bool hasNetworkSettings(const Machine &machine);

} // namespace fl
