// SPDX-License-Identifier: GPL-3.0-or-later
// The report: what should be in it is, and of what should not be nothing is, wherever it was put.
#include "backends/core/error_json.h"
#include "backends/io/disk/sqlite_ledger.h"
#include "backends/io/local/local_shell.h"
#include "backends/run/machine_operations.h"
#include "backends/run/report.h"
#include "tests/fakes/fake_ports.h"
#include "tests/fakes/fake_run.h"

#include <QJsonArray>
#include <QTemporaryDir>
#include <QtTest>

#include <sys/stat.h>

using namespace fl;

namespace {

constexpr int canaries = 50;

QByteArray canary(int n)
{
    return QByteArray("CaNaRy-") + QByteArray::number(n * 7919 + 104729, 16) + "/pä+ss=" + QByteArray::number(n);
}

/// Hands out one after the other, in turn.
class Planter {
public:
    QString next() { return QString::fromUtf8(canary(m_next++ % canaries)); }
    int planted() const { return m_next; }

private:
    int m_next = 0;
};

const QStringList factNames{QStringLiteral("arch"),
                            QStringLiteral("cpus"),
                            QStringLiteral("disk.free.mb"),
                            QStringLiteral("gpu.count"),
                            QStringLiteral("gpu.driver"),
                            QStringLiteral("gpu.model"),
                            QStringLiteral("gpu.name"),
                            QStringLiteral("gpu.pci"),
                            QStringLiteral("jupyter.base_url"),
                            QStringLiteral("jupyter.cert_pem"),
                            QStringLiteral("jupyter.port"),
                            QStringLiteral("jupyter.version"),
                            QStringLiteral("os.codename"),
                            QStringLiteral("os.id"),
                            QStringLiteral("os.name"),
                            QStringLiteral("os.version"),
                            QStringLiteral("python"),
                            QStringLiteral("ram.mb"),
                            QStringLiteral("reaches.distro"),
                            QStringLiteral("reaches.pypi"),
                            QStringLiteral("secure_boot"),
                            QStringLiteral("source"),
                            QStringLiteral("source.why"),
                            QStringLiteral("ssh.key_file"),
                            QStringLiteral("systemd"),
                            QStringLiteral("verified_at")};

} // namespace

class TestReport : public QObject {
    Q_OBJECT

    struct Bench {
        QTemporaryDir home;
        LocalShell shell;
        FakePortsClock clock;
        FakeNoSsh ssh;
        FakeNoTunnels tunnels;
        FakeNoHttp http;
        FakeKeyRing ring;
        std::unique_ptr<SqliteLedger> ledger;
        FakeAsker asker;
        std::unique_ptr<MachineOperations> operations;

        Bench()
        {
            auto opened = SqliteLedger::open(home.path(), {}, 1764000000000);
            if (!opened)
                qFatal("no ledger");
            ledger = std::move(*opened);
            operations = std::make_unique<MachineOperations>(Ports{clock, shell, ssh, tunnels, ring, *ledger, http, home.path()},
                                                             ProviderRegistry());
        }
        QString report(const GivenSecrets &secrets = {})
        {
            OperationCall call{[](const Event &) {}, asker, secrets, {}};
            return operations->report(call).value_or(QString());
        }
    };
    static Machine machine(const QString &id, const QString &name, const QString &where)
    {
        Machine result;
        result.id = id;
        result.name = name;
        result.where = where;
        result.state = MachineState::SettingUp;
        result.perHour = Money{};
        result.created = 1764000000000;
        return result;
    }
    static Event event(const QString &machine, const QString &step, EventKind kind, const QJsonObject &data)
    {
        return {1764000005000, machine, step, kind, data};
    }

private slots:
    void initTestCase() { QCoreApplication::setApplicationVersion(QStringLiteral("1.2.3")); }

