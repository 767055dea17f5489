// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/io/disk/vault_file.h"

#include <QDir>
#include <QTemporaryDir>
#include <QtTest>

#include <sodium.h>

#include <csignal>
#include <cstddef>
#include <thread>

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace fl;

namespace {

constexpr VaultFile::Limits cheap{1, 8192}; // the least libsodium takes: hundreds of tries in a test

const SecretRef sudo{QStringLiteral("m-1"), QStringLiteral("sudo.password")}, key{{}, QStringLiteral("aws.secret_access_key")};

Secret secret(const char *text)
{
    return Secret(QByteArray(text));
}

KeyRing::AskPassphrase give(const char *text)
{
    return [text](int) -> Result<std::optional<Secret>> { return secret(text); };
}

constexpr const char *right = "correct horse battery";

/// From here on the process ends at that system call.
void dieAt(long call)
{
    const rlimit none{0, 0};
    ::setrlimit(RLIMIT_CORE, &none);
    sock_filter filter[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, static_cast<unsigned>(call), 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    const sock_fprog program{static_cast<unsigned short>(std::size(filter)), filter};
    ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}

} // namespace

class TestVaultFile : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;

    QString folder() const { return m_dir->filePath(QStringLiteral("profile")); }
    QString path() const { return folder() + QStringLiteral("/secrets.vault"); }
    QByteArray bytes(const QString &name = {}) const
    {
        QFile file(name.isEmpty() ? path() : name);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void put(const QByteArray &content) const
    {
        QFile file(path());
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        QCOMPARE(file.write(content), content.size());
    }
    /// A vault with one secret in it.
    void make(const char *text = "hunter2") const
    {
        VaultFile vault(folder(), cheap);
        QVERIFY(vault.createVault(secret(right)));
        QVERIFY(vault.write(sudo, secret(text)));
    }
    static QString whyOf(const Error &error) { return error.params.value(QStringLiteral("why")); }

private slots:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }

