// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/plan/matrix.h"
#include "backends/text/text.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QtTest>

using namespace fl;

namespace {

QByteArray builtin()
{
    QFile file(QStringLiteral(FL_SOURCE_DIR "/resources/matrix.yaml"));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// The smallest file that is whole: for mutations that go everywhere, and for errors with short line numbers.
const QByteArray small =
    "schema: 1\n"
    "date: 2026-11-24\n"
    "sources: [{id: s, title: T, date: 2026-11-24}]\n"
    "names: {ignored: [nvidia], suffixes: [gpu], other_vendors: [amd]}\n"
    "architectures: [{sm: \"7.5\", generation: Turing, use: gpu, min_driver: 410, module: any, source: s}]\n"
    "families: [{match: \"rtx 20##\", sm: \"7.5\", source: s}]\n"
    "gpus:\n"
    "  - {name: Tesla T4, sm: \"7.5\", chip: TU104, pci: [\"1eb8\"], source: s}\n"
    "systems: [{id: debian-12, name: Debian 12, ids: [debian], version: \"12\", packages: apt, python: \"3.11\", driver: packages, source: "
    "s}]\n"
    "drivers: [{branch: 580, version: \"580.65.06\", kind: LTS, ends: 2028-06, cuda: \"13.0\", modules: [open], offered: true, source: "
    "s}]\n"
    "driver_packages: [{system: debian-12, branch: 580, module: open, repository: nvidia, packages: [nvidia-open], signed: false, source: "
    "s}]\n"
    "cuda: [{version: \"13.0\", min_driver: \"580.65.06\", min_sm: \"7.5\", max_sm: \"12.1\", packages: [cuda-toolkit-13-0], repository: "
    "nvidia, systems: [debian-12], source: s}]\n"
    "cudnn: [{version: \"9.27\", cuda: 13, min_sm: \"7.5\", packages: [cudnn9-cuda-13], repository: nvidia, source: s}]\n"
    "pythons: {default: \"3.12\", source: s}\n"
    "frameworks:\n"
    "  - {name: pytorch, version: \"2.15\", requirement: \"torch==2.15.*\", index: \"https://download.pytorch.org/whl/cpu\", python_min: "
    "\"3.10\", python_max: \"3.15\", source: s}\n"
    "conda_frameworks:\n"
    "  - {name: pytorch, version: \"2.13\", requirement: \"pytorch-cpu=2.13\", index: \"https://conda.anaconda.org/conda-forge\", "
    "python_min: \"3.10\", python_max: \"3.14\", source: s}\n"
    "miniforge:\n"
    "  - {arch: x86_64, url: \"https://github.com/x/Miniforge3.sh\", sha256: "
    "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
    ", source: s}\n";

} // namespace

class TestMatrix : public QObject {
    Q_OBJECT
private slots:
    void theBuiltInOneIsWhole()
    {
        const auto matrix = builtinMatrix();
        QVERIFY2(matrix, qPrintable(matrix ? QString() : matrix.error().detail));
        QVERIFY(matrix->file.isEmpty());
        QVERIFY(matrix->gpus.size() > 200);
        QCOMPARE(matrix->frameworkNames(),
                 QStringList({QStringLiteral("pytorch"), QStringLiteral("tensorflow"), QStringLiteral("jax"), QStringLiteral("keras")}));
        for (const QString &name : matrix->frameworkNames())
            QVERIFY2(std::any_of(matrix->condaFrameworks.begin(), matrix->condaFrameworks.end(),
                                 [&](const FrameworkBuild &row) { return row.name == name; }),
                     qPrintable(name));
        QCOMPARE(matrix->miniforge.size(), size_t(2));
        for (const MatrixSource &source : matrix->sources)
            QVERIFY2(source.date.isValid() && source.date <= matrix->date, qPrintable(source.id));
        // Every branch that is offered can be installed somewhere, and every system that installs has the preferred one.
        for (const DriverBranch &branch : matrix->drivers)
            QCOMPARE(branch.offered,
                     std::any_of(matrix->driverPackages.begin(), matrix->driverPackages.end(),
                                 [&](const DriverPackages &row) { return row.branch == branch.branch; }));
        for (const System &system : matrix->systems)
            for (const Module module : {Module::Open, Module::Proprietary})
                QCOMPARE(system.driver == System::Driver::Packages,
                         std::any_of(matrix->driverPackages.begin(), matrix->driverPackages.end(), [&](const DriverPackages &row) {
                             return row.system == system.id && row.module == module && row.branch == matrix->drivers.front().branch;
                         }));
    }

