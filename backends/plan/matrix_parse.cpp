// SPDX-License-Identifier: GPL-3.0-or-later
// The tree of matrix.yaml -> Matrix. Every row is checked here, so that the resolver may rely on it.
#include "backends/plan/matrix.h"
#include "backends/plan/matrix_row.h"
#include "backends/plan/table_file.h"

#include <QHash>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace fl {
namespace {

class Parser {
public:
    Matrix matrix;

    void parse(const YamlNode &root)
    {
        Row top(root, {});
        if (top.text("schema") != QLatin1String("1"))
            top.refuse("schema", "schema", root.find(QLatin1String("schema"))->text);
        matrix.date = top.date("date");
        readRows(top, "sources", [this](Row &row) { source(row); });
        names(top);
        readRows(top, "architectures", [this](Row &row) { architecture(row); });
        readRows(top, "families", [this](Row &row) { family(row); });
        readRows(top, "gpus", [this](Row &row) { gpu(row); });
        readRows(top, "systems", [this](Row &row) { system(row); });
        readRows(top, "drivers", [this](Row &row) { driver(row); });
        readRows(top, "driver_packages", [this](Row &row) { driverPackages(row); });
        readRows(top, "cuda", [this](Row &row) { toolkit(row); });
        readRows(top, "cudnn", [this](Row &row) { cudnn(row); });
        Row pythons(top.child("pythons"), QStringLiteral("pythons"));
        matrix.defaultPython = pythons.version("default");
        sourceOf(pythons);
        pythons.finish();
        frameworks(top, "frameworks", matrix.frameworks);
        frameworks(top, "conda_frameworks", matrix.condaFrameworks);
        for (const QString &name : matrix.frameworkNames())
            if (std::none_of(matrix.condaFrameworks.begin(), matrix.condaFrameworks.end(),
                             [&](const FrameworkBuild &row) { return row.name == name; }))
                top.refuse("conda_frameworks", "missing", name);
        readRows(top, "miniforge", [this](Row &row) { miniforge(row); });
        top.finish();
    }

private:
    QSet<QString> m_sources, m_pci, m_keys;
    QHash<QString, int> m_names;

    void once(const Row &row, const char *key, const QString &what)
    {
        if (m_keys.contains(what))
            row.refuse(key, "twice");
        m_keys.insert(what);
    }
    QString sourceOf(Row &row) const
    {
        const QString id = row.text("source");
        if (!m_sources.contains(id))
            row.refuse("source", "unknown-source", id);
        return id;
    }
    int knownSm(Row &row) const
    {
        const int sm = row.sm("sm");
        if (!matrix.architecture(sm))
            row.refuse("sm", "unknown-name", smText(sm));
        return sm;
    }
    QStringList knownSystems(Row &row, bool needed) const
    {
        const QStringList ids = needed ? row.list("systems") : row.optionalList("systems");
        for (const QString &id : ids)
            if (!hasSystem(id))
                row.refuse("systems", "unknown-name", id);
        return ids;
    }
    bool hasSystem(const QString &id) const
    {
        return std::any_of(matrix.systems.begin(), matrix.systems.end(), [&](const System &system) { return system.id == id; });
    }

