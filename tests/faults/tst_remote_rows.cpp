// SPDX-License-Identifier: GPL-3.0-or-later
// What goes wrong on the server itself, one row after the other on one real machine on which all is set up: each breaks one thing, wants
// its own cause from the very scripts that a set-up runs, mends it, and goes on. What the facade makes of it is tst_server_faults'.
#include "tests/practice/server_setup.h"

#include <QtTest>

// limit: 900

using namespace fl;

class TestRemoteRows : public QObject {
    Q_OBJECT

    std::unique_ptr<PracticeFixture> m_machine;
    std::unique_ptr<ServerSetup> m_setup;

    bool root(const char *script) const
    {
        const auto done = m_machine->asRoot(script, 300);
        if (!done.ok())
            qWarning("%s%s", done.out.right(1000).constData(), done.err.right(1000).constData());
        return done.ok();
    }
    bool forget(const char *fact) const
    {
        return m_machine->asUser(QStringLiteral("sed -i '/^%1 /d' .local/state/firstlight/facts").arg(QLatin1String(fact))).ok();
    }
    /// A source of packages beside the system's own, from a small server on the machine itself.
    bool source(const char *line) const
    {
        return m_machine->writeFile(QStringLiteral("/etc/apt/sources.list.d/row.list"), QByteArray(line) + '\n');
    }

private slots:
    void initTestCase()
    {
        if (const QString why = PracticeFixture::unavailable(); !why.isEmpty())
            QSKIP(qPrintable(why));
        QString problem;
        const QString layer = readyLayer(problem);
        QVERIFY2(!layer.isEmpty(), qPrintable(problem));
        m_machine = std::make_unique<PracticeFixture>(layer);
        QVERIFY2(m_machine->isUp(), qPrintable(m_machine->problem()));
        m_setup = std::make_unique<ServerSetup>(*m_machine);
        QVERIFY(m_setup->connect());
    }
    void cleanupTestCase()
    {
        m_setup.reset();
        m_machine.reset();
    }

    // R02: what was broken off is ended first, whatever state dpkg left it in.
    void packagesThatWereBrokenOffAreMendedFirst_data()
    {
        QTest::addColumn<QByteArray>("breakIt");
        QTest::newRow("half-configured") << QByteArray("sed -i '/^Package: python3-ipykernel$/,/^$/s/^Status: .*/Status: install ok "
                                                       "half-configured/' /var/lib/dpkg/status");
        QTest::newRow("half-installed, lists gone")
            << QByteArray("sed -i '/^Package: python3-ipykernel$/,/^$/s/^Status: .*/Status: install reinstreq half-installed/' "
                          "/var/lib/dpkg/status; rm -rf /var/lib/apt/lists/*_Packages /var/lib/apt/lists/*_InRelease");
        // Not broken at all: a stranger's package without a list of checksums.
        QTest::newRow("no checksums") << QByteArray("rm -f /var/lib/dpkg/info/python3-ipykernel.md5sums; dpkg --audit | grep -q md5sums");
    }
    void packagesThatWereBrokenOffAreMendedFirst()
    {
        QFETCH(QByteArray, breakIt);
        QVERIFY(root(("set -e; " + breakIt).constData()));
        const auto done = m_setup->apply("base-packages");
        QVERIFY2(done, done ? "" : qPrintable(told(done.error())));
        QVERIFY(root("dpkg-query -W -f='${Status}' python3-ipykernel | grep -qx 'install ok installed'"));
    }

