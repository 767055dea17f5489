// SPDX-License-Identifier: GPL-3.0-or-later
// A part of a page that is made anew when its look changes: never under the finger.
#include "wizard/widgets/kept.h"

#include <QAccessible>
#include <QPushButton>
#include <QtTest>

using namespace fl;

class TestKept : public QObject {
    Q_OBJECT

    struct Scene {
        Kept kept;
        QStringList log;
        QPushButton *button = nullptr;
        int made = 0;
        Scene()
        {
            QObject::connect(&kept, &Kept::letGo, &kept, [this] {
                log << QStringLiteral("let go");
                show(wanted);
            });
        }
        QString wanted;
        void show(const QString &look)
        {
            wanted = look;
            kept.show({look}, [&] {
                ++made;
                button = new QPushButton(look);
                button->setObjectName(QStringLiteral("act"));
                QObject::connect(button, &QPushButton::clicked, &kept, [this, look] { log << look; });
                return button;
            });
        }
    };

private slots:
    void theSameLookIsNotMadeAgain()
    {
        Scene scene;
        scene.show(QStringLiteral("one"));
        scene.show(QStringLiteral("one"));
        QCOMPARE(scene.made, 1);
        scene.show(QStringLiteral("two"));
        QCOMPARE(scene.made, 2);
        QCOMPARE(scene.button->text(), QStringLiteral("two"));
    }
    void aButtonThatIsDownStaysAndActs_data()
    {
        QTest::addColumn<bool>("mouse");
        QTest::newRow("by mouse") << true;
        QTest::newRow("by a screen reader") << false;
    }
    void aButtonThatIsDownStaysAndActs()
    {
        QFETCH(bool, mouse);
        Scene scene;
        scene.show(QStringLiteral("one"));
        scene.kept.setVisible(true);
        QVERIFY(QTest::qWaitForWindowExposed(&scene.kept));
        if (mouse)
            QTest::mousePress(scene.button, Qt::LeftButton);
        else
            QAccessible::queryAccessibleInterface(scene.button)->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
        QVERIFY(scene.button->isDown());
        scene.show(QStringLiteral("two"));
        scene.show(QStringLiteral("three"));
        QCOMPARE(scene.made, 1);
        if (mouse)
            QTest::mouseRelease(scene.button, Qt::LeftButton);
        const QStringList expected{QStringLiteral("one"), QStringLiteral("let go")};
        QTRY_COMPARE(scene.log, expected);
        QCOMPARE(scene.button->text(), QStringLiteral("three"));
        QCOMPARE(scene.made, 2);
    }
    void theFocusComesBackByName()
    {
        Scene scene;
        scene.show(QStringLiteral("one"));
        scene.kept.setVisible(true);
        QApplication::setActiveWindow(&scene.kept);
        QVERIFY(QTest::qWaitForWindowActive(&scene.kept));
        scene.button->setFocus();
        QVERIFY(scene.button->hasFocus());
        scene.show(QStringLiteral("two"));
        QVERIFY(scene.button->hasFocus());
    }
};

QTEST_MAIN(TestKept)
#include "tst_kept.moc"
