// SPDX-License-Identifier: GPL-3.0-or-later
// The window's program: composition alone. The services open on the worker thread at their first use.
#include "app/main_window.h"
#include "app/refused_operations.h"
#include "app/services/services.h"
#include "translations/language.h"
#include "wizard/style/theme.h"

#include <QApplication>
#include <QDir>
#include <QIcon>
#include <QTimer>

#include <cstdio>
#include <cstring>

int main(int argc, char **argv)
{
    fl::guardProcess();
    // Answered before there is a window system, so that a machine without a display answers too.
    for (int i = 1; i < argc; ++i)
        if (std::strcmp(argv[i], "--version") == 0)
            return std::puts("firstlight " FL_VERSION) < 0 ? 1 : 0;
        else if (std::strcmp(argv[i], "--help") == 0)
            return std::puts("firstlight: the window. Without a display: firstlight-cli --help") < 0 ? 1 : 0;
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("Firstlight"));
    QApplication::setApplicationVersion(QStringLiteral(FL_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("org.firstlight.Firstlight"));
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/firstlight.svg")));
    const QString home = fl::profileHome();
    const fl::Remembered remembered = fl::loadRemembered(home);
    fl::useLanguage(fl::languageFor(remembered.language));
    fl::ColorScheme scheme(application.palette());
    scheme.setWish(fl::appearanceWish(remembered.appearance));
    fl::applyTheme(application, scheme.isDark());

    fl::GuiAsker asker;
    fl::SystemDesktop desktop;
    fl::MainWindow *shown = nullptr;
    const auto operations = [home, &shown]() -> std::shared_ptr<fl::Operations> {
        auto opened = fl::Services::open(home, fl::Services::Access::Write);
        const auto say = [&shown](const fl::Error &error) {
            QMetaObject::invokeMethod(qApp, [&shown, error] {
                if (shown)
                    shown->showNotice(error);
            });
        };
        if (!opened) {
            say(opened.error());
            return std::make_shared<fl::RefusedOperations>(opened.error());
        }
        const std::shared_ptr<fl::Services> services = std::move(*opened);
        if (const auto refusal = services->refusal())
            say(*refusal);
        else if (const auto notice = services->notice())
            say(*notice);
        return {services, &services->operations()};
    };
    fl::MainWindow window({operations, asker, desktop, home, QDir::homePath() + QStringLiteral("/.ssh"), remembered, scheme});
    shown = &window;
    window.show();
    QTimer::singleShot(0, &scheme, &fl::ColorScheme::askSystem);
    const int code = QApplication::exec();
    shown = nullptr;
    return code;
}