    void source(Row &row)
    {
        const MatrixSource source{row.text("id"), row.text("title"), row.date("date")};
        once(row, "id", QStringLiteral("source ") + source.id);
        m_sources.insert(source.id);
        matrix.sources.push_back(source);
    }
    void names(Row &top)
    {
        Row row(top.child("names"), QStringLiteral("names"));
        matrix.ignoredWords = row.list("ignored");
        matrix.suffixWords = row.list("suffixes");
        matrix.otherVendors = row.list("other_vendors");
        row.finish();
    }
    void architecture(Row &row)
    {
        Architecture a;
        a.sm = row.sm("sm");
        once(row, "sm", QStringLiteral("sm %1").arg(a.sm));
        a.generation = row.text("generation");
        const QString use = row.oneOf("use", {QStringLiteral("gpu"), QStringLiteral("cpu"), QStringLiteral("board")});
        a.use = use == QLatin1String("gpu") ? Architecture::Use::Gpu
            : use == QLatin1String("cpu")   ? Architecture::Use::Cpu
                                            : Architecture::Use::Board;
        if (a.use == Architecture::Use::Gpu) {
            a.minDriver = row.optionalNumber("min_driver", 1, 99999);
            a.maxDriver = row.optionalNumber("max_driver", 1, 99999);
            if (a.maxDriver != 0 && a.maxDriver < a.minDriver)
                row.refuse("max_driver", "bad-value", QString::number(a.maxDriver));
            a.only = row.module("module");
        }
        a.source = sourceOf(row);
        matrix.architectures.push_back(a);
    }
    void family(Row &row)
    {
        GpuFamily f{row.text("match"), knownSm(row), sourceOf(row)};
        static const QRegularExpression form(QStringLiteral("\\A[a-z0-9#]+( [a-z0-9#]+)*\\z"));
        if (!form.match(f.match).hasMatch())
            row.refuse("match", "bad-value", f.match);
        matrix.families.push_back(f);
    }
    void gpu(Row &row)
    {
        GpuModel g;
        g.name = row.text("name");
        g.aliases = row.optionalList("aliases");
        g.sm = knownSm(row);
        g.chip = row.text("chip");
        g.pci = row.list("pci");
        if (row.has("module"))
            g.only = row.module("module");
        g.source = sourceOf(row);
        static const QRegularExpression form(QStringLiteral("\\A[0-9a-f]{4}\\z"));
        for (const QString &id : g.pci) {
            if (!form.match(id).hasMatch())
                row.refuse("pci", "bad-value", id);
            if (m_pci.contains(id))
                row.refuse("pci", "twice", id);
            m_pci.insert(id);
        }
        for (const QString &name : QStringList{g.name} + g.aliases) {
            const QStringList words = gpuWords(name, matrix.ignoredWords);
            if (words.isEmpty())
                row.refuse("name", "bad-value", name);
            // Two rows may share a name ("T1000", "Quadro T1000"), but not with two meanings.
            const QString key = words.join(QLatin1Char(' '));
            if (m_names.contains(key) && m_names.value(key) != g.sm)
                row.refuse("name", "twice", name);
            m_names.insert(key, g.sm);
            g.words.push_back(words);
        }
        matrix.gpus.push_back(std::move(g));
    }
    void system(Row &row)
    {
        System s;
        s.id = row.text("id");
        once(row, "id", QStringLiteral("system ") + s.id);
        s.name = row.text("name");
        s.ids = row.list("ids");
        s.version = row.text("version");
        s.packages = row.oneOf("packages", {QStringLiteral("apt"), QStringLiteral("dnf"), QStringLiteral("none")});
        s.python = row.version("python");
        const QString driver = row.oneOf("driver", {QStringLiteral("packages"), QStringLiteral("windows"), QStringLiteral("none")});
        s.driver = driver == QLatin1String("packages") ? System::Driver::Packages
            : driver == QLatin1String("windows")       ? System::Driver::Windows
                                                       : System::Driver::None;
        s.minSm = row.optionalSm("min_sm");
        if (row.has("ends"))
            row.month("ends");
        s.source = sourceOf(row);
        matrix.systems.push_back(s);
    }
    void driver(Row &row)
    {
        DriverBranch d;
        d.branch = row.number("branch", 1, 99999);
        once(row, "branch", QStringLiteral("branch %1").arg(d.branch));
        d.version = row.version("version");
        if (d.version.major() != d.branch)
            row.refuse("version", "bad-value", d.version.text);
        d.kind = row.text("kind");
        d.ends = row.month("ends");
        d.cuda = row.version("cuda");
        for (const QString &module : row.list("modules")) {
            if (module != QLatin1String("open") && module != QLatin1String("proprietary"))
                row.refuse("modules", "bad-value", module);
            (module == QLatin1String("open") ? d.open : d.proprietary) = true;
        }
        d.offered = row.yes("offered");
        d.maxKernel = row.optionalVersion("max_kernel");
        d.source = sourceOf(row);
        matrix.drivers.push_back(d);
    }
    void driverPackages(Row &row)
    {
        DriverPackages p;
        p.system = row.text("system");
        if (!hasSystem(p.system))
            row.refuse("system", "unknown-name", p.system);
        p.branch = row.number("branch", 1, 99999);
        p.module = row.module("module");
        const auto branch =
            std::find_if(matrix.drivers.begin(), matrix.drivers.end(), [&](const DriverBranch &d) { return d.branch == p.branch; });
        if (branch == matrix.drivers.end())
            row.refuse("branch", "unknown-name", QString::number(p.branch));
        if (!(p.module == Module::Open ? branch->open : p.module == Module::Proprietary && branch->proprietary))
            row.refuse("module", "bad-value", slug(p.module));
        once(row, "system", QStringLiteral("packages %1 %2 %3").arg(p.system, QString::number(p.branch), slug(p.module)));
        p.repository = row.oneOf("repository", {QStringLiteral("distribution"), QStringLiteral("nvidia")});
        p.before = row.optionalPackage("before");
        p.lock = row.optionalPackage("lock");
        p.packages = row.packages("packages");
        p.fabricManager = row.optionalPackage("fabric_manager");
        p.isSigned = row.yes("signed");
        p.source = sourceOf(row);
        matrix.driverPackages.push_back(p);
    }
    void toolkit(Row &row)
    {
        CudaToolkit c;
        c.version = row.version("version");
        c.minDriver = row.version("min_driver");
        c.minSm = row.sm("min_sm");
        c.maxSm = row.sm("max_sm");
        c.packages = row.packages("packages");
        c.repository = row.oneOf("repository", {QStringLiteral("distribution"), QStringLiteral("nvidia")});
        c.systems = knownSystems(row, true);
        c.source = sourceOf(row);
        matrix.cuda.push_back(c);
    }
    void cudnn(Row &row)
    {
        Cudnn c;
        c.version = row.version("version");
        c.cuda = row.number("cuda", 1, 999);
        c.minSm = row.sm("min_sm");
        c.packages = row.packages("packages");
        c.repository = row.oneOf("repository", {QStringLiteral("distribution"), QStringLiteral("nvidia")});
        c.systems = knownSystems(row, false);
        c.source = sourceOf(row);
        matrix.cudnn.push_back(c);
    }
    /// Each has a build for the CPU.
    void frameworks(Row &top, const char *key, std::vector<FrameworkBuild> &builds)
    {
        readRows(top, key, [&](Row &row) { builds.push_back(framework(row, builds)); });
        for (const FrameworkBuild &build : builds)
            if (std::none_of(builds.begin(), builds.end(),
                             [&](const FrameworkBuild &row) { return row.name == build.name && !row.onGpu(); }))
                top.refuse(key, "missing", build.name + QStringLiteral(" (cpu)"));
    }
    FrameworkBuild framework(Row &row, const std::vector<FrameworkBuild> &before) const
    {
        FrameworkBuild f;
        f.name =
            row.oneOf("name", {QStringLiteral("pytorch"), QStringLiteral("tensorflow"), QStringLiteral("keras"), QStringLiteral("jax")});
        f.version = row.version("version");
        static const QRegularExpression requirement(QStringLiteral("\\A[a-z0-9-]+(\\[[a-z0-9,-]+\\])?[=<>~!]=?[0-9.*]+\\z"));
        f.requirement = row.text("requirement");
        if (!requirement.match(f.requirement).hasMatch())
            row.refuse("requirement", "bad-value", f.requirement);
        if (row.has("with"))
            f.with = row.packages("with");
        static const QRegularExpression url(QStringLiteral("\\Ahttps://[A-Za-z0-9.-]+(/[A-Za-z0-9._-]+)*/?\\z"));
        f.index = row.text("index");
        if (!url.match(f.index).hasMatch())
            row.refuse("index", "bad-value", f.index);
        f.cuda = row.optionalVersion("cuda");
        if (f.onGpu()) {
            f.minSm = row.sm("min_sm");
            f.maxSm = row.sm("max_sm");
            if (f.maxSm < f.minSm)
                row.refuse("max_sm", "bad-value", smText(f.maxSm));
            f.onlyBelowSm = row.optionalSm("only_below_sm");
            f.minDriver = row.version("min_driver");
        }
        f.pythonMin = row.version("python_min");
        f.pythonMax = row.version("python_max");
        if (f.pythonMin.parts.size() != 2 || f.pythonMax.parts.size() != 2 || compare(f.pythonMin, f.pythonMax) > 0)
            row.refuse("python_max", "bad-value", f.pythonMax.text);
        f.note = row.optionalText("note");
        f.noteFromSm = row.optionalSm("note_from_sm");
        f.backends = row.optionalList("backends");
        for (const QString &version : row.optionalList("backend_min")) {
            const auto parsed = Version::parse(version);
            if (!parsed)
                row.refuse("backend_min", "bad-value", version);
            f.backendVersions.push_back(*parsed);
        }
        for (const QString &backend : f.backends)
            if (std::none_of(before.begin(), before.end(), [&](const FrameworkBuild &other) { return other.name == backend; }))
                row.refuse("backends", "unknown-name", backend);
        if (static_cast<size_t>(f.backends.size()) != f.backendVersions.size())
            row.refuse("backend_min", "bad-value");
        f.source = sourceOf(row);
        return f;
    }
    void miniforge(Row &row)
    {
        static const QRegularExpression url(QStringLiteral("\\Ahttps://[A-Za-z0-9.-]+(/[A-Za-z0-9._-]+)+\\.sh\\z")),
            sha256(QStringLiteral("\\A[0-9a-f]{64}\\z"));
        Miniforge m;
        m.arch = row.oneOf("arch", {QStringLiteral("x86_64"), QStringLiteral("aarch64")});
        once(row, "arch", QStringLiteral("miniforge ") + m.arch);
        m.url = row.text("url");
        if (!url.match(m.url).hasMatch())
            row.refuse("url", "bad-value", m.url);
        m.sha256 = row.text("sha256");
        if (!sha256.match(m.sha256).hasMatch())
            row.refuse("sha256", "bad-value", m.sha256);
        m.source = sourceOf(row);
        matrix.miniforge.push_back(m);
    }
};

} // namespace

Result<Matrix> parseMatrix(const QByteArray &yaml, const QString &file)
{
    Parser parser;
    FL_TRY(readTable(yaml, file, [&](const YamlNode &root) { parser.parse(root); }));
    parser.matrix.file = file;
    return std::move(parser.matrix);
}

} // namespace fl
