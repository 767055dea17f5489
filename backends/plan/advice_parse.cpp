// SPDX-License-Identifier: GPL-3.0-or-later
// The tree of advice.yaml -> Advice.
#include "backends/plan/advice.h"
#include "backends/plan/dated_rows.h"

namespace fl {
namespace {

constexpr double mostGb = 1'000'000, mostDollars = 1'000'000;

class Parser {
public:
    Advice advice;

    void parse(const YamlNode &root)
    {
        Row top(root, {});
        readHead(top, root, advice.date, advice.sources);
        bool then = false, now = false;
        readRows(top, "rules", [&](Row &row) {
            const QString id = row.oneOf("id", {QStringLiteral("2018"), QStringLiteral("today")});
            bool &seen = id == QLatin1String("today") ? now : then;
            if (seen)
                row.refuse("id", "twice", id);
            seen = true;
            (id == QLatin1String("today") ? advice.today : advice.rule2018) = rule(row);
        });
        if (!then || !now)
            top.refuse("rules", "missing", then ? QStringLiteral("today") : QStringLiteral("2018"));
        readRows(top, "parts", [this](Row &row) { part(row); });
        readRows(top, "builds", [this](Row &row) { build(row); });
        top.finish();
    }

private:
    AdviceRule rule(Row &row)
    {
        AdviceRule rule;
        rule.cpuNames = row.optionalList("cpu_names");
        rule.cores = row.number("cores", 1, 10'000);
        rule.avx2 = row.has("avx2") && row.yes("avx2");
        rule.ramGb = row.amount("ram_gb", mostGb);
        rule.ramGoodGb = row.optionalAmount("ram_good_gb", mostGb);
        rule.ramPerGpuGb = row.optionalAmount("ram_per_gpu_gb", 100);
        rule.ssdGb = row.amount("ssd_gb", mostGb);
        rule.diskGb = row.amount("disk_gb", mostGb);
        rule.freeGb = row.optionalAmount("free_gb", mostGb);
        rule.gpuSm = row.sm("gpu_sm");
        rule.gpuGb = row.amount("gpu_gb", mostGb);
        rule.gpuGoodGb = row.optionalAmount("gpu_good_gb", mostGb);
        rule.gpuLargeGb = row.optionalAmount("gpu_large_gb", mostGb);
        rule.gpuNotBetter = row.optionalList("gpu_not_better");
        rule.source = knownSource(row, advice.sources);
        return rule;
    }
    void part(Row &row)
    {
        Part part;
        part.id = row.text("id");
        if (advice.part(part.id))
            row.refuse("id", "twice", part.id);
        part.kind = row.oneOf("kind",
                              {QStringLiteral("gpu"), QStringLiteral("cpu"), QStringLiteral("board"), QStringLiteral("cooler"),
                               QStringLiteral("memory"), QStringLiteral("ssd"), QStringLiteral("power"), QStringLiteral("case")});
        part.name = row.text("name");
        part.gpuGb = part.kind == QLatin1String("gpu") ? row.amount("gpu_gb", mostGb) : 0;
        part.used = row.has("used") && row.yes("used");
        if (row.has("low")) {
            part.price = PriceRange{row.amount("low", mostDollars), row.amount("high", mostDollars), knownSource(row, advice.sources)};
            if (part.price->high < part.price->low)
                row.refuse("high", "bad-value", QString::number(part.price->high));
        }
        advice.parts.push_back(part);
    }
    void build(Row &row)
    {
        const Build build{row.text("id"), row.list("parts")};
        for (const QString &id : build.parts)
            if (!advice.part(id))
                row.refuse("parts", "unknown-name", id);
        if (advice.part(build.parts.first())->kind != QLatin1String("gpu"))
            row.refuse("parts", "bad-value", build.parts.first());
        advice.builds.push_back(build);
    }
};

} // namespace

Result<Advice> parseAdvice(const QByteArray &yaml, const QString &file)
{
    Parser parser;
    FL_TRY(readTable(yaml, file, [&](const YamlNode &root) { parser.parse(root); }));
    parser.advice.file = file;
    return std::move(parser.advice);
}

Result<Advice> currentAdvice(const QString &folder)
{
    return currentTable<Advice>(folder, QStringLiteral("advice.yaml"), parseAdvice);
}

} // namespace fl
