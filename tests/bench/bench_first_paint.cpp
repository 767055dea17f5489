// SPDX-License-Identifier: GPL-3.0-or-later
// From exec to the first paint: our window against a bare QWizard of eight empty pages, both in fresh processes, alternated.
// Goal: at most 1.2 times.
#include "app/main_window.h"
#include "tests/bench/figures.h"
#include "tests/fakes/fake_operations.h"
#include "translations/language.h"
#include "wizard/style/theme.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QPainter>
#include <QProcess>
#include <QTemporaryDir>
#include <QWizard>

using namespace fl;

namespace {

/// Ends the program once the window has drawn itself.
class FirstPaint : public QObject {
public:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::Paint)
            QMetaObject::invokeMethod(qApp, &QCoreApplication::quit, Qt::QueuedConnection);
        return QObject::eventFilter(watched, event);
    }
};

int bare(QApplication &app)
{
    QWizard wizard;
    for (int i = 0; i < 8; ++i)
        wizard.addPage(new QWizardPage);
    FirstPaint paint;
    wizard.installEventFilter(&paint);
    wizard.resize(960, 640);
    wizard.show();
    return app.exec();
}

int ours(QApplication &app)
{
    class Browserless : public Desktop {
        bool openUrl(const QString &) override { return false; }
        bool openTerminal(const QStringList &) override { return false; }
        bool openEditor(const QString &) override { return false; }
        void notify(const QString &, const QString &) override { }
    } desktop;
    // As app/main.cpp does it, but for the services, which come after the first paint.
    const Remembered remembered = loadRemembered(qEnvironmentVariable("FIRSTLIGHT_HOME"));
    ColorScheme scheme(QApplication::palette());
    useLanguage(languageFor(remembered.language));
    applyTheme(app, scheme.isDark());
    GuiAsker asker;
    MainWindow window({[] { return std::static_pointer_cast<Operations>(std::make_shared<FakeOperations>()); }, asker, desktop,
                       qEnvironmentVariable("FIRSTLIGHT_HOME"), QStringLiteral("/nowhere"), remembered, scheme});
    FirstPaint paint;
    window.installEventFilter(&paint);
    window.show();
    return app.exec();
}

double run(const char *program, const char *variant)
{
    QElapsedTimer timer;
    timer.start();
    QProcess::execute(QString::fromLocal8Bit(program), {QString::fromLatin1(variant)});
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

} // namespace

int main(int argc, char **argv)
{
    if (!qEnvironmentVariableIsSet("DISPLAY") && !qEnvironmentVariableIsSet("WAYLAND_DISPLAY"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    const QByteArray variant(argc > 1 ? argv[1] : "");
    if (variant == "bare" || variant == "ours") {
        QApplication app(argc, argv);
        return variant == "bare" ? bare(app) : ours(app);
    }
    QTemporaryDir home;
    qputenv("FIRSTLIGHT_HOME", home.path().toLocal8Bit());
    const auto medians = bench::alternated({{QStringLiteral("ours"), [&] { return run(argv[0], "ours"); }},
                                            {QStringLiteral("bare"), [&] { return run(argv[0], "bare"); }}},
                                           15);
    bench::figure(QStringLiteral("first paint, from exec"), QStringLiteral("ms"), medians[0], QStringLiteral("bare QWizard, 8 pages"),
                  medians[1], 1.2);
    return 0;
}
