// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/io/disk/ledger_rows.h"
#include "backends/io/disk/private_files.h"
#include "backends/io/disk/profile_lock.h"
#include "backends/io/disk/sqlite_ledger.h"

#include <QtTest>

#include <thread>

#include <sys/stat.h>
#include <sys/wait.h>

using namespace fl;

namespace {

constexpr qint64 now = 1764000000000;

Machine machine(const char *id, const char *name)
{
    Machine result;
    result.id = QString::fromLatin1(id);
    result.name = QString::fromLatin1(name);
    result.where = QStringLiteral("practice");
    result.state = MachineState::SettingUp;
    result.perHour = Money{9007199254740993};
    result.created = now;
    result.facts = {{QStringLiteral("jupyter.port"), 8888}};
    return result;
}

ResourceRecord record(const char *kind, ResourceRecord::State state)
{
    ResourceRecord result;
    result.operation = QStringLiteral("op-1");
    result.machine = QStringLiteral("m-1");
    result.kind = QString::fromLatin1(kind);
    result.name = QStringLiteral("a b");
    result.state = state;
    return result;
}

Event stepDone(int n)
{
    return {now + n,
            QStringLiteral("m-1"),
            QStringLiteral("preflight"),
            EventKind::Step,
            {{QStringLiteral("state"), QStringLiteral("done")}}};
}

} // namespace

class TestSqliteLedger : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;

    QString path(const char *name) const { return m_dir->filePath(QString::fromLatin1(name)); }
    std::unique_ptr<SqliteLedger> open(const Migrations &migrations = ledgerMigrations(), const std::optional<Error> &refusal = {}) const
    {
        auto ledger = SqliteLedger::open(m_dir->path(), refusal, now, migrations);
        if (!ledger)
            qWarning() << slug(ledger.error().cause) << ledger.error().params << ledger.error().detail;
        return ledger ? std::move(*ledger) : nullptr;
    }
    static std::vector<QString> names(const Ledger &ledger)
    {
        std::vector<QString> result;
        const auto machines = ledger.machines();
        if (machines)
            for (const Machine &each : *machines)
                result.push_back(each.name);
        return result;
    }

