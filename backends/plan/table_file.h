// SPDX-License-Identifier: GPL-3.0-or-later
// Tables that ship as YAML and may be renewed in the data folder: matrix.yaml, advice.yaml, ways.yaml. Read row by row
// (matrix_row.h); what is wrong is told with its line and key.
#pragma once

#include "backends/core/result.h"
#include "backends/core/yaml_tree.h"

#include <QByteArray>
#include <QDate>
#include <QString>

#include <functional>
#include <vector>

namespace fl {

/// Where a figure comes from, and of which month it is (its first day). Prices age: it is shown beside them.
struct DatedSource {
    QString id, title, url;
    QDate month;
};

const DatedSource *sourceOf(const std::vector<DatedSource> &sources, const QString &id); ///< nullptr: no such id

/// A price in whole or broken US dollars, as somebody saw it; both ends the same where one price was seen.
struct PriceRange {
    double low = 0, high = 0;
    QString source;
};

/// Hands the tree to `read`, which may use Row. Errors: MatrixInvalid with params file, line, key, problem, value, as parseMatrix().
Status readTable(const QByteArray &yaml, const QString &file, const std::function<void(const YamlNode &)> &read);

Result<QByteArray> builtinTableText(const QString &name);                       ///< of the resource; Internal when it is not there
Result<QByteArray> folderTableText(const QString &folder, const QString &name); ///< empty: there is none. LocalFile

/// The date that the file says of itself, whatever else is wrong with it; invalid where it says none that can be read.
QDate tableDate(const QByteArray &yaml);

/// The newer, by its date, of the one that ships and the one of that name in `folder` (empty: no folder). One that is not newer is not
/// read: it may lack what tables have come to need since.
template <class Table>
Result<Table> currentTable(const QString &folder, const QString &name, Result<Table> (*parse)(const QByteArray &, const QString &))
{
    const auto text = builtinTableText(name);
    if (!text)
        return fail(text.error());
    auto builtin = parse(*text, name);
    if (!builtin)
        return builtin;
    builtin->file.clear();
    const auto other = folderTableText(folder, name);
    if (!other)
        return fail(other.error());
    if (other->isEmpty())
        return builtin;
    if (const QDate date = tableDate(*other); date.isValid() && date <= builtin->date)
        return builtin;
    return parse(*other, folder + QLatin1Char('/') + name);
}

} // namespace fl
