// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/text/cause_text.h"
#include "backends/text/fill.h"
#include "backends/text/text.h"

namespace fl::text {
namespace {

struct ActionText {
    const char *next, *button;
};

ActionText actionText(NextAction action)
{
    switch (action) {
    case NextAction::Retry: return {QT_TRANSLATE_NOOP("fl::text", "Try once more."), QT_TRANSLATE_NOOP("fl::text", "Try again")};
    case NextAction::Resume:
        return {QT_TRANSLATE_NOOP("fl::text", "Continue when you are ready; what is done stays done."),
                QT_TRANSLATE_NOOP("fl::text", "Continue")};
    case NextAction::ChangeInput:
        return {QT_TRANSLATE_NOOP("fl::text", "Change what you entered, then try again."), QT_TRANSLATE_NOOP("fl::text", "Change it")};
    case NextAction::CheckAddress:
        return {QT_TRANSLATE_NOOP("fl::text", "Check the address and the port for a typing mistake."),
                QT_TRANSLATE_NOOP("fl::text", "Check the address")};
    case NextAction::CheckServerIsOn:
        return {QT_TRANSLATE_NOOP("fl::text", "Make sure the server is on and its SSH service runs, then try again."),
                QT_TRANSLATE_NOOP("fl::text", "Try again")};
    case NextAction::CompareHostKey:
        return {QT_TRANSLATE_NOOP("fl::text",
                                  "Compare this fingerprint with the one shown on the server itself (ssh-keygen -lf "
                                  "/etc/ssh/ssh_host_ed25519_key.pub). "
                                  "Accept it only if they are the same (on the command line: --set ssh.host_key=SHA256:…, for a jump host "
                                  "ssh.jump_host_key)."),
                QT_TRANSLATE_NOOP("fl::text", "Compare the fingerprint")};
    case NextAction::DoNotConnect:
        return {QT_TRANSLATE_NOOP(
                    "fl::text", "Do not connect. Ask whoever runs the server whether it was set up anew; somebody may also be in between."),
                QT_TRANSLATE_NOOP("fl::text", "Stay away")};
    case NextAction::CheckCredentials:
        return {QT_TRANSLATE_NOOP("fl::text", "Check the user name, and the key or password."),
                QT_TRANSLATE_NOOP("fl::text", "Check the login")};
    case NextAction::FixKeyPermissions:
        return {QT_TRANSLATE_NOOP("fl::text", "Make the key readable for you alone."), QT_TRANSLATE_NOOP("fl::text", "Fix the key file")};
    case NextAction::GivePassphrase:
        return {QT_TRANSLATE_NOOP("fl::text", "Enter the passphrase of the key."), QT_TRANSLATE_NOOP("fl::text", "Enter the passphrase")};
    case NextAction::GiveSudoPassword:
        return {QT_TRANSLATE_NOOP("fl::text",
                                  "Enter the password that sudo asks for on the server; often it is your login password there."),
                QT_TRANSLATE_NOOP("fl::text", "Enter the password")};
    case NextAction::AskAdministrator:
        return {QT_TRANSLATE_NOOP("fl::text", "Ask whoever runs the server to allow it."), QT_TRANSLATE_NOOP("fl::text", "Copy a request")};
    case NextAction::FreeDiskSpace:
        return {QT_TRANSLATE_NOOP("fl::text", "Free some disk space, then continue."), QT_TRANSLATE_NOOP("fl::text", "Continue")};
    case NextAction::CheckServerNetwork:
        return {QT_TRANSLATE_NOOP("fl::text",
                                  "Check the server's network. Where it reaches the internet through a proxy, enter the proxy; then "
                                  "continue."),
                QT_TRANSLATE_NOOP("fl::text", "Enter a proxy")};
    case NextAction::WaitAndResume:
        return {QT_TRANSLATE_NOOP("fl::text", "Wait until that has ended, then continue."), QT_TRANSLATE_NOOP("fl::text", "Continue")};
    case NextAction::ChooseOtherPort:
        return {QT_TRANSLATE_NOOP("fl::text", "Choose another port."), QT_TRANSLATE_NOOP("fl::text", "Choose another port")};
    case NextAction::ChooseOtherSystem:
        return {QT_TRANSLATE_NOOP("fl::text",
                                  "Choose a server with Debian 12 or newer, Ubuntu 22.04 or newer, or RHEL, Rocky Linux, AlmaLinux or "
                                  "Oracle Linux 8 to 10."),
                QT_TRANSLATE_NOOP("fl::text", "Choose another server")};
    case NextAction::ShowLog:
        return {QT_TRANSLATE_NOOP("fl::text", "The log says what happened. When the reason is gone, continue; what is done stays done."),
                QT_TRANSLATE_NOOP("fl::text", "Show the log")};
    case NextAction::VerifyAgain:
        return {QT_TRANSLATE_NOOP("fl::text", "Let it be checked again."), QT_TRANSLATE_NOOP("fl::text", "Verify again")};
    case NextAction::InstallTool:
        return {QT_TRANSLATE_NOOP("fl::text", "Install what is missing on this computer, then try again."),
                QT_TRANSLATE_NOOP("fl::text", "Try again")};
    case NextAction::CloseOtherProgram:
        return {QT_TRANSLATE_NOOP("fl::text", "Close the other one, or wait until it is done. Until then you can look at everything here."),
                QT_TRANSLATE_NOOP("fl::text", "Try again")};
    case NextAction::UpdateProgram:
        return {QT_TRANSLATE_NOOP("fl::text", "Install the newest version of Firstlight."),
                QT_TRANSLATE_NOOP("fl::text", "Show the details")};
    case NextAction::ReadHelp:
        return {QT_TRANSLATE_NOOP("fl::text", "The details say more about it."), QT_TRANSLATE_NOOP("fl::text", "Show the details")};
    case NextAction::ReportBug:
        return {QT_TRANSLATE_NOOP("fl::text", "This is our mistake. Please report it with the details below."),
                QT_TRANSLATE_NOOP("fl::text", "Copy the details")};
    case NextAction::ChooseGpus:
        return {QT_TRANSLATE_NOOP("fl::text", "Choose which of the GPUs to use."), QT_TRANSLATE_NOOP("fl::text", "Choose the GPUs")};
    case NextAction::TurnOffSecureBoot:
        return {QT_TRANSLATE_NOOP("fl::text",
                                  "Turn Secure Boot off in the server's firmware, or use a driver that is signed for it; then continue."),
                QT_TRANSLATE_NOOP("fl::text", "Continue")};
    case NextAction::BootOtherKernel:
        return {QT_TRANSLATE_NOOP("fl::text", "Start the server with an older kernel, then continue."),
                QT_TRANSLATE_NOOP("fl::text", "Continue")};
    case NextAction::UpdateWindowsDriver:
        return {QT_TRANSLATE_NOOP("fl::text", "Install the NVIDIA driver that is named here in Windows, then continue."),
                QT_TRANSLATE_NOOP("fl::text", "Continue")};
    case NextAction::SetClock:
        return {QT_TRANSLATE_NOOP("fl::text", "Set the clock of this computer (best: by the internet), then try again."),
                QT_TRANSLATE_NOOP("fl::text", "Try again")};
    case NextAction::SignInAgain:
        return {QT_TRANSLATE_NOOP("fl::text", "Sign in again, then continue; nothing is lost."), QT_TRANSLATE_NOOP("fl::text", "Sign in")};
    case NextAction::AllowPermission:
        return {QT_TRANSLATE_NOOP("fl::text",
                                  "Give the login the permissions that Firstlight needs: copy the list and hand it to whoever "
                                  "runs the account."),
                QT_TRANSLATE_NOOP("fl::text", "Show the permissions")};
    case NextAction::FinishAccount:
        return {QT_TRANSLATE_NOOP("fl::text", "Finish the sign-up on the provider's own page, then try again."),
                QT_TRANSLATE_NOOP("fl::text", "Try again")};
    case NextAction::RequestQuota:
        return {QT_TRANSLATE_NOOP("fl::text", "Ask the provider for a larger quota, or choose a smaller machine."),
                QT_TRANSLATE_NOOP("fl::text", "Choose another machine")};
    case NextAction::ChooseOtherPlace:
        return {QT_TRANSLATE_NOOP("fl::text", "Choose another kind of machine or another region, or try again later."),
                QT_TRANSLATE_NOOP("fl::text", "Choose another machine")};
    case NextAction::CheckThisNetwork:
        return {QT_TRANSLATE_NOOP("fl::text",
                                  "Check the network of this computer: open a page in the browser and sign in where it asks; behind a "
                                  "proxy, enter it. Then try again."),
                QT_TRANSLATE_NOOP("fl::text", "Try again")};
    case NextAction::Reboot:
        return {QT_TRANSLATE_NOOP("fl::text", "Restart the machine; then let it be checked again."),
                QT_TRANSLATE_NOOP("fl::text", "Restart the machine")};
    case NextAction::Repair:
        return {QT_TRANSLATE_NOOP("fl::text", "Let Firstlight do that part of the set-up anew; your files stay."),
                QT_TRANSLATE_NOOP("fl::text", "Repair")};
    case NextAction::MendFile:
        return {QT_TRANSLATE_NOOP("fl::text", "Mend the file or take it away, then try again."),
                QT_TRANSLATE_NOOP("fl::text", "Try again")};
    }
    Q_UNREACHABLE();
}

QString existsText(const Exists &exists)
{
    const QMap<QString, QString> values{{QStringLiteral("machine"), exists.machine}, {QStringLiteral("price"), perHour(exists.perHour)}};
    const bool free = exists.perHour && exists.perHour->isFree();
    switch (exists.what) {
    case Exists::What::Nothing: return translated(QT_TRANSLATE_NOOP("fl::text", "Nothing was created or changed. It costs nothing."));
    case Exists::What::Unchanged: return fill(QT_TRANSLATE_NOOP("fl::text", "{machine} is as it was. It costs nothing from us."), values);
    case Exists::What::Machine:
        return free ? fill(QT_TRANSLATE_NOOP("fl::text", "The machine {machine} exists. It costs nothing."), values)
                    : fill(QT_TRANSLATE_NOOP("fl::text", "The machine {machine} exists. Cost: {price}."), values);
    case Exists::What::PartlySetUp:
        return fill(QT_TRANSLATE_NOOP("fl::text",
                                      "{machine} is set up in part; everything that was there before is untouched. It costs nothing from "
                                      "us."),
                    values);
    case Exists::What::Unknown:
        return fill(QT_TRANSLATE_NOOP("fl::text",
                                      "It is not certain what exists of {machine}; this is looked up when you continue. Cost: {price}."),
                    values);
    }
    Q_UNREACHABLE();
}

} // namespace

ErrorText error(const Error &error)
{
    const ActionText action = actionText(error.next);
    return {happened(error), existsText(error.exists), fill(action.next, error.params), translated(action.button)};
}

} // namespace fl::text
