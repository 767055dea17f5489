// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/text/fill.h"
#include "backends/text/run_text.h"
#include "backends/text/text.h"

#include <QLocale>

#include <cmath>
#include <iterator>

namespace fl::text {
namespace {

QString counted(const char *source, int n)
{
    return fill(source, {{QStringLiteral("n"), QString::number(n)}});
}

QString symbol(const QString &currency)
{
    if (currency == QLatin1String("USD"))
        return QStringLiteral("$");
    if (currency == QLatin1String("EUR"))
        return QStringLiteral("€");
    if (currency == QLatin1String("GBP"))
        return QStringLiteral("£");
    if (currency == QLatin1String("CNY"))
        return QStringLiteral("¥");
    return currency + QChar(QChar::Nbsp);
}

} // namespace

QString money(const Money &amount)
{
    // Cents, and more of them where a small price would else read as nothing.
    const qint64 micros = std::abs(amount.micros);
    const int places = micros == 0 || micros >= 10000 ? 2 : 4;
    QString number = QLocale().toString(static_cast<double>(micros) / 1e6, 'f', places);
    return (amount.micros < 0 ? QStringLiteral("-") : QString()) + symbol(amount.currency) + number;
}

QString perHour(const std::optional<Money> &amount)
{
    if (!amount)
        return translated(QT_TRANSLATE_NOOP("fl::text", "price unknown"));
    if (amount->isFree())
        return translated(QT_TRANSLATE_NOOP("fl::text", "free"));
    return fill(QT_TRANSLATE_NOOP("fl::text", "{price} an hour"), {{QStringLiteral("price"), money(*amount)}});
}

QString duration(double seconds)
{
    if (seconds < 5)
        return translated(QT_TRANSLATE_NOOP("fl::text", "a few seconds"));
    if (seconds < 55)
        return counted(QT_TRANSLATE_NOOP("fl::text", "about {n} s"), static_cast<int>(std::round(seconds / 5)) * 5);
    const int minutes = static_cast<int>(std::round(seconds / 60));
    if (minutes < 100)
        return counted(QT_TRANSLATE_NOOP("fl::text", "about {n} min"), std::max(1, minutes));
    return counted(QT_TRANSLATE_NOOP("fl::text", "about {n} h"), static_cast<int>(std::round(seconds / 3600)));
}

QString alreadyDone(int there, int all)
{
    if (there == 0)
        return {};
    return fill(QT_TRANSLATE_NOOP("fl::text", "{there} of {all} steps were already done."),
                {{QStringLiteral("there"), QString::number(there)}, {QStringLiteral("all"), QString::number(all)}});
}

QString span(qint64 seconds)
{
    if (seconds == 3600)
        return translated(QT_TRANSLATE_NOOP("fl::text", "1 hour"));
    if (seconds > 0 && seconds % 3600 == 0)
        return counted(QT_TRANSLATE_NOOP("fl::text", "{n} hours"), static_cast<int>(seconds / 3600));
    if (seconds > 0 && seconds % 60 == 0)
        return counted(QT_TRANSLATE_NOOP("fl::text", "{n} min"), static_cast<int>(seconds / 60));
    return counted(QT_TRANSLATE_NOOP("fl::text", "{n} s"), static_cast<int>(seconds));
}

QString forgotten(const Money &perHour)
{
    return fill(QT_TRANSLATE_NOOP("fl::text", "{night} a night (10 hours), {month} a month (30 days)"),
                {{QStringLiteral("night"), money(forHours(perHour, 10))}, {QStringLiteral("month"), money(forHours(perHour, 30 * 24))}});
}

QString idleStop(qint64 seconds, bool onlyWarns)
{
    if (seconds == 0)
        return translated(QT_TRANSLATE_NOOP("fl::text", "Never stops itself"));
    const QMap<QString, QString> time{{QStringLiteral("time"), span(seconds)}};
    return onlyWarns ? fill(QT_TRANSLATE_NOOP("fl::text", "Says so after {time} of nothing to do; only deleting it ends the bill"), time)
                     : fill(QT_TRANSLATE_NOOP("fl::text", "Stops itself after {time} of nothing to do"), time);
}

QString size(qint64 bytes)
{
    if (bytes < 1000)
        return fill(QT_TRANSLATE_NOOP("fl::text", "{n} bytes"), {{QStringLiteral("n"), QString::number(std::max<qint64>(0, bytes))}});
    static constexpr const char *units[] = {"kB", "MB", "GB", "TB"};
    double amount = static_cast<double>(bytes) / 1000;
    size_t unit = 0;
    for (; amount >= 999.95 && unit + 1 < std::size(units); ++unit)
        amount /= 1000;
    return QLocale().toString(amount, 'f', 1) + QChar(QChar::Nbsp) + QLatin1String(units[unit]);
}

QString machineState(MachineState state)
{
    switch (state) {
    case MachineState::Creating: return translated(QT_TRANSLATE_NOOP("fl::text", "Being created"));
    case MachineState::SettingUp: return translated(QT_TRANSLATE_NOOP("fl::text", "Set-up unfinished"));
    case MachineState::Ready: return translated(QT_TRANSLATE_NOOP("fl::text", "Ready"));
    case MachineState::Stopped: return translated(QT_TRANSLATE_NOOP("fl::text", "Stopped"));
    case MachineState::Deleting: return translated(QT_TRANSLATE_NOOP("fl::text", "Being deleted"));
    case MachineState::Gone: return translated(QT_TRANSLATE_NOOP("fl::text", "Gone"));
    case MachineState::Missing: return translated(QT_TRANSLATE_NOOP("fl::text", "Missing"));
    case MachineState::Unreachable: return translated(QT_TRANSLATE_NOOP("fl::text", "Does not answer"));
    case MachineState::Failed: return translated(QT_TRANSLATE_NOOP("fl::text", "Failed"));
    }
    Q_UNREACHABLE();
}

} // namespace fl::text
