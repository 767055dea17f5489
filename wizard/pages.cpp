// SPDX-License-Identifier: GPL-3.0-or-later
#include "wizard/pages.h"

#include "wizard/pages/access/access_page.h"
#include "wizard/pages/account/account_page.h"
#include "wizard/pages/hardware/hardware_page.h"
#include "wizard/pages/review/review_page.h"
#include "wizard/pages/software/software_page.h"
#include "wizard/pages/start/start_page.h"
#include "wizard/pages/where/where_page.h"

namespace fl {
namespace {

template <class T>
PageEntry page(const char *name, RailStep rail)
{
    return {QString::fromLatin1(name), rail, [](PageContext &context) -> Page * { return new T(context); }};
}

} // namespace

std::vector<PageEntry> wizardPages()
{
    return {
        page<StartPage>("start", RailStep::Where),          page<WherePage>("where", RailStep::Where),
        page<AccountPage>("account", RailStep::Account),    page<HardwarePage>("hardware", RailStep::Hardware),
        page<SoftwarePage>("software", RailStep::Software), page<AccessPage>("access", RailStep::Software),
        page<ReviewPage>("review", RailStep::Review),
    };
}

} // namespace fl