    void itSaysWhatHelps()
    {
        Bench bench;
        Machine lab = machine(QStringLiteral("m-1"), QStringLiteral("ada's lab"), QStringLiteral("ssh"));
        lab.facts = {{QStringLiteral("os.id"), QStringLiteral("debian")},
                     {QStringLiteral("os.version"), QStringLiteral("12")},
                     {QStringLiteral("cpus"), QStringLiteral("8")},
                     {QStringLiteral("ram.mb"), 15872},
                     {QStringLiteral("gpu.pci"), QStringLiteral("2330 2330")},
                     {QStringLiteral("gpu.driver"), QStringLiteral("535.183.01")},
                     {QStringLiteral("verified_at"), qint64(1764000004000)},
                     {QStringLiteral("hostname"), QStringLiteral("gpu.example.org")}};
        QVERIFY(bench.ledger->save(lab));
        ResourceRecord record;
        record.machine = QStringLiteral("m-1");
        record.kind = QStringLiteral("apt");
        record.state = ResourceRecord::State::Created;
        for (const char *name : {"python3-venv", "curl"}) {
            record.name = QString::fromLatin1(name);
            QVERIFY(bench.ledger->save(record));
        }
        const auto step = [&](const char *state, double seconds) {
            QVERIFY(bench.ledger->append(event(lab.id, QStringLiteral("base-packages"), EventKind::Step,
                                               {{QStringLiteral("state"), QLatin1String(state)}, {QStringLiteral("seconds"), seconds}})));
        };
        step("running", 0);
        step("failed", 12.34);
        QVERIFY(bench.ledger->append(event(lab.id, QStringLiteral("base-packages"), EventKind::Error,
                                           toJson(Error{Cause::DiskFull,
                                                        {{QStringLiteral("path"), QStringLiteral("/home/ada")}},
                                                        NextAction::FreeDiskSpace,
                                                        QStringLiteral("no space left"),
                                                        {Exists::What::PartlySetUp, QStringLiteral("ada's lab"), Money{}}}))));
        const QString report = bench.report();
        for (const char *line :
             {"report: firstlight/1\n", "version: 1.2.3\n", "passwords: key ring of the system\n", "  machines: 1\n", "machine 1:\n",
              "  where: ssh\n", "  state: setting-up\n", "  created: 2025-11-24T16:00:00Z\n", "    os.id: debian\n", "    os.version: 12\n",
              "    cpus: 8\n", "    ram.mb: 15872\n", "    gpu.pci: 2330 2330\n", "    gpu.driver: 535.183.01\n", "  verified: yes\n",
              "    apt created: 2\n", "    base-packages: failed, 12.3 s\n",
              "    error: 2025-11-24T16:00:05Z disk-full, next free-disk-space, exists partly-set-up, step base-packages\n"})
            QVERIFY2(report.contains(QLatin1String(line)), qPrintable(QLatin1String(line) + report));
        QVERIFY(report.contains(QStringLiteral("  schema: %1\n").arg(ledgerMigrations().size())));
        for (const char *secret : {"ada", "example.org", "curl", "m-1", "space left", "hostname"})
            QVERIFY2(!report.contains(QLatin1String(secret)), secret);
        bench.ring.works = false;
        QVERIFY(bench.report().contains(QLatin1String("passwords: not kept (no-bus)\n")));
    }

