// SPDX-License-Identifier: GPL-3.0-or-later
// Seeded random fault schedules over the fake cloud and a fake clock: answers are lost, lists lag, requests fail, the program is
// killed anywhere; two starts later nothing may be left and nothing may have been made twice. A seed replays:
// FL_SEED=17 tst_cloud_schedules. 100 seeds in every run, 1,000 with FL_DEEP.
#include "tests/crash/cloud_life.h"
#include "tests/fakes/fake_shells.h"

#include "backends/io/local/local_shell.h"

#include <QTemporaryDir>
#include <QtTest>

// limit: 1800

using namespace fl;

namespace {

FakeCloudFaults faultsOf(QRandomGenerator &random)
{
    const auto share = [&](double most) { return random.bounded(2) == 0 ? 0.0 : random.generateDouble() * most; };
    FakeCloudFaults faults;
    faults.seed = random.generate();
    faults.loseRequest = share(0.3);
    faults.loseAnswer = share(0.3);
    faults.serverError = share(0.3);
    faults.refuse = share(0.1);
    faults.lag = std::chrono::seconds(random.bounded(2) == 0 ? 0 : random.bounded(90));
    faults.deleting = std::chrono::seconds(random.bounded(2) == 0 ? 0 : random.bounded(400));
    faults.tokens = random.bounded(2) == 0;
    faults.noCapacity = random.bounded(8) == 0;
    return faults;
}

struct Outcome {
    QString wrong;
    bool killed = false, made = false;
    qsizetype requests = 0;
};

Outcome runSeed(quint32 seed)
{
    QRandomGenerator random(seed);
    QTemporaryDir home;
    FakeClock clock;
    FakeAgreeableShell shell;
    FakeFuse fuse;
    FakeFuseLedger ledger(fuse);
    FakeCloudFaults faults = faultsOf(random);
    Outcome outcome;
    const auto wrong = [&](const QString &what) {
        if (outcome.wrong.isEmpty())
            outcome.wrong = what;
    };
    const auto watch = [&](CloudStart &start) {
        start.cloud->watcher = [&](const QString &verb, const ResourceRecord &asked) {
            fuse.burn();
            if (verb != QLatin1String("create") && verb != QLatin1String("remove"))
                return;
            const auto records = ledger.resources(asked.machine);
            const auto wanted = verb == QLatin1String("create") ? ResourceRecord::State::Intended : ResourceRecord::State::Deleting;
            if (std::none_of(records->begin(), records->end(), [&](const ResourceRecord &record) {
                    return record.kind == asked.kind && record.operation == asked.operation && record.state == wanted;
                }))
                wrong(QStringLiteral("%1 %2 without an intent").arg(verb, asked.kind));
        };
    };
    const auto noTwins = [&](const FakeCloudBook &book, const char *when) {
        QMap<QString, int> count;
        for (const FakeCloudBook::Thing &thing : book.alive())
            if (++count[thing.said.machine + thing.said.kind] > 1)
                wrong(QStringLiteral("two of %1 after %2").arg(thing.said.kind, QLatin1String(when)));
    };
    fuse.left = random.bounded(3) == 0 ? -1 : random.bounded(70);
    {
        CloudStart first(home.path(), faults, clock, ledger, shell);
        watch(first);
        try {
            outcome.made = first.setUp().has_value();
            if (random.bounded(2) == 0)
                (void)first.operations->destroy(QStringLiteral("lab"), first.call);
        } catch (const FakeKill &) {
            outcome.killed = true;
        }
        noTwins(first.cloud->book, "the first start");
    }
    fuse.left = random.bounded(2) == 0 ? -1 : random.bounded(70); // the second start may be killed as well
    clock.time += random.bounded(3600'000);
    {
        CloudStart second(home.path(), faults, clock, ledger, shell);
        watch(second);
        try {
            second.goOn();
        } catch (const FakeKill &) {
            outcome.killed = true;
        }
        noTwins(second.cloud->book, "the second start");
    }
    fuse.left = -1;
    faults.noCapacity = false;
    CloudStart third(home.path(), faults, clock, ledger, shell);
    watch(third);
    third.goOn();
    noTwins(third.cloud->book, "the third start");
    if (!third.removeAll())
        wrong(QStringLiteral("the list is not empty"));
    for (const FakeCloudBook::Thing &thing : third.cloud->book.alive())
        wrong(QStringLiteral("an orphan: %1 %2").arg(thing.said.kind, thing.said.id));
    outcome.requests = third.cloud->book.requests().size();
    return outcome;
}

} // namespace

class TestCloudSchedules : public QObject {
    Q_OBJECT
private slots:
    void nothingIsLeftAndNothingIsMadeTwice()
    {
        const QString replay = qEnvironmentVariable("FL_SEED");
        const int first = replay.isEmpty() ? 1 : replay.toInt();
        const int last = !replay.isEmpty() ? first : qEnvironmentVariableIsSet("FL_DEEP") ? 1000 : 100;
        int killed = 0, made = 0;
        qsizetype requests = 0;
        for (int seed = first; seed <= last; ++seed) {
            const Outcome outcome = runSeed(static_cast<quint32>(seed));
            QVERIFY2(outcome.wrong.isEmpty(), qPrintable(QStringLiteral("FL_SEED=%1: %2").arg(seed).arg(outcome.wrong)));
            killed += outcome.killed ? 1 : 0;
            made += outcome.made ? 1 : 0;
            requests += outcome.requests;
        }
        qInfo("counts: %d schedules, %lld requests, %d with a killed program, %d that came to a machine at once: orphans 0, duplicates 0",
              last - first + 1, static_cast<long long>(requests), killed, made);
        if (replay.isEmpty())
            QVERIFY(killed > 20 && made > 10); // the sweep sweeps
    }
};

QTEST_GUILESS_MAIN(TestCloudSchedules)
#include "tst_cloud_schedules.moc"
