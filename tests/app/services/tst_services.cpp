// SPDX-License-Identifier: GPL-3.0-or-later
// Who may read and who may write a profile, and what becomes of one that an older program left.
// label: fast
#include "app/services/services.h"
#include "backends/io/disk/ledger_schema.h"
#include "backends/io/disk/profile_lock.h"
#include "backends/io/disk/sqlite_ledger.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace fl;

class TestServices : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    int m_count = 0;

    /// A profile with one machine, as a program of that schema left it.
    QString profile(size_t schema)
    {
        const QString home = m_dir.filePath(QString::number(++m_count));
        if (!QDir().mkpath(home))
            qFatal("no folder");
        const Migrations old(ledgerMigrations().begin(), ledgerMigrations().begin() + static_cast<qsizetype>(schema));
        auto ledger = SqliteLedger::open(home, {}, 1, old);
        Machine machine;
        machine.id = QStringLiteral("m-000000000001");
        machine.name = QStringLiteral("lab");
        machine.where = QStringLiteral("practice");
        if (!ledger || !(*ledger)->save(machine))
            qFatal("no ledger");
        return home;
    }
    static size_t listed(Services &services) { return services.operations().list().value_or(std::vector<Machine>()).size(); }

private slots:
    void aReaderAsksForNoLock()
    {
        const QString home = profile(ledgerMigrations().size());
        const auto lock = ProfileLock::acquire(home, 1);
        QVERIFY(lock);
        const auto services = Services::open(home, Services::Access::Read);
        QVERIFY(services);
        QVERIFY((*services)->refusal().has_value());
        QCOMPARE(listed(**services), 1U);
    }
    void whoeverComesFirstLeadsAnOlderLedgerUp()
    {
        const QString home = profile(1);
        {
            const auto lock = ProfileLock::acquire(home, 1);
            QVERIFY(lock);
            const auto services = Services::open(home, Services::Access::Read);
            QVERIFY(!services);
            QCOMPARE(services.error().cause, Cause::LedgerLocked);
        }
        const auto services = Services::open(home, Services::Access::Read);
        QVERIFY2(services, services ? "" : qPrintable(services.error().detail));
        QCOMPARE(listed(**services), 1U);
        QVERIFY(QFileInfo::exists(home + QStringLiteral("/ledger.db.v1")));
    }
    void aReaderMendsADamagedLedgerAndSaysSo()
    {
        const QString home = profile(ledgerMigrations().size());
        QFile file(home + QStringLiteral("/ledger.db"));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("nonsense") == 8);
        file.close();
        const auto services = Services::open(home, Services::Access::Read);
        QVERIFY2(services, services ? "" : qPrintable(services.error().detail));
        QVERIFY((*services)->notice().has_value());
        QCOMPARE((*services)->notice()->cause, Cause::LedgerDamaged);
    }
    void aReaderOfAProfileThatIsNotThereMakesNone()
    {
        const QString home = m_dir.filePath(QStringLiteral("none"));
        const auto services = Services::open(home, Services::Access::Read);
        QVERIFY(services);
        QCOMPARE(listed(**services), 0U);
        QVERIFY(!QFileInfo::exists(home));
    }
};

QTEST_GUILESS_MAIN(TestServices)
#include "tst_services.moc"
