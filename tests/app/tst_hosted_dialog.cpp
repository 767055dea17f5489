// SPDX-License-Identifier: GPL-3.0-or-later
// The dialog that puts a notebook where the user's account is, in each of its states; the way without a sign-in is open in all of them.
#include "tests/app/screens/stage.h"

#include <QLabel>

using namespace fl;

class TestHostedDialog : public QObject {
    Q_OBJECT

    QTemporaryDir m_home;
    std::unique_ptr<Stage> m_stage;

    static Event notice(const char *code, const QJsonObject &arguments = {})
    {
        return {1, {}, {}, EventKind::Notice, {{QStringLiteral("say"), QLatin1String(code)}, {QStringLiteral("args"), arguments}}};
    }
    bool open()
    {
        m_stage->open();
        return m_stage->walkTo(QStringLiteral("where")) && m_stage->click(QStringLiteral("way-go-colab"))
            && m_stage->find(QStringLiteral("hosted-dialog"));
    }
    QPushButton *button(const char *name) const
    {
        for (QWidget *widget : QApplication::allWidgets())
            if (widget->objectName() == QLatin1String(name))
                return qobject_cast<QPushButton *>(widget);
        return nullptr;
    }
    QString status() const
    {
        auto *label = qobject_cast<QLabel *>(m_stage->find(QStringLiteral("hosted-status"), 0));
        return label ? label->text() : QString();
    }
    bool localWayIsOpen() const
    {
        for (const char *name : {"hosted-save", "hosted-open", "hosted-close"}) {
            const QPushButton *each = button(name);
            if (!each || !each->isVisible() || !each->isEnabled())
                return false;
        }
        return true;
    }

private slots:
    void init()
    {
        m_stage = std::make_unique<Stage>(m_home.path());
        m_stage->operations->hosted = {QStringLiteral("https://colab.example/drive/1"), true};
        m_stage->operations->hostedEvents = {
            notice("hosted-sign-in", {{QStringLiteral("url"), QStringLiteral("https://accounts.example/auth")}})};
    }
    void cleanup() { m_stage.reset(); }