    // R03: each fault of a source has words of its own. That a list is out of date is checked for its source alone: a machine for practice
    // takes over that this computer lets old ones pass.
    void aSourceThatIsWrongIsSaidInItsOwnWords_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QString>("problem");
        QTest::newRow("mirror 404") << QByteArray("deb [trusted=yes] http://127.0.0.1:8181/nowhere ./") << QStringLiteral("not-found");
        QTest::newRow("hash mismatch") << QByteArray("deb [trusted=yes] http://127.0.0.1:8181/hash ./") << QStringLiteral("hash-mismatch");
        QTest::newRow("key missing") << QByteArray("deb [signed-by=/srv/row/none.gpg] http://127.0.0.1:8181/signed ./")
                                     << QStringLiteral("key-missing");
        const QByteArray known = "deb [signed-by=/srv/row/key.gpg check-valid-until=yes check-date=yes] http://127.0.0.1:8181/";
        QTest::newRow("signed, in time") << known + "intime ./" << QString();
        QTest::newRow("signed, expired") << known + "expired ./" << QStringLiteral("release-expired");
        QTest::newRow("signed, not valid yet") << known + "early ./" << QStringLiteral("release-expired");
        QVERIFY(m_machine->installPackages({QStringLiteral("gpg"), QStringLiteral("gpg-agent")}));
        QVERIFY(
            root("set -e; mkdir -p /srv/row/hash /srv/row/signed; cd /srv/row\n"
                 "printf 'Package: row\\nVersion: 1\\nArchitecture: all\\nMaintainer: x\\nFilename: row.deb\\nSize: 1\\n' >hash/Packages\n"
                 ": >none.gpg\n"
                 "release() { printf 'Date: %s\\nSuite: row\\n%sSHA256:\\n %s %s Packages\\n' "
                 "\"$(LC_ALL=C date -u -R -d \"$3\")\" \"$4\" \"$2\" \"$(stat -c %s $1/Packages)\" >$1/Release; }\n"
                 "release hash 0000000000000000000000000000000000000000000000000000000000000000 now ''\n"
                 "mkdir -m 700 keys; export GNUPGHOME=/srv/row/keys\n"
                 "gpg -q --batch --pinentry-mode loopback --passphrase '' --quick-gen-key row ed25519 sign never\n"
                 "gpg -q --export row >key.gpg\n"
                 "signed() { mkdir $1; : >$1/Packages; release $1 $(sha256sum <$1/Packages | cut -c 1-64) \"$2\" \"Valid-Until: "
                 "$(LC_ALL=C date -u -R -d \"$3\")\n\"; gpg -q --batch --clearsign -o $1/InRelease $1/Release; }\n"
                 "signed intime now tomorrow; signed expired '3 days ago' yesterday; signed early 'now + 2 days' 'now + 9 days'\n"
                 "gpgconf --kill all\n"
                 "set -- /var/lib/apt/lists/*_InRelease; cp \"$1\" signed/InRelease\n"
                 "setsid python3 -m http.server --bind 127.0.0.1 8181 </dev/null >/dev/null 2>&1 &\n"
                 "n=0; until ss -Hltn 'sport = :8181' | grep -q .; do n=$((n + 1)); [ $n -lt 300 ] || exit 1; sleep 0.1; done"));
    }
    void aSourceThatIsWrongIsSaidInItsOwnWords()
    {
        QFETCH(QByteArray, line);
        QFETCH(QString, problem);
        QVERIFY(source(line.constData()));
        const auto ended = m_setup->apply("base-packages");
        QVERIFY(root("rm -f /etc/apt/sources.list.d/row.list"));
        QVERIFY2(ended.has_value() == problem.isEmpty(), ended ? "it passed" : qPrintable(told(ended.error())));
        if (!ended) {
            QVERIFY2(ended.error().cause == Cause::PackageSourceFailed, qPrintable(told(ended.error())));
            QCOMPARE(ended.error().params.value(QStringLiteral("problem")), problem);
        }
    }

    // R04: a package that reads its input and one that asks by debconf find nobody, and nothing waits for them.
    void aQuestionOnTheWayIsNotWaitedFor()
    {
        QVERIFY(
            root("set -e; mkdir -p /srv/row/asks/DEBIAN; cd /srv/row\n"
                 "printf 'Package: row-asks\\nVersion: 1\\nArchitecture: all\\nMaintainer: x\\nDepends: debconf\\nDescription: asks\\n' "
                 ">asks/DEBIAN/control\n"
                 "printf 'Template: row/sure\\nType: boolean\\nDefault: false\\nDescription: Sure?\\n' >asks/DEBIAN/templates\n"
                 "cat >asks/DEBIAN/postinst <<'END'\n"
                 "#!/bin/sh\n"
                 "set -e\n"
                 "[ -n \"$NEEDRESTART_SUSPEND\" ]\n"
                 "[ -n \"$DEBIAN_HAS_FRONTEND\" ] || ! read -r answer\n" // once more below debconf, where the input is its own
                 ". /usr/share/debconf/confmodule\n"
                 "db_input critical row/sure || true\n"
                 "db_go\n"
                 ": >/run/row-asked\n"
                 "END\n"
                 "chmod 755 asks/DEBIAN/postinst; dpkg-deb -b asks asks.deb >/dev/null; dpkg --unpack asks.deb >/dev/null"));
        const auto done = m_setup->apply("base-packages");
        QVERIFY2(done, done ? "" : qPrintable(told(done.error())));
        QVERIFY(root("[ -e /run/row-asked ] && dpkg -P row-asks >/dev/null"));
    }

    // R08: whoever logs in to them, the scripts are read by sh.
    void loginShells_data()
    {
        QTest::addColumn<QString>("shell");
        QTest::addColumn<bool>("works");
        QTest::newRow("dash") << QStringLiteral("/bin/dash") << true;
        QTest::newRow("bash that talks") << QStringLiteral("/bin/bash") << true;
        QTest::newRow("fish") << QStringLiteral("/usr/bin/fish") << true;
        QTest::newRow("tcsh") << QStringLiteral("/usr/bin/tcsh") << true;
        QTest::newRow("rbash") << QStringLiteral("/bin/rbash") << false; // it forbids exec
        QTest::newRow("nologin") << QStringLiteral("/usr/sbin/nologin") << false;
        QVERIFY(m_machine->installPackages({QStringLiteral("fish"), QStringLiteral("tcsh")}));
        QVERIFY(root(
            "cp -p /home/ada/.bashrc /root/bashrc 2>/dev/null; printf 'echo welcome\\necho warning >&2\\numask 077\\n' >/home/ada/.bashrc; "
            "chown ada: /home/ada/.bashrc"));
    }
    void loginShells()
    {
        QFETCH(QString, shell);
        QFETCH(bool, works);
        QVERIFY(m_machine->setLoginShell(shell));
        ServerSetup setup(*m_machine);
        QVERIFY(setup.connect());
        const auto checks = setup.engine->check(setup.bound(), {});
        QVERIFY(m_machine->setLoginShell(QStringLiteral("/bin/bash")));
        QVERIFY2(bool(checks) == works, checks ? "it worked" : qPrintable(told(checks.error())));
        if (!works)
            QCOMPARE(slug(checks.error().cause), slug(Cause::SshShellUnusable));
    }

    // R09: a lecture is no refusal, and who demands a terminal is named so.
    void sudoThatLecturesAndSudoThatWantsATerminal()
    {
        QVERIFY(root("printf 'Defaults lecture=always\\n' >/etc/sudoers.d/row"));
        const auto lectured = m_setup->apply("linger");
        QVERIFY2(lectured, lectured ? "" : qPrintable(told(lectured.error())));
        QVERIFY(root("printf 'Defaults requiretty\\n' >/etc/sudoers.d/row"));
        const auto refused = m_setup->apply("linger");
        QVERIFY(root("rm /etc/sudoers.d/row"));
        QVERIFY(!refused);
        QCOMPARE(slug(refused.error().cause), slug(Cause::SudoNeedsTty));
    }

    // R16: one that would end with the last login is seen before anybody logs out.
    void withoutLingeringThereIsSomethingToDo()
    {
        QVERIFY(root("loginctl disable-linger ada"));
        const auto checks = m_setup->engine->check(m_setup->bound(), {});
        const auto steps = m_setup->bound();
        QVERIFY(checks);
        for (size_t i = 0; i < steps.size(); ++i)
            if (steps[i].script->id == QLatin1String("linger"))
                QVERIFY(checks->at(i).state == CheckState::ToDo);
        QVERIFY(m_setup->apply("linger"));
    }

    // R06: a disk that fills up in the middle of a step, wherever it is.
    void aDiskThatFillsUpInTheMiddle_data()
    {
        QTest::addColumn<QByteArray>("step");
        for (const char *id : {"jupyter-config", "welcome-notebook"})
            QTest::newRow(id) << QByteArray(id);
    }
    void aDiskThatFillsUpInTheMiddle()
    {
        QFETCH(QByteArray, step);
        QVERIFY(
            root("systemctl --machine=ada@ --user stop firstlight-jupyter 2>/dev/null; rm -f /home/ada/firstlight/notebooks/Welcome.ipynb; "
                 "sed -i '/^welcome/d' /home/ada/.local/state/firstlight/facts; :"));
        QVERIFY(m_machine->shrinkDisk(QStringLiteral("/home/ada/firstlight"), 400));
        QVERIFY(root("dd if=/dev/zero of=/home/ada/firstlight/ballast bs=1M 2>/dev/null; :"));
        const auto ended = m_setup->apply(step.constData());
        QVERIFY(root("umount -l /home/ada/firstlight"));
        QVERIFY(!ended);
        QVERIFY2(ended.error().cause == Cause::DiskFull, qPrintable(told(ended.error())));
    }

    // R18: every step once more by force: all is as it was, and then nothing is to do.
    void everyStepTwiceChangesNothing()
    {
        const auto first = m_setup->run(QStringLiteral("op-before"));
        QVERIFY2(first, first ? "" : qPrintable(told(first.error())));
        const auto state = [&] {
            return m_machine
                ->asRoot("dpkg-query -W; sort /home/ada/.local/state/firstlight/added; find /home/ada/firstlight -type f ! -path "
                         "'*/own/*' ! -name '*.pyc' | sort; ls /etc/apt/apt.conf.d /etc/sudoers.d /etc/systemd/system; ls "
                         "/var/lib/systemd/linger")
                .out;
        };
        const QByteArray before = state();
        for (const auto &step : m_setup->bound()) {
            const auto again = m_setup->engine->apply(step, QStringLiteral("op-again"), {});
            QVERIFY2(again, qPrintable(step.script->id + QLatin1Char(' ') + (again ? QString() : told(again.error()))));
        }
        QCOMPARE(state(), before);
        const auto second = m_setup->run(QStringLiteral("op-after"));
        QVERIFY2(second, second ? "" : qPrintable(told(second.error())));
        QCOMPARE(*second, QStringList());
    }
};

QTEST_GUILESS_MAIN(TestRemoteRows)
#include "tst_remote_rows.moc"