    /// NVIDIA's list of compute capabilities, by chip: what was copied wrongly from row to row shows here.
    void theChipTellsTheComputeCapability()
    {
        static const std::pair<const char *, int> chips[] = {{"GK10[467]", 30},    {"GK(110B?|208)", 35}, {"GK210", 37},
                                                             {"GM10[78]", 50},     {"GM20[046]", 52},     {"GP100", 60},
                                                             {"GP10[24678]", 61},  {"GV100", 70},         {"TU1[01][2467]", 75},
                                                             {"GA100", 80},        {"GA10[23467]", 86},   {"AD10[23467]", 89},
                                                             {"GH100", 90},        {"GB10[02]", 100},     {"GB110", 103},
                                                             {"GB20[23567]", 120}, {"GB20B", 121}};
        const auto matrix = builtinMatrix();
        for (const GpuModel &gpu : matrix->gpus) {
            const auto chip = std::find_if(std::begin(chips), std::end(chips), [&](const auto &each) {
                return QRegularExpression(QStringLiteral("\\A(%1)\\z").arg(QLatin1String(each.first))).match(gpu.chip).hasMatch();
            });
            QVERIFY2(chip != std::end(chips), qPrintable(gpu.chip));
            QVERIFY2(gpu.sm == chip->second, qPrintable(QStringLiteral("%1 with %2: %3").arg(gpu.name, gpu.chip, smText(gpu.sm))));
        }
    }

    /// As nvidia-smi and the clouds print them.
    void everydayNamesAreFound_data()
    {
        QTest::addColumn<int>("sm");
        const auto rows = [](int sm, std::initializer_list<const char *> names) {
            for (const char *name : names)
                QTest::newRow(name) << sm;
        };
        rows(37, {"Tesla K80", "nvidia-tesla-k80"});
        rows(52, {"Tesla M60", "Tesla M40 24GB", "NVIDIA GeForce GTX 980 Ti"});
        rows(60, {"Tesla P100-PCIE-16GB", "Tesla P100-SXM2-16GB", "nvidia-tesla-p100"});
        rows(61, {"Tesla P40", "Tesla P4", "Quadro P4000", "NVIDIA GeForce GTX 1060 3GB", "NVIDIA TITAN Xp", "NVIDIA GeForce MX150"});
        rows(70,
             {"Tesla V100-SXM2-16GB", "Tesla V100-SXM2-32GB", "Tesla V100S-PCIE-32GB", "Tesla V100-SXM3-32GB", "Tesla V100-DGXS-32GB",
              "NVIDIA TITAN V"});
        rows(75,
             {"Tesla T4", "NVIDIA T1000 8GB", "NVIDIA T400 4GB", "NVIDIA TITAN RTX", "Quadro RTX 8000", "NVIDIA GeForce GTX 1650 SUPER",
              "NVIDIA GeForce RTX 2080 Ti", "NVIDIA T4G"});
        rows(80,
             {"NVIDIA A100-PCIE-40GB", "NVIDIA A100-SXM4-80GB", "NVIDIA A100 80GB PCIe", "NVIDIA A30", "NVIDIA A800-SXM4-80GB",
              "nvidia-tesla-a100"});
        rows(86,
             {"NVIDIA A10G", "NVIDIA A40", "NVIDIA A16", "NVIDIA A2", "NVIDIA RTX A2000 12GB", "NVIDIA RTX A6000",
              "NVIDIA GeForce RTX 3060", "NVIDIA GeForce RTX 3050 6GB Laptop GPU", "NVIDIA GeForce RTX 3080 Ti"});
        rows(89,
             {"NVIDIA L4", "NVIDIA L40S", "NVIDIA L20", "NVIDIA L2", "NVIDIA GeForce RTX 4090 D", "NVIDIA RTX 4000 SFF Ada Generation",
              "NVIDIA RTX 6000 Ada Generation", "NVIDIA GeForce RTX 4060 Laptop GPU", "NVIDIA GeForce RTX 4070 Ti SUPER"});
        rows(90,
             {"NVIDIA H100 80GB HBM3", "NVIDIA H100 PCIe", "NVIDIA H100 NVL", "NVIDIA H200", "NVIDIA H200 NVL", "NVIDIA H20", "NVIDIA H800",
              "NVIDIA GH200 480GB"});
        rows(100, {"NVIDIA B200", "NVIDIA GB200"});
        rows(103, {"NVIDIA B300 SXM6 AC", "NVIDIA GB300"});
        rows(120,
             {"NVIDIA GeForce RTX 5090", "NVIDIA GeForce RTX 5070 Ti Laptop GPU", "NVIDIA RTX PRO 6000 Blackwell Server Edition",
              "NVIDIA RTX PRO 6000 Blackwell Workstation Edition", "NVIDIA RTX PRO 6000 Blackwell Max-Q Workstation Edition"});
    }
    void everydayNamesAreFound()
    {
        QFETCH(int, sm);
        const auto matrix = builtinMatrix();
        const GpuFound found = findGpu(*matrix, QString::fromLatin1(QTest::currentDataTag()));
        QCOMPARE(found.sm, sm);
    }

