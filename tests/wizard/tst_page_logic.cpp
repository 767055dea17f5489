// SPDX-License-Identifier: GPL-3.0-or-later
// The pages' pure parts: what is wrong with a form, how strong a password is, what hardware is good for, what the plan says.
#include "backends/core/keys.h"
#include "wizard/cost.h"
#include "wizard/pages/access/password_strength.h"
#include "wizard/pages/account/account_check.h"
#include "wizard/pages/hardware/hardware_advice.h"
#include "wizard/pages/review/review_rows.h"
#include "wizard/remembered.h"

#include <QtTest>

using namespace fl;

class TestPageLogic : public QObject {
    Q_OBJECT

    static std::vector<Field> fields()
    {
        Field host{.key = QStringLiteral("ssh.host"), .required = true, .fallback = {}, .options = {}, .helpTopic = {}};
        Field port{.key = QStringLiteral("ssh.port"),
                   .kind = Field::Kind::Number,
                   .fallback = QStringLiteral("22"),
                   .options = {},
                   .helpTopic = {}};
        Field key{.key = QStringLiteral("ssh.key"), .kind = Field::Kind::File, .fallback = {}, .options = {}, .helpTopic = {}};
        Field secret{.key = QStringLiteral("ssh.password"),
                     .kind = Field::Kind::Secret,
                     .required = true,
                     .fallback = {},
                     .options = {},
                     .helpTopic = {}};
        return {host, port, key, secret};
    }

private slots:
    void aRequiredFieldMustBeFilled()
    {
        const FieldProblem problem = accountProblem(fields(), {});
        QCOMPARE(problem.key, QStringLiteral("ssh.host"));
        QVERIFY(problem.why == FieldProblem::Why::Missing);
    }
    void aSecretIsNeverMissing() // the key ring or an agent may have it
    {
        QVERIFY(accountProblem(fields(), {{QStringLiteral("ssh.host"), QStringLiteral("lab")}}).key.isEmpty());
    }
    void aNumberMustBeOne()
    {
        const auto problem =
            accountProblem(fields(),
                           {{QStringLiteral("ssh.host"), QStringLiteral("lab")}, {QStringLiteral("ssh.port"), QStringLiteral("2x")}});
        QVERIFY(problem.why == FieldProblem::Why::NotANumber);
    }
    void aFileMustBeThere()
    {
        const auto with = [](const QString &path) {
            return accountProblem(fields(), {{QStringLiteral("ssh.host"), QStringLiteral("lab")}, {QStringLiteral("ssh.key"), path}}).why;
        };
        QVERIFY(with(QStringLiteral("/nowhere/id")) == FieldProblem::Why::FileMissing);
        QVERIFY(with(QCoreApplication::applicationFilePath()) == FieldProblem::Why::None);
    }
    void machineNames_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("good");
        QTest::newRow("plain") << "gpu-oslo" << true;
        QTest::newRow("digits and dots") << "lab.2_b" << true;
        QTest::newRow("empty") << "" << false;
        QTest::newRow("option") << "-rf" << false;
        QTest::newRow("shell") << "a;reboot" << false;
        QTest::newRow("space") << "a b" << false;
        QTest::newRow("not ascii") << QStringLiteral("实验室") << false;
        QTest::newRow("too long") << QString(64, QLatin1Char('a')) << false;
        QTest::newRow("line end") << "a\n" << false;
    }
    void machineNames()
    {
        QFETCH(QString, name);
        QFETCH(bool, good);
        QCOMPARE(isMachineName(name), good);
    }
    void passwords_data()
    {
        QTest::addColumn<QString>("password");
        QTest::addColumn<int>("strength");
        QTest::newRow("none") << "" << int(Strength::Empty);
        QTest::newRow("common") << "Password123!" << int(Strength::Weak);
        QTest::newRow("run") << "abcdefghijklmnop" << int(Strength::Weak);
        QTest::newRow("one letter") << QString(40, QLatin1Char('a')) << int(Strength::Weak);
        QTest::newRow("short") << "x7!Kq" << int(Strength::Weak);
        QTest::newRow("fair") << "tulpe9mais" << int(Strength::Fair);
        QTest::newRow("made by us") << "k7pq-wm3x-9hdt-c4nv-r8ys" << int(Strength::Strong);
        QTest::newRow("chinese") << QStringLiteral("春眠不觉晓处处闻啼鸟") << int(Strength::Strong);
    }
    void passwords()
    {
        QFETCH(QString, password);
        QFETCH(int, strength);
        QCOMPARE(int(passwordStrength(password)), strength);
    }
    void adviceFollowsTheMemory()
    {
        const auto advice = [](double gb) {
            return hardwareAdvice(
                {.id = {}, .gpu = gb > 0 ? QStringLiteral("GPU") : QString(), .gpuMemoryGb = gb, .perHour = {}, .note = {}});
        };
        QVERIFY(advice(0) != advice(8));
        QVERIFY(advice(8) != advice(16));
        QVERIFY(advice(16) != advice(80));
    }
    void unknownFiguresAreLeftOut()
    {
        const auto rows = offerFacts({.id = {}, .gpu = {}, .perHour = {}, .note = {}});
        QCOMPARE(rows.size(), 1); // the price, which says that it is unknown
    }
    void thePlanSaysWhoseThePasswordIs()
    {
        Plan plan;
        plan.machineName = QStringLiteral("lab");
        plan.choices.ssh.host = QStringLiteral("lab.example");
        plan.choices.ssh.user = QStringLiteral("ada");
        const auto rows = reviewRows(plan, true, true), made = reviewRows(plan, false, false);
        QVERIFY(rows[1].value.contains(QStringLiteral("lab.example")));
        QVERIFY(!made[1].value.contains(QStringLiteral("lab.example")));
        QVERIFY(rows[3].value != made[3].value);
    }
    void thePlanSaysWhichWayOutIsTaken()
    {
        const auto value = [](const Plan &plan) {
            for (const ReviewRow &row : reviewRows(plan, false, false))
                if (row.page == QLatin1String("software") && row.name == QLatin1String("Network"))
                    return row.value;
            return QString();
        };
        Plan plan;
        QVERIFY(value(plan).isEmpty()); // nothing to say where nothing is set
        plan.choices.network.proxy = QStringLiteral("http://proxy.example.org:3128");
        plan.choices.network.caFile = QStringLiteral("/home/ada/ca.pem");
        plan.choices.network.pypiMirror = QStringLiteral("https://a.example.org/simple");
        QCOMPARE(value(plan),
                 QStringLiteral("through http://proxy.example.org:3128; own certificates; mirrors for: Python packages (PyPI)"));
    }
    void theCostLineNeverCallsTheUnknownFree()
    {
        const CostText unknown = costText({.running = true, .known = true, .perHour = std::nullopt});
        const CostText nothing = costText({.running = true, .known = true, .perHour = Money{}});
        QVERIFY(unknown != nothing);
        QVERIFY(costText({.known = true, .perHour = Money{526000, QStringLiteral("USD")}}).rest.contains(QStringLiteral("0.53")));
    }
    void rememberedComesBack()
    {
        Remembered before;
        before.language = QStringLiteral("zh_CN");
        before.appearance = QStringLiteral("dark");
        before.choices.where = QStringLiteral("ssh");
        before.choices.ssh.host = QStringLiteral("lab.example");
        before.choices.ssh.port = 2222;
        before.choices.software.source = Source::Distro;
        QCOMPARE(rememberedFromJson(toJson(before)), before);
    }
    void theMachinesNameIsNotRemembered()
    {
        Remembered before;
        before.choices.machineName = QStringLiteral("practice-3");
        QVERIFY(rememberedFromJson(toJson(before)).choices.machineName.isEmpty());
    }
    void rubbishIsNoReasonNotToStart()
    {
        QCOMPARE(rememberedFromJson("{\"where\": [1], \"choices\": {\"ssh.port\": \"x\", \"no.such\": \"1\"}, \"language\": 3}"),
                 Remembered{});
        QCOMPARE(rememberedFromJson(QByteArray(1000, '[')), Remembered{});
    }
};

QTEST_MAIN(TestPageLogic)
#include "tst_page_logic.moc"
