// SPDX-License-Identifier: GPL-3.0-or-later
// What the rows of advice.yaml and ways.yaml have in common: sources with a month, and prices that name one.
#pragma once

#include "backends/plan/matrix_row.h"
#include "backends/plan/table_file.h"

namespace fl {

/// The table's head: schema, date and sources. Throws Wrong.
inline void readHead(Row &top, const YamlNode &root, QDate &date, std::vector<DatedSource> &sources)
{
    if (top.text("schema") != QLatin1String("1"))
        top.refuse("schema", "schema", root.find(QLatin1String("schema"))->text);
    date = top.date("date");
    readRows(top, "sources", [&](Row &row) {
        DatedSource source{row.text("id"), row.text("title"), row.optionalText("url"), {}};
        source.month = QDate::fromString(row.month("month") + QStringLiteral("-01"), Qt::ISODate);
        if (sourceOf(sources, source.id))
            row.refuse("id", "twice", source.id);
        if (source.month > date)
            row.refuse("month", "bad-value", source.month.toString(Qt::ISODate));
        sources.push_back(source);
    });
}

inline QString knownSource(Row &row, const std::vector<DatedSource> &sources)
{
    const QString id = row.text("source");
    if (!sourceOf(sources, id))
        row.refuse("source", "unknown-source", id);
    return id;
}

} // namespace fl
