// SPDX-License-Identifier: GPL-3.0-or-later
// A window over FakeOperations, and the scenes it can be brought into: what screenshots are taken of and what is examined.
#pragma once

#include "app/main_window.h"
#include "tests/fakes/fake_operations.h"

#include <QApplication>
#include <QCheckBox>
#include <QLineEdit>
#include <QPushButton>
#include <QtTest>

namespace fl {

class FakeDesktop : public Desktop {
public:
    QStringList urls;
    QList<QStringList> terminals;
    QStringList notes; ///< their titles
    QStringList editors;
    bool hasEditor = true;
    bool openUrl(const QString &url) override
    {
        urls << url;
        return true;
    }
    bool openTerminal(const QStringList &words) override
    {
        terminals << words;
        return true;
    }
    bool openEditor(const QString &sshName) override
    {
        editors << sshName;
        return hasEditor;
    }
    void notify(const QString &title, const QString &) override { notes << title; }
};

struct Stage {
    explicit Stage(const QString &folder, Remembered remembered = {}) :
        home(folder),
        first(std::move(remembered)),
        scheme(QApplication::palette())
    {
    }
    std::shared_ptr<FakeOperations> operations = std::make_shared<FakeOperations>();
    QString home;
    Remembered first;
    FakeDesktop desktop;
    GuiAsker asker;
    ColorScheme scheme;
    std::unique_ptr<MainWindow> window;

    void open(QSize size = {960, 640})
    {
        window = std::make_unique<MainWindow>(MainWindow::Parts{[this] { return std::shared_ptr<Operations>(operations); }, asker, desktop,
                                                                home, home + QStringLiteral("/ssh"), first, scheme});
        window->resize(size);
        window->show();
        QApplication::setActiveWindow(window.get());
        (void)QTest::qWaitForWindowExposed(window.get());
    }
    /// The visible widget of that name, in whatever window it is; waits for it.
    QWidget *find(const QString &name, int ms = 5000) const
    {
        QWidget *found = nullptr;
        (void)QTest::qWaitFor(
            [&] {
                for (QWidget *widget : QApplication::allWidgets())
                    if (widget->objectName() == name && widget->isVisible()) {
                        found = widget;
                        return true;
                    }
                return false;
            },
            ms);
        return found;
    }
    /// Views may be made anew while one waits: the button is looked for each time.
    bool click(const QString &name) const
    {
        return QTest::qWaitFor([&] {
            auto *button = qobject_cast<QAbstractButton *>(find(name, 0));
            if (!button || !button->isEnabled())
                return false;
            button->click();
            return true;
        });
    }
    bool type(const QString &name, const QString &text) const
    {
        auto *line = qobject_cast<QLineEdit *>(find(name));
        if (line)
            line->setText(text);
        return line != nullptr;
    }
    bool next() const { return click(QStringLiteral("footer-next")); }
    /// Presses the primary button until that page is there.
    bool walkTo(const QString &page) const
    {
        const QString shell = QStringLiteral("page-") + page;
        for (int i = 0; i < 8; ++i) {
            if (find(shell, 10))
                return true;
            if (!next())
                return false;
        }
        return find(shell, 1000) != nullptr;
    }
};

} // namespace fl
