// SPDX-License-Identifier: GPL-3.0-or-later
// The probe's kernels without a GPU: their source runs on the CPU, thread by thread; their PTX is what the source says, and ptxas takes it.
#include "backends/probe/program/matrices.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest>

#include <cmath>
#include <ucontext.h>

#define FL_EMULATED "tests/backends/probe/emulated_device.h"
#define FL_WITH_F32
#define FL_WITH_WMMA
#define FL_WITH_MMA
#include "backends/probe/program/kernels/matmul.cu"

namespace emulated {

namespace {

struct Thread {
    ucontext_t context;
    std::vector<char> stack = std::vector<char>(256 << 10);
    bool done = false;
};

struct Barrier {
    int arrived = 0;
    unsigned round = 0;
};

std::vector<Thread> threads;
ucontext_t scheduler;
int current = 0, blockX = 0, blockY = 0, barriers = 0;
Barrier all, warps[8];
Warp exchange[8];
std::function<void()> kernel;

void wait(Barrier &barrier, int count)
{
    ++barriers;
    const unsigned round = barrier.round;
    if (++barrier.arrived == count) {
        barrier.arrived = 0;
        ++barrier.round;
        return;
    }
    while (barrier.round == round)
        swapcontext(&threads[static_cast<size_t>(current)].context, &scheduler);
}

void begin()
{
    kernel();
    threads[static_cast<size_t>(current)].done = true;
}

} // namespace

int thread()
{
    return current;
}
int column()
{
    return blockX;
}
int row()
{
    return blockY;
}
void syncAll()
{
    wait(all, static_cast<int>(threads.size()));
}
void syncWarp()
{
    wait(warps[current / 32], 32);
}
Warp &warp()
{
    return exchange[current / 32];
}
float half(u16 bits)
{
    const int exponent = bits >> 10 & 31;
    const float value =
        exponent ? std::ldexp(1 + static_cast<float>(bits & 1023) / 1024, exponent - 15) : std::ldexp(static_cast<float>(bits & 1023), -24);
    return bits & 0x8000 ? -value : value;
}

/// Every block of the grid, one after the other. `order` is the step through the threads: an odd number visits them in another order.
void launch(int tiles, int count, int order, std::function<void()> body)
{
    kernel = std::move(body);
    for (blockY = 0; blockY < tiles; ++blockY)
        for (blockX = 0; blockX < tiles; ++blockX) {
            threads = std::vector<Thread>(static_cast<size_t>(count));
            for (Thread &each : threads) {
                getcontext(&each.context);
                each.context.uc_stack.ss_sp = each.stack.data();
                each.context.uc_stack.ss_size = each.stack.size();
                each.context.uc_link = &scheduler;
                makecontext(&each.context, begin, 0);
            }
            for (bool running = true; running;) {
                running = false;
                for (int i = 0; i < count; ++i) {
                    current = i * order % count;
                    Thread &each = threads[static_cast<size_t>(current)];
                    if (each.done)
                        continue;
                    running = true;
                    swapcontext(&scheduler, &each.context);
                }
            }
        }
}

} // namespace emulated

using fl::probe::Matrices;

class TestProbeKernels : public QObject {
    Q_OBJECT

    static QString kernels() { return QStringLiteral(FL_SOURCE_DIR "/backends/probe/program/kernels/"); }

private slots:
    void theSourceMultipliesRight_data()
    {
        QTest::addColumn<QString>("kernel");
        QTest::addColumn<int>("n");
        QTest::addColumn<int>("order");
        for (const char *kernel : {"f32", "wmma", "mma"})
            for (const int n : {128, 256})
                for (const int order : {1, 37})
                    QTest::addRow("%s %d in steps of %d", kernel, n, order) << QString::fromLatin1(kernel) << n << order;
    }
    void theSourceMultipliesRight()
    {
        QFETCH(QString, kernel);
        QFETCH(int, n);
        QFETCH(int, order);
        const Matrices m(n, 3);
        const size_t elements = static_cast<size_t>(n) * n;
        std::vector<float> a(m.a(), m.a() + elements), b(m.b(), m.b() + elements), c(elements, NAN);
        std::vector<u16> halfA(elements), halfB(elements);
        for (size_t i = 0; i < elements; ++i) {
            halfA[i] = fl::probe::halfBits(m.a()[i]);
            halfB[i] = fl::probe::halfBits(m.b()[i]);
        }
        if (kernel == QLatin1String("f32"))
            emulated::launch(n / 128, 256, order, [&] { fl_matmul_f32(a.data(), b.data(), c.data(), n); });
        else if (kernel == QLatin1String("wmma"))
            emulated::launch(n / 128, 128, order, [&] { fl_matmul_wmma(halfA.data(), halfB.data(), c.data(), n); });
        else
            emulated::launch(n / 128, 128, order, [&] { fl_matmul_mma(halfA.data(), halfB.data(), c.data(), n); });
        QCOMPARE(m.wrongRows(c.data(), 0, n), 0);
        QCOMPARE(m.wrongElements(c.data(), 0, n, 2000), 0);
    }

