// SPDX-License-Identifier: GPL-3.0-or-later
#include "wizard/widgets/error_way.h"

#include <QtGlobal>

namespace fl {

ErrorWay wayOf(NextAction action)
{
    switch (action) {
    case NextAction::Retry:
    case NextAction::Resume:
    case NextAction::CheckServerIsOn:
    case NextAction::CompareHostKey:
    case NextAction::GivePassphrase:
    case NextAction::GiveSudoPassword:
    case NextAction::FreeDiskSpace:
    case NextAction::WaitAndResume:
    case NextAction::InstallTool:
    case NextAction::CloseOtherProgram:
    case NextAction::TurnOffSecureBoot:
    case NextAction::BootOtherKernel:
    case NextAction::UpdateWindowsDriver:
    case NextAction::SetClock:
    case NextAction::FinishAccount:
    case NextAction::CheckThisNetwork:
    case NextAction::MendFile: return ErrorWay::Again;
    case NextAction::ChangeInput:
    case NextAction::CheckAddress:
    case NextAction::CheckCredentials:
    case NextAction::FixKeyPermissions:
    case NextAction::ChooseOtherSystem:
    case NextAction::SignInAgain:
    case NextAction::AllowPermission: return ErrorWay::Account;
    case NextAction::ChooseOtherPort: return ErrorWay::Access;
    case NextAction::ChooseGpus:
    case NextAction::RequestQuota:
    case NextAction::ChooseOtherPlace: return ErrorWay::Hardware;
    case NextAction::CheckServerNetwork: return ErrorWay::Network;
    case NextAction::DoNotConnect: return ErrorWay::Leave;
    case NextAction::ShowLog: return ErrorWay::Log;
    case NextAction::VerifyAgain: return ErrorWay::Verify;
    case NextAction::Reboot: return ErrorWay::Restart;
    case NextAction::Repair: return ErrorWay::Repair;
    case NextAction::UpdateProgram:
    case NextAction::ReadHelp: return ErrorWay::Details;
    case NextAction::AskAdministrator:
    case NextAction::ReportBug: return ErrorWay::Copy;
    }
    Q_UNREACHABLE();
}

} // namespace fl
