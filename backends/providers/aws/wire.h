// SPDX-License-Identifier: GPL-3.0-or-later
// What AWS's two protocols look like: requests as forms ("Tag.1.Key=…") with answers in XML (EC2, STS), and JSON for the others.
// Whatever arrives comes from a stranger: sizes and depth are limited, and what is no answer says so. Pure; any thread.
#pragma once

#include "backends/providers/cloud/answers.h"

#include <vector>

namespace fl::aws {

/// Names and values of a form in the order they are sent.
class Form {
public:
    Form &add(const QString &name, const QString &value);
    Form &add(const QString &name, qint64 value) { return add(name, QString::number(value)); }
    Form &flag(const QString &name, bool value) { return add(name, value ? QStringLiteral("true") : QStringLiteral("false")); }
    Form &list(const QString &name, const QStringList &values); ///< name.1, name.2 …
    /// Filter.N.Name and Filter.N.Value.1 …: N counts up by itself.
    Form &filter(const QString &name, const QStringList &values);
    /// TagSpecification.N for one kind of resource.
    Form &tags(const QString &resourceType, const QList<std::pair<QString, QString>> &tags);

    QByteArray body() const; ///< application/x-www-form-urlencoded

private:
    QList<std::pair<QString, QString>> m_values;
    int m_filters = 0, m_tagged = 0;
};

/// An element of an answer.
struct Xml {
    QString name, text;
    std::vector<Xml> children;

    const Xml *child(QLatin1String childName) const;
    QString at(const char *path) const; ///< text of "placement/availabilityZone"; empty: not there
    /// The items of a list: children of the element at `path`.
    std::vector<const Xml *> items(const char *path) const;
};

/// How AWS refuses.
struct Refusal {
    QString code;    ///< "VcpuLimitExceeded"; a namespace before # is left out
    QString message; ///< AWS's own words; not for people who cannot read English
};

/// The root element; else unusable: unreadable, sign-in-page, too-deep, too-large or redirect.
Result<Xml> readXml(const HttpAnswer &answer);

/// Unset: the answer's status is not that of a refusal, or the body names none.
std::optional<Refusal> refusalOf(const HttpAnswer &answer);

} // namespace fl::aws
