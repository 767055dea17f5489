// SPDX-License-Identifier: GPL-3.0-or-later
// Jupyter, TensorFlow and JAX from a Python index, against a script that someone who knows how would write (peers/frameworks.sh). The
// index and its wheels are doubles on this computer, so what is measured is all but the network and the frameworks' own size; there is
// no uv in it, so pip does the work for both and nothing is fetched ahead. Each run gets a practice machine of its own, just booted, with
// the distribution's packages on it. FL_BENCH_ROUNDS sets how often each is run.
#include "tests/bench/figures.h"
#include "tests/bench/peers.h"
#include "tests/practice/double_index.h"

#include <QCoreApplication>
#include <QElapsedTimer>

using namespace fl;
using namespace fl::bench;

namespace {

double seconds(const QElapsedTimer &timer)
{
    return double(timer.elapsed()) / 1000;
}

double ours(const QString &layer, const DoubleIndex &index)
{
    PracticeFixture machine(layer);
    if (!machine.isUp() || !nameDoubles(machine))
        return -1;
    ServerSetup setup(machine);
    setup.set("SOURCE", "pypi");
    setup.set("PYPI_MIRROR", index.url("simple").toLatin1());
    setup.set("FRAMEWORKS", "tensorflow jax");
    setup.set("UNSAFE_IO", "no");
    for (const char *name : {"tensorflow", "jax"})
        setup.set(QByteArray("framework-") + name + ".FRAMEWORK_REQUIREMENTS", name);
    QElapsedTimer timer;
    timer.start();
    auto done = setup.connect() ? setup.run(QStringLiteral("op-bench")) : Result<QStringList>(QStringList());
    if (!done)
        std::fprintf(stderr, "ours: %s\n", qPrintable(told(done.error())));
    return done && done->contains(QStringLiteral("verify")) ? seconds(timer) : -1;
}

double byHand(const QString &layer, const DoubleIndex &index)
{
    PracticeFixture machine(layer);
    const QByteArray script = setupByHand("frameworks.sh");
    if (!machine.isUp() || !nameDoubles(machine) || script.isEmpty())
        return -1;
    QElapsedTimer timer;
    timer.start();
    const auto done = machine.asUser(QStringLiteral("sh -s"), "index=" + index.url("simple").toLatin1() + '\n' + script, 600);
    if (!done.ok())
        std::fprintf(stderr, "by hand: %s\n", done.err.right(500).constData());
    return done.ok() ? seconds(timer) : -1;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    QString problem = PracticeFixture::unavailable();
    const QString layer = problem.isEmpty() ? doublesLayer(packagesLayer(problem), problem) : QString();
    DoubleIndex index;
    if (layer.isEmpty() || !index.listens() || !index.fill()) {
        std::fprintf(stderr, "frameworks: %s\n", qPrintable(problem));
        return 1;
    }
    bool given = false;
    const int rounds = qEnvironmentVariableIntValue("FL_BENCH_ROUNDS", &given);
    const auto medians = alternated({{QStringLiteral("ours"), [&] { return ours(layer, index); }},
                                     {QStringLiteral("by hand"), [&] { return byHand(layer, index); }}},
                                    given ? rounds : 3);
    figure(QStringLiteral("two frameworks from an index"), QStringLiteral("s"), medians[0], QStringLiteral("script by hand"), medians[1],
           1.03);
    return 0;
}
