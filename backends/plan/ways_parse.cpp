// SPDX-License-Identifier: GPL-3.0-or-later
// The tree of ways.yaml -> Ways.
#include "backends/core/keys.h"
#include "backends/plan/dated_rows.h"
#include "backends/plan/ways.h"

namespace fl {
namespace {

class Parser {
public:
    Ways ways;

    void parse(const YamlNode &root)
    {
        Row top(root, {});
        readHead(top, root, ways.date, ways.sources);
        readRows(top, "ways", [this](Row &row) { way(row); });
        top.finish();
    }

private:
    void way(Row &row)
    {
        Way way;
        way.id = row.text("id");
        if (ways.find(way.id))
            row.refuse("id", "twice", way.id);
        const QString kind =
            row.oneOf("kind", {QStringLiteral("hosted"), QStringLiteral("cloud"), QStringLiteral("own"), QStringLiteral("practice")});
        way.kind = kind == QLatin1String("hosted") ? Way::Kind::Hosted
            : kind == QLatin1String("cloud")       ? Way::Kind::Cloud
            : kind == QLatin1String("own")         ? Way::Kind::Own
                                                   : Way::Kind::Practice;
        way.link = row.optionalText("link");
        if (!way.link.isEmpty() && !way.link.startsWith(QLatin1String("https://")))
            row.refuse("link", "bad-value", way.link);
        way.place = row.optionalText("place");
        if (row.has("sets"))
            sets(row, way);
        way.opens = row.optionalText("opens");
        way.dataLeaves = row.yes("data_leaves");
        way.minutes = row.number("minutes", 0, 10'000);
        way.closed = row.optionalNumber("closed", 1990, 2200);
        way.ownGpu = row.has("own_gpu") && row.yes("own_gpu");
        if (way.closed == 0) {
            options(row, way);
        } else {
            way.instead = row.text("instead"); // it stands further up
            if (const Way *other = ways.find(way.instead); !other || other->closed != 0)
                row.refuse("instead", "unknown-name", way.instead);
        }
        ways.ways.push_back(way);
    }
    void sets(Row &row, Way &way)
    {
        const YamlNode &map = row.child("sets");
        if (map.kind != YamlNode::Kind::Map || way.place.isEmpty())
            row.refuse("sets", "bad-value");
        Choices there;
        there.where = way.place;
        for (const YamlNode &node : map.children) {
            if (node.kind != YamlNode::Kind::Scalar || !setKey(there, node.key, node.text))
                row.refuse("sets", "bad-value", node.key);
            way.sets.append({node.key, node.text});
        }
    }
    void options(Row &row, Way &way)
    {
        readRows(row, "options", [&](Row &each) {
            WayOption option;
            option.gpu = each.optionalText("gpu");
            option.gpuGb = option.gpu.isEmpty() ? 0 : each.amount("gpu_gb", 10'000);
            if (each.has("per_hour"))
                option.perHour = each.amount("per_hour", 10'000);
            option.perMonth = each.optionalAmount("per_month", 1'000'000);
            option.hoursPerWeek = each.optionalNumber("hours_per_week", 1, 168);
            option.source = knownSource(each, ways.sources);
            way.options.push_back(option);
        });
    }
};

} // namespace

Result<Ways> parseWays(const QByteArray &yaml, const QString &file)
{
    Parser parser;
    FL_TRY(readTable(yaml, file, [&](const YamlNode &root) { parser.parse(root); }));
    parser.ways.file = file;
    return std::move(parser.ways);
}

Result<Ways> currentWays(const QString &folder)
{
    return currentTable<Ways>(folder, QStringLiteral("ways.yaml"), parseWays);
}

} // namespace fl
