// SPDX-License-Identifier: GPL-3.0-or-later
// The set-up knowledge as values: what resources/matrix.yaml says about GPUs, systems, drivers, CUDA, cuDNN and frameworks.
// docs/matrix.md explains the file. Numbers: sm 75 is compute capability 7.5; a Version is compared part by part.
#pragma once

#include "backends/core/result.h"

#include <QByteArray>
#include <QDate>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace fl {

/// "580.65.06", "3.12", "22.04". Missing parts are not compared: 580 is neither older nor newer than 580.65.06.
struct Version {
    QString text;
    std::vector<int> parts;

    static std::optional<Version> parse(const QString &text); ///< 1 to 4 numbers of at most 6 digits with dots between
    bool isNull() const { return parts.empty(); }
    int major() const { return parts.empty() ? 0 : parts.front(); }
    bool operator==(const Version &other) const { return text == other.text; }
};

/// Negative, zero or positive, as a is older, as good as equal or newer.
int compare(const Version &a, const Version &b);

enum class Module { None, Open, Proprietary };
QString slug(Module module); ///< "none", "open", "proprietary"

QString smText(int sm); ///< 75 -> "7.5"

struct MatrixSource {
    QString id, title;
    QDate date;
};

struct Architecture {
    enum class Use {
        Gpu,   ///< frameworks can compute on it
        Cpu,   ///< too old for any of them
        Board, ///< NVIDIA's own boards bring their own system
    };
    int sm = 0;
    QString generation;
    Use use = Use::Gpu;
    int minDriver = 0, maxDriver = 0; ///< branches; 0: no limit
    Module only = Module::None;       ///< the one kernel module that drives it; None: either does
    QString source;
};

struct GpuModel {
    QString name;
    QStringList aliases;
    int sm = 0;
    QString chip;
    QStringList pci;                ///< device ids of vendor 10de, four hex digits
    std::vector<QStringList> words; ///< name and aliases, as gpuWords() gives them
    Module only = Module::None;     ///< where it differs from its architecture
    QString source;
};

struct GpuFamily {
    QString match; ///< "rtx 50##"
    int sm = 0;
    QString source;
};

struct System {
    enum class Driver { Packages, Windows, None };
    QString id, name;
    QStringList ids;  ///< of /etc/os-release
    QString version;  ///< "*": any
    QString packages; ///< apt, dnf, none
    Version python;   ///< its own
    Driver driver = Driver::Packages;
    int minSm = 0;
    QString source;
};

struct DriverBranch {
    int branch = 0;
    Version version;    ///< its first release
    QString kind, ends; ///< "LTS", "2028-06"
    Version cuda;
    bool open = false, proprietary = false;
    bool offered = false;
    Version maxKernel; ///< null: no limit
    QString source;
};

struct DriverPackages {
    QString system;
    int branch = 0;
    Module module = Module::None;
    QString repository; ///< distribution, nvidia
    QString before;     ///< package to install or module stream to enable first
    QString lock;
    QStringList packages; ///< may hold ${KERNEL} and ${KERNEL_FLAVOUR}
    QString fabricManager;
    bool isSigned = false;
    QString source;
};

struct CudaToolkit {
    Version version, minDriver;
    int minSm = 0, maxSm = 0;
    QString repository;
    QStringList packages, systems;
    QString source;
};

struct Cudnn {
    Version version;
    int cuda = 0; ///< major version
    int minSm = 0;
    QString repository;
    QStringList packages, systems; ///< systems empty: all
    QString source;
};

struct FrameworkBuild {
    QString name; ///< pytorch, tensorflow, keras, jax
    Version version;
    QString requirement;
    QStringList with; ///< installed in the same go
    QString index;    ///< URL of the wheel index, or of the channel of conda
    Version cuda;     ///< null: for the CPU
    int minSm = 0, maxSm = 0, onlyBelowSm = 0;
    Version minDriver, pythonMin, pythonMax;
    QString note;
    int noteFromSm = 0;
    QStringList backends;                 ///< keras: what it can sit on
    std::vector<Version> backendVersions; ///< and from which version
    QString source;

    bool onGpu() const { return !cuda.isNull(); }
};

/// The installer of conda for one processor.
struct Miniforge {
    QString arch; ///< as `uname -m` says: "x86_64"
    QString url, sha256;
    QString source;
};

struct Matrix {
    QDate date;
    QString file; ///< where it was read; empty: built in
    std::vector<MatrixSource> sources;
    QStringList ignoredWords, suffixWords, otherVendors;
    std::vector<Architecture> architectures;
    std::vector<GpuFamily> families;
    std::vector<GpuModel> gpus;
    std::vector<System> systems;
    std::vector<DriverBranch> drivers;
    std::vector<DriverPackages> driverPackages;
    std::vector<CudaToolkit> cuda;
    std::vector<Cudnn> cudnn;
    Version defaultPython;
    std::vector<FrameworkBuild> frameworks, condaFrameworks; ///< of the Python package index, of conda-forge
    std::vector<Miniforge> miniforge;

    const std::vector<FrameworkBuild> &builds(bool conda) const { return conda ? condaFrameworks : frameworks; }
    const Architecture *architecture(int sm) const;
    /// `idAndVersion` is ID-VERSION_ID of /etc/os-release: "ubuntu-24.04", "rocky-9.4"; "wsl2-ubuntu-24.04" is wsl2.
    const System *system(const QString &idAndVersion) const;
    QStringList frameworkNames() const;
};

/// What a GPU given by name, "sm_75", "7.5" or PCI id ("10de:1eb8", "1eb8") is.
struct GpuFound {
    enum class Kind { Nvidia, NoGpu, OtherVendor, Unknown };
    Kind kind = Kind::Unknown;
    QString name; ///< the row's, else as given
    int sm = 0;
    Module only = Module::None;
};

/// The words that tell a model: "NVIDIA A100-SXM4-40GB" -> a100 sxm4 40gb; "GTX1070" -> gtx 1070.
QStringList gpuWords(const QString &name, const QStringList &ignored);

GpuFound findGpu(const Matrix &matrix, const QString &given);

/// Errors: MatrixInvalid with params file, line, key, problem (a code of YamlProblem, or "unknown-key", "missing", "bad-value",
/// "unknown-source", "unknown-name", "twice", "schema"), value.
Result<Matrix> parseMatrix(const QByteArray &yaml, const QString &file);

/// The one that ships with the program.
Result<Matrix> builtinMatrix();

/// The newer, by date, of the built-in one and matrix.yaml in `folder` (the data folder), where there is one.
Result<Matrix> currentMatrix(const QString &folder);

} // namespace fl