private slots:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }

    void whatWasSavedIsThereAfterReopening()
    {
        const Machine lab = machine("m-1", "lab");
        {
            auto ledger = open();
            QVERIFY(ledger->save(lab));
            QVERIFY(ledger->save(record("apt", ResourceRecord::State::Intended)));
            QVERIFY(ledger->save(record("apt", ResourceRecord::State::Created)));
            QVERIFY(ledger->append(stepDone(1)));
            QVERIFY(ledger->append(stepDone(2)));
            QVERIFY(ledger->recordDuration(QStringLiteral("practice"), QStringLiteral("preflight"), 1.5));
            QVERIFY(ledger->recordDuration(QStringLiteral("practice"), QStringLiteral("preflight"), 2.5));
        }
        auto ledger = open();
        QVERIFY(!ledger->notice());
        QCOMPARE(*ledger->machines(), std::vector<Machine>{lab});
        QCOMPARE(*ledger->find(QStringLiteral("lab")), std::optional(lab));
        QCOMPARE(*ledger->find(QStringLiteral("m-1")), std::optional(lab));
        QCOMPARE(*ledger->find(QStringLiteral("other")), std::nullopt);
        QCOMPARE(*ledger->resources(QStringLiteral("m-1")), std::vector<ResourceRecord>{record("apt", ResourceRecord::State::Created)});
        QCOMPARE(*ledger->events(QStringLiteral("m-1"), 10), (std::vector<Event>{stepDone(1), stepDone(2)}));
        QCOMPARE(*ledger->events(QStringLiteral("m-1"), 1), std::vector<Event>{stepDone(2)});
        QCOMPARE(*ledger->durations(QStringLiteral("practice"), QStringLiteral("preflight")), (std::vector<double>{2.5, 1.5}));
    }
    void aNameIsUniqueUntilItsMachineIsGone()
    {
        auto ledger = open();
        Machine old = machine("m-1", "lab");
        QVERIFY(ledger->save(old));
        QVERIFY(!ledger->save(machine("m-2", "lab")));
        QCOMPARE(ledger->find(QStringLiteral("lab"))->value().id, QStringLiteral("m-1"));
        old.state = MachineState::Gone;
        QVERIFY(ledger->save(old));
        QVERIFY(ledger->save(machine("m-2", "lab")));
        QCOMPARE(ledger->find(QStringLiteral("lab"))->value().id, QStringLiteral("m-2"));
    }
    void aMachineIsDroppedOnlyWhenAllOfItIsGone()
    {
        auto ledger = open();
        QVERIFY(ledger->save(machine("m-1", "lab")));
        QVERIFY(ledger->save(record("instance", ResourceRecord::State::Deleting)));
        QVERIFY(!ledger->drop(QStringLiteral("m-1")));
        QVERIFY(ledger->find(QStringLiteral("lab"))->has_value());
        QVERIFY(ledger->save(record("instance", ResourceRecord::State::Gone)));
        QVERIFY(ledger->drop(QStringLiteral("m-1")));
        QVERIFY(!ledger->find(QStringLiteral("lab"))->has_value());
        QVERIFY(ledger->resources(QStringLiteral("m-1"))->empty());
    }
    void aSecondProgramReadsAndIsToldWhoWrites()
    {
        auto lock = ProfileLock::acquire(m_dir->path(), now);
        QVERIFY(lock);
        auto writer = open();
        QVERIFY(writer->save(machine("m-1", "lab")));
        const auto second = ProfileLock::acquire(m_dir->path(), now);
        QVERIFY(!second);
        QCOMPARE(second.error().cause, Cause::LedgerLocked);
        QCOMPARE(second.error().params.value(QStringLiteral("pid")), QString::number(QCoreApplication::applicationPid()));
        QCOMPARE(second.error().params.value(QStringLiteral("host")), QSysInfo::machineHostName());
        QCOMPARE(second.error().params.value(QStringLiteral("since")), QStringLiteral("2025-11-24T16:00:00Z"));

        auto reader = open(ledgerMigrations(), second.error());
        QVERIFY(reader->isReadOnly());
        QCOMPARE(names(*reader), std::vector<QString>{QStringLiteral("lab")});
        const Status refused = reader->save(machine("m-2", "other"));
        QVERIFY(!refused);
        QCOMPARE(refused.error(), second.error());
        // What the writer does next is seen at once.
        QVERIFY(writer->save(machine("m-3", "third")));
        QCOMPARE(names(*reader).size(), 2U);
    }
    void aKilledProgramLetsGoOfTheLock()
    {
        int pipe[2];
        QCOMPARE(::pipe(pipe), 0);
        const pid_t child = ::fork();
        if (child == 0) {
            const auto held = ProfileLock::acquire(m_dir->path(), now);
            const char sign = held ? 'y' : 'n';
            (void)!::write(pipe[1], &sign, 1);
            ::pause();
            ::_exit(0);
        }
        char sign = 0;
        QCOMPARE(::read(pipe[0], &sign, 1), 1);
        QCOMPARE(sign, 'y');
        QVERIFY(!ProfileLock::acquire(m_dir->path(), now));
        ::kill(child, SIGKILL);
        ::waitpid(child, nullptr, 0);
        QVERIFY(ProfileLock::acquire(m_dir->path(), now));
        ::close(pipe[0]);
        ::close(pipe[1]);
    }
    void aReaderWithoutALedgerSeesAnEmptyOneAndMakesNothing()
    {
        auto reader = open(ledgerMigrations(), Error{Cause::LedgerLocked, {}, NextAction::CloseOtherProgram, {}});
        QVERIFY(reader);
        QVERIFY(names(*reader).empty());
        QVERIFY(QDir(m_dir->path()).isEmpty());
    }
    void filesAreClosedToOthersWhateverTheUmask()
    {
        const mode_t before = ::umask(0);
        const QString folder = path("a/b");
        QVERIFY(makePrivateFolder(folder));
        {
            auto lock = ProfileLock::acquire(folder, now);
            auto ledger = SqliteLedger::open(folder, {}, now);
            QVERIFY(ledger);
            QVERIFY((*ledger)->save(machine("m-1", "lab")));
            for (const QFileInfo &file : QDir(folder).entryInfoList(QDir::Files | QDir::Hidden)) {
                struct stat info = {};
                QCOMPARE(::stat(qPrintable(file.filePath()), &info), 0);
                QVERIFY2((info.st_mode & 0777) == 0600, qPrintable(file.fileName()));
            }
        }
        struct stat info = {};
        QCOMPARE(::stat(qPrintable(path("a")), &info), 0);
        QCOMPARE(info.st_mode & 0777, 0700U);
        ::umask(before);
    }
    void anOlderSchemaIsBackedUpThenLedUp_data()
    {
        QTest::addColumn<int>("version");
        for (size_t version = 1; version < ledgerMigrations().size(); ++version)
            QTest::addRow("from %d", static_cast<int>(version)) << static_cast<int>(version);
    }
    void anOlderSchemaIsBackedUpThenLedUp()
    {
        QFETCH(int, version);
        const Migrations old(ledgerMigrations().begin(), ledgerMigrations().begin() + version);
        const QString backup = path(qPrintable(QStringLiteral("ledger.db.v%1").arg(version)));
        QVERIFY(open(old)->save(machine("m-1", "lab")));
        QCOMPARE(names(*open()), std::vector<QString>{QStringLiteral("lab")});
        QVERIFY(open()->rememberRegion(QStringLiteral("aws"), QStringLiteral("eu-central-1")));
        QVERIFY(open()->rememberRegion(QStringLiteral("aws"), QStringLiteral("eu-central-1")));
        QCOMPARE(*open()->regions(QStringLiteral("aws")), QStringList{QStringLiteral("eu-central-1")});
        QVERIFY(QFile::exists(backup));
        QCOMPARE(QFileInfo(backup).permissions() & 0x77, QFileDevice::Permissions());
        // The backup is a ledger of the old version.
        QVERIFY(QFile::remove(path("ledger.db")));
        for (const char *suffix : {"ledger.db-wal", "ledger.db-shm"})
            QFile::remove(path(suffix));
        QVERIFY(QFile::rename(backup, path("ledger.db")));
        QCOMPARE(names(*open(old)), std::vector<QString>{QStringLiteral("lab")});
    }
    void aFailedMigrationLeavesTheOldLedger()
    {
        QVERIFY(open()->save(machine("m-1", "lab")));
        Migrations broken = ledgerMigrations();
        broken.push_back({QStringLiteral("ALTER TABLE machines ADD COLUMN colour TEXT"), QStringLiteral("NONSENSE")});
        QVERIFY(!SqliteLedger::open(m_dir->path(), {}, now, broken));
        QCOMPARE(names(*open()), std::vector<QString>{QStringLiteral("lab")});
    }
    void aNewerSchemaIsOnlyRead()
    {
        Migrations two = ledgerMigrations();
        two.push_back({QStringLiteral("ALTER TABLE machines ADD COLUMN colour TEXT NOT NULL DEFAULT 'blue'")});
        QVERIFY(open(two)->save(machine("m-1", "lab")) || true);
        {
            auto newer = open(two);
            QVERIFY(newer);
        }
        auto ledger = open();
        QVERIFY(ledger->isReadOnly());
        QCOMPARE(ledger->notice()->cause, Cause::LedgerNewer);
        QCOMPARE(ledger->save(machine("m-2", "x")).error().cause, Cause::LedgerNewer);
    }
    void aDamagedLedgerIsSetAsideAndNeverEmptiedInSilence_data()
    {
        QTest::addColumn<QByteArray>("kind");
        for (const char *kind : {"emptied", "cut", "header", "text", "not ours"})
            QTest::newRow(kind) << QByteArray(kind);
    }
    void aDamagedLedgerIsSetAsideAndNeverEmptiedInSilence()
    {
        QFETCH(QByteArray, kind);
        {
            auto ledger = open();
            QVERIFY(ledger->save(machine("m-1", "lab")));
            for (int i = 0; i < 200; ++i)
                QVERIFY(ledger->append(stepDone(i)));
        }
        QFile file(path("ledger.db"));
        QVERIFY(file.open(QIODevice::ReadWrite));
        QByteArray bytes = file.readAll();
        if (kind == "emptied")
            bytes.clear();
        else if (kind == "cut")
            bytes.truncate(bytes.size() / 2);
        else if (kind == "header")
            bytes[3] = 'X';
        else if (kind == "text")
            bytes = "this is no database at all, but long enough to be looked at";
        else
            bytes[68] = 'X'; // the application id
        file.resize(0);
        file.seek(0);
        file.write(bytes);
        file.close();

        {
            auto ledger = open();
            QVERIFY(ledger);
            QVERIFY(ledger->notice());
            QCOMPARE(ledger->notice()->cause, Cause::LedgerDamaged);
            QFile copy(ledger->notice()->params.value(QStringLiteral("copy")));
            QVERIFY(copy.open(QIODevice::ReadOnly));
            QCOMPARE(copy.readAll(), bytes);
            QCOMPARE(QFileInfo(copy).permissions() & 0x77, QFileDevice::Permissions());
            QVERIFY(ledger->save(machine("m-9", "next")));
            if (kind == "cut" || kind == "not ours") { // the machines' page was whole
                QCOMPARE(ledger->notice()->params.value(QStringLiteral("machines")), QStringLiteral("1"));
                QCOMPARE(names(*ledger).size(), 2U);
            }
        }
        QVERIFY(!open()->notice());
    }
    void aDamagedLedgerIsLeftAloneByAReader()
    {
        QFile file(path("ledger.db"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("nonsense");
        file.close();
        const auto ledger = SqliteLedger::open(m_dir->path(), Error{Cause::LedgerLocked, {}, NextAction::CloseOtherProgram, {}}, now);
        QVERIFY(!ledger);
        QCOMPARE(ledger.error().cause, Cause::LedgerDamaged);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("nonsense"));
    }
    void bitFlipsNeverCrashItNorPassUnseenAsEmpty()
    {
        QVERIFY(open()->save(machine("m-1", "lab")));
        QFile file(path("ledger.db"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray good = file.readAll();
        file.close();
        quint32 seed = 7;
        for (int i = 0; i < 60; ++i) {
            QTemporaryDir dir;
            QByteArray bad = good;
            for (int j = 0; j < 4; ++j) {
                seed = seed * 1664525U + 1013904223U;
                bad[static_cast<qsizetype>((seed >> 4) % static_cast<quint32>(bad.size()))] ^= static_cast<char>(1U << (seed >> 29));
            }
            QFile damaged(dir.filePath(QStringLiteral("ledger.db")));
            QVERIFY(damaged.open(QIODevice::WriteOnly));
            damaged.write(bad);
            damaged.close();
            const auto ledger = SqliteLedger::open(dir.path(), {}, now);
            if (!ledger)
                continue;
            const auto machines = (*ledger)->machines();
            QVERIFY(!machines || !machines->empty() || (*ledger)->notice());
        }
    }
    void manyThreadsWriteAtOnce()
    {
        auto ledger = open();
        std::atomic<int> failed = 0;
        {
            std::vector<std::jthread> threads;
            for (int t = 0; t < 4; ++t)
                threads.emplace_back([&, t] {
                    for (int i = 0; i < 25; ++i)
                        failed += ledger->save(machine(qPrintable(QStringLiteral("m-%1-%2").arg(t).arg(i)),
                                                       qPrintable(QStringLiteral("n-%1-%2").arg(t).arg(i))))
                            ? 0
                            : 1;
                });
        }
        QCOMPARE(failed.load(), 0);
        QCOMPARE(names(*ledger).size(), 100U);
    }
};

QTEST_GUILESS_MAIN(TestSqliteLedger)
#include "tst_sqlite_ledger.moc"
