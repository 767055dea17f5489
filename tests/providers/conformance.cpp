// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/providers/conformance.h"

#include <QSet>
#include <QtTest>

namespace fl {
namespace {

using namespace std::chrono_literals;
constexpr int unlimited = 1 << 20;

/// How many moments there are to be killed at in `what`, which is not disturbed.
template <class What>
int momentsIn(ProviderLife &life, What what)
{
    life.fuse.left = unlimited;
    what();
    return unlimited - life.fuse.left.exchange(-1);
}

/// Kills the program at that moment of `what`; false: it got through.
template <class What>
bool killedAt(int moment, ProviderLife &life, What what)
{
    life.fuse.left = moment - 1;
    bool killed = false;
    try {
        what();
    } catch (const FakeKill &) {
        killed = true;
    }
    life.fuse.left = -1;
    return killed;
}

} // namespace

QByteArray ProviderConformance::told(const Status &status)
{
    if (status)
        return "ok";
    QString text = slug(status.error().cause);
    for (auto it = status.error().params.begin(); it != status.error().params.end(); ++it)
        text += QStringLiteral(" %1=%2").arg(it.key(), it.value());
    return text.toUtf8() + ' ' + status.error().detail.toUtf8();
}

const ProviderUnderTest &ProviderConformance::tested() const
{
    QFETCH_GLOBAL(int, provider);
    return m_providers[size_t(provider)];
}

void ProviderConformance::initTestCase_data()
{
    if (m_providers.empty())
        QSKIP(qPrintable(m_whyNone));
    QTest::addColumn<int>("provider");
    for (size_t i = 0; i < m_providers.size(); ++i)
        QTest::newRow(m_providers[i].name) << int(i);
}

std::vector<int> ProviderConformance::momentsOf(int all) const
{
    const int count = std::min(all, tested().moments);
    std::vector<int> moments;
    for (int i = 0; i < count; ++i)
        moments.push_back(1 + int(qint64(i) * all / count));
    return moments;
}

int ProviderConformance::requestsOfCreate() const
{
    ProviderLife life(tested());
    ProviderStart start(life);
    (void)start.create();
    const int requests = start.outside.asked;
    (void)ProviderStart(life).destroy();
    return requests;
}

QString ProviderConformance::removed(ProviderLife &life)
{
    const Status gone = ProviderStart(life).destroy();
    if (!gone)
        return QStringLiteral("destroy: ") + QString::fromUtf8(told(gone));
    if (!life.world->book().isEmpty())
        return QStringLiteral("left: ") + life.world->book().join(QLatin1Char(' '));
    if (!life.known().isEmpty())
        return QStringLiteral("still in the ledger: ") + life.known().join(QLatin1Char(' '));
    return life.world->violations().join(QLatin1Char('\n'));
}

QString ProviderConformance::endsWell(ProviderLife &life) const
{
    // Nothing is there that the ledger does not know of.
    const QStringList known = life.known();
    for (const QString &kind : life.world->book())
        if (!known.contains(kind))
            return QStringLiteral("without an intent: ") + kind;
    life.later(10min);
    ProviderStart second(life);
    if (const Status looked = second.provider->reconcile(life.machine, second.call); !looked)
        return QStringLiteral("reconcile: ") + QString::fromUtf8(told(looked));
    if (const Status made = second.create(); !made)
        return QStringLiteral("create: ") + QString::fromUtf8(told(made));
    if (life.world->machinesMade() != 1)
        return QStringLiteral("%1 machines were made").arg(life.world->machinesMade());
    if (QStringList twice = life.world->book(); twice.removeDuplicates() != 0)
        return QStringLiteral("two of a kind: ") + life.world->book().join(QLatin1Char(' '));
    if (second.state() != InstanceState::Running)
        return QStringLiteral("it does not run");
    return removed(life);
}

void ProviderConformance::whatItSaysIsTrueAndChangesNothing()
{
    ProviderLife life(tested());
    ProviderStart start(life);
    const Choices choices = life.world->choices();
    const QString id = start.provider->id();
    QCOMPARE(choices.where, id);
    const Abilities can = start.provider->abilities();
    QVERIFY(can.createsMachine || !can.costsMoney);
    for (const Field &field : start.provider->fields()) {
        QVERIFY2(field.key.startsWith(id + QLatin1Char('.')), qPrintable(field.key));
        QVERIFY2(field.kind != Field::Kind::Choice || field.options.contains(field.fallback), qPrintable(field.key));
    }
    QVERIFY(!start.provider->proposedName(choices).isEmpty());
    QVERIFY(start.provider->expectedCreateSeconds(choices) > 0);
    QVERIFY(start.provider->availability(start.call).possible);
    const auto hasItsPrice = [&](const std::optional<Money> &price) { return !can.costsMoney || !price || price->micros > 0; };
    const auto offers = start.provider->offers(choices, start.call);
    QVERIFY(offers && !offers->empty());
    QSet<QString> ids;
    for (const Offer &offer : *offers) {
        QVERIFY2(!offer.id.isEmpty() && !ids.contains(offer.id), qPrintable(offer.id));
        ids.insert(offer.id);
        QVERIFY2(hasItsPrice(offer.perHour), qPrintable(offer.id)); // unknown is not free
    }
    const auto planned = start.provider->plannedResources(choices, start.call);
    QVERIFY(planned);
    QVERIFY(
        std::any_of(planned->begin(), planned->end(), [](const PlannedResource &each) { return each.kind == QLatin1String("instance"); }));
    QCOMPARE(start.state(), InstanceState::NotThere);
    const auto found = start.provider->find(start.call);
    QVERIFY(found && found->empty());
    QVERIFY(life.ledger.history.empty());
    QCOMPARE(life.world->book(), QStringList());
    QCOMPARE(life.world->violations(), QStringList());
}

void ProviderConformance::oneLifeFromCreateToDestroy()
{
    ProviderLife life(tested());
    {
        ProviderStart start(life);
        const Status made = start.create();
        QVERIFY2(made, told(made).constData());
        QVERIFY(!life.machine.handle.isEmpty());
        QCOMPARE(start.state(), InstanceState::Running);
        const auto reached = start.provider->endpoint(life.machine, start.call);
        QVERIFY(reached && (reached->local || (!reached->ssh.host.isEmpty() && !reached->ssh.user.isEmpty())));
        QVERIFY(reached->local || reached->ssh.hostKeyAlias == life.machine.id); // another machine at its address is another machine
    }
    // Of each thing the ledger knows what is there, and nothing else.
    QCOMPARE(life.known(), life.world->book());
    for (const ResourceRecord &record : life.records()) {
        QCOMPARE(record.state, ResourceRecord::State::Created);
        QVERIFY(!record.handle.isEmpty());
    }
    ProviderStart start(life);
    const QString handle = life.machine.handle;
    QVERIFY(start.create()); // the same one
    QCOMPARE(life.machine.handle, handle);
    QCOMPARE(life.world->machinesMade(), 1);
    const auto found = start.provider->find(start.call);
    QVERIFY(found && found->size() == 1);
    QCOMPARE(found->front().machine.id, life.machine.id);
    QVERIFY(found->front().ours);
    if (start.provider->abilities().stopsMachine) {
        QVERIFY(start.provider->stop(life.machine, start.call));
        QCOMPARE(start.state(), InstanceState::Stopped);
        QVERIFY(start.provider->start(life.machine, start.call));
        QCOMPARE(start.state(), InstanceState::Running);
    }
    QVERIFY(start.provider->reboot(life.machine, start.call));
    QCOMPARE(start.state(), InstanceState::Running);

    QCOMPARE(removed(life), QString());
    QCOMPARE(start.state(), InstanceState::NotThere);
    for (const ResourceRecord &record : life.records())
        QVERIFY(record.goneConfirmations >= 2);
    QVERIFY(start.destroy()); // and once more
    QVERIFY(start.provider->find(start.call)->empty());
}

void ProviderConformance::S01_S04_killedAnywhereWhileItIsMade()
{
    int all = 0;
    {
        ProviderLife life(tested());
        all = momentsIn(life, [&] { (void)ProviderStart(life).create(); });
        QCOMPARE(removed(life), QString());
    }
    QVERIFY(all > 2);
    for (const int moment : momentsOf(all)) {
        ProviderLife life(tested());
        (void)killedAt(moment, life, [&] { (void)ProviderStart(life).create(); });
        const QString wrong = endsWell(life);
        QVERIFY2(wrong.isEmpty(), qPrintable(QStringLiteral("killed at %1 of %2: %3").arg(moment).arg(all).arg(wrong)));
    }
    qInfo("counts: %s, killed at %zu of %d moments: orphans 0, duplicates 0", tested().name, momentsOf(all).size(), all);
}

void ProviderConformance::killedAnywhereWhileItIsRemoved()
{
    int all = 0;
    {
        ProviderLife life(tested());
        QVERIFY(ProviderStart(life).create());
        all = momentsIn(life, [&] { (void)ProviderStart(life).destroy(); });
    }
    QVERIFY(all > 2);
    for (const int moment : momentsOf(all)) {
        ProviderLife life(tested());
        QVERIFY(ProviderStart(life).create());
        (void)killedAt(moment, life, [&] { (void)ProviderStart(life).destroy(); });
        // What is there stays known until it was seen gone.
        for (const QString &kind : life.world->book())
            QVERIFY2(life.known().contains(kind), qPrintable(QStringLiteral("at %1: %2").arg(moment).arg(kind)));
        life.later(10min);
        const QString wrong = removed(life);
        QVERIFY2(wrong.isEmpty(), qPrintable(QStringLiteral("killed at %1 of %2: %3").arg(moment).arg(all).arg(wrong)));
    }
}

void ProviderConformance::S05_S06_anyAnswerMayBeLost()
{
    if (!ProviderLife(tested()).world->overNetwork())
        QSKIP("nothing is asked over a network: no answer is lost");
    for (const int lost : momentsOf(requestsOfCreate())) {
        ProviderLife life(tested());
        {
            ProviderStart start(life);
            start.outside.spoils = [lost](int request) {
                return request == lost ? std::optional(Error{Cause::ConnectionLost, {}, NextAction::Retry, {}, {}}) : std::nullopt;
            };
            (void)start.create(); // may be said to have failed
        }
        const QString wrong = endsWell(life);
        QVERIFY2(wrong.isEmpty(), qPrintable(QStringLiteral("answer %1 lost: %2").arg(lost).arg(wrong)));
    }
}

void ProviderConformance::S07_aServerThatFailsOnce()
{
    if (!ProviderLife(tested()).world->overNetwork())
        QSKIP("nothing is asked over a network: there is no server to fail");
    for (const int failed : momentsOf(requestsOfCreate())) {
        ProviderLife life(tested());
        {
            ProviderStart start(life);
            start.outside.instead = [failed](int request) {
                return request == failed ? std::optional<Result<HttpAnswer>>(HttpAnswer{500, {}, {}}) : std::nullopt;
            };
            (void)start.create();
        }
        const QString wrong = endsWell(life);
        QVERIFY2(wrong.isEmpty(), qPrintable(QStringLiteral("500 at %1: %2").arg(failed).arg(wrong)));
    }
}

void ProviderConformance::S07_aServerThatFailsForEver()
{
    if (!ProviderLife(tested()).world->overNetwork())
        QSKIP("nothing is asked over a network: there is no server to fail");
    for (const int from : momentsOf(requestsOfCreate())) {
        ProviderLife life(tested());
        {
            ProviderStart start(life);
            start.outside.instead = [from](int request) {
                return request >= from ? std::optional<Result<HttpAnswer>>(HttpAnswer{503, {}, {}}) : std::nullopt;
            };
            const Status made = start.create();
            QVERIFY(!made);
            QVERIFY2(made.error().cause == Cause::ProviderUnavailable, told(made).constData());
            // Some tries, with pauses; a wait for a machine that was ordered looks on until its limit.
            QVERIFY2(start.outside.asked < from + 400, qPrintable(QString::number(start.outside.asked)));
            for (size_t i = 0; i < life.clock.waits.size(); ++i)
                QVERIFY(life.clock.waits[i] > 0ms);
        }
        const QString wrong = endsWell(life);
        QVERIFY2(wrong.isEmpty(), qPrintable(QStringLiteral("503 from %1 on: %2").arg(from).arg(wrong)));
    }
}

} // namespace fl
