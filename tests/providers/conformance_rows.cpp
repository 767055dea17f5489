// SPDX-License-Identifier: GPL-3.0-or-later
// The rows in which the other side, the disk or the user goes another way than the program.
#include "tests/providers/conformance.h"

#include <QFile>
#include <QtTest>

namespace fl {

using namespace std::chrono_literals;

void ProviderConformance::S09_S10_whatWasMadeIsSeenLate()
{
    ProviderLife life(tested());
    if (!life.world->showLate())
        QSKIP("what was made is seen at once there");
    const Status made = ProviderStart(life).create();
    QVERIFY2(made, told(made).constData());
    QCOMPARE(endsWell(life), QString());
}

void ProviderConformance::S11_aMachineThatEndsByItself()
{
    ProviderLife life(tested());
    if (!life.world->endByItself())
        QSKIP("no machine ends by itself there");
    const Status made = ProviderStart(life).create();
    QVERIFY(!made);
    QVERIFY2(made.error().cause == Cause::NoCapacity, told(made).constData());
    QCOMPARE(life.world->machinesMade(), 1); // not another one, unasked
    QCOMPARE(removed(life), QString());
}

/// A try that ended by itself and cannot be confirmed gone: nothing else is tried beside it, and what it may cost is not forgotten.
void ProviderConformance::S12_whatCannotBeRemovedStaysKnown()
{
    ProviderLife life(tested());
    if (!life.world->endByItself())
        QSKIP("no machine ends by itself there");
    if (!life.world->refuseDeleting(true))
        QSKIP("what is to be deleted is always let go there");
    Choices choices = life.world->choices();
    choices.provider.insert(QStringLiteral("fallback"), QStringLiteral("types")); // it may go on to any other
    for (int tries = 0; tries < 3; ++tries) {
        ProviderStart start(life);
        const Status made = start.provider->create(life.machine, choices, start.call);
        QVERIFY(!made);
        QVERIFY2(made.error().cause != Cause::NoCapacity, told(made).constData()); // what is in the way is said, not what began it
        QCOMPARE(life.world->machinesMade(), 1);
        const Status gone = start.destroy();
        QVERIFY(!gone);
        const auto records = life.records();
        const auto kept = std::find_if(records.begin(), records.end(),
                                       [](const ResourceRecord &record) { return record.kind == QLatin1String("instance"); });
        QVERIFY(kept != records.end());
        QCOMPARE(kept->state, ResourceRecord::State::Deleting);
        QVERIFY(kept->perHour && !kept->perHour->isFree());
        QVERIFY(!kept->handle.isEmpty());
    }
    QVERIFY(life.world->refuseDeleting(false));
    QCOMPARE(removed(life), QString());
}

void ProviderConformance::S13_whatWasDeletedStaysForAWhile()
{
    ProviderLife life(tested());
    QVERIFY(ProviderStart(life).create());
    if (!life.world->deleteSlowly())
        QSKIP("what is deleted is gone at once there");
    const size_t before = life.ledger.history.size();
    QCOMPARE(removed(life), QString()); // it has waited
    // The record was never closed before the other side had said so twice.
    for (size_t i = before; i < life.ledger.history.size(); ++i)
        QVERIFY(life.ledger.history[i].state != ResourceRecord::State::Gone || life.ledger.history[i].goneConfirmations >= 2);
}

void ProviderConformance::S14_whatNoListKnowsIsFoundAndRemoved()
{
    ProviderLife life(tested());
    QVERIFY(ProviderStart(life).create());
    const QStringList there = life.world->book();
    FakeLedger empty; // the list was lost
    ProviderStart start(life, {}, &empty);
    const auto found = start.provider->find(start.call);
    QVERIFY(found && found->size() == 1);
    const Leftover &leftover = found->front();
    QVERIFY(leftover.ours);
    QCOMPARE(leftover.machine.id, life.machine.id);
    QStringList kinds;
    for (const ResourceRecord &thing : leftover.things)
        kinds << thing.kind;
    kinds.sort();
    QCOMPARE(kinds, there);
    QVERIFY(empty.saveAll(leftover.things));
    const Status gone = start.provider->destroy(leftover.machine, start.call);
    QVERIFY2(gone, told(gone).constData());
    QCOMPARE(life.world->book(), QStringList());
}

void ProviderConformance::S15_deletedElsewhere()
{
    ProviderLife life(tested());
    QVERIFY(ProviderStart(life).create());
    if (!life.world->deleteElsewhere())
        QSKIP("nobody else can delete it there");
    life.later(10min);
    ProviderStart start(life);
    QCOMPARE(start.state(), InstanceState::NotThere);
    QVERIFY(start.provider->reconcile(life.machine, start.call));
    QCOMPARE(life.world->machinesMade(), 1); // looking makes no other
    QCOMPARE(removed(life), QString());
}

void ProviderConformance::S17_anotherComputerLeavesItAlone()
{
    ProviderLife life(tested());
    QVERIFY(ProviderStart(life).create());
    const QTemporaryDir otherHome;
    FakeLedger otherLedger;
    ProviderStart other(life, otherHome.path(), &otherLedger);
    const auto found = other.provider->find(other.call);
    QVERIFY(found);
    for (const Leftover &leftover : *found)
        QVERIFY(!leftover.ours); // shown, where it is seen at all, as somebody else's
    QCOMPARE(removed(life), QString());
}

void ProviderConformance::S18_S20_aLedgerThatCannotBeWritten()
{
    bool failed = true;
    for (int save = 0; failed; ++save) {
        ProviderLife life(tested());
        life.ledger.savesLeft = save;
        {
            ProviderStart start(life);
            const Status made = start.create();
            failed = !made;
            if (failed)
                QVERIFY2(made.error().cause == Cause::LocalDiskFull, told(made).constData());
            if (save == 0)
                QCOMPARE(life.world->book(), QStringList()); // no intent, no request
        }
        life.ledger.savesLeft = -1;
        const QString wrong = endsWell(life);
        QVERIFY2(wrong.isEmpty(), qPrintable(QStringLiteral("save %1: %2").arg(save).arg(wrong)));
        QVERIFY(save < 200);
    }
}

void ProviderConformance::S23_aFolderThatCannotBeWrittenIsNamed()
{
    ProviderLife life(tested());
    if (!life.world->overNetwork())
        QSKIP("it writes nothing into the profile's folder itself: its scripts do");
    // Below a file there can be no folder, for an administrator neither.
    QFile file(life.home() + QStringLiteral("/file"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const QString home = file.fileName() + QStringLiteral("/firstlight");
    const Status made = ProviderStart(life, home).create();
    QVERIFY(!made);
    QVERIFY2(made.error().cause == Cause::LocalFile, told(made).constData());
    QVERIFY2(made.error().params.value(QStringLiteral("path")).startsWith(home), told(made).constData());
    QCOMPARE(life.world->book(), QStringList());
    QCOMPARE(endsWell(life), QString()); // with a folder that is one
}

void ProviderConformance::S24_cancelledAnywhere()
{
    for (const bool heard : {false, true})
        for (const int at : momentsOf(requestsOfCreate())) {
            ProviderLife life(tested());
            {
                ProviderStart start(life);
                const auto stopFrom = [&start, at](int request) {
                    if (request >= at)
                        start.stop.request_stop();
                };
                if (heard) // on its way the request was cancelled: it may have been too late
                    start.outside.spoils = [stopFrom, at](int request) {
                        stopFrom(request);
                        return request == at ? std::optional(Error{Cause::Cancelled, {}, NextAction::Resume, {}, {}}) : std::nullopt;
                    };
                else
                    start.outside.before = stopFrom;
                const Status made = start.create();
                if (!made)
                    QVERIFY2(made.error().cause == Cause::Cancelled, told(made).constData());
            }
            life.later(10min);
            const QString wrong = removed(life);
            QVERIFY2(wrong.isEmpty(),
                     qPrintable(QStringLiteral("cancelled at %1, %2: %3").arg(at).arg(heard ? u"heard" : u"not sent").arg(wrong)));
            QVERIFY(life.world->machinesMade() <= 1);
        }
}

} // namespace fl
