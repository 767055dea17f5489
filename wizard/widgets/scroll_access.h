// SPDX-License-Identifier: GPL-3.0-or-later
// What assistive programs are told of scroll areas. Qt's own answer takes a child's number unchecked: when a scroll bar goes while a
// screen reader walks the page, the program is gone too.
#pragma once

namespace fl {

/// For the whole application; once is enough. UI thread.
void installScrollAccess();

} // namespace fl