    void ofFiftyCanariesInEveryFieldNoneIsInIt()
    {
        Bench bench;
        Planter plant;
        const auto planted = [&] { return plant.next(); };
        for (int m = 0; m < 5; ++m) {
            Machine one = machine(planted(), planted(), planted());
            one.handle = planted();
            one.perHour = Money{1000, planted()};
            for (const QString &name : factNames)
                one.facts.insert(name, planted());
            one.facts.insert(planted(), planted());
            one.facts.insert(QStringLiteral("nested"), QJsonObject{{planted(), QJsonArray{planted()}}});
            one.plan = {{QStringLiteral("machineName"), planted()},
                        {planted(), planted()},
                        {QStringLiteral("choices"),
                         QJsonObject{{QStringLiteral("ssh"), QJsonObject{{QStringLiteral("host"), planted()}}}}}};
            QVERIFY(bench.ledger->save(one));
            ResourceRecord record;
            record.machine = one.id;
            record.operation = planted();
            record.kind = planted();
            record.name = planted();
            record.handle = planted();
            record.region = planted();
            record.perHour = Money{1, planted()};
            QVERIFY(bench.ledger->save(record));
            record.kind = QStringLiteral("file");
            record.name = planted();
            QVERIFY(bench.ledger->save(record));
            for (int kind = 0; kind <= static_cast<int>(EventKind::Open); ++kind) {
                QJsonObject data;
                for (const char *key : {"state", "reason", "text", "say", "what", "id", "name", "value", "where", "cause", "message",
                                        "exists", "next", "detail", "url", "fingerprint", "seconds", "exists_machine", "currency"})
                    data.insert(QLatin1String(key), planted());
                data.insert(QStringLiteral("args"), QJsonObject{{QStringLiteral("path"), planted()}});
                QVERIFY(bench.ledger->append(event(one.id, planted(), static_cast<EventKind>(kind), data)));
            }
            Error error{Cause::StepFailed, {}, NextAction::ShowLog, planted(), {Exists::What::Machine, planted(), Money{1, planted()}}};
            for (const char *name : {"step", "host", "user", "path", "why", "copy"})
                error.params.insert(QLatin1String(name), planted());
            QVERIFY(bench.ledger->append(event(one.id, planted(), EventKind::Error, toJson(error))));
            QVERIFY(bench.ledger->recordDuration(planted(), planted(), 1));
            QVERIFY(bench.ledger->rememberRegion(planted(), planted()));
        }
        QVERIFY(plant.planted() > 10 * canaries);
        GivenSecrets given;
        for (int i = 0; i < canaries; ++i)
            given.insert(QString::number(i), Secret(canary(i)));

        // Once as the user gets it, and once without the masking, which has nothing left to mask.
        for (const GivenSecrets &secrets : {given, GivenSecrets()}) {
            const QByteArray report = bench.report(secrets).toUtf8();
            QVERIFY(report.contains("machines: 5\n") && report.contains("step-failed, next show-log") && report.contains("where: other"));
            int looked = 0;
            for (int i = 0; i < canaries; ++i) {
                const QByteArray one = canary(i);
                for (const QByteArray &form :
                     {one, one.toBase64(), one.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals), one.toHex(),
                      one.toHex().toUpper(), one.toPercentEncoding(), one.left(12)}) {
                    QVERIFY2(!report.contains(form), form.constData());
                    ++looked;
                }
            }
            QVERIFY(!report.toLower().contains("canary"));
            qInfo("%d canaries in %d fields, %d forms looked for: 0 found", canaries, plant.planted(), looked);
        }
    }

    void whatTheListLetsThroughIsStillMasked()
    {
        Bench bench;
        Machine lab = machine(QStringLiteral("m-1"), QStringLiteral("lab"), QStringLiteral("ssh"));
        lab.facts = {{QStringLiteral("ram.mb"), QStringLiteral("31337000")}}; // a number, and somebody's PIN
        QVERIFY(bench.ledger->save(lab));
        QVERIFY(bench.report().contains(QLatin1String("31337000")));
        QVERIFY(!bench.report({{QStringLiteral("sudo.password"), Secret(QByteArray("31337000"))}}).contains(QLatin1String("31337000")));
    }

    void withoutALedgerItSaysWhy()
    {
        ReportParts parts;
        parts.problem = Error{Cause::LedgerDamaged, {{QStringLiteral("path"), QStringLiteral("/home/ada/x")}}, NextAction::ReadHelp, {}};
        const QString report = makeReport(parts, Redactor());
        QVERIFY(report.contains(QLatin1String("problem: ledger-damaged, next read-help, exists nothing\n")));
        QVERIFY(!report.contains(QLatin1String("ada")));
    }

    void itIsSavedForTheUserAlone()
    {
        QTemporaryDir dir;
        const QString path = dir.filePath(QStringLiteral("report.txt"));
        QFile old(path);
        QVERIFY(old.open(QIODevice::WriteOnly));
        old.write("older and longer than the new one");
        old.close();
        QVERIFY(old.setPermissions(QFileDevice::Permissions(0x6644)));
        const mode_t before = ::umask(0);
        const Status saved = saveReport(path, QStringLiteral("neu: ü\n"));
        ::umask(before);
        QVERIFY(saved);
        QVERIFY(old.open(QIODevice::ReadOnly));
        QCOMPARE(old.readAll(), QByteArray("neu: ü\n"));
        struct stat info = {};
        QCOMPARE(::stat(qPrintable(path), &info), 0);
        QCOMPARE(info.st_mode & 07777, 0600U);
        QCOMPARE(QDir(dir.path()).entryList(QDir::Files | QDir::Hidden).size(), 1);
        const Status refused = saveReport(dir.filePath(QStringLiteral("none/report.txt")), QStringLiteral("x"));
        QCOMPARE(refused.error().cause, Cause::LocalFile);
        QVERIFY(!refused.error().params.value(QStringLiteral("reason")).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestReport)
#include "tst_report.moc"
