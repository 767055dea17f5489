// SPDX-License-Identifier: GPL-3.0-or-later
// Codes -> sentences, all through tr(). Re-evaluated at each call, so a change of language shows at once.
#pragma once

#include "backends/core/error.h"
#include "backends/core/event.h"
#include "backends/core/machine.h"
#include "backends/core/plan.h"

#include <QString>

namespace fl::text {

/// The four lines of an error panel.
struct ErrorText {
    QString happened; ///< what happened, one or two plain sentences
    QString exists;   ///< what exists now, and what it costs
    QString next;     ///< what to do
    QString button;   ///< the button's label for it
};

ErrorText error(const Error &error);
QString money(const Money &amount);
QString perHour(const std::optional<Money> &amount);      ///< "$0.53 an hour", "free", "price unknown"
QString duration(double seconds);                         ///< "about 4 min"
QString span(qint64 seconds);                             ///< "1 hour", "30 min": exact
QString forgotten(const Money &perHour);                  ///< what a night and a month cost
QString idleStop(qint64 seconds, bool onlyWarns = false); ///< "Stops itself after 1 hour of nothing to do"; 0: "Never stops itself"
QString size(qint64 bytes);                               ///< "1.2 MB": powers of a thousand, as disks are sold
QString stepTitle(const QString &stepId);
QString stepExplained(const QString &stepId);
QString extraName(const QString &id);     ///< "vscode" is VS Code
QString frameworkName(const QString &id); ///< "pytorch" is PyTorch
QString reason(const Reason &reason);
QString say(const QString &code, const QJsonObject &args); ///< Progress and Notice
QString machineState(MachineState state);
QString providerName(const QString &id);
QString providerSentence(const QString &id);
QString providerReady(const QString &id); ///< "about 5 minutes", for its card; empty: nothing to say
QString providerNeeds(const QString &id); ///< what one must have for it
QString fieldLabel(const QString &key);
QString fieldHelp(const QString &topic);

/// Strangers' text made safe to show: control and bidi characters visible, invalid UTF-8 replaced.
QString visible(const QString &stranger);

} // namespace fl::text
