// SPDX-License-Identifier: GPL-3.0-or-later
// The ordered list of pages: adding one is a folder below pages/ and a line in pages.cpp.
#pragma once

#include "wizard/page.h"

namespace fl {

struct PageEntry {
    QString name;
    RailStep rail;
    std::function<Page *(PageContext &)> make;
};

std::vector<PageEntry> wizardPages();

} // namespace fl
