// SPDX-License-Identifier: GPL-3.0-or-later
// The real program, driven over the accessibility bus as a screen reader's user would: from the first page to an open notebook
// on the practice machine, and to its tear-down. The script says each step. The machine has the packages from the beginning: the
// whole way from nothing is tst_command_line_way's.
// needs: display
// limit: 1200
#include "tests/practice/server_setup.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

using namespace fl;

class TestSpokenWay : public QObject {
    Q_OBJECT
private slots:
    void fromTheFirstPageToTheDashboardAndBack()
    {
        if (const QString why = PracticeFixture::unavailable(); !why.isEmpty())
            QSKIP(qPrintable(why));
        QTemporaryDir home;
        QString problem;
        const QString layer = packagesLayer(problem);
        QVERIFY2(!layer.isEmpty(), qPrintable(problem));
        QVERIFY(PracticeFixture::shareLayeredImage(home.path(), layer));
        const auto taken = qScopeGuard([&] { PracticeFixture::takeLayeredImage(home.path()); });
        QProcess script;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("FIRSTLIGHT_HOME"), home.path());
        script.setProcessEnvironment(environment);
        script.setProcessChannelMode(QProcess::MergedChannels);
        script.start(QStringLiteral("/usr/bin/python3"),
                     {QStringLiteral(FL_SOURCE_DIR "/tests/app/a11y/whole_way.py"), QStringLiteral(FL_BINARY_DIR "/bin/firstlight")});
        QVERIFY2(script.waitForStarted(), qPrintable(script.errorString()));
        QVERIFY(script.waitForFinished(1'100'000));
        const QByteArray said = script.readAll();
        QVERIFY2(script.exitStatus() == QProcess::NormalExit && script.exitCode() == 0, said.constData());
        QVERIFY2(said.contains("\nopen\n") && said.contains("\ngone\n"), said.constData());
    }
};

QTEST_GUILESS_MAIN(TestSpokenWay)
#include "tst_spoken_way.moc"
