// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/steps/step_errors.h"

namespace fl {
namespace {

NextAction nextAction(Cause cause)
{
    switch (cause) {
    case Cause::SudoPassword: return NextAction::GiveSudoPassword;
    case Cause::SudoNotAllowed:
    case Cause::SudoNeedsTty: return NextAction::AskAdministrator;
    case Cause::NotSupportedHere: return NextAction::ChangeInput;
    case Cause::SystemUnsupported: return NextAction::ChooseOtherSystem;
    case Cause::DiskFull: return NextAction::FreeDiskSpace;
    case Cause::NoInternet:
    case Cause::PackageSourceFailed: return NextAction::CheckServerNetwork;
    case Cause::PackageLockHeld:
    case Cause::ServerBusy: return NextAction::WaitAndResume;
    case Cause::JupyterPortTaken: return NextAction::ChooseOtherPort;
    case Cause::DriverSecureBoot: return NextAction::TurnOffSecureBoot;
    case Cause::VerificationFailed: return NextAction::VerifyAgain;
    case Cause::RebootNotBack: return NextAction::CheckServerIsOn;
    case Cause::StepFailed:
    case Cause::PackageBroken:
    case Cause::GpuNoDriver:
    case Cause::DriverOtherLoaded:
    case Cause::JupyterNotRunning: return NextAction::ShowLog;
    case Cause::SshShellUnusable: return NextAction::AskAdministrator;
    case Cause::Internal: return NextAction::ReportBug;
    default: return NextAction::Resume;
    }
}

} // namespace

Error stepError(Cause cause, QMap<QString, QString> params, QString detail)
{
    return {cause, std::move(params), nextAction(cause), std::move(detail), {}};
}

Cause sudoCause(const QString &complaint)
{
    const auto says = [&](const char *words) { return complaint.contains(QLatin1String(words), Qt::CaseInsensitive); };
    if (says("must have a tty"))
        return Cause::SudoNeedsTty;
    // sudo, sudo-rs and a missing sudo.
    if (says("not in the sudoers") || says("may not run sudo") || says("not allowed to") || says("command not found") || says("I'm sorry")
        || says("setuid root") || says("no new privileges"))
        return Cause::SudoNotAllowed;
    // The shell's words, not sudo's: it was let in, and what it should run lies where root may not read.
    if (says("permission denied") && says("/launch"))
        return Cause::NotSupportedHere;
    return Cause::SudoPassword;
}

} // namespace fl
