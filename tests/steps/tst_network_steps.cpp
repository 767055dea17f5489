// SPDX-License-Identifier: GPL-3.0-or-later
// with: replay_server.cpp
// Proxy, certificates and mirrors, played: what network-system and network-user write on apt's and dnf's systems, what they leave alone,
// and how preflight finds the fastest of several mirrors.
#include "tests/steps/replay_server.h"

#include <QDirIterator>
#include <QProcess>
#include <QtTest>

using namespace fl;

namespace {

const QByteArray authority = "-----BEGIN CERTIFICATE-----\nb25l\n-----END CERTIFICATE-----\n",
                 other = "-----BEGIN CERTIFICATE-----\ndHdv\n-----END CERTIFICATE-----\n",
                 dnfConf = "[main]\ngpgcheck=1\ninstallonly_limit=3\n";
// All of it may stand in a URL.
const QByteArray proxy = "http://proxy.example.org:3128/$(touch$IFS$()fl-pwned)';touch$IFS$()fl-pwned;'";

} // namespace

class TestNetworkSteps : public QObject {
    Q_OBJECT

    ServerStep m_system, m_user;

    static void shellColumn()
    {
        QTest::addColumn<QStringList>("shell");
        QTest::newRow("dash") << QStringList{QStringLiteral("dash")};
        QTest::newRow("bash") << QStringList{QStringLiteral("bash"), QStringLiteral("--posix")};
        QTest::newRow("busybox") << QStringList{QStringLiteral("busybox"), QStringLiteral("sh")};
    }
    static Variables everything()
    {
        return {{"PROXY", proxy},
                {"NO_PROXY", "mirror.example.org,.intern.example.org"},
                {"CA_PEM", "Our own\n" + authority + "and another\n" + other},
                {"APT_MIRROR", "http://deb.example.org/debian"},
                {"PYPI_MIRROR", "http://pypi.example.org:8080/simple"},
                {"TORCH_MIRROR", "https://torch.example.org/whl"},
                {"HUGGINGFACE_MIRROR", "https://hf.example.org/"},
                {"MACHINE_OURS", "no"}};
    }
    static Variables without(Variables variables, const QByteArray &name, const QByteArray &instead = {})
    {
        for (auto &[key, value] : variables)
            if (key == name)
                value = instead;
        return variables;
    }
    static Variables nothing()
    {
        Variables variables = everything();
        for (auto &[name, value] : variables)
            value = name == "MACHINE_OURS" ? QByteArray("no") : QByteArray();
        return variables;
    }
    /// A machine on which Jupyter and PyTorch have their environments.
    static void furnish(const ReplayServer &server)
    {
        QByteArray added;
        for (const char *name : {"jupyter", "pytorch"}) {
            const QString folder = QStringLiteral("home/firstlight/envs/") + QLatin1String(name);
            server.write(folder + QStringLiteral("/.whole"), {});
            added += "tree " + QFile::encodeName(server.path(folder)) + '\n';
        }
        server.write(QStringLiteral("home/.local/state/firstlight/added"), added);
        server.write(QStringLiteral("etc/dnf/dnf.conf"), dnfConf);
    }
    /// What lies in the system's folders and in the home, without what is Firstlight's own.
    static QMap<QString, QByteArray> files(const ReplayServer &server)
    {
        QMap<QString, QByteArray> found;
        for (const char *top : {"etc", "usr", "home"})
            for (QDirIterator it(server.path(QLatin1String(top)), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
                 it.hasNext();) {
                const QString name = it.next().mid(server.path(QString()).size() + 1);
                if (!name.contains(QLatin1String(".local/state")) && !name.contains(QLatin1String("ssl/certs"))
                    && !name.contains(QLatin1String("pki/tls/certs")))
                    found.insert(name, server.read(name));
            }
        return found;
    }
    QByteArray applied(ReplayServer &server, const Variables &variables) const
    {
        QByteArray story;
        for (const ServerStep *step : {&m_system, &m_user}) {
            server.apply(*step, variables);
            story += server.story();
            if (story.contains("ended with"))
                story += server.log();
        }
        return story;
    }
    /// What is to do: the ids of the steps.
    QByteArray toDo(ReplayServer &server, const Variables &variables) const
    {
        QByteArray ids;
        for (const ServerStep *step : {&m_system, &m_user})
            if (server.check(*step, variables) != 0)
                ids += step->id.toUtf8() + ' ';
        server.story();
        return ids;
    }
    static QByteArray ran(const QString &program, const QStringList &arguments, const QStringList &environment = {})
    {
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.setEnvironment(QProcess::systemEnvironment() + environment);
        process.start(program, arguments);
        process.waitForFinished();
        return process.readAll();
    }

private slots:
    void initTestCase()
    {
        m_system = builtinStep("network-system");
        m_user = builtinStep("network-user");
    }

    void onAptsSystems_data() { shellColumn(); }
    void onAptsSystems()
    {
        QFETCH(QStringList, shell);
        ReplayServer server(shell, QStringLiteral("debian-12"));
        furnish(server);
        const auto before = files(server);
        QCOMPARE(toDo(server, nothing()), QByteArray());
        QCOMPARE(toDo(server, everything()), QByteArray("network-system network-user "));
        const QByteArray told = applied(server, everything());
        QVERIFY2(told.startsWith("update-ca-certificates\n") && !told.contains("ended with"), told.constData());
        QCOMPARE(toDo(server, everything()), QByteArray());

        QCOMPARE(server.read(QStringLiteral("usr/local/share/ca-certificates/firstlight-extra-1.crt")), authority);
        QCOMPARE(server.read(QStringLiteral("usr/local/share/ca-certificates/firstlight-extra-2.crt")), other);
        // apt itself reads its file.
        const QByteArray settings =
            ran(QStringLiteral("apt-config"), {QStringLiteral("dump"), QStringLiteral("Acquire")},
                {QStringLiteral("APT_CONFIG=") + server.path(QStringLiteral("etc/apt/apt.conf.d/firstlight-network.conf"))});
        for (const QByteArray &line : {"Acquire::http::Proxy \"" + proxy + "\";", "Acquire::https::Proxy \"" + proxy + "\";",
                                       QByteArray("Acquire::http::Proxy::mirror.example.org \"DIRECT\";")})
            QVERIFY2(settings.contains(line), (line + '\n' + settings).constData());
        QVERIFY(!settings.contains("intern"));
        // Somebody's computer keeps its sources.
        QVERIFY(!QFile::exists(server.path(QStringLiteral("etc/apt/sources.list.d/firstlight-mirror.sources"))));

        const QByteArray pip = server.read(QStringLiteral("home/.config/pip/pip.conf"));
        QVERIFY2(pip.endsWith("\n[global]\nindex-url = http://pypi.example.org:8080/simple\ntrusted-host = pypi.example.org:8080\ncert = "
                              + QFile::encodeName(server.path(QStringLiteral("etc/ssl/certs/ca-certificates.crt"))) + '\n'),
                 pip.constData());
        for (const char *name : {"jupyter", "pytorch"})
            QCOMPARE(server.read(QStringLiteral("home/firstlight/envs/%1/pip.conf").arg(QLatin1String(name))), pip);
        QVERIFY(server.read(QStringLiteral("home/.config/uv/uv.toml"))
                    .endsWith("\n[[index]]\nurl = \"http://pypi.example.org:8080/simple\"\ndefault = true\n"));
        // A login shell's way, and what comes of it.
        const QByteArray environment =
            ran(QStringLiteral("env"),
                {QStringLiteral("-i"), QStringLiteral("HOME=") + server.path(QStringLiteral("home")), QStringLiteral("/bin/sh"),
                 QStringLiteral("-c"),
                 QStringLiteral(". '%1'; printf '%s\\n' \"$https_proxy\" \"$HTTP_PROXY\" \"$NO_PROXY\" \"$HF_ENDPOINT\" "
                                "\"$SSL_CERT_FILE\" \"$REQUESTS_CA_BUNDLE\"")
                     .arg(server.path(QStringLiteral("etc/profile.d/firstlight-network.sh")))});
        const QByteArray bundle = QFile::encodeName(server.path(QStringLiteral("etc/ssl/certs/ca-certificates.crt"))) + '\n';
        QCOMPARE(environment,
                 proxy + '\n' + proxy + "\nlocalhost,127.0.0.1,::1,mirror.example.org,.intern.example.org\nhttps://hf.example.org\n"
                     + bundle + bundle);

        // Another choice: all files follow it, and pip needs no environment where there are no exceptions.
        Variables changed = without(without(everything(), "NO_PROXY"), "PROXY", "http://other.example.org:8080");
        changed = without(without(changed, "CA_PEM", authority), "PYPI_MIRROR");
        QCOMPARE(toDo(server, changed), QByteArray("network-system network-user "));
        applied(server, changed);
        QCOMPARE(toDo(server, changed), QByteArray());
        QVERIFY(!QFile::exists(server.path(QStringLiteral("usr/local/share/ca-certificates/firstlight-extra-2.crt"))));
        QVERIFY(server.read(QStringLiteral("home/firstlight/envs/pytorch/pip.conf"))
                    .contains("[global]\nproxy = http://other.example.org:8080\ncert = "));
        QVERIFY(!QFile::exists(server.path(QStringLiteral("home/.config/uv"))));
        for (const auto &[name, text] : files(server).toStdMap())
            QVERIFY2(!text.contains("proxy.example.org"), qPrintable(name));

        // A framework that comes later gets its file.
        server.write(QStringLiteral("home/firstlight/envs/jax/.whole"), {});
        QCOMPARE(toDo(server, changed), QByteArray("network-user "));
        applied(server, changed);
        QCOMPARE(toDo(server, changed), QByteArray());
        QFile::remove(server.path(QStringLiteral("home/firstlight/envs/jax/pip.conf")));
        QFile::remove(server.path(QStringLiteral("home/firstlight/envs/jax/.whole")));

        // Nothing is named any more: nothing is left.
        QCOMPARE(toDo(server, nothing()), QByteArray("network-system network-user "));
        applied(server, nothing());
        QCOMPARE(toDo(server, nothing()), QByteArray());
        QCOMPARE(files(server), before);
    }

    void undoGivesBackWhatWasThere_data()
    {
        QTest::addColumn<QStringList>("shell");
        QTest::addColumn<QString>("system");
        for (const char *system : {"ubuntu-24.04", "rocky-9.6"})
            for (const char *name : {"dash", "bash", "busybox"})
                QTest::addRow("%s %s", system, name)
                    << (QByteArray(name) == "busybox" ? QStringList{QStringLiteral("busybox"), QStringLiteral("sh")}
                                                      : QStringList{QString::fromLatin1(name)})
                    << QString::fromLatin1(system);
    }
    void undoGivesBackWhatWasThere()
    {
        QFETCH(QStringList, shell);
        QFETCH(QString, system);
        ReplayServer server(shell, system);
        furnish(server);
        auto before = files(server);
        before.removeIf([](auto it) { return it.key().contains(QLatin1String("firstlight/envs/")); }); // they go with what is in them
        Variables ours = without(everything(), "MACHINE_OURS", "yes");
        const QByteArray told = applied(server, ours);
        QVERIFY2(!told.contains("ended with") && !told.contains("config-yours"), told.constData());
        QCOMPARE(toDo(server, ours), QByteArray());
        if (system.startsWith(QLatin1String("rocky"))) {
            QCOMPARE(server.read(QStringLiteral("etc/dnf/dnf.conf")), "[main]\nproxy=" + proxy + "\ngpgcheck=1\ninstallonly_limit=3\n");
            QCOMPARE(server.read(QStringLiteral("etc/pki/ca-trust/source/anchors/firstlight-extra-2.crt")), other);
            QVERIFY(server.read(QStringLiteral("home/firstlight/network.sh")).contains("/etc/pki/tls/certs/ca-bundle.crt\n"));
        } else {
            const QByteArray source = server.read(QStringLiteral("etc/apt/sources.list.d/firstlight-mirror.sources"));
            QVERIFY2(source.contains("URIs: http://deb.example.org/debian\nSuites: noble\nComponents: main universe\n"),
                     source.constData());
        }
        server.undoAll();
        QVERIFY2(files(server) == before, (files(server).keys().join(QLatin1Char('\n')).toUtf8() + server.log()).constData());
        for (const char *folder : {"home/.config", "home/.local"})
            QVERIFY2(!QFile::exists(server.path(QLatin1String(folder))), folder);
        QVERIFY2(!server.log().contains("left "), server.log().constData());
    }

    void whatIsTheUsersStaysTheUsers_data() { shellColumn(); }
    void whatIsTheUsersStaysTheUsers()
    {
        QFETCH(QStringList, shell);
        ReplayServer server(shell, QStringLiteral("rocky-9.6"));
        furnish(server);
        const QByteArray own = "[global]\ntimeout = 60\n", ownDnf = "[main]\nproxy = http://mine.example.org\n";
        server.write(QStringLiteral("home/.config/pip/pip.conf"), own);
        server.write(QStringLiteral("etc/dnf/dnf.conf"), ownDnf);
        const Variables wanted = without(everything(), "PROXY", "http://proxy:3128");
        const QByteArray told = applied(server, wanted);
        QVERIFY2(told.contains(
                     "> notice config-yours file=/home/.config/pip/pip.conf add=[global]; index-url = http://pypi.example.org:8080/simple; "
                     "trusted-host = pypi.example.org:8080; cert = "),
                 told.constData());
        QVERIFY2(told.contains("> notice config-yours file=/etc/dnf/dnf.conf add=proxy=http://proxy:3128\n"), told.constData());
        QCOMPARE(server.read(QStringLiteral("home/.config/pip/pip.conf")), own);
        QCOMPARE(server.read(QStringLiteral("etc/dnf/dnf.conf")), ownDnf);
        QVERIFY(server.read(QStringLiteral("home/firstlight/envs/pytorch/pip.conf")).contains("index-url")); // ours alone
        QCOMPARE(toDo(server, wanted), QByteArray());

        // One of ours that the user has added to.
        const QByteArray mine = server.read(QStringLiteral("home/.config/uv/uv.toml")) + "offline = true\n";
        server.write(QStringLiteral("home/.config/uv/uv.toml"), mine);
        QVERIFY(applied(server, without(wanted, "PYPI_MIRROR", "https://new.example.org/simple"))
                    .contains("> notice config-yours file=/home/.config/uv/uv.toml add=[[index]]; url = "
                              "\"https://new.example.org/simple\"; default = true\n"));
        applied(server, nothing());
        QCOMPARE(server.read(QStringLiteral("home/.config/uv/uv.toml")), mine);
        server.undoAll();
        QCOMPARE(server.read(QStringLiteral("home/.config/uv/uv.toml")), mine);
        QCOMPARE(server.read(QStringLiteral("home/.config/pip/pip.conf")), own);
        QCOMPARE(server.read(QStringLiteral("etc/dnf/dnf.conf")), ownDnf);
    }

    void brokenOffBetweenFileAndNoteItIsStillOurs()
    {
        ReplayServer server({QStringLiteral("dash")}, QStringLiteral("debian-12"));
        furnish(server);
        applied(server, everything());
        // As if killed before the sum was written down.
        QByteArray facts = server.read(QStringLiteral("home/.local/state/firstlight/facts"));
        const QString note = QStringLiteral("home/.local/state/firstlight/facts");
        QByteArrayList kept;
        for (const QByteArray &line : facts.split('\n'))
            if (!line.startsWith("sum:") && !line.startsWith("network.user"))
                kept += line;
        server.write(note, kept.join('\n'));
        QVERIFY(!applied(server, everything()).contains("config-yours"));
        server.undoAll();
        QVERIFY(!QFile::exists(server.path(QStringLiteral("home/.config"))));
    }

    void aSystemWithoutCertificatesGetsThePackage()
    {
        ReplayServer server({QStringLiteral("dash")}, QStringLiteral("debian-12"));
        QFile::remove(server.path(QStringLiteral("bin/update-ca-certificates")));
        server.apply(m_system, everything());
        const QByteArray story = server.story();
        QVERIFY2(story.contains("apt-get [settings] [no-remove] install ca-certificates [hook] [status]\n"), story.constData());
    }

    void theFastestMirrorIsTaken_data()
    {
        QTest::addColumn<QStringList>("shell");
        QTest::addColumn<QByteArray>("mirrors");
        QTest::addColumn<QByteArray>("told"); // the fact, or the failure
        for (const char *name : {"dash", "bash", "busybox"}) {
            const QStringList shell = QByteArray(name) == "busybox" ? QStringList{QStringLiteral("busybox"), QStringLiteral("sh")}
                                                                    : QStringList{QString::fromLatin1(name)};
            const auto row = [&](const char *what, const char *mirrors, const char *told) {
                QTest::addRow("%s %s", what, name) << shell << QByteArray(mirrors) << QByteArray(told);
            };
            row("one is not timed", "http://dead/simple", "");
            row("the quick one", "http://slow/simple,http://dead/simple,http://quick/simple/", "http://quick/simple/");
            row("the one that answers", "http://dead/simple,http://slow/simple", "http://slow/simple");
            row("none", "http://dead/simple,http://dead2/simple", "host=http://dead/simple, http://dead2/simple");
        }
    }
    void theFastestMirrorIsTaken()
    {
        QFETCH(QStringList, shell);
        QFETCH(QByteArray, mirrors);
        QFETCH(QByteArray, told);
        ReplayServer server(shell, QStringLiteral("debian-12"));
        server.write(QStringLiteral("etc/os-release"), "ID=debian\nVERSION_ID=\"12\"\nVERSION_CODENAME=bookworm\n");
        QDir(server.path(QStringLiteral("sys/bus/pci/devices"))).removeRecursively(); // no GPU
        const QString helper = server.path(QStringLiteral("usr/lib/apt/apt-helper"));
        // Says what was fetched, and takes its time for the slow one.
        server.write(QStringLiteral("usr/lib/apt/apt-helper"),
                     "#!/bin/sh\nwhile [ $# -gt 2 ]; do shift; done\ncase $1 in *dead*) exit 100 ;; *slow*) perl -e 'select(undef, undef, "
                     "undef, "
                     "0.4)' ;; esac\necho \"$1\" >>\"$FL_REPLAY/events\"\n: >\"$2\"\n");
        QVERIFY(QFile::setPermissions(helper, QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner));
        const ServerStep preflight = builtinStep("preflight");
        server.apply(preflight, {{"SOURCE", "pypi"}, {"PYPI_MIRRORS", mirrors}, {"HUGGINGFACE_MIRRORS", "http://dead/a,http://dead/b"}});
        const QByteArray story = server.story();
        if (told.startsWith("host=") || told.isEmpty()) {
            QVERIFY2(story.contains("> fail no-internet " + (told.isEmpty() ? "host=" + mirrors : told) + '\n'),
                     (story + server.log()).constData());
            QVERIFY(!story.contains("mirror-chosen"));
            return;
        }
        QVERIFY2(story.contains("> fact mirror.pypi " + told + '\n')
                     && story.contains("> notice mirror-chosen mirror=pypi url=" + told + " ms="),
                 (story + server.log()).constData());
        QVERIFY2(story.contains("> fact source pypi\n") && story.contains("> notice mirrors-silent mirror=huggingface\n"),
                 (story + server.log()).constData());
        QCOMPARE(server.check(preflight,
                              {{"SOURCE", "pypi"}, {"PYPI_MIRRORS", mirrors}, {"HUGGINGFACE_MIRRORS", "http://dead/a,http://dead/b"}}),
                 0);
    }
};

QTEST_GUILESS_MAIN(TestNetworkSteps)
#include "tst_network_steps.moc"