    void itWaitsForTheBrowserAndOpensTheNotebook()
    {
        m_stage->operations->hold = true;
        QVERIFY(open());
        QTRY_VERIFY(button("hosted-sign-in")->isEnabled());
        QVERIFY(m_stage->click(QStringLiteral("hosted-sign-in")));
        QTRY_COMPARE(m_stage->desktop.urls, QStringList{QStringLiteral("https://accounts.example/auth")});
        QTRY_VERIFY(status().contains(QLatin1String("browser")));
        QVERIFY(!button("hosted-sign-in")->isEnabled());
        QVERIFY(button("hosted-cancel")->isVisible() && localWayIsOpen());
        QVERIFY(m_stage->click(QStringLiteral("hosted-page"))); // somebody closed it
        QCOMPARE(m_stage->desktop.urls.size(), 2);
        m_stage->operations->release();
        QTRY_VERIFY(status().startsWith(QStringLiteral("✓")));
        QCOMPARE(m_stage->desktop.urls.last(), QStringLiteral("https://colab.example/drive/1"));
        QVERIFY(!button("hosted-cancel")->isVisible() && localWayIsOpen());
        QVERIFY(m_stage->click(QStringLiteral("hosted-page")));
        QCOMPARE(m_stage->desktop.urls.last(), QStringLiteral("https://colab.example/drive/1"));
        const Choices asked = m_stage->operations->lastChoices();
        QCOMPARE(asked.where, QStringLiteral("colab"));
        QCOMPARE(asked.software.frameworks.size(), 3);
    }
    void theWizardsProxyGoesAlong()
    {
        NetworkChoice &network = m_stage->first.choices.network;
        network.proxy = QStringLiteral("http://proxy.example.org:3128");
        network.caFile = QStringLiteral("/etc/ssl/company.pem");
        QVERIFY(open());
        QTRY_VERIFY(button("hosted-sign-in")->isEnabled());
        QVERIFY(m_stage->click(QStringLiteral("hosted-sign-in")));
        QTRY_VERIFY(status().startsWith(QStringLiteral("✓")));
        QCOMPARE(m_stage->operations->lastChoices().network, network);
    }
    void anUploadIsSaid()
    {
        m_stage->operations->hold = true;
        m_stage->operations->hostedEvents = {notice("hosted-uploading")};
        QVERIFY(open());
        QVERIFY(m_stage->click(QStringLiteral("hosted-sign-in")));
        QTRY_VERIFY(status().startsWith(QLatin1String("Uploading")));
        QVERIFY(button("hosted-cancel")->isVisible() && localWayIsOpen());
        m_stage->operations->release();
        QTRY_VERIFY(status().startsWith(QStringLiteral("✓")));
    }
    void aCancelGoesBackToTheBeginning()
    {
        m_stage->operations->hold = true;
        QVERIFY(open());
        QVERIFY(m_stage->click(QStringLiteral("hosted-sign-in")));
        QTRY_VERIFY(status().contains(QLatin1String("browser")));
        QVERIFY(m_stage->click(QStringLiteral("hosted-cancel")));
        QTRY_VERIFY(button("hosted-sign-in")->isEnabled());
        QVERIFY(status().isEmpty() && !m_stage->find(QStringLiteral("hosted-problem"), 0));
        QVERIFY(localWayIsOpen());
    }
    void aClosedDialogEndsTheSignIn()
    {
        m_stage->operations->hold = true;
        QVERIFY(open());
        QVERIFY(m_stage->click(QStringLiteral("hosted-sign-in")));
        QTRY_VERIFY(status().contains(QLatin1String("browser")));
        QVERIFY(m_stage->click(QStringLiteral("hosted-close")));
        QVERIFY(m_stage->click(QStringLiteral("way-go-colab")));
        QVERIFY(m_stage->click(QStringLiteral("hosted-sign-in"))); // in the same lane: only once the first has ended
        QTRY_COMPARE(m_stage->operations->calls().count(QStringLiteral("upload colab")), 2);
        m_stage->operations->release();
        QTRY_VERIFY(status().startsWith(QStringLiteral("✓")));
    }
    void anErrorIsSaidAndCanBeTriedAgain()
    {
        m_stage->operations->hostedError =
            Error{Cause::CredentialsRefused,
                  {{QStringLiteral("provider"), QStringLiteral("google")}, {QStringLiteral("why"), QStringLiteral("consent")}},
                  NextAction::SignInAgain,
                  {},
                  {}};
        QVERIFY(open());
        QVERIFY(m_stage->click(QStringLiteral("hosted-sign-in")));
        QWidget *problem = m_stage->find(QStringLiteral("hosted-problem"));
        QVERIFY(problem && problem->accessibleName().contains(QLatin1String("did not allow")));
        QVERIFY(localWayIsOpen());
        m_stage->operations->hostedError.reset();
        QVERIFY(m_stage->click(QStringLiteral("error-act")));
        QTRY_VERIFY(status().startsWith(QStringLiteral("✓")));
        QVERIFY(!m_stage->find(QStringLiteral("hosted-problem"), 0));
    }
    void withoutAClientIdOneOfOnesOwnIsTaken()
    {
        m_stage->operations->access.problem =
            Error{Cause::NotSupportedHere, {{QStringLiteral("provider"), QStringLiteral("google")}}, NextAction::ReadHelp, {}, {}};
        QVERIFY(open());
        auto *why = qobject_cast<QLabel *>(m_stage->find(QStringLiteral("hosted-not-here")));
        QVERIFY(why && why->text().contains(QLatin1String("client ID")));
        QVERIFY(!button("hosted-sign-in")->isEnabled());
        QVERIFY(localWayIsOpen());

        QVERIFY(m_stage->click(QStringLiteral("hosted-client")));
        QVERIFY(m_stage->find(QStringLiteral("client-dialog")));
        QVERIFY(m_stage->click(QStringLiteral("client-page")));
        QCOMPARE(m_stage->desktop.urls, QStringList{QStringLiteral("https://console.cloud.google.com/apis/credentials")});
        const auto problem = [this] {
            auto *label = qobject_cast<QLabel *>(m_stage->find(QStringLiteral("client-problem"), 0));
            return label ? label->text() : QString();
        };
        const QString id = QStringLiteral("1234-ana.apps.googleusercontent.com");
        QVERIFY(m_stage->type(QStringLiteral("field-colab-client_id"), QStringLiteral("GOCSPX-mixed-up")));
        QVERIFY(m_stage->click(QStringLiteral("client-use")));
        QVERIFY(problem().contains(QLatin1String(".apps.googleusercontent.com")));
        QVERIFY(m_stage->type(QStringLiteral("field-colab-client_id"), id));
        QVERIFY(m_stage->click(QStringLiteral("client-use")));
        QVERIFY(problem().contains(QLatin1String("secret")));
        QVERIFY(m_stage->type(QStringLiteral("field-colab-client_secret"), QStringLiteral("GOCSPX-ana")));
        m_stage->operations->access = {{}, false, id};
        auto *line = qobject_cast<QLineEdit *>(m_stage->find(QStringLiteral("field-colab-client_secret")));
        QTest::keyClick(line, Qt::Key_Return); // the keyboard is enough
        QTRY_VERIFY(!m_stage->find(QStringLiteral("client-dialog"), 0));
        QTRY_VERIFY(button("hosted-sign-in")->isEnabled());
        QCOMPARE(status(), QStringLiteral("Your own client ID is used."));
        QVERIFY(!m_stage->find(QStringLiteral("hosted-not-here"), 0));

        QVERIFY(m_stage->click(QStringLiteral("hosted-sign-in")));
        QTRY_VERIFY(status().startsWith(QStringLiteral("✓")));
        QCOMPARE(m_stage->operations->lastChoices().provider.value(QStringLiteral("client_id")), id);
        QCOMPARE(m_stage->operations->lastSecrets().value(QStringLiteral("colab.client_secret")), Secret(QByteArray("GOCSPX-ana")));
    }
    void whoseClientIsKeptNeedNotTypeItAgain()
    {
        m_stage->operations->access = {{}, true, QStringLiteral("1234-ana.apps.googleusercontent.com")};
        QVERIFY(open());
        QTRY_COMPARE(status(), QStringLiteral("Your own client ID is used."));
        QVERIFY(m_stage->click(QStringLiteral("hosted-client")));
        auto *line = qobject_cast<QLineEdit *>(m_stage->find(QStringLiteral("field-colab-client_id")));
        QVERIFY(line && line->text() == m_stage->operations->access.ownClient);
        QVERIFY(m_stage->click(QStringLiteral("client-use")));
        QTRY_VERIFY(!m_stage->find(QStringLiteral("client-dialog"), 0));
        QVERIFY(m_stage->click(QStringLiteral("hosted-sign-in")));
        QTRY_VERIFY(status().startsWith(QStringLiteral("✓")));
        QVERIFY(m_stage->operations->lastSecrets().isEmpty());
    }
    void whoIsSignedInCanSignOut()
    {
        m_stage->operations->access.signedIn = true;
        QVERIFY(open());
        QTRY_COMPARE(button("hosted-sign-in")->text(), QStringLiteral("Open in Google Colab"));
        QVERIFY(m_stage->click(QStringLiteral("hosted-sign-out")));
        QTRY_VERIFY(button("hosted-sign-in")->text().startsWith(QLatin1String("Sign in")));
        QVERIFY(!button("hosted-sign-out")->isVisible());
        QVERIFY(m_stage->operations->calls().contains(QStringLiteral("sign-out colab")));
    }
    void theKeyboardReachesAllAndEachHasAName()
    {
        m_stage->operations->access.signedIn = true;
        QVERIFY(open());
        QTRY_VERIFY(button("hosted-sign-out")->isVisible());
        QWidget *dialog = m_stage->find(QStringLiteral("hosted-dialog"));
        QStringList reached;
        QWidget *first = button("hosted-sign-in"), *at = first;
        do {
            if (at->focusPolicy() & Qt::TabFocus && at->isVisible() && at->isEnabled() && dialog->isAncestorOf(at))
                reached << at->objectName();
            at = at->nextInFocusChain();
        } while (at != first);
        QCOMPARE(reached,
                 (QStringList{QStringLiteral("hosted-sign-in"), QStringLiteral("hosted-sign-out"), QStringLiteral("hosted-client"),
                              QStringLiteral("hosted-save"), QStringLiteral("hosted-open"), QStringLiteral("hosted-close")}));
        for (const QPushButton *each : dialog->findChildren<QPushButton *>())
            QVERIFY2(!each->text().isEmpty() || !each->accessibleName().isEmpty(), qPrintable(each->objectName()));
    }
};

QTEST_MAIN(TestHostedDialog)
#include "tst_hosted_dialog.moc"