    void ptxasTakesThePtx_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("target");
        QTest::addColumn<QString>("arch");
        const auto add = [](const char *file, const char *target, std::initializer_list<const char *> archs) {
            for (const char *arch : archs)
                QTest::addRow("%s for %s", file, arch)
                    << QString::fromLatin1(file) << QString::fromLatin1(target) << QString::fromLatin1(arch);
        };
        add("f32_sm50.ptx", "sm_50", {"sm_75", "sm_90", "sm_120"});
        add("wmma_sm70.ptx", "sm_70", {"sm_75", "sm_90", "sm_120"});
        add("mma_sm80.ptx", "sm_80", {"sm_80", "sm_90", "sm_120"});
    }
    void ptxasTakesThePtx()
    {
        QFETCH(QString, file);
        QFETCH(QString, target);
        QFETCH(QString, arch);
        QFile ptx(kernels() + file);
        QVERIFY(ptx.open(QIODevice::ReadOnly));
        QVERIFY(ptx.readAll().contains(".target " + target.toLatin1() + '\n'));
        const QString ptxas = tool(QStringLiteral("ptxas"));
        if (ptxas.isEmpty())
            QSKIP("ptxas is not here: no CUDA Toolkit");
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(ptxas,
                      {QStringLiteral("-v"), QStringLiteral("-arch=") + arch, kernels() + file, QStringLiteral("-o"),
                       QStringLiteral("/dev/null")});
        QVERIFY(process.waitForFinished(60000));
        const QByteArray said = process.readAll();
        if (said.contains("is not defined for option 'gpu-name'"))
            QSKIP("this ptxas does not know the card");
        QVERIFY2(process.exitCode() == 0, said.constData());
    }
    void ptxasRefusesDamage()
    {
        const QString ptxas = tool(QStringLiteral("ptxas"));
        if (ptxas.isEmpty())
            QSKIP("ptxas is not here: no CUDA Toolkit");
        QFile ptx(kernels() + QStringLiteral("f32_sm50.ptx"));
        QVERIFY(ptx.open(QIODevice::ReadOnly));
        QByteArray text = ptx.readAll();
        const qsizetype at = text.indexOf("fma.rn.f32");
        QVERIFY(at > 0);
        text.replace(at, 10, "fma.rn.f33");
        QTemporaryDir dir;
        QFile damaged(dir.filePath(QStringLiteral("x.ptx")));
        QVERIFY(damaged.open(QIODevice::WriteOnly) && damaged.write(text) > 0);
        damaged.close();
        QProcess process;
        process.start(ptxas, {QStringLiteral("-arch=sm_75"), damaged.fileName(), QStringLiteral("-o"), QStringLiteral("/dev/null")});
        QVERIFY(process.waitForFinished(60000));
        QVERIFY(process.exitCode() != 0);
    }
    void thePtxIsMadeFromTheSource()
    {
        const QString clang = QStandardPaths::findExecutable(QStringLiteral("clang++-14"));
        if (clang.isEmpty())
            QSKIP("clang 14, which made the PTX, is not here; another version writes other text");
        QTemporaryDir dir;
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("CLANG"), clang);
        process.setProcessEnvironment(environment);
        process.start(QStringLiteral("sh"), {kernels() + QStringLiteral("make_ptx.sh"), dir.path()});
        QVERIFY(process.waitForFinished(60000));
        QVERIFY2(process.exitCode() == 0, process.readAllStandardError().constData());
        for (const char *name : {"f32_sm50.ptx", "wmma_sm70.ptx", "mma_sm80.ptx"}) {
            QFile kept(kernels() + QString::fromLatin1(name)), made(dir.filePath(QString::fromLatin1(name)));
            QVERIFY(kept.open(QIODevice::ReadOnly) && made.open(QIODevice::ReadOnly));
            QVERIFY2(kept.readAll() == made.readAll(), name);
        }
    }

private:
    static QString tool(const QString &name)
    {
        const QString found = QStandardPaths::findExecutable(name);
        return found.isEmpty()
            ? QStandardPaths::findExecutable(name, {QStringLiteral("/usr/local/cuda/bin"), QStringLiteral("/opt/cuda/bin")})
            : found;
    }
};

QTEST_GUILESS_MAIN(TestProbeKernels)
#include "tst_probe_kernels.moc"
