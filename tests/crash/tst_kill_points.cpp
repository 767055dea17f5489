// SPDX-License-Identifier: GPL-3.0-or-later
// A whole life (create, set up, destroy) over the fake cloud and the real ledger on disk, killed with -9 at the k-th write, sync,
// rename or unlink, or told there that the disk is full or broken; k grows until nothing fires. Two starts later nothing may be
// left, nothing may have been made twice, and the ledger must load. strace injects; the program under it is this one (--live).
// Every run takes a sample of the points, FL_DEEP all of them. The machine's shell is a fake that agrees: what a kill does
// in the middle of a step on a real server is tests/faults' matter.
#include "tests/crash/cloud_life.h"
#include "tests/fakes/fake_shells.h"

#include "backends/io/disk/sqlite_ledger.h"

#include <QCoreApplication>
#include <QDir>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest>

// limit: 1200

using namespace fl;

namespace {

constexpr int noIntent = 66, noLedger = 67, notAllGone = 68;

/// What another program sees of the ledger at that moment.
bool standsIntended(const QString &home, const ResourceRecord &asked, ResourceRecord::State wanted)
{
    const auto reader = SqliteLedger::open(home, Error{Cause::LedgerLocked, {}, NextAction::CloseOtherProgram, {}}, 0);
    if (!reader)
        return false;
    const auto records = (*reader)->resources(asked.machine);
    return records && std::any_of(records->begin(), records->end(), [&](const ResourceRecord &record) {
               return record.kind == asked.kind && record.operation == asked.operation && record.state == wanted;
           });
}

/// One start of the program, as a process of its own. `what`: life (set up and destroy), resume, remove.
int live(const QString &home, const QString &what, int start)
{
    FakeClock clock;
    clock.time += start * 3600'000LL;
    FakeAgreeableShell shell;
    auto ledger = SqliteLedger::open(home, {}, clock.time);
    if (!ledger)
        return what == QLatin1String("life") ? 1 : noLedger;
    CloudStart program(home, {}, clock, **ledger, shell);
    bool intended = true;
    program.cloud->watcher = [&](const QString &verb, const ResourceRecord &record) {
        if (verb == QLatin1String("create"))
            intended = intended && standsIntended(home, record, ResourceRecord::State::Intended);
        else if (verb == QLatin1String("remove"))
            intended = intended && standsIntended(home, record, ResourceRecord::State::Deleting);
    };
    if (what == QLatin1String("life")) {
        const bool made = program.setUp().has_value();
        const bool removed = made && program.removeAll(1);
        return !intended ? noIntent : removed ? 0 : 1;
    }
    program.goOn();
    if (what == QLatin1String("remove") && !program.removeAll(2))
        return notAllGone;
    return intended ? 0 : noIntent;
}

QString scratch()
{
    return QDir(QStringLiteral("/dev/shm")).exists() ? QStringLiteral("/dev/shm/fl-kill-XXXXXX")
                                                     : QDir::tempPath() + QStringLiteral("/fl-kill-XXXXXX");
}

} // namespace

class TestKillPoints : public QObject {
    Q_OBJECT

