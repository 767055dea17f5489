// SPDX-License-Identifier: GPL-3.0-or-later
// A log flood through the real way (worker's sink, queue, model, view on screen): 1,000,000 lines of 100 bytes. Goals: 1.2 s, no
// stall of the event loop over 50 ms, less than 50 MiB of memory. Beside it what one would write first: QPlainTextEdit with the
// newest lines of each batch.
#include "app/run/log_view.h"
#include "app/run/run_controller.h"
#include "tests/bench/figures.h"
#include "tests/bench/stall_watch.h"
#include "tests/fakes/fake_operations.h"
#include "wizard/style/theme.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QListView>
#include <QPlainTextEdit>
#include <QTimer>
#include <QtTest>

#include <mutex>
#include <thread>

using namespace fl;

namespace {

constexpr int lineCount = 1'000'000;

qint64 residentKiB()
{
    QFile file(QStringLiteral("/proc/self/status"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : file.readAll().split('\n'))
        if (line.startsWith("VmRSS:"))
            return line.mid(6).trimmed().split(' ').value(0).toLongLong();
    return 0;
}

/// As the engine sends it: chunks of up to 32 KiB, cut anywhere.
void flood(const EventSink &sink)
{
    QString chunk;
    const QString filler = QString(86, QLatin1Char('x'));
    for (int i = 0; i < lineCount; ++i) {
        chunk += QStringLiteral("%1 ").arg(i, 12) + filler + QLatin1Char('\n');
        if (chunk.size() > 32'000 || i + 1 == lineCount) {
            sink({0, {}, QStringLiteral("base-packages"), EventKind::Log, QJsonObject{{QStringLiteral("text"), chunk}}});
            chunk.clear();
        }
    }
}

class FloodOperations : public FakeOperations {
public:
    Result<SetupResult> setup(const Plan &, OperationCall &call) override
    {
        flood(call.events);
        return result;
    }
};

struct Figures {
    double seconds, stallMs, growthMib;
};

Figures ours()
{
    class NoAsker : public Asker {
        Result<Answer> ask(const Question &, std::stop_token) override { return Answer{}; }
    } asker;
    Backend backend([] { return std::static_pointer_cast<Operations>(std::make_shared<FloodOperations>()); }, asker);
    RunController run(backend);
    LogView view(run.log());
    view.resize(760, 500);
    view.show();
    view.unfold(true);
    (void)QTest::qWaitForWindowExposed(&view);
    const qint64 before = residentKiB();
    qint64 most = before;
    bench::StallWatch watch;
    QElapsedTimer timer;
    timer.start();
    Plan plan;
    plan.machineName = QStringLiteral("flood");
    run.start(plan, {});
    const QString last = QStringLiteral("%1 ").arg(lineCount - 1, 12);
    while (run.log().rowCount() == 0 || !run.log().lineAt(run.log().rowCount() - 1).startsWith(last)) {
        QApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
        most = std::max(most, residentKiB());
    }
    view.list()->viewport()->repaint();
    return {static_cast<double>(timer.nsecsElapsed()) / 1e9, watch.worstMs, static_cast<double>(most - before) / 1024};
}

Figures plain()
{
    QPlainTextEdit view;
    view.setMaximumBlockCount(10'000);
    view.setFont(fl::font(TextSize::Mono));
    view.resize(760, 500);
    view.show();
    (void)QTest::qWaitForWindowExposed(&view);
    const qint64 before = residentKiB();
    qint64 most = before;
    bench::StallWatch watch;
    std::mutex mutex;
    QString pending;
    bool over = false;
    QElapsedTimer timer;
    timer.start();
    std::thread worker([&] {
        flood([&](const Event &event) {
            const std::lock_guard lock(mutex);
            pending += event.data.value(QLatin1String("text")).toString();
        });
        const std::lock_guard lock(mutex);
        over = true;
    });
    QTimer flush;
    bool done = false;
    QObject::connect(&flush, &QTimer::timeout, &view, [&] {
        QString text;
        {
            const std::lock_guard lock(mutex);
            text = std::exchange(pending, {});
            done = over && text.isEmpty();
        }
        // The newest 10,000 lines are all that can be kept.
        const QStringList lines = text.split(QLatin1Char('\n'), Qt::SkipEmptyParts);
        if (!lines.isEmpty())
            view.appendPlainText(lines.mid(std::max<qsizetype>(0, lines.size() - 10'000)).join(QLatin1Char('\n')));
        most = std::max(most, residentKiB());
    });
    flush.start(50);
    while (!done)
        QApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
    worker.join();
    return {static_cast<double>(timer.nsecsElapsed()) / 1e9, watch.worstMs, static_cast<double>(most - before) / 1024};
}

} // namespace

int main(int argc, char **argv)
{
    if (!qEnvironmentVariableIsSet("DISPLAY") && !qEnvironmentVariableIsSet("WAYLAND_DISPLAY"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication app(argc, argv);
    applyTheme(app, false);
    const Figures mine = ours(), other = plain();
    const QString s = QStringLiteral("s"), ms = QStringLiteral("ms"), mib = QStringLiteral("MiB");
    bench::limit(QStringLiteral("log of 1,000,000 lines"), s, mine.seconds, 1.2);
    bench::limit(QStringLiteral("log: worst stall"), ms, mine.stallMs, 50);
    bench::limit(QStringLiteral("log: memory growth"), mib, mine.growthMib, 50);
    bench::figure(QStringLiteral("log of 1,000,000 lines"), s, mine.seconds, QStringLiteral("QPlainTextEdit, newest 10k"), other.seconds,
                  1);
    bench::figure(QStringLiteral("log: worst stall"), ms, mine.stallMs, QStringLiteral("QPlainTextEdit, newest 10k"), other.stallMs, 1);
    return 0;
}
