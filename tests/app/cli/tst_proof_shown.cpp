// SPDX-License-Identifier: GPL-3.0-or-later
// The dated certificate on the command line: what was proven of each framework, on what and when, to people and to programs.
#include "backends/text/proof_text.h"
#include "tests/app/cli/cli_with_double.h"

#include <QDateTime>
#include <QJsonArray>
#include <QtTest>

using namespace fl;

class TestProofShown : public CliWithDouble {
    Q_OBJECT

    static constexpr qint64 provenAt = 1'764'244'800'000;

    Machine proven() const
    {
        Machine result = machine();
        result.facts = {{QStringLiteral("verified_at"), provenAt},
                        {QStringLiteral("verified"), QStringLiteral("gpu")},
                        {QStringLiteral("proof.frameworks"), QStringLiteral("pytorch keras")},
                        {QStringLiteral("proof.pytorch.version"), QStringLiteral("2.15.0")},
                        {QStringLiteral("proof.pytorch.device"), QStringLiteral("gpu")},
                        {QStringLiteral("proof.pytorch.gpu"), QStringLiteral("NVIDIA \x1b[2JT4")},
                        {QStringLiteral("proof.pytorch.cuda"), QStringLiteral("13.0")},
                        {QStringLiteral("proof.pytorch.seconds"), QStringLiteral("0.42")},
                        {QStringLiteral("proof.keras.version"), QStringLiteral("3.15.1")},
                        {QStringLiteral("proof.keras.backend"), QStringLiteral("jax")},
                        {QStringLiteral("proof.jax.version"), QStringLiteral("0.11")}}; // of a set-up before this one
        return result;
    }

private slots:
    void init() { renew(); }

    void statusShowsTheDatedCertificate()
    {
        m_fake->machines = {proven()};
        const Ran ran = run(words("status practice"));
        QCOMPARE(ran.code, 0);
        const QString day = QLocale().toString(QDateTime::fromMSecsSinceEpoch(provenAt), QLocale::ShortFormat);
        QVERIFY2(ran.out.contains(QStringLiteral("proven %1: PyTorch, Keras calculated on the GPU").arg(day)), qPrintable(ran.out));
        QVERIFY2(ran.out.contains(QStringLiteral("  Keras  3.15.1 · JAX\n")), qPrintable(ran.out));
        QVERIFY(ran.out.contains(QStringLiteral("T4 · CUDA 13.0 · 0.4 s\n")) && !ran.out.contains(QLatin1Char('\x1b')));
        QVERIFY(!ran.out.contains(QLatin1String("0.11")));
    }
    void statusGivesItToPrograms()
    {
        m_fake->machines = {proven()};
        const Ran ran = run(words("status practice --json"));
        QCOMPARE(ran.code, 0);
        const QJsonObject proof = ran.lines().front().value(QLatin1String("proof")).toObject();
        QCOMPARE(proof.value(QLatin1String("at")).toInteger(), provenAt);
        QCOMPARE(proof.value(QLatin1String("on")).toString(), QStringLiteral("gpu"));
        const QJsonArray frameworks = proof.value(QLatin1String("frameworks")).toArray();
        QCOMPARE(frameworks.size(), 2);
        QCOMPARE(frameworks[0][QLatin1String("cuda")].toString(), QStringLiteral("13.0"));
        QCOMPARE(frameworks[1].toObject(),
                 (QJsonObject{{QStringLiteral("name"), QStringLiteral("keras")},
                              {QStringLiteral("version"), QStringLiteral("3.15.1")},
                              {QStringLiteral("backend"), QStringLiteral("jax")}}));
    }
    void aMachineThatWasNeverProvenSaysHow()
    {
        m_fake->machines = {machine()};
        QVERIFY(run(words("status practice")).out.contains(QLatin1String("not proven yet: firstlight-cli verify practice")));
        QVERIFY(!run(words("status practice --json")).lines().front().contains(QLatin1String("proof")));
    }
    void verifyShowsWhatItProved()
    {
        m_fake->result.machine = proven();
        const Ran ran = run(words("verify practice"));
        QCOMPARE(ran.code, 0);
        QVERIFY2(ran.out.contains(QStringLiteral("  Keras  3.15.1 · JAX\n")), qPrintable(ran.out));
        QVERIFY(!run(words("verify practice --json")).out.contains(QLatin1String("Keras"))); // programs ask status
    }
};

QTEST_GUILESS_MAIN(TestProofShown)
#include "tst_proof_shown.moc"
