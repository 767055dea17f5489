// SPDX-License-Identifier: GPL-3.0-or-later
// The dashboard's button for other versions: both ways, and when each can be gone.
#include "app/dashboard/update_button.h"

#include <QAction>
#include <QPushButton>
#include <QtTest>

using namespace fl;

class TestUpdateButton : public QObject {
    Q_OBJECT

    static MachineEntry entry(const char *source, const char *before)
    {
        MachineEntry entry;
        entry.status.machine.name = QStringLiteral("lab");
        entry.status.machine.state = MachineState::Ready;
        entry.status.machine.facts = {{QStringLiteral("source"), QLatin1String(source)},
                                      {QStringLiteral("update.before"), QLatin1String(before)}};
        return entry;
    }

private slots:
    void bothWaysAreAskedFor()
    {
        std::optional<UpdateTo> asked;
        const std::unique_ptr<QWidget> button(makeUpdateButton(entry("pypi", "yes"), [&](UpdateTo to) { asked = to; }));
        QVERIFY(button->isEnabled());
        button->findChild<QAction *>(QStringLiteral("update-newest"))->trigger();
        QTRY_COMPARE(asked, std::optional(UpdateTo::Newest));
        button->findChild<QAction *>(QStringLiteral("update-before"))->trigger();
        QTRY_COMPARE(asked, std::optional(UpdateTo::Before));
    }
    void onlyWhatIsPossible()
    {
        const std::unique_ptr<QWidget> never(makeUpdateButton(entry("pypi", "no"), [](UpdateTo) {}));
        QVERIFY(never->isEnabled() && !never->findChild<QAction *>(QStringLiteral("update-before"))->isEnabled());
        const std::unique_ptr<QWidget> systems(makeUpdateButton(entry("distro", ""), [](UpdateTo) {}));
        QVERIFY(!systems->isEnabled() && !systems->toolTip().isEmpty());
        MachineEntry busy = entry("pypi", "yes");
        busy.doing = QStringLiteral("stop");
        const std::unique_ptr<QWidget> waits(makeUpdateButton(busy, [](UpdateTo) {}));
        QVERIFY(!waits->isEnabled());
        QVERIFY(updateLook(entry("pypi", "yes").status.machine) != updateLook(entry("pypi", "no").status.machine));
    }
};

QTEST_MAIN(TestUpdateButton)
#include "tst_update_button.moc"
