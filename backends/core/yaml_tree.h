// SPDX-License-Identifier: GPL-3.0-or-later
// YAML as a stranger may hand it to us, read into a small tree of our own. It never builds more than the limits allow: no
// aliases or anchors, no tags, no key twice, one document. Pure; no exception leaves it.
#pragma once

#include <QByteArray>
#include <QString>

#include <tl/expected.hpp>

#include <vector>

namespace fl {

struct YamlLimits {
    qsizetype bytes = 1024 * 1024;
    int depth = 64;
};

struct YamlNode {
    enum class Kind { Null, Scalar, List, Map };
    Kind kind = Kind::Null;
    int line = 0;                   ///< from 1
    QString key;                    ///< where its parent is a map
    QString text;                   ///< of a scalar
    std::vector<YamlNode> children; ///< of a list or a map, in the order of the file

    const YamlNode *find(QLatin1String name) const;
};

/// What is wrong: "too-large", "too-deep", "alias", "tag", "twice", "key", "documents", "empty", "not-yaml", "not-utf8".
struct YamlProblem {
    int line = 1;
    QString key; ///< dotted, with [n] for the n-th of a list, from 1: "drivers[2].branch"
    QString problem;
    QString detail; ///< the parser's own words, for the folded part
};

tl::expected<YamlNode, YamlProblem> readYaml(const QByteArray &yaml, const YamlLimits &limits = {});

} // namespace fl
