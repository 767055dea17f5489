// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/run/gpu_chain_links.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>

namespace fl {
namespace {

constexpr int timedOut = 124, killed = 137; ///< exit status of timeout(1), and of what was killed

/// The first number of a version: "13.0" is 13; 0 where there is none.
int major(const QString &version)
{
    return version.section(QLatin1Char('.'), 0, 0).toInt();
}

/// Whether a wheel with code for these ("sm_80 sm_90 compute_90") runs on a GPU of that capability ("8.9"). Code runs on the same
/// generation from its own minor number on, and what was left to compile ("compute_") on all that are newer. Not known is taken for yes.
bool isBuiltFor(const QString &archs, const QString &capability)
{
    static const QRegularExpression form(QStringLiteral("\\A(sm|compute)_([0-9]+)([0-9])([a-z]?)\\z"));
    const QStringList parts = capability.split(QLatin1Char('.'));
    if (archs.isEmpty() || parts.size() != 2)
        return true;
    const int wantedMajor = parts[0].toInt(), wantedMinor = parts[1].toInt();
    const QStringList all = archs.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    return std::any_of(all.begin(), all.end(), [&](const QString &arch) {
        const auto match = form.match(arch);
        if (!match.hasMatch())
            return false;
        const int archMajor = match.captured(2).toInt(), archMinor = match.captured(3).toInt();
        const bool notNewer = archMajor < wantedMajor || (archMajor == wantedMajor && archMinor <= wantedMinor);
        if (!match.captured(4).isEmpty()) // of that very one
            return archMajor == wantedMajor && archMinor == wantedMinor;
        return match.captured(1) == QLatin1String("compute") ? notNewer : notNewer && archMajor == wantedMajor;
    });
}

/// What sets a framework's environment right: ours is made anew, another's is its owner's.
NextAction renewal(const Found &own)
{
    return own.is("own", "yes") ? NextAction::Repair : NextAction::ReadHelp;
}

Fault wheelFault(const Found &system, const QString &framework, bool gpu)
{
    const Found own = system.under(framework);
    QMap<QString, QString> params{{QStringLiteral("framework"), framework}};
    if (!own.has("python")) { // set-up did not come so far, or it was taken away
        params.insert(QStringLiteral("missing"), QStringLiteral("yes"));
        return fault(Cause::PackageBroken, NextAction::Repair, params);
    }
    if (own.number("loads") != 0)
        return own.number("loads") == timedOut ? fault(Cause::GpuTimeout, NextAction::Reboot, params)
                                               : fault(Cause::PackageBroken, renewal(own), params, own["said"]);
    if (!gpu)
        return {};
    const QString cuda = own["cuda"], offered = system["cuda.version"];
    if (cuda.isEmpty()) {
        // By the resolver's choice, made for the very GPUs that are there: the same would be chosen again.
        const bool chosen = own.is("device", "cpu") && system["expected"] == system["gpus"];
        return fault(Cause::GpuWheelWithoutCuda, chosen ? NextAction::ReadHelp : renewal(own), params);
    }
    // Within a generation of CUDA each driver runs what was built for any of it.
    if (major(offered) > 0 && major(cuda) > major(offered)) {
        params.insert(QStringLiteral("cuda"), cuda);
        params.insert(QStringLiteral("offered"), offered);
        return fault(Cause::GpuWheelTooNew, renewal(own), params);
    }
    for (const QString &capability : system["cuda.capability"].split(QLatin1Char(' '), Qt::SkipEmptyParts))
        if (!isBuiltFor(own["archs"], capability)) {
            params.insert(QStringLiteral("capability"), capability);
            return fault(Cause::GpuNoKernelImage, renewal(own), params, own["archs"]);
        }
    return {};
}

Fault kernelFault(const Found &system, const QString &framework, bool gpu, const QJsonObject &proof)
{
    const Found own = system.under(framework);
    const QString said = own["said"];
    QMap<QString, QString> params{{QStringLiteral("framework"), framework}};
    if (own.number("computes") == 0) {
        if (!gpu || proof.value(QLatin1String("device")) == QLatin1String("gpu"))
            return {};
        return fault(Cause::GpuFailed, renewal(own), params, said);
    }
    if (own.number("computes") == timedOut || own.number("computes") == killed)
        return fault(Cause::GpuTimeout, gpu ? NextAction::Reboot : NextAction::VerifyAgain, params, said);
    if (!gpu) {
        params.insert(QStringLiteral("problem"), said);
        return fault(Cause::VerificationFailed, renewal(own), params, said);
    }
    if (own.says("said", {"no kernel image"})) {
        params.insert(QStringLiteral("capability"), system["cuda.capability"].section(QLatin1Char(' '), 0, 0));
        return fault(Cause::GpuNoKernelImage, renewal(own), params, said);
    }
    if (own.says("said", {"out of memory", "RESOURCE_EXHAUSTED"}))
        return fault(Cause::GpuMemoryFull, NextAction::WaitAndResume, {{QStringLiteral("holder"), system["holder"]}}, said);
    if (own.says("said", {"busy or unavailable", "devices are in prohibited mode"}))
        return fault(Cause::GpuBusy, NextAction::WaitAndResume, {{QStringLiteral("holder"), system["holder"]}}, said);
    if (own.says("said", {" is wrong"}))
        return fault(Cause::GpuWrongResult, NextAction::ReadHelp, params, said);
    return fault(Cause::GpuFailed, renewal(own), params, said);
}

} // namespace

void addFramework(Chain &chain, const Found &system, const QString &framework, bool gpu)
{
    const Found own = system.under(framework);
    chain.link(QLatin1String("wheel:") + framework,
               {{QStringLiteral("version"), own["version"]},
                {QStringLiteral("cuda"), own["cuda"]},
                {QStringLiteral("python"), own["python"]}},
               [&] { return wheelFault(system, framework, gpu); });
    const QJsonObject proof = QJsonDocument::fromJson(own["proof"].toUtf8()).object();
    const QJsonValue seconds = proof.value(QLatin1String("seconds"));
    chain.link(QLatin1String("kernel:") + framework,
               {{QStringLiteral("device"), proof.value(QLatin1String("device")).toString()},
                {QStringLiteral("gpu"), proof.value(QLatin1String("gpu")).toString()},
                {QStringLiteral("seconds"), seconds.isDouble() ? QString::number(seconds.toDouble()) : QString()}},
               [&] { return kernelFault(system, framework, gpu, proof); });
}

} // namespace fl
