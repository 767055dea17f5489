// SPDX-License-Identifier: GPL-3.0-or-later
// YAML as a stranger may hand it to us: nested maps of scalars and of lists of scalars, read without ever building more
// than the limits allow. Pure.
#pragma once

#include "backends/core/result.h"
#include "backends/core/yaml_tree.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace fl {

struct YamlEntry {
    QString key;   ///< dotted: "ssh.port"
    QString value; ///< a list is joined with commas
    int line = 0;  ///< from 1
};

/// Every leaf in the order of the file. Errors: PlanFileInvalid with params file, line, key, problem
/// ("too-large", "too-deep", "alias", "not-yaml", "not-a-map", "twice", "tag", "documents", "empty-value").
Result<std::vector<YamlEntry>> readStrictYaml(const QByteArray &yaml, const QString &file, const YamlLimits &limits = {});

Error planFileError(const QString &file, int line, const QString &key, const QString &problem);

} // namespace fl
