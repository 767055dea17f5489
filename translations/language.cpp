// SPDX-License-Identifier: GPL-3.0-or-later
#include "translations/language.h"

#include <QCoreApplication>
#include <QDir>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

#include <memory>

namespace fl {
namespace {

const QString prefix = QStringLiteral("firstlight_");

} // namespace

QStringList languages()
{
    QStringList codes{QStringLiteral("en")};
    for (const QString &file : QDir(QStringLiteral(":/i18n")).entryList({prefix + QStringLiteral("*.qm")}, QDir::Files, QDir::Name)) {
        const QString code = file.mid(prefix.size()).chopped(3);
        if (!codes.contains(code))
            codes << code;
    }
    return codes;
}

QString languageName(const QString &code)
{
    if (code == QLatin1String("en"))
        return QStringLiteral("English");
    return QLocale(code).nativeLanguageName();
}

QString languageFor(const QString &wish)
{
    const QStringList there = languages();
    if (there.contains(wish))
        return wish;
    const QStringList wanted = wish.isEmpty() ? QLocale::system().uiLanguages() : QStringList{wish};
    for (const QString &one : wanted) {
        const QLocale locale(one);
        if (locale.language() == QLocale::English)
            return QStringLiteral("en");
        for (const QString &code : there)
            if (code != QLatin1String("en") && QLocale(code).language() == locale.language())
                return code;
    }
    return QStringLiteral("en");
}

void useLanguage(const QString &code)
{
    static std::unique_ptr<QTranslator> ours, qts;
    for (auto *translator : {&ours, &qts}) {
        if (*translator)
            QCoreApplication::removeTranslator(translator->get());
        translator->reset();
    }
    QLocale::setDefault(QLocale(code == QLatin1String("en") ? QStringLiteral("en_US") : code));
    if (code == QLatin1String("en"))
        return;
    // Qt's own words (file dialogs and the like) come with Qt, when its translations are installed.
    qts = std::make_unique<QTranslator>();
    if (qts->load(QStringLiteral("qtbase_") + code, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(qts.get());
    ours = std::make_unique<QTranslator>();
    if (ours->load(QStringLiteral(":/i18n/") + prefix + code + QStringLiteral(".qm")))
        QCoreApplication::installTranslator(ours.get());
}

} // namespace fl
