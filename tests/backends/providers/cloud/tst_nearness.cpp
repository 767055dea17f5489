// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/providers/cloud/nearness.h"
#include "backends/providers/cloud/side_by_side.h"

#include <QTest>

#include <mutex>

using namespace fl;

class TestNearness : public QObject {
    Q_OBJECT

    static Place place(const char *id, std::optional<double> km, std::optional<qint64> micros, bool usable = true)
    {
        Place made;
        made.id = QString::fromLatin1(id);
        made.km = km;
        if (micros)
            made.perHour = Money{*micros};
        made.usable = usable;
        return made;
    }

private slots:
    void positionsOfTimeZones()
    {
        const QByteArray table(
            "#code\tcoordinates\tTZ\nDE\t+5230+01322\tEurope/Berlin\tmost of Germany\nUS\t+404251-0740023\tAmerica/New_York\n"
            "XX\tnonsense\tBad/Zone\n");
        const auto berlin = positionOf(table, "Europe/Berlin"), york = positionOf(table, "America/New_York");
        QVERIFY(berlin && york);
        QVERIFY(std::abs(berlin->latitude - 52.5) < 0.01 && std::abs(berlin->longitude - 13.367) < 0.01);
        QVERIFY(std::abs(york->latitude - 40.714) < 0.01 && std::abs(york->longitude + 74.006) < 0.01);
        QVERIFY(!positionOf(table, "Etc/UTC"));
        QVERIFY(!positionOf(table, "Bad/Zone"));
        QVERIFY(std::abs(kmBetween(*berlin, *york) - 6385) < 30);
        QCOMPARE(qRound(kmBetween(*berlin, *berlin)), 0);
    }

    void nearestThenCheapest()
    {
        std::vector<Place> places{place("far", 9000, 1),         place("off", 10, 1, false), place("near-dear", 300, 700),
                                  place("near-cheap", 800, 500), place("nowhere", {}, 1),    place("near-unknown", 100, {})};
        sortByNearness(places);
        QStringList order;
        for (const Place &each : places)
            order << each.id;
        QCOMPARE(order.join(QLatin1Char(' ')), QStringLiteral("near-cheap near-dear near-unknown far nowhere off"));
    }

    void sideBySideKeepsOrderAndLimit()
    {
        std::vector<int> items(40);
        for (int i = 0; i < 40; ++i)
            items[size_t(i)] = i;
        std::mutex mutex;
        int running = 0, most = 0;
        const auto squares = sideBySide(items, 8, [&](int item) {
            {
                const std::lock_guard lock(mutex);
                most = std::max(most, ++running);
            }
            std::this_thread::yield();
            const std::lock_guard lock(mutex);
            --running;
            return item * item;
        });
        for (int i = 0; i < 40; ++i)
            QCOMPARE(squares[size_t(i)], i * i);
        QVERIFY(most <= 8);
        QVERIFY(sideBySide(std::vector<int>(), 8, [](int item) { return item; }).empty());
    }
};

QTEST_GUILESS_MAIN(TestNearness)
#include "tst_nearness.moc"
