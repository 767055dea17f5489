// SPDX-License-Identifier: GPL-3.0-or-later
// What comes from conda-forge: named cases, and for every GPU x driver x framework that the words say what the machine can do.
#include "backends/text/text.h"
#include "tests/backends/plan/resolver_told.h"
#include "tests/backends/plan/with_matrix.h"

#include <QtTest>

using namespace fl;

namespace {

const QStringList all{QStringLiteral("pytorch"), QStringLiteral("tensorflow"), QStringLiteral("keras"), QStringLiteral("jax")};

ResolveInput fromConda(const QStringList &gpus, const QString &driver = {}, const QStringList &frameworks = all)
{
    ResolveInput input{gpus, QStringLiteral("ubuntu-24.04")};
    input.driver = driver;
    input.frameworks = frameworks;
    input.conda = true;
    return input;
}

/// What conda's words promise that the machine does not keep, or nothing.
QString wrongWords(const FrameworkPick &pick, int sm, const QString &driver)
{
    const FrameworkPick &build = pick.backend.empty() ? pick : pick.backend.front();
    QString words = (QStringList{build.requirement} + build.with).join(QLatin1Char(' '));
    if (build.index != QLatin1String("https://conda.anaconda.org/conda-forge"))
        return QStringLiteral("from elsewhere: ") + build.index;
    if (build.cuda.isEmpty())
        return words.contains(QLatin1String("cuda")) || words.contains(QLatin1String("gpu")) ? QStringLiteral("CUDA for the CPU")
                                                                                             : QString();
    if (!build.with.contains(QStringLiteral("cuda-version=") + build.cuda))
        return QStringLiteral("the CUDA is not named");
    words.remove(QStringLiteral("cuda-version"));
    if (!words.contains(QLatin1String("-gpu=")) && !words.contains(QLatin1String("cuda")))
        return QStringLiteral("conda could take the processor's build");
    const bool thirteen = build.cuda.startsWith(QLatin1String("13."));
    if (sm < (thirteen ? 75 : 50))
        return QStringLiteral("CUDA %1 on an old GPU").arg(build.cuda);
    const auto have = Version::parse(driver), least = Version::parse(thirteen ? QStringLiteral("580.65.06") : QStringLiteral("525.60.13"));
    return have && compare(*have, *least) < 0 ? QStringLiteral("CUDA %1 with driver %2").arg(build.cuda, driver) : QString();
}

} // namespace

class TestResolverConda : public WithMatrix {
    Q_OBJECT

private slots:
    void initTestCase() { readMatrix(); }

    void namedCases_data()
    {
        QTest::addColumn<QString>("gpu");
        QTest::addColumn<QString>("driver");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *gpu, const char *driver, const char *expected) {
            QTest::addRow("%s, driver %s", gpu, *driver ? driver : "none")
                << QString::fromLatin1(gpu) << QString::fromLatin1(driver) << QString::fromLatin1(expected);
        };
        row("none", "", "none; pytorch 2.13 cpu py3.12; tensorflow 2.19 cpu py3.12; keras on pytorch 2.13 cpu py3.12; jax 0.9 cpu py3.12");
        row("L4", "",
            "install 580 open; pytorch 2.13 cuda13.0 py3.12; tensorflow 2.19 cuda12.9 py3.12; keras on pytorch 2.13 cuda13.0 py3.12; "
            "jax 0.9 cuda12.9 py3.12");
        row("L4", "535.247.01",
            "keep 535 proprietary; pytorch 2.13 cuda12.9 py3.12; tensorflow 2.19 cuda12.9 py3.12; keras on pytorch 2.13 cuda12.9 "
            "py3.12; jax 0.9 cuda12.9 py3.12");
        row("GTX 1070", "",
            "install 580 proprietary; pytorch 2.13 cuda12.9 py3.12; tensorflow 2.19 cuda12.9 py3.12; keras on pytorch 2.13 cuda12.9 "
            "py3.12; jax 0.9 cuda12.9 py3.12");
        row("GTX 980", "",
            "install 580 proprietary; pytorch 2.13 cuda12.9 py3.12; tensorflow 2.19 cpu py3.12; keras on pytorch 2.13 cuda12.9 py3.12; "
            "jax 0.9 cuda12.9 py3.12");
        // Its last builds are PyPI's alone.
        row("K80", "470.256.02",
            "keep 470 proprietary; pytorch 2.13 cpu py3.12; tensorflow 2.19 cpu py3.12; keras on pytorch 2.13 cpu py3.12; jax 0.9 cpu "
            "py3.12");
    }
    void namedCases()
    {
        QFETCH(QString, gpu);
        QFETCH(QString, driver);
        const auto result = resolve(matrix, fromConda({gpu}, driver));
        QTEST(told(result), "expected");
        QVERIFY(says(*result, "from-conda-forge"));
        for (const Reason &reason : result->reasons) {
            const QString said = text::reason(reason);
            QVERIFY2(said.contains(QLatin1Char(' ')) && !said.contains(QLatin1String("(not known)")), qPrintable(reason.code));
        }
    }

    void theOtherSourceIsUntouched()
    {
        ResolveInput input = fromConda({QStringLiteral("L4")}, {}, {QStringLiteral("pytorch")});
        input.conda = false;
        const auto result = resolve(matrix, input);
        QCOMPARE(told(result), QStringLiteral("install 580 open; pytorch 2.15 cu130 py3.12"));
        QVERIFY(!says(*result, "from-conda-forge"));
    }

    void inWindowsTheDriverMustServeTheBuildThatWasTaken()
    {
        ResolveInput input = fromConda({QStringLiteral("GTX 1070")}, {}, {QStringLiteral("pytorch")});
        input.wsl = true;
        const auto result = resolve(matrix, input);
        QVERIFY(result);
        QVERIFY(std::any_of(result->reasons.begin(), result->reasons.end(), [](const Reason &reason) {
            return reason.code == QLatin1String("resolve-driver-windows")
                && reason.args.value(QStringLiteral("driver")) == QLatin1String("525.60.13");
        }));
    }

    void theWordsSayWhatTheMachineCanDo()
    {
        int answers = 0;
        for (const Architecture &card : matrix.architectures) {
            for (const char *driver : {"", "470.256.02", "535.247.01", "570.86.15", "580.95.05", "595.45.04"}) {
                const auto result = resolve(matrix, fromConda({QStringLiteral("sm_%1").arg(card.sm)}, QString::fromLatin1(driver)));
                if (!result)
                    continue;
                const bool kept = result->driver.action == DriverPick::Action::Keep;
                for (const FrameworkPick &pick : result->frameworks) {
                    const QString wrong = wrongWords(pick, card.sm, kept ? QString::fromLatin1(driver) : QString());
                    QVERIFY2(wrong.isEmpty(),
                             qPrintable(QStringLiteral("sm_%1, driver %2, %3: ").arg(card.sm).arg(QLatin1String(driver), pick.name)
                                        + wrong));
                    ++answers;
                }
            }
        }
        QVERIFY2(answers > 300, qPrintable(QString::number(answers)));
    }
};

QTEST_GUILESS_MAIN(TestResolverConda)
#include "tst_resolver_conda.moc"
