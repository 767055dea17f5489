// SPDX-License-Identifier: GPL-3.0-or-later
// The real program, driven over the accessibility bus as a screen reader's user would: from the first page to an open notebook
// on the practice machine, and to its tear-down. The script says each step.
// needs: display
// limit: 1800
#include "tests/practice/practice_fixture.h"

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
        QVERIFY(PracticeFixture::shareImage(home.path())); // the whole way from nothing is another test's
        QProcess script;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("FIRSTLIGHT_HOME"), home.path());
        script.setProcessEnvironment(environment);
        script.setProcessChannelMode(QProcess::MergedChannels);
        script.start(QStringLiteral("/usr/bin/python3"),
                     {QStringLiteral(FL_SOURCE_DIR "/tests/app/a11y/whole_way.py"), QStringLiteral(FL_BINARY_DIR "/bin/firstlight")});
        QVERIFY2(script.waitForStarted(), qPrintable(script.errorString()));
        QVERIFY(script.waitForFinished(1'700'000));
        const QByteArray said = script.readAll();
        QVERIFY2(script.exitStatus() == QProcess::NormalExit && script.exitCode() == 0, said.constData());
        QVERIFY2(said.contains("\nopen\n") && said.contains("\ngone\n"), said.constData());
    }
};

QTEST_GUILESS_MAIN(TestSpokenWay)
#include "tst_spoken_way.moc"
