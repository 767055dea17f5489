// SPDX-License-Identifier: GPL-3.0-or-later
// 5,000 runs against a driver whose every answer is noise: each ends in time with a document that can be read.
// label: deep
// limit: 3000
#include "tests/backends/probe/noise.h"

#include <QtTest>

using namespace fl;

class TestProbeNoise : public QObject {
    Q_OBJECT

private slots:
    void everyAnswerIsNoise_data()
    {
        QTest::addColumn<int>("first");
        for (int first = 1; first <= 5000; first += 100)
            QTest::addRow("%d", first) << first;
    }
    void everyAnswerIsNoise()
    {
        QFETCH(int, first);
        int usable = 0;
        for (int seed = first; seed < first + 100; ++seed) {
            const QByteArray fault = faultUnderNoise(seed, seed % 100 == 0, usable);
            QVERIFY2(fault.isEmpty(), fault.constData());
        }
        QVERIFY(usable > 0 && usable < 100);
    }
};

QTEST_GUILESS_MAIN(TestProbeNoise)
#include "tst_probe_noise.moc"