    void theSmallOneIsWhole()
    {
        const auto matrix = parseMatrix(small, QStringLiteral("m.yaml"));
        QVERIFY2(matrix, qPrintable(matrix ? QString() : matrix.error().detail));
        QCOMPARE(matrix->gpus.front().pci, QStringList{QStringLiteral("1eb8")});
    }

    void mistakesAreNamedWithLineAndKey_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<int>("line");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("problem");
        const auto row = [](const char *from, const char *to, int line, const char *key, const char *problem) {
            QTest::addRow("%s -> %s", from, to)
                << QByteArray(from) << QByteArray(to) << line << QString::fromLatin1(key) << QString::fromLatin1(problem);
        };
        row("schema: 1", "schema: 2", 1, "schema", "schema");
        row("schema: 1", "version: 1", 1, "schema", "missing");
        row("date: 2026-11-24\n", "date: today\n", 2, "date", "bad-value");
        row("date: 2026-11-24\n", "date: 2026-13-24\n", 2, "date", "bad-value");
        row("date: 2026-11-24\n", "date: 2026-11-24\nextra: 1\n", 3, "extra", "unknown-key");
        row("date: 2026-11-24\n", "date: 2026-11-24\ndate: 2026-11-24\n", 3, "date", "twice");
        row("source: s}]\nfamilies", "source: t}]\nfamilies", 5, "architectures[1].source", "unknown-source");
        row("source: s}]\nfamilies", "}]\nfamilies", 5, "architectures[1].source", "missing");
        row("{id: s, title: T, date: 2026-11-24}", "{id: s, title: T}", 3, "sources[1].date", "missing");
        row("{id: s, title: T, date: 2026-11-24}", "{id: s, title: T, date: 2026-11-24}, {id: s, title: T, date: 2026-11-24}", 3,
            "sources[2].id", "twice");
        row("sm: \"7.5\", chip", "sm: \"9.9\", chip", 8, "gpus[1].sm", "unknown-name");
        row("sm: \"7.5\", chip", "sm: \"75\", chip", 8, "gpus[1].sm", "bad-value");
        row("[\"1eb8\"]", "[\"1eb8\", \"1eb8\"]", 8, "gpus[1].pci", "twice");
        row("[\"1eb8\"]", "[\"1EB8\"]", 8, "gpus[1].pci", "bad-value");
        row("[\"1eb8\"]", "[]", 8, "gpus[1].pci", "bad-value");
        row("[\"1eb8\"]", "1eb8", 8, "gpus[1].pci", "bad-value");
        row("name: Tesla T4", "name: NVIDIA", 8, "gpus[1].name", "bad-value");
        row("name: Tesla T4", "name: ", 8, "gpus[1].name", "bad-value");
        row("name: Tesla T4", "name: \"a\\nb\"", 8, "gpus[1].name", "bad-value");
        row("use: gpu", "use: tpu", 5, "architectures[1].use", "bad-value");
        row("module: any", "module: ajar", 5, "architectures[1].module", "bad-value");
        row("min_driver: 410", "min_driver: 4e2", 5, "architectures[1].min_driver", "bad-value");
        row("min_driver: 410", "min_driver: 410, max_driver: 400", 5, "architectures[1].max_driver", "bad-value");
        row("rtx 20##", "RTX 20##", 6, "families[1].match", "bad-value");
        row("packages: apt", "packages: zypper", 9, "systems[1].packages", "bad-value");
        row("branch: 580, version", "branch: 590, version", 10, "drivers[1].version", "bad-value");
        row("ends: 2028-06", "ends: soon", 10, "drivers[1].ends", "bad-value");
        row("offered: true", "offered: yes", 10, "drivers[1].offered", "bad-value");
        row("system: debian-12", "system: debian-99", 11, "driver_packages[1].system", "unknown-name");
        row("branch: 580, module", "branch: 470, module", 11, "driver_packages[1].branch", "unknown-name");
        row("580, module: open", "580, module: proprietary", 11, "driver_packages[1].module", "bad-value");
        row("[nvidia-open]", "[\"nvidia-open; rm -rf /\"]", 11, "driver_packages[1].packages", "bad-value");
        row("[nvidia-open]", "[\"$(reboot)\"]", 11, "driver_packages[1].packages", "bad-value");
        row("[nvidia-open]", "[\"-o APT::x\"]", 11, "driver_packages[1].packages", "bad-value");
        row("systems: [debian-12]", "systems: [beos-5]", 12, "cuda[1].systems", "unknown-name");
        row("cuda: 13,", "cuda: thirteen,", 13, "cudnn[1].cuda", "bad-value");
        row("default: \"3.12\"", "default: new", 14, "pythons.default", "bad-value");
        row("name: pytorch", "name: caffe", 16, "frameworks[1].name", "bad-value");
        row("torch==2.15.*", "torch==2.15.* --pre", 16, "frameworks[1].requirement", "bad-value");
        row("https://download.pytorch.org/whl/cpu", "http://download.pytorch.org/whl/cpu", 16, "frameworks[1].index", "bad-value");
        row("https://download.pytorch.org/whl/cpu", "https://x/$(id)", 16, "frameworks[1].index", "bad-value");
        row("python_max: \"3.15\"", "python_max: \"3.9\"", 16, "frameworks[1].python_max", "bad-value");
        row("python_max: \"3.15\"", "python_max: \"3\"", 16, "frameworks[1].python_max", "bad-value");
        row("python_max: \"3.15\"", "python_max: \"3.15\", backends: [jax], backend_min: [\"1.0\"]", 16, "frameworks[1].backends",
            "unknown-name");
        row("python_max: \"3.15\"", "python_max: \"3.15\", cuda: \"13.0\", min_sm: \"7.5\", max_sm: \"12.1\", min_driver: \"580.65.06\"",
            16, "frameworks", "missing");
        row("pytorch-cpu=2.13", "pytorch-cpu=2.13 -c defaults", 18, "conda_frameworks[1].requirement", "bad-value");
        row("pytorch-cpu=2.13", "pytorch-gpu=2.13\", cuda: \"13.0\", min_sm: \"7.5\", max_sm: \"12.1\", min_driver: \"580.65.06", 18,
            "conda_frameworks", "missing");
        row("name: pytorch, version: \"2.13\"", "name: jax, version: \"2.13\"", 18, "conda_frameworks", "missing");
        row("arch: x86_64", "arch: riscv64", 20, "miniforge[1].arch", "bad-value");
        row("https://github.com/x/Miniforge3.sh", "http://github.com/x/Miniforge3.sh", 20, "miniforge[1].url", "bad-value");
        row("Miniforge3.sh", "Miniforge3.sh?$(id)", 20, "miniforge[1].url", "bad-value");
        row("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", "none", 20, "miniforge[1].sha256", "bad-value");
        row("{default: \"3.12\", source: s}", "[1]", 14, "pythons", "bad-value");
        row("gpus:\n  - {", "gpus:\n  - &x {", 8, "gpus[1]", "alias");
    }
    void mistakesAreNamedWithLineAndKey()
    {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        QFETCH(QString, problem);
        QByteArray yaml = small;
        QVERIFY(yaml.contains(from));
        yaml.replace(yaml.indexOf(from), from.size(), to);
        const auto matrix = parseMatrix(yaml, QStringLiteral("m.yaml"));
        QVERIFY(!matrix);
        const Error &error = matrix.error();
        QCOMPARE(error.cause, Cause::MatrixInvalid);
        QCOMPARE(error.params.value(QStringLiteral("problem")), problem);
        QTEST(error.params.value(QStringLiteral("key")), "key");
        QTEST(error.params.value(QStringLiteral("line")).toInt(), "line");
        const QString said = text::error(error).happened;
        QVERIFY2(said.contains(QLatin1String("m.yaml")) && !said.contains(QLatin1String("(not known)")), qPrintable(said));
        QCOMPARE(error.next, problem == QLatin1String("schema") ? NextAction::UpdateProgram : NextAction::MendFile);
    }

