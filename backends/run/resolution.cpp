// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/run/resolution.h"

namespace fl {
namespace {

QByteArray words(const QStringList &list)
{
    return list.join(QLatin1Char(' ')).toUtf8();
}

/// The one of the mirrors with that name that is used: the fastest, once pre-flight has told it; until then the first.
QString mirrorInUse(const QString &listed, const char *name, const QJsonObject &facts)
{
    const QStringList urls = listed.split(QLatin1Char(','));
    const QString fastest = facts.value(QLatin1String("mirror.") + QLatin1String(name)).toString();
    return urls.contains(fastest) ? fastest : urls.first();
}

void addMirrors(const NetworkChoice &network, const QJsonObject &facts, QMap<QString, QByteArray> &values)
{
    const auto add = [&](const char *name, const QString &listed) {
        if (!listed.isEmpty())
            values.insert(QString::fromLatin1(name).toUpper() + QLatin1String("_MIRROR"), mirrorInUse(listed, name, facts).toUtf8());
    };
    add("apt", network.aptMirror);
    add("pypi", network.pypiMirror);
    add("torch", network.torchMirror);
    add("conda", network.condaMirror);
    add("nvidia", network.nvidiaMirror);
    add("huggingface", network.huggingFaceMirror);
}

/// The same place at the mirror the user named; what pip and conda ask anyway needs no name.
QByteArray mirrored(const QString &index, const QByteArray &torchMirror)
{
    const QLatin1String torch("https://download.pytorch.org/whl"), pypi("https://pypi.org/simple"),
        condaForge("https://conda.anaconda.org/conda-forge");
    if (index == pypi || index == condaForge)
        return {};
    if (index.startsWith(torch) && !torchMirror.isEmpty())
        return torchMirror.chopped(torchMirror.endsWith('/') ? 1 : 0) + index.mid(torch.size()).toUtf8();
    return index.toUtf8();
}

ResolveInput inputOf(const Choices &choices, bool ours, const QJsonObject &facts)
{
    const auto fact = [&](const char *name) { return facts.value(QLatin1String(name)).toString(); };
    ResolveInput input;
    input.gpus = fact("gpu.pci").split(QLatin1Char(' '), Qt::SkipEmptyParts);
    input.system = fact("os.id") + QLatin1Char('-') + fact("os.version");
    input.wsl = fact("wsl") == QLatin1String("yes");
    input.driver = fact("gpu.driver");
    input.kernel = fact("kernel");
    input.secureBoot = fact("secure_boot") == QLatin1String("yes");
    input.canEnrolKey = fact(atItsScreenFact) == QLatin1String("yes");
    input.mayChangeDriver = ours || !choices.software.keepDriver;
    input.frameworks = choices.software.frameworks;
    input.kerasBackend = choices.software.kerasBackend;
    input.cudaToolkit = choices.software.cudaToolkit;
    input.conda = fact("source") == QLatin1String("conda");
    return input;
}

void addDriver(const DriverPick &driver, QMap<QString, QByteArray> &values)
{
    values.insert(QStringLiteral("DRIVER_ACTION"), slug(driver.action).toUtf8());
    values.insert(QStringLiteral("DRIVER_BRANCH"), driver.branch == 0 ? QByteArray() : QByteArray::number(driver.branch));
    values.insert(QStringLiteral("DRIVER_MODULE"), driver.module == Module::None ? QByteArray() : slug(driver.module).toUtf8());
    values.insert(QStringLiteral("DRIVER_REPOSITORY"), driver.repository.toUtf8());
    values.insert(QStringLiteral("DRIVER_BEFORE"), driver.before.toUtf8());
    values.insert(QStringLiteral("DRIVER_PACKAGES"), words(driver.packages));
    values.insert(QStringLiteral("DRIVER_LOCK"), driver.lock.toUtf8());
    values.insert(QStringLiteral("DRIVER_FABRIC_MANAGER"), driver.fabricManager.toUtf8());
    values.insert(QStringLiteral("DRIVER_ENROL_KEY"), driver.enrolKey ? "yes" : "no");
}

void addToolkit(const QString &prefix, const std::optional<CudaPick> &pick, QMap<QString, QByteArray> &values)
{
    if (!pick)
        return;
    values.insert(prefix + QLatin1String("_VERSION"), pick->version.toUtf8());
    values.insert(prefix + QLatin1String("_PACKAGES"), words(pick->packages));
    values.insert(prefix + QLatin1String("_REPOSITORY"), pick->repository.toUtf8());
}

/// Nothing where the matrix knows no installer for this processor.
void addConda(const Matrix &matrix, const QString &arch, QMap<QString, QByteArray> &values)
{
    for (const Miniforge &row : matrix.miniforge) {
        if (row.arch == arch) {
            values.insert(QStringLiteral("CONDA_INSTALLER"), row.url.toUtf8());
            values.insert(QStringLiteral("CONDA_SHA256"), row.sha256.toUtf8());
        }
    }
}

/// Keras comes with what it sits on; its packages stand at the usual index, which the step knows.
QMap<QString, QByteArray> frameworkValues(const FrameworkPick &pick, const QByteArray &torchMirror)
{
    QStringList requirements;
    for (const FrameworkPick &below : pick.backend)
        requirements += QStringList{below.requirement} + below.with;
    requirements += QStringList{pick.requirement} + pick.with;
    const FrameworkPick &large = pick.backend.empty() ? pick : pick.backend.front();
    return {{QStringLiteral("FRAMEWORK_REQUIREMENTS"), words(requirements)},
            {QStringLiteral("FRAMEWORK_INDEX"), mirrored(large.index, torchMirror)},
            {QStringLiteral("FRAMEWORK_PYTHON"), pick.python.toUtf8()},
            {QStringLiteral("KERAS_BACKEND"), pick.backend.empty() ? QByteArray() : large.name.toUtf8()}};
}

} // namespace

bool asksTable(const QJsonObject &facts)
{
    const QString source = facts.value(QLatin1String("source")).toString();
    return !source.isEmpty() && source != QLatin1String("distro") && facts.contains(QLatin1String("gpu.pci"));
}

QJsonObject resolverFacts(const QJsonObject &facts)
{
    QJsonObject read;
    for (auto it = facts.begin(); it != facts.end(); ++it)
        if (it.key().startsWith(QLatin1String("mirror.")))
            read.insert(it.key(), it.value());
    if (asksTable(facts))
        for (const char *name :
             {"source", "arch", "gpu.pci", "os.id", "os.version", "wsl", "gpu.driver", "kernel", "secure_boot", atItsScreenFact})
            read.insert(QLatin1String(name), facts.value(QLatin1String(name)));
    return read;
}

Result<Resolution> resolveMachine(const Matrix &matrix, const Choices &choices, bool ours, const QJsonObject &facts)
{
    Resolution resolution;
    const QJsonObject read = resolverFacts(facts);
    addMirrors(choices.network, read, resolution.values);
    if (!asksTable(facts))
        return resolution;
    auto resolved = resolve(matrix, inputOf(choices, ours, read));
    if (!resolved)
        return fail(std::move(resolved).error());
    addDriver(resolved->driver, resolution.values);
    addToolkit(QStringLiteral("CUDA"), resolved->cuda, resolution.values);
    addToolkit(QStringLiteral("CUDNN"), resolved->cudnn, resolution.values);
    if (read.value(QLatin1String("source")) == QLatin1String("conda"))
        addConda(matrix, read.value(QLatin1String("arch")).toString(), resolution.values);
    for (const FrameworkPick &pick : resolved->frameworks)
        resolution.ofStep.insert(QLatin1String("framework-") + pick.name,
                                 frameworkValues(pick, resolution.values.value(QStringLiteral("TORCH_MIRROR"))));
    resolution.reasons = std::move(resolved->reasons);
    return resolution;
}

bool hasNetworkSettings(const Machine &machine)
{
    return !machine.facts.value(QLatin1String("network.system")).toString().isEmpty()
        || !machine.facts.value(QLatin1String("network.user")).toString().isEmpty();
}

} // namespace fl
