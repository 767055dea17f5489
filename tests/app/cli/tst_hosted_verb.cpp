// SPDX-License-Identifier: GPL-3.0-or-later
// hosted --upload and --sign-out on the command line, against a facade that answers as told.
#include "tests/app/cli/ran.h"
#include "tests/fakes/fake_operations.h"

#include <QtTest>

using namespace fl;

class TestHostedVerb : public QObject {
    Q_OBJECT

    std::shared_ptr<FakeOperations> m_fake;
    QStringList m_pages; ///< opened in the browser

    Ran run(const char *line)
    {
        cli::Environment environment;
        environment.open = [this](bool) -> Result<cli::Opened> {
            return cli::Opened{m_fake, m_fake.get(), {}, {}, QStringLiteral("/nowhere")};
        };
        environment.out = std::tmpfile();
        environment.err = std::tmpfile();
        environment.language = QStringLiteral("zh_CN");
        environment.openPage = [this](const QString &url) { m_pages << url; };
        const int code = cli::run(QString::fromLatin1(line).split(QLatin1Char(' ')), environment);
        return {code, readAll(environment.out), readAll(environment.err)};
    }

private slots:
    void init()
    {
        m_pages.clear();
        m_fake = std::make_shared<FakeOperations>();
        m_fake->hosted = {QStringLiteral("https://colab.example/drive/1"), true};
        m_fake->hostedEvents = {{1,
                                 {},
                                 {},
                                 EventKind::Notice,
                                 {{QStringLiteral("say"), QStringLiteral("hosted-sign-in")},
                                  {QStringLiteral("args"), QJsonObject{{QStringLiteral("url"), QStringLiteral("https://sign.in/")}}}}}};
    }

    void peopleSeeThePageAndItIsOpened()
    {
        const Ran ran = run("hosted colab --upload --set software.frameworks=jax --set colab.client_id=abc");
        QCOMPARE(ran.code, 0);
        QVERIFY2(ran.out.contains(QLatin1String("https://sign.in/")), qPrintable(ran.out));
        QVERIFY(ran.out.contains(QLatin1String("https://colab.example/drive/1")));
        QVERIFY(ran.out.contains(QLatin1String("--sign-out")));
        QCOMPARE(m_pages, (QStringList{QStringLiteral("https://sign.in/"), QStringLiteral("https://colab.example/drive/1")}));
        const Choices choices = m_fake->lastChoices();
        QCOMPARE(choices.where, QStringLiteral("colab"));
        QCOMPARE(choices.software.frameworks, QStringList{QStringLiteral("jax")});
        QCOMPARE(choices.software.notebookLanguage, QStringLiteral("zh_CN"));
        QCOMPARE(choices.provider.value(QStringLiteral("client_id")), QStringLiteral("abc"));
    }
    void aProgramOpensItsPagesItself()
    {
        const Ran ran = run("hosted colab --upload --json");
        QCOMPARE(ran.code, 0);
        QVERIFY(m_pages.isEmpty());
        QCOMPARE(ran.last().value(QLatin1String("url")).toString(), QStringLiteral("https://colab.example/drive/1"));
        QCOMPARE(ran.last().value(QLatin1String("kept")).toBool(), true);
        QCOMPARE(ran.lines().front().value(QLatin1String("args")).toObject().value(QLatin1String("url")).toString(),
                 QStringLiteral("https://sign.in/"));
    }
    void aRefusalNamesTheOtherWay()
    {
        m_fake->hostedError =
            Error{Cause::CredentialsRefused, {{QStringLiteral("provider"), QStringLiteral("google")}}, NextAction::SignInAgain, {}, {}};
        const Ran ran = run("hosted colab --upload");
        QCOMPARE(ran.code, static_cast<int>(Exit::UserMustAct));
        QVERIFY((ran.out + ran.err).contains(QLatin1String("hosted colab --out FILE.ipynb")));
    }
    void aSignOutForgets()
    {
        QCOMPARE(run("hosted colab --sign-out").code, 0);
        QCOMPARE(m_fake->calls(), QStringList{QStringLiteral("sign-out colab")});
        m_fake->signOutError = Error{Cause::KeyRingUnavailable, {}, NextAction::ReadHelp, {}, {}};
        QVERIFY(run("hosted colab --sign-out --json").code != 0);
    }
};

QTEST_GUILESS_MAIN(TestHostedVerb)
#include "tst_hosted_verb.moc"