    static int run(const QString &home, const char *what, int start, const QStringList &strace = {})
    {
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        QStringList words = strace;
        words << QCoreApplication::applicationFilePath() << QStringLiteral("--live") << home << QLatin1String(what)
              << QString::number(start);
        const QString program = words.takeFirst();
        process.start(program, words);
        if (!process.waitForFinished(120'000)) {
            process.kill();
            process.waitForFinished();
            return -1;
        }
        return process.exitStatus() == QProcess::NormalExit ? process.exitCode() : 128;
    }

    int m_points = 0, m_fired = 0;

private slots:
    void initTestCase()
    {
        if (QStandardPaths::findExecutable(QStringLiteral("strace")).isEmpty())
            QSKIP("strace is not installed");
        if (const int rc =
                QProcess::execute(QStringLiteral("strace"),
                                  {QStringLiteral("-qq"), QStringLiteral("-o"), QStringLiteral("/dev/null"), QStringLiteral("true")});
            rc != 0)
            QSKIP(qPrintable(QStringLiteral("strace cannot trace here (%1)").arg(rc)));
        QTemporaryDir home(scratch());
        QCOMPARE(run(home.path(), "life", 0, {}), 0); // undisturbed, or what follows would prove nothing
    }

    void twoStartsLaterNothingIsLeft_data()
    {
        QTest::addColumn<QString>("call");
        QTest::addColumn<QString>("injection");
        for (const char *call : {"write", "pwrite64", "fsync", "fdatasync", "rename", "unlink"})
            for (const char *injection : {"signal=KILL", "error=ENOSPC", "error=EIO"})
                QTest::addRow("%s %s", call, injection) << QString::fromLatin1(call) << QString::fromLatin1(injection);
    }
    void twoStartsLaterNothingIsLeft()
    {
        QFETCH(QString, call);
        QFETCH(QString, injection);
        // One that grows keeps the sample small: the first points one by one, then farther and farther apart.
        const bool deep = qEnvironmentVariableIsSet("FL_DEEP");
        int points = 0, fired = 0;
        for (int k = 1;; k += deep ? 1 : 1 + k / 2) {
            QTemporaryDir home(scratch());
            const QString marks = home.filePath(QStringLiteral("strace"));
            const int rc = run(home.path(), "life", 0,
                               {QStringLiteral("strace"), QStringLiteral("-f"), QStringLiteral("-qq"), QStringLiteral("-o"), marks,
                                QStringLiteral("-e"), QStringLiteral("trace=") + call, QStringLiteral("-e"),
                                QStringLiteral("inject=%1:%2:when=%3").arg(call, injection).arg(k)});
            QFile trace(marks);
            QVERIFY(trace.open(QIODevice::ReadOnly));
            const QByteArray said = trace.readAll();
            const bool hit = said.contains("(INJECTED)") || said.contains("+++ killed by SIGKILL +++");
            ++points;
            const QByteArray where = QStringLiteral("%1 %2 when=%3: exit %4").arg(call, injection).arg(k).arg(rc).toUtf8();
            QVERIFY2(rc != noIntent && rc != -1, where.constData());
            QVERIFY2(rc < 128 || injection == QLatin1String("signal=KILL"), (where + " (crashed)").constData());
            const int second = run(home.path(), "resume", 1);
            QVERIFY2(second == 0, (where + ", second start " + QByteArray::number(second)).constData());
            const int third = run(home.path(), "remove", 2);
            QVERIFY2(third == 0, (where + ", third start " + QByteArray::number(third)).constData());
            const FakeCloudBook book(home.filePath(QStringLiteral("cloud")));
            QMap<QString, int> made;
            for (const FakeCloudBook::Thing &thing : book.things()) {
                QVERIFY2(thing.goneFrom != 0, (where + ", orphan " + thing.said.id.toUtf8()).constData());
                QVERIFY2(++made[thing.said.machine + thing.said.kind] == 1, (where + ", twice " + thing.said.kind.toUtf8()).constData());
            }
            if (!hit)
                break; // the life has fewer such calls
            ++fired;
        }
        m_points += points;
        m_fired += fired;
        qInfo("%s %s: %d points, %d fired", qPrintable(call), qPrintable(injection), points, fired);
    }

    void cleanupTestCase()
    {
        qInfo("counts: %d points, %d fired: orphans 0, duplicates 0, ledger loaded 100 %%, no request without an intent", m_points,
              m_fired);
        if (m_points > 0)
            QVERIFY(m_fired > 20);
    }
};

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const QStringList words = app.arguments();
    if (words.value(1) == QLatin1String("--live"))
        return live(words.value(2), words.value(3), words.value(4).toInt());
    TestKillPoints test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_kill_points.moc"