    void aNewerFileInTheDataFolderCounts()
    {
        QTemporaryDir folder;
        const auto put = [&](const QByteArray &yaml) {
            QFile file(folder.filePath(QStringLiteral("matrix.yaml")));
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write(yaml) == yaml.size());
        };
        const QDate ours = builtinMatrix()->date;
        QCOMPARE(currentMatrix(folder.path())->date, ours);
        QCOMPARE(currentMatrix(QString())->date, ours);
        put(QByteArray(small).replace("date: 2026-11-24\nsources", "date: 2027-01-01\nsources"));
        auto matrix = currentMatrix(folder.path());
        QVERIFY(matrix);
        QCOMPARE(matrix->date, QDate(2027, 1, 1));
        QCOMPARE(matrix->file, folder.filePath(QStringLiteral("matrix.yaml")));
        put(QByteArray(small).replace("date: 2026-11-24\nsources", "date: 2020-01-01\nsources"));
        matrix = currentMatrix(folder.path());
        QVERIFY(matrix && matrix->file.isEmpty() && matrix->date == ours);
        // What an older one lacks, or has wrong, is nobody's trouble; of a newer one it is an error with its place.
        for (const auto &[date, counts] : {std::pair{"2020-01-01", false}, std::pair{"2027-01-01", true}}) {
            put(QByteArray("schema: 1\ndate: ") + date + "\nsources: []\n");
            matrix = currentMatrix(folder.path());
            QCOMPARE(!matrix, counts);
            QVERIFY(counts || (matrix->file.isEmpty() && matrix->date == ours));
        }
        QCOMPARE(matrix.error().next, NextAction::MendFile);
        put("schema: [");
        matrix = currentMatrix(folder.path());
        QVERIFY(!matrix);
        QCOMPARE(matrix.error().cause, Cause::MatrixInvalid);
        put(QByteArray(2 * 1024 * 1024, ' '));
        QCOMPARE(currentMatrix(folder.path()).error().params.value(QStringLiteral("problem")), QStringLiteral("too-large"));
    }

    void versionsAreComparedPartByPart()
    {
        const auto version = [](const char *text) { return *Version::parse(QString::fromLatin1(text)); };
        QVERIFY(compare(version("3.9"), version("3.10")) < 0);
        QVERIFY(compare(version("580.65.06"), version("580.126.09")) < 0);
        QVERIFY(compare(version("580"), version("580.65.06")) == 0);
        QVERIFY(compare(version("581"), version("580.65.06")) > 0);
        for (const char *text : {"", " 1", "1.", ".1", "1..2", "1.2.3.4.5", "1234567", "1.x", "-1", "١"})
            QVERIFY2(!Version::parse(QString::fromUtf8(text)), text);
    }

    /// Bytes changed, cut out, doubled and put in anywhere: an answer or an error with a place, quickly, never a crash.
    void mutatedFilesAreReadOrRefused()
    {
        const QList<QByteArray> pieces{"{",
                                       "}",
                                       "[",
                                       "]",
                                       ":",
                                       "\n",
                                       "  ",
                                       "- ",
                                       "*a",
                                       "&a",
                                       "!x",
                                       "\"",
                                       "'",
                                       "#",
                                       "|",
                                       ">",
                                       "? ",
                                       ",",
                                       "\t",
                                       "---\n",
                                       "...",
                                       "%",
                                       "@",
                                       "`",
                                       "\xff",
                                       "\xe2",
                                       "\0",
                                       "~",
                                       "null",
                                       "<<",
                                       "0x",
                                       "1e999",
                                       "99999999999999999999",
                                       "-1",
                                       "true",
                                       QByteArray(300, 'a'),
                                       "é",
                                       "schema: 1\n",
                                       QByteArray(100, '['),
                                       QByteArray("- ").repeated(80)};
        QRandomGenerator random(20261124);
        const QByteArray large = builtin();
        QVERIFY(large.size() > 20000);
        int refused = 0, read = 0;
        QElapsedTimer all;
        all.start();
        for (int i = 0; i < 12000; ++i) {
            // Mostly the small file, whose every byte is then hit many times; now and then the real one.
            QByteArray yaml = i % 60 == 0 ? large : small;
            const int changes = 1 + random.bounded(3);
            for (int change = 0; change < changes; ++change) {
                const int at = random.bounded(int(yaml.size()));
                const int length = std::min(int(yaml.size()) - at, random.bounded(40));
                switch (random.bounded(6)) {
                case 0: yaml[at] = static_cast<char>(random.bounded(256)); break;
                case 1: yaml.remove(at, length); break;
                case 2: yaml.insert(at, yaml.mid(random.bounded(int(yaml.size())), length)); break;
                case 3: yaml.insert(at, pieces[random.bounded(int(pieces.size()))]); break;
                case 4: yaml.truncate(at); break;
                default: yaml.replace(at, length, pieces[random.bounded(int(pieces.size()))]); break;
                }
                if (yaml.isEmpty())
                    yaml = "\n";
            }
            QElapsedTimer one;
            one.start();
            const auto matrix = parseMatrix(yaml, QStringLiteral("m.yaml"));
            QVERIFY2(one.elapsed() < 60'000, qPrintable(QStringLiteral("%1 ms for input %2").arg(one.elapsed()).arg(i)));
            if (matrix) {
                ++read;
                continue;
            }
            ++refused;
            QCOMPARE(matrix.error().cause, Cause::MatrixInvalid);
            const int line = matrix.error().params.value(QStringLiteral("line")).toInt();
            QVERIFY2(line >= 1 && line <= yaml.count('\n') + 1 + yaml.count('\r'), qPrintable(matrix.error().detail));
        }
        qInfo("12000 inputs in %lld ms: %d refused, %d still good", all.elapsed(), refused, read);
        QVERIFY(refused > 6000 && read > 100);
    }
};

QTEST_APPLESS_MAIN(TestMatrix)
#include "tst_matrix.moc"
