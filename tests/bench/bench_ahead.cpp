// SPDX-License-Identifier: GPL-3.0-or-later
// The driver and the CUDA toolkit over a line of 10 MB/s, fetched while earlier steps install, against the same steps one after the other.
// The packages are stand-ins of a tenth of the real ones' size (driver 30 MB, toolkit with cuDNN 330 MB), the earlier step is
// base-packages with one package of 100,000 files. What can be saved is the time that the earlier steps install. apt, dpkg and the steps
// are real. Each run gets a practice machine of its own, just booted. FL_BENCH_ROUNDS sets how often each is run.
#include "tests/bench/figures.h"
#include "tests/practice/double_index.h"

#include <QCoreApplication>
#include <QElapsedTimer>

using namespace fl;
using namespace fl::bench;

namespace {

double seconds(const QString &layer, const DoubleRepository &served, bool ahead)
{
    PracticeFixture machine(layer);
    ServerSetup setup(machine);
    if (!machine.isUp() || !nameDoubles(machine) || !served.serve(machine, setup) || !setup.connect() || !setup.apply("preflight")
        || !machine.asUser(QStringLiteral("mkdir firstlight")).ok()) // as python-env does
        return -1;
    std::vector<BoundStep> steps;
    for (const char *id : {"base-packages", "nvidia-driver", "cuda-toolkit"})
        for (const BoundStep &step : setup.bound())
            if (step.script->id == QLatin1String(id))
                steps.push_back(step);
    QElapsedTimer timer;
    timer.start();
    for (auto step = steps.begin(); step != steps.end(); ++step)
        if (const auto done = setup.engine->apply(*step, QStringLiteral("op-bench"), {},
                                                  ahead ? std::vector(step + 1, steps.end()) : std::vector<BoundStep>());
            !done) {
            std::fprintf(stderr, "%s: %s\n", qPrintable(step->script->id), qPrintable(told(done.error())));
            return -1;
        }
    return double(timer.elapsed()) / 1000;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    QString problem = PracticeFixture::unavailable();
    const QString layer = problem.isEmpty() ? doublesLayer(packagesLayer(problem), problem) : QString();
    DoubleRepository served;
    const QStringList sizes{QStringLiteral("--weight=nvidia-driver-cuda=30"), QStringLiteral("--weight=cuda-toolkit-13-0=250"),
                            QStringLiteral("--weight=cudnn9-cuda-13=80"), QStringLiteral("--files=ca-certificates=100000")};
    if (layer.isEmpty() || !served.listens() || !served.fill(sizes) || !served.slow(10'000'000)) {
        std::fprintf(stderr, "ahead: %s\n", qPrintable(problem));
        return 1;
    }
    bool given = false;
    const int rounds = qEnvironmentVariableIntValue("FL_BENCH_ROUNDS", &given);
    const auto medians = alternated({{QStringLiteral("ahead"), [&] { return seconds(layer, served, true); }},
                                     {QStringLiteral("in order"), [&] { return seconds(layer, served, false); }}},
                                    given ? rounds : 3);
    figure(QStringLiteral("driver and toolkit, fetched ahead"), QStringLiteral("s"), medians[0], QStringLiteral("one after the other"),
           medians[1], 0.8);
    return 0;
}
