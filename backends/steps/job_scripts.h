// SPDX-License-Identifier: GPL-3.0-or-later
// Puts the scripts together that go over the wire: prelude and step in front of resources/scripts' frames.
#pragma once

#include "backends/ports/shell.h"
#include "backends/steps/engine.h"

namespace fl {

/// A file of resources/scripts, without comments at the beginning of a line.
QByteArray scriptResource(const char *name);

/// Unguessable, so that no other output can imitate a line of ours.
QByteArray randomMark();

/// 16 hex digits of what decides whether a step's outcome is the same: its scripts, but for their comments, and its parameters. Not what
/// the engine puts in front of them: a better way to install is no reason to install again.
QByteArray stepHash(const BoundStep &step);

struct StepScripts {
    QByteArray mark; ///< begins the lines of the step
    QByteArray bootIdFile;
    qint64 now = 0; ///< ms since the epoch
};

/// All checks in one script. Says "facts" and lines `name value`, then for each step "begin ID" … "end ID STATUS", and "running ID".
ShellScript checkScript(const std::vector<BoundStep> &steps, const StepScripts &frame);

/// One step's verify (or check, where there is none), attached.
ShellScript verifyScript(const BoundStep &step, const StepScripts &frame);

struct JobStart {
    QByteArray follow; ///< the follower's mark
    QByteArray job, attempt, owner, who;
    QByteArray ahead;    ///< aheadScript() of later steps
    Secret sudoPassword; ///< empty: sudo -n
    qint64 offset = 0;
};

/// Starts or finds the job of a step and follows it (start.sh, follow.sh).
ShellScript startScript(const BoundStep &step, const StepScripts &frame, const JobStart &start);

/// Runs the scripts `ahead` of these steps, one after the other; empty where none has one.
QByteArray aheadScript(const std::vector<BoundStep> &steps, const StepScripts &frame);

/// Asks the running job of a step to end, and ends what is fetched ahead.
ShellScript cancelScript(const ServerStep &step);

/// Lets go of the lock.
ShellScript releaseScript();

/// Says "open BOOT" and "going", or "sudo …" lines (reboot.sh).
ShellScript rebootScript(const QByteArray &follow, const QByteArray &bootIdFile, const Secret &sudoPassword);
ShellScript bootIdScript(const QByteArray &follow, const QByteArray &bootIdFile); ///< says "open BOOT"

} // namespace fl
