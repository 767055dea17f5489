// SPDX-License-Identifier: GPL-3.0-or-later
// doctor ID: the chain for people and for programs, and which break is repaired.
#include "tests/app/cli/ran.h"
#include "tests/fakes/fake_operations.h"

#include <QtTest>

using namespace fl;

class TestDoctor : public QObject {
    Q_OBJECT

    std::shared_ptr<FakeOperations> m_owner = std::make_shared<FakeOperations>();
    FakeOperations &m_fake = *m_owner;
    std::optional<bool> m_wroteLock;

    Ran run(const QStringList &arguments)
    {
        return runCli(arguments, [this](bool writes) -> Result<cli::Opened> {
            m_wroteLock = writes;
            return cli::Opened{m_owner, m_owner.get(), {}, std::nullopt, QStringLiteral("/nowhere")};
        });
    }
    static QStringList words(const char *line) { return QString::fromUtf8(line).split(QLatin1Char(' ')); }

private slots:
    void itNamesTheBrokenLinkAndRepairsWhatItMay()
    {
        using State = DiagnosisLink::State;
        const auto link = [](const char *id, State state, QMap<QString, QString> facts = {}) {
            return DiagnosisLink{QString::fromLatin1(id), state, std::move(facts)};
        };
        m_fake.diagnosis.chain = {link("hardware", State::Whole, {{QStringLiteral("model"), QStringLiteral("NVIDIA \x1b[31mL4")}}),
                                  link("module", State::Broken), link("kernel:pytorch", State::NotReached)};
        m_fake.diagnosis.broken =
            Error{Cause::GpuModuleMissing, {{QStringLiteral("kernel"), QStringLiteral("6.8.0-51")}}, NextAction::Repair, {}, {}};
        m_fake.diagnosis.repairable = true;
        Ran ran = run(words("doctor lab"));
        QCOMPARE(ran.code, 3);
        QCOMPARE(m_wroteLock, std::optional(false));
        QVERIFY(ran.out.contains(QStringLiteral("✗ The driver in the system's kernel: broken\n")));
        QVERIFY(ran.out.contains(QStringLiteral("– PyTorch computes: not reached\n")));
        QVERIFY(ran.out.contains(QLatin1String("firstlight-cli doctor lab --repair")));
        QVERIFY2(!ran.out.contains(QLatin1Char('\x1b')), "a stranger's words reach the terminal");
        QVERIFY(ran.err.contains(QLatin1String("There is no NVIDIA kernel module for the kernel that runs, 6.8.0-51.")));
        QVERIFY(ran.err.contains(QLatin1String("FL-GPU-MODULE-MISSING")));

        ran = run(words("doctor lab --json"));
        QCOMPARE(ran.code, 3);
        const auto lines = ran.lines();
        QCOMPARE(lines.size(), 6U);
        QCOMPARE(lines[1].value(QLatin1String("kind")).toString(), QStringLiteral("link"));
        QCOMPARE(lines[1].value(QLatin1String("id")).toString(), QStringLiteral("module"));
        QCOMPARE(lines[1].value(QLatin1String("state")).toString(), QStringLiteral("broken"));
        QCOMPARE(lines[2].value(QLatin1String("state")).toString(), QStringLiteral("not-reached"));
        QCOMPARE(lines[3].value(QLatin1String("broken")).toString(), QStringLiteral("module"));
        QCOMPARE(lines[3].value(QLatin1String("repairable")).toBool(), true);
        QCOMPARE(lines[4].value(QLatin1String("cause")).toString(), QStringLiteral("gpu-module-missing"));
        QCOMPARE(lines[5].value(QLatin1String("ok")).toBool(true), false);
        QVERIFY(!m_fake.calls().contains(QLatin1String("repair lab")));

        ran = run(words("doctor lab --repair"));
        QCOMPARE(ran.code, 0);
        QCOMPARE(m_wroteLock, std::optional(true));
        QVERIFY(m_fake.calls().contains(QLatin1String("repair lab")));
        QVERIFY(ran.out.contains(QLatin1String("is verified")));

        // What nothing of ours can mend is not tried.
        const auto repairs = [&] { return m_fake.calls().count(QStringLiteral("repair lab")); };
        m_fake.diagnosis.broken->next = NextAction::TurnOffSecureBoot;
        m_fake.diagnosis.repairable = false;
        QCOMPARE(run(words("doctor lab --repair")).code, 3);
        QCOMPARE(repairs(), 1);

        m_fake.diagnosis.broken.reset();
        m_fake.diagnosis.chain = {link("hardware", State::NotThere), link("kernel:pytorch", State::Whole)};
        ran = run(words("doctor lab --repair"));
        QCOMPARE(ran.code, 0);
        QCOMPARE(repairs(), 1);
        QVERIFY(ran.out.contains(QLatin1String("This machine has no NVIDIA GPU; everything computes on its processor.")));
        ran = run(words("doctor lab --json"));
        QCOMPARE(ran.last().value(QLatin1String("ok")).toBool(), true);
        QCOMPARE(ran.last().value(QLatin1String("gpu")).toBool(true), false);
        m_fake.diagnoseError = Error{Cause::ConnectionTimeout, {}, NextAction::CheckServerIsOn, {}, {}};
        QCOMPARE(run(words("doctor lab")).code, 6);
    }
};

QTEST_APPLESS_MAIN(TestDoctor)
#include "tst_doctor.moc"
