// SPDX-License-Identifier: GPL-3.0-or-later
// One function a verb; each gives the exit code's cause by its Status and prints its own answer.
#pragma once

#include "app/cli/arguments.h"
#include "app/cli/cli.h"
#include "app/cli/output.h"
#include "app/cli/progress.h"
#include "app/cli/terminal_asker.h"

namespace fl::cli {

struct Call {
    const CommandLine &line;
    const Environment &environment;
    Opened &opened;
    Output &output;
    Progress &progress;
    TerminalAsker &asker;
    OperationCall &operation;
};

using Verb = Status (*)(Call &);

Status setup(Call &call);
Status plan(Call &call);
Status resume(Call &call);
Status verify(Call &call);
Status update(Call &call);
Status open(Call &call);
Status colab(Call &call);
Status password(Call &call);
Status list(Call &call);
Status status(Call &call);
Status probe(Call &call);
Status stop(Call &call);
Status start(Call &call);
Status reboot(Call &call);
Status files(Call &call);
Status fetch(Call &call);
Status send(Call &call);
Status destroy(Call &call);
Status undo(Call &call);
Status guard(Call &call);
Status offers(Call &call);
Status advice(Call &call);
Status hosted(Call &call);
Status leftovers(Call &call);
Status whoami(Call &call);
Status regions(Call &call);
Status policy(Call &call);
Status logout(Call &call);
Status letin(Call &call);
Status console(Call &call);
Status doctor(Call &call);
Status diagnose(Call &call); ///< doctor with a machine
Status vault(Call &call);

/// hosted with --folder: a project of a service that closed.
Status openProject(Call &call);
/// Choices from --plan or --where, and --set over them.
Result<Choices> choicesOf(const CommandLine &line, const QString &language);
/// Of a verb about a place: line.id, and --set over it.
Result<Choices> placeChoices(const CommandLine &line);
/// Serves the notebook until stopped, or until the tunnel gave up.
Status serve(Call &call, const QString &machine);
void sayPlan(Output &output, const Plan &plan);
/// How a finished run is told, and the password that was made for it, once.
void tellSetup(Call &call, const SetupResult &result);
/// Before a machine is deleted: what the user made there, and how to keep it; or why that could not be looked up.
Status tellFiles(Call &call, const Machine &machine);
QJsonObject machineJson(const Machine &machine);

} // namespace fl::cli
