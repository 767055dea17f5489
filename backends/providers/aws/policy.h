// SPDX-License-Identifier: GPL-3.0-or-later
// What a login needs to be allowed: the very calls that the program makes, as an IAM policy that an administrator can paste.
#pragma once

#include <QByteArray>
#include <QStringList>

namespace fl::aws {

QStringList permissions(); ///< "ec2:RunInstances" …, by name
QByteArray policy();       ///< JSON

} // namespace fl::aws
