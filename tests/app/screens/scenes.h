// SPDX-License-Identifier: GPL-3.0-or-later
// The views one can come to, each with what the operations answer and the way that leads there.
#pragma once

#include "tests/app/screens/stage.h"

namespace fl {

struct Scene {
    const char *name;
    std::function<void(FakeOperations &)> prepare;
    std::function<bool(Stage &)> go;
    const char *shown = ""; ///< object name of a dialog; empty: the window
};

/// The machine's page, once all machines have answered.
bool dashboard(Stage &stage, const char *name);

std::vector<Scene> scenes();
std::vector<Scene> dashboardScenes(); ///< of these, the machines' own pages and their dialogs

} // namespace fl