    void withoutOneNothingIsKeptAndNobodyIsAsked()
    {
        VaultFile vault(folder(), cheap);
        QVERIFY(vault.unlock([](int) -> Result<std::optional<Secret>> { qFatal("asked"); }));
        QCOMPARE(vault.keeping(), Keeping::Nowhere);
        QCOMPARE(whyOf(vault.probe().error()), QStringLiteral("no-vault"));
        QCOMPARE(vault.read(sudo).error().cause, Cause::KeyRingUnavailable);
        QCOMPARE(vault.write(sudo, secret("x")).error().cause, Cause::KeyRingUnavailable);
        QVERIFY(!QFileInfo::exists(folder()));
        QVERIFY(vault.forgetVault());
    }
    void whatIsKeptIsThereInTheNextProgram()
    {
        const QByteArray odd("p\xc3\xa4ss\0:\nword", 12);
        {
            VaultFile vault(folder(), cheap);
            QVERIFY(vault.createVault(secret(right)));
            QCOMPARE(vault.keeping(), Keeping::Vault);
            QVERIFY(vault.probe());
            QVERIFY(vault.write(sudo, Secret(QByteArray(odd))));
            QVERIFY(vault.write(key, secret("first")));
            QVERIFY(vault.write(key, secret("second")));
            QVERIFY(!*vault.read({QStringLiteral("m-2"), sudo.name}));
        }
        VaultFile vault(folder(), cheap);
        QCOMPARE(whyOf(vault.read(sudo).error()), QStringLiteral("locked"));
        QCOMPARE(whyOf(vault.write(sudo, secret("x")).error()), QStringLiteral("locked"));
        QVERIFY(vault.unlock(give(right)));
        QVERIFY(**vault.read(sudo) == Secret(QByteArray(odd)));
        QVERIFY(**vault.read(key) == secret("second"));
        QVERIFY(vault.remove(sudo));
        QVERIFY(vault.remove(sudo));
        QVERIFY(!*vault.read(sudo));
        QVERIFY(**vault.read(key) == secret("second"));
    }
    void theDefaultCostsNoLessThanInteractive()
    {
        VaultFile::Limits limits;
        QVERIFY(limits.operations >= crypto_pwhash_OPSLIMIT_INTERACTIVE && limits.memory >= crypto_pwhash_MEMLIMIT_INTERACTIVE);
        VaultFile vault(folder());
        QVERIFY(vault.createVault(secret(right)));
        VaultFile next(folder(), cheap); // what stands in the file counts
        QVERIFY(next.unlock(give(right)));
    }
    void aWrongPassphraseIsSaidThriceAndLeavesItLocked()
    {
        make();
        const QByteArray before = bytes();
        VaultFile vault(folder(), cheap);
        QList<int> asked;
        const Status wrong = vault.unlock([&](int attempt) -> Result<std::optional<Secret>> {
            asked << attempt;
            return secret("correct horse batterY");
        });
        QCOMPARE(wrong.error().cause, Cause::VaultPassphrase);
        QCOMPARE(asked, (QList<int>{1, 2, 3}));
        QCOMPARE(bytes(), before);
        // Once is enough: the rest of the program goes on as if there were none.
        QCOMPARE(whyOf(vault.unlock([](int) -> Result<std::optional<Secret>> { qFatal("asked again"); }).error()),
                 QStringLiteral("locked"));
        VaultFile next(folder(), cheap);
        QVERIFY(next.unlock([&](int attempt) -> Result<std::optional<Secret>> { return secret(attempt == 1 ? "no" : right); }));
        QVERIFY(**next.read(sudo) == secret("hunter2"));
    }
    void nobodyThereLeavesItLockedAndABreakDoesNot()
    {
        make();
        VaultFile vault(folder(), cheap);
        const Error cancelled{Cause::Cancelled, {}, NextAction::Resume, {}};
        QCOMPARE(vault.unlock([&](int) -> Result<std::optional<Secret>> { return fail(cancelled); }).error(), cancelled);
        int asked = 0;
        const auto nobody = [&](int) -> Result<std::optional<Secret>> {
            ++asked;
            return std::optional<Secret>();
        };
        QCOMPARE(whyOf(vault.unlock(nobody).error()), QStringLiteral("locked"));
        QCOMPARE(whyOf(vault.unlock(nobody).error()), QStringLiteral("locked"));
        QCOMPARE(asked, 1);
    }
    void aShortPassphraseOrASecondVaultIsRefused()
    {
        VaultFile vault(folder(), cheap);
        QCOMPARE(vault.createVault(secret("seven77")).error().cause, Cause::BadValue);
        QVERIFY(!vault.exists());
        QVERIFY(vault.createVault(secret("密码密码密码密码"))); // eight characters, not eight bytes
        QVERIFY(vault.write(sudo, secret("hunter2")));
        const QByteArray before = bytes();
        QCOMPARE(vault.createVault(secret("another one")).error().cause, Cause::LocalFile);
        QCOMPARE(bytes(), before);
    }
    void noByteChangesUnnoticed()
    {
        make();
        const QByteArray good = bytes();
        QVERIFY(good.size() > 300);
        for (qsizetype i = 0; i < good.size(); ++i)
            for (const int bit : {1, 0x80}) {
                QByteArray bad = good;
                bad[i] = static_cast<char>(bad[i] ^ bit);
                put(bad);
                VaultFile vault(folder(), cheap);
                const Status opened = vault.unlock(give(right));
                QVERIFY2(!opened && opened.error().cause == Cause::VaultDamaged, qPrintable(QString::number(i)));
                // Set aside as it was, never emptied.
                const QString copy = opened.error().params.value(QStringLiteral("copy"));
                QCOMPARE(bytes(copy), bad);
                QVERIFY(!vault.exists() && !vault.read(sudo));
                QVERIFY(QFile::remove(copy));
            }
    }
    void aByteChangedTogetherWithItsSumOpensNothing()
    {
        make();
        const QByteArray good = bytes();
        const qsizetype body = good.size() - crypto_generichash_BYTES;
        int damaged = 0, locked = 0;
        for (qsizetype i = 0; i < body; ++i) {
            QByteArray bad = good;
            bad[i] = static_cast<char>(bad[i] ^ 1);
            crypto_generichash(reinterpret_cast<unsigned char *>(bad.data() + body), crypto_generichash_BYTES,
                               reinterpret_cast<const unsigned char *>(bad.constData()), static_cast<unsigned long long>(body), nullptr, 0);
            put(bad);
            VaultFile vault(folder(), cheap);
            const Status opened = vault.unlock(give(right));
            QVERIFY2(!opened, qPrintable(QString::number(i)));
            QVERIFY(!vault.read(sudo));
            if (opened.error().cause == Cause::VaultDamaged) {
                ++damaged;
                QVERIFY(QFile::remove(opened.error().params.value(QStringLiteral("copy"))));
            } else {
                ++locked;
                QCOMPARE(opened.error().cause, Cause::VaultPassphrase);
                QCOMPARE(bytes(), bad);
            }
        }
        QVERIFY(damaged > 0 && locked > 200);
    }
    void whoAltersItUnderUsIsNoticed()
    {
        make();
        VaultFile vault(folder(), cheap);
        QVERIFY(vault.unlock(give(right)));
        QByteArray bad = bytes();
        const qsizetype body = bad.size() - crypto_generichash_BYTES;
        bad[body - 1] = static_cast<char>(bad[body - 1] ^ 1);
        crypto_generichash(reinterpret_cast<unsigned char *>(bad.data() + body), crypto_generichash_BYTES,
                           reinterpret_cast<const unsigned char *>(bad.constData()), static_cast<unsigned long long>(body), nullptr, 0);
        put(bad);
        const Status written = vault.write(key, secret("new"));
        QCOMPARE(written.error().cause, Cause::VaultDamaged);
        QCOMPARE(bytes(written.error().params.value(QStringLiteral("copy"))), bad);
    }
    void cutAtAnyLengthItIsSetAside()
    {
        make();
        const QByteArray good = bytes();
        for (qsizetype length = 0; length < good.size(); ++length) {
            put(good.left(length));
            VaultFile vault(folder(), cheap);
            const Status opened = vault.unlock(give(right));
            QVERIFY2(!opened && opened.error().cause == Cause::VaultDamaged, qPrintable(QString::number(length)));
            const QString copy = opened.error().params.value(QStringLiteral("copy"));
            QCOMPARE(bytes(copy), good.left(length));
            QVERIFY(QFile::remove(copy));
        }
        put(good + 'x');
        QCOMPARE(VaultFile(folder(), cheap).unlock(give(right)).error().cause, Cause::VaultDamaged);
    }
    void aSecondDamagedOneDoesNotReplaceTheFirst()
    {
        for (const char *text : {"first", "second"}) {
            QVERIFY(QDir().mkpath(folder()));
            put(text);
            QVERIFY(!VaultFile(folder(), cheap).unlock(give(right)));
        }
        QCOMPARE(bytes(path() + QStringLiteral(".damaged")), QByteArray("first"));
        QCOMPARE(bytes(path() + QStringLiteral(".damaged-2")), QByteArray("second"));
    }
    void oneOfANewerProgramIsLeftAlone()
    {
        make();
        QByteArray newer = bytes();
        const qsizetype body = newer.size() - crypto_generichash_BYTES;
        newer[7] = 2;
        crypto_generichash(reinterpret_cast<unsigned char *>(newer.data() + body), crypto_generichash_BYTES,
                           reinterpret_cast<const unsigned char *>(newer.constData()), static_cast<unsigned long long>(body), nullptr, 0);
        put(newer);
        VaultFile vault(folder(), cheap);
        QCOMPARE(whyOf(vault.unlock(give(right)).error()), QStringLiteral("newer"));
        QCOMPARE(bytes(), newer);
    }
    void killedAtAWriteTheOldOneIsWhole_data()
    {
        QTest::addColumn<int>("call");
        QTest::newRow("write") << static_cast<int>(SYS_write);
        QTest::newRow("fsync") << static_cast<int>(SYS_fsync);
#ifdef SYS_rename
        QTest::newRow("rename") << static_cast<int>(SYS_rename);
#else
        QTest::newRow("rename") << static_cast<int>(SYS_renameat2);
#endif
    }
    void killedAtAWriteTheOldOneIsWhole()
    {
        QFETCH(int, call);
        make();
        const QByteArray before = bytes();
        VaultFile vault(folder(), cheap);
        QVERIFY(vault.unlock(give(right)));
        const pid_t child = ::fork();
        if (child == 0) {
            dieAt(call);
            (void)vault.write(sudo, secret("new"));
            ::_exit(0);
        }
        int status = 0;
        QCOMPARE(::waitpid(child, &status, 0), child);
        QVERIFY2(WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS, qPrintable(QString::number(status)));
        QCOMPARE(bytes(), before);
        QVERIFY(QFileInfo::exists(path() + QStringLiteral(".new"))); // what the dead left
        QVERIFY(**vault.read(sudo) == secret("hunter2"));
        QVERIFY(vault.write(sudo, secret("new")));
        VaultFile next(folder(), cheap);
        QVERIFY(next.unlock(give(right)));
        QVERIFY(**next.read(sudo) == secret("new"));
        QVERIFY(!QFileInfo::exists(path() + QStringLiteral(".new")));
    }
    void aFullDiskLeavesTheOldOneAndNoHalf()
    {
        make();
        VaultFile vault(folder(), cheap);
        QVERIFY(vault.unlock(give(right)));
        const QByteArray before = bytes();
        const pid_t child = ::fork();
        if (child == 0) {
            ::signal(SIGXFSZ, SIG_IGN); // as a disk that takes 100 bytes more
            const rlimit little{100, 100};
            ::setrlimit(RLIMIT_FSIZE, &little);
            const Status written = vault.write(sudo, secret("new"));
            ::_exit(!written && written.error().cause == Cause::LocalFile ? 0 : 1);
        }
        int status = 0;
        QCOMPARE(::waitpid(child, &status, 0), child);
        QCOMPARE(status, 0);
        QCOMPARE(bytes(), before);
        QVERIFY(!QFileInfo::exists(path() + QStringLiteral(".new")));
        QVERIFY(**vault.read(sudo) == secret("hunter2"));
    }
    void closedToOthersWhateverTheUmask()
    {
        const mode_t before = ::umask(0);
        make();
        VaultFile vault(folder(), cheap);
        QVERIFY(vault.unlock(give(right)));
        QVERIFY(vault.write(key, secret("x")));
        ::umask(before);
        struct stat info = {};
        QCOMPARE(::stat(qPrintable(folder()), &info), 0);
        QCOMPARE(info.st_mode & 07777, 0700U);
        const auto files = QDir(folder()).entryInfoList(QDir::Files | QDir::Hidden);
        QCOMPARE(files.size(), 2); // with its lock
        for (const QFileInfo &file : files) {
            QCOMPARE(::stat(qPrintable(file.filePath()), &info), 0);
            QVERIFY2((info.st_mode & 07777) == 0600, qPrintable(file.fileName()));
        }
    }
    void nothingOfASecretCanBeReadInIt()
    {
        const QByteArray canary("cAnArY-7f3a91-secret+/=");
        make(canary.constData());
        VaultFile vault(folder(), cheap);
        QVERIFY(vault.unlock(give(right)));
        QVERIFY(vault.write({QStringLiteral("m-canary"), QStringLiteral("canary.name")}, Secret(QByteArray(canary))));
        for (const QFileInfo &file : QDir(folder()).entryInfoList(QDir::Files | QDir::Hidden)) {
            const QByteArray all = bytes(file.filePath());
            for (const QByteArray &form : {canary, canary.toBase64(), canary.toHex(), canary.toPercentEncoding(), QByteArray("canary"),
                                           QByteArray(right), sudo.name.toUtf8()})
                QVERIFY2(!all.toLower().contains(form.toLower()), form.constData());
        }
        // The same content is another file each time: the nonce is new.
        const QByteArray one = bytes();
        QVERIFY(vault.write(key, secret("x")));
        QVERIFY(vault.remove(key));
        QCOMPARE(bytes().size(), one.size());
        QVERIFY(bytes().mid(40) != one.mid(40));
        QVERIFY(bytes().mid(40, 24) != one.mid(40, 24));
    }
    void twoProgramsAtOnceLoseNothing()
    {
        make();
        std::atomic<int> failed = 0;
        {
            std::vector<std::jthread> programs;
            for (int p = 0; p < 3; ++p)
                programs.emplace_back([&, p] {
                    VaultFile vault(folder(), cheap);
                    failed += vault.unlock(give(right)) ? 0 : 1;
                    for (int i = 0; i < 10; ++i)
                        failed += vault.write({QString::number(p), QString::number(i)}, secret("x")) ? 0 : 1;
                });
        }
        QCOMPARE(failed.load(), 0);
        VaultFile vault(folder(), cheap);
        QVERIFY(vault.unlock(give(right)));
        for (int p = 0; p < 3; ++p)
            for (int i = 0; i < 10; ++i)
                QVERIFY(vault.read({QString::number(p), QString::number(i)})->has_value());
    }
    void whoeverWantsItMeanwhileIsNotAskedToo()
    {
        make();
        VaultFile vault(folder(), cheap);
        std::atomic<int> asked = 0, failed = 0;
        {
            std::vector<std::jthread> workers;
            for (int i = 0; i < 4; ++i)
                workers.emplace_back([&] {
                    failed += vault.unlock([&](int) -> Result<std::optional<Secret>> {
                        ++asked;
                        return secret(right);
                    })
                        ? 0
                        : 1;
                });
        }
        QCOMPARE(asked.load(), 1);
        QCOMPARE(failed.load(), 0);
    }
    void forgottenItIsGoneAndAnotherCanBeMade()
    {
        make();
        VaultFile other(folder(), cheap);
        QVERIFY(other.unlock(give(right)));
        VaultFile vault(folder(), cheap);
        QVERIFY(vault.forgetVault()); // needs no passphrase
        QVERIFY(!vault.exists());
        QVERIFY(vault.createVault(secret("quite another one")));
        QVERIFY(vault.write(key, secret("x")));
        // Who had the old one open does not write over it with the old key.
        QCOMPARE(whyOf(other.write(sudo, secret("y")).error()), QStringLiteral("locked"));
        QVERIFY(other.unlock(give("quite another one")));
        QVERIFY(**other.read(key) == secret("x"));
    }
};

QTEST_GUILESS_MAIN(TestVaultFile)
#include "tst_vault_file.moc"
