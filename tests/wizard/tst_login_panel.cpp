// SPDX-License-Identifier: GPL-3.0-or-later
// Whose login it is, said at once; and the regions, by name, way and price.
#include "tests/fakes/fake_operations.h"
#include "tests/fakes/fake_run.h"
#include "wizard/pages/account/login_panel.h"
#include "wizard/pages/hardware/hardware_advice.h"

#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QtTest>

using namespace fl;

class TestLoginPanel : public QObject {
    Q_OBJECT

    struct Bench {
        std::shared_ptr<FakeOperations> operations = std::make_shared<FakeOperations>();
        FakeAsker asker;
        Backend backend{[this] { return operations; }, asker};
        Catalog catalog{backend};
        PageContext context{backend, catalog};
        ProviderInfo provider{QStringLiteral("aws"), {.hasAccount = true}, {}, {}, QStringLiteral("{\"Version\": 1}")};
        Choices choices;
        std::unique_ptr<LoginPanel> panel;

        void show()
        {
            choices.where = QStringLiteral("aws");
            choices.provider.insert(QStringLiteral("region"), QStringLiteral("eu-north-1"));
            panel = std::make_unique<LoginPanel>(context, provider, [this] { return std::pair(choices, GivenSecrets()); });
            panel->show();
        }
        QString who() const { return panel->findChild<QLabel *>(QStringLiteral("account-who"))->text(); }
        template <class Widget>
        Widget *find(const char *name) const
        {
            return panel->findChild<Widget *>(QLatin1String(name));
        }
    };

private slots:
    void itSaysWhoAndWhere()
    {
        Bench bench;
        bench.operations->addRented();
        bench.show();
        QTRY_VERIFY(bench.who().contains(QStringLiteral("user/ana")));
        QVERIFY(bench.who().contains(QStringLiteral("123456789012")));
        auto *regions = bench.find<QComboBox>("account-region");
        QTRY_VERIFY(regions->isVisible());
        QCOMPARE(regions->count(), 3);
        QVERIFY(regions->itemText(1).contains(QStringLiteral("Frankfurt")) && regions->itemText(1).contains(QStringLiteral("400")));
        QVERIFY(regions->itemText(2).contains(QStringLiteral("unknown"))); // a price that is missing is never 0
        QCOMPARE(regions->currentIndex(), 2);                              // the one that is chosen
        QSignalSpy chosen(bench.panel.get(), &LoginPanel::regionChosen);
        emit regions->activated(1);
        QCOMPARE(chosen.value(0).value(0).toString(), QStringLiteral("eu-central-1"));
        QVERIFY(bench.find<QPushButton>("account-policy"));
    }
    void aProviderThatDoesNotSayWho()
    {
        Bench bench;
        bench.operations->addRented();
        bench.operations->identityToGive = Identity{{}, {}, QStringLiteral("environment")};
        bench.operations->placesToGive.front().priced.clear();
        bench.show();
        QTRY_COMPARE(bench.who(), QStringLiteral("The login is accepted, with the keys in the environment variables."));
        QTRY_VERIFY(bench.find<QComboBox>("account-region")->itemText(1).contains(QStringLiteral("none free")));
    }
    void aKeptLoginCanBeForgotten()
    {
        Bench bench;
        bench.operations->addRented();
        bench.show();
        auto *forget = bench.find<QPushButton>("account-forget");
        QTRY_VERIFY(forget->isVisible());
        forget->click();
        QTRY_VERIFY(!forget->isVisible());
        QVERIFY(bench.operations->calls().contains(QStringLiteral("forget aws")));
        QTRY_VERIFY(bench.who().contains(QStringLiteral("No login yet")));
        QVERIFY(!bench.find<QComboBox>("account-region")->isVisible());
    }
    void whatIsTypedIsAskedAnew()
    {
        Bench bench;
        bench.show();
        QTRY_VERIFY(bench.who().contains(QStringLiteral("No login yet")));
        bench.operations->addRented();
        bench.panel->outdated();
        QTRY_VERIFY(bench.who().contains(QStringLiteral("user/ana")));
    }
    void offersSayQuotaAndPrices()
    {
        FakeOperations operations;
        operations.addRented();
        QStringList said;
        for (const FactRow &row : offerFacts(operations.offersToGive.back()))
            said << row.name + QLatin1Char('=') + row.value;
        QVERIFY(said.contains(QStringLiteral("Quota=4 vCPUs allowed, 8 needed")));
        QVERIFY(said.filter(QStringLiteral("On demand=")).size() == 1 && said.filter(QStringLiteral("Spot=")).size() == 1);
        QVERIFY(said.contains(QStringLiteral("Public address=$0.0050 an hour")));
        QVERIFY(askedText(60'000, 5 * 60'000).contains(QStringLiteral("4 min")));
    }
};

QTEST_MAIN(TestLoginPanel)
#include "tst_login_panel.moc"
