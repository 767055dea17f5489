// SPDX-License-Identifier: GPL-3.0-or-later
// Files of this computer, brought to a machine's notebook folder: pieces of them in a tar archive for about a second each, so that each
// piece that has arrived is known here, and a cut costs no more than one.
#pragma once

#include "backends/run/session.h"

namespace fl {

Result<CopiedFiles> copyLocalFiles(Session &session, const QStringList &paths, const QString &folder);

} // namespace fl
