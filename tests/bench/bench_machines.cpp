// SPDX-License-Identifier: GPL-3.0-or-later
// 500 machines in the list, each of which answers otherwise than before: how long until all are drawn anew, and the longest time for which
// the window did not react. Beside it what one would write first: a QTableWidget that is cleared and filled at each answer batch. And a day
// of eight GPUs through the real way (worker's sink, queue, history) as fast as it goes.
#include "app/dashboard/dashboard.h"
#include "app/dashboard/hosted_results.h"
#include "tests/bench/figures.h"
#include "tests/bench/stall_watch.h"
#include "tests/fakes/fake_operations.h"
#include "tests/fakes/fake_run.h"
#include "tests/fakes/probe_samples.h"
#include "wizard/style/theme.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QTableWidget>
#include <QtTest>

#include <malloc.h>

using namespace fl;

namespace {

constexpr int count = 500, rounds = 5;

class Nothing : public Desktop {
    bool openUrl(const QString &) override { return false; }
    bool openTerminal(const QStringList &) override { return false; }
    bool openEditor(const QString &) override { return false; }
    void notify(const QString &, const QString &) override { }
};

Machine machineOf(int number, MachineState state)
{
    Machine machine;
    machine.id = QStringLiteral("m-%1").arg(number, 12, 16, QLatin1Char('0'));
    machine.name = QStringLiteral("lab-%1").arg(number);
    machine.where = QStringLiteral("practice");
    machine.state = state;
    machine.perHour = Money{};
    return machine;
}

struct Figures {
    double seconds = -1, stallMs = -1;
};

Figures ours()
{
    const auto operations = std::make_shared<FakeOperations>();
    for (int i = 0; i < count; ++i)
        operations->machines.push_back(machineOf(i, MachineState::Ready));
    FakeAsker asker;
    Nothing desktop;
    Backend backend([operations] { return std::shared_ptr<Operations>(operations); }, asker);
    Catalog catalog(backend);
    Machines machines(backend, catalog, desktop, QStringLiteral("/nowhere"));
    HostedResults hosted(backend, QStringLiteral("/nowhere"));
    Dashboard dashboard(machines, hosted);
    dashboard.resize(960, 640);
    dashboard.show();
    (void)QTest::qWaitForWindowExposed(&dashboard);
    const auto all = [&](MachineState state) {
        return machines.all().size() == count && std::all_of(machines.all().begin(), machines.all().end(), [&](const MachineEntry &entry) {
                   return !entry.asking && entry.status.machine.state == state;
               });
    };
    machines.refresh();
    if (!QTest::qWaitFor([&] { return all(MachineState::Ready); }, 60'000))
        return {};
    for (int i = 0; i < count; ++i)
        operations->statuses[operations->machines[static_cast<size_t>(i)].name] = {machineOf(i, MachineState::Stopped),
                                                                                   QStringLiteral("stopped"), 1, std::nullopt};
    bench::StallWatch watch;
    QElapsedTimer timer;
    timer.start();
    machines.refresh();
    while (!all(MachineState::Stopped))
        QApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
    QApplication::processEvents();
    return {static_cast<double>(timer.nsecsElapsed()) / 1e9, watch.worstMs};
}

Figures table()
{
    QTableWidget view(count, 4);
    view.resize(960, 640);
    view.show();
    (void)QTest::qWaitForWindowExposed(&view);
    constexpr int batch = 24; // as many as are asked at a time
    bench::StallWatch watch;
    QElapsedTimer timer;
    timer.start();
    for (int answered = 0; answered < count; answered += batch) {
        view.clearContents();
        view.setRowCount(count);
        for (int row = 0; row < count; ++row) {
            const Machine machine = machineOf(row, row < answered + batch ? MachineState::Stopped : MachineState::Ready);
            const QStringList texts{machine.name, slug(machine.state), machine.where, QStringLiteral("free")};
            for (int column = 0; column < 4; ++column)
                view.setItem(row, column, new QTableWidgetItem(texts[column]));
        }
        QApplication::processEvents();
    }
    return {static_cast<double>(timer.nsecsElapsed()) / 1e9, watch.worstMs};
}

/// Longest stall in ms, and growth in MiB, of a second day after a first.
std::pair<double, double> day()
{
    const auto operations = std::make_shared<FakeOperations>();
    operations->probed = sampleReport("h100_x8");
    for (int second = 0; second < 24 * 3600; second += 5)
        operations->ticks << sampleTick(operations->probed, 1'764'000'000'000 + second * 1000LL, second % 100);
    FakeAsker asker;
    Backend backend([operations] { return std::shared_ptr<Operations>(operations); }, asker);
    GpuWatch watch(backend);
    Machine machine;
    machine.name = QStringLiteral("lab");
    bench::StallWatch stall;
    std::array<size_t, 2> used{};
    for (size_t &bytes : used) {
        watch.keep({machine.name});
        const bool came =
            QTest::qWaitFor([&] { return watch.view(machine).tick && watch.view(machine).tick->t == operations->ticks.last().t; }, 60'000);
        watch.keep({});
        if (!came)
            return {-1, -1};
        bytes = mallinfo2().uordblks;
    }
    return {stall.worstMs, std::max(0.0, (static_cast<double>(used[1]) - static_cast<double>(used[0])) / 1048576)};
}

} // namespace

int main(int argc, char **argv)
{
    if (!qEnvironmentVariableIsSet("DISPLAY") && !qEnvironmentVariableIsSet("WAYLAND_DISPLAY"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication app(argc, argv);
    applyTheme(app, false);
    std::vector<double> stalls, otherStalls;
    const auto run = [](Figures (*what)(), std::vector<double> &worst) {
        return [what, &worst] {
            const Figures figures = what();
            worst.push_back(figures.stallMs);
            return figures.seconds;
        };
    };
    const QString s = QStringLiteral("s"), ms = QStringLiteral("ms"), peer = QStringLiteral("QTableWidget filled anew");
    const auto seconds = bench::alternated({{QStringLiteral("firstlight"), run(ours, stalls)}, {peer, run(table, otherStalls)}}, rounds);
    bench::figure(QStringLiteral("500 machines asked again"), s, seconds[0], peer, seconds[1], 1);
    bench::limit(QStringLiteral("500 machines: worst stall"), ms, bench::median(stalls), 50);
    bench::figure(QStringLiteral("500 machines: worst stall"), ms, bench::median(stalls), peer, bench::median(otherStalls), 1);
    const auto [stall, growth] = day();
    bench::limit(QStringLiteral("a day of 8 GPUs: worst stall"), ms, stall, 50);
    bench::limit(QStringLiteral("a day of 8 GPUs: left behind"), QStringLiteral("MiB"), growth, 1);
    return 0;
}
