// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/resolve.h"

#include "app/cli/arguments.h"
#include "app/cli/words.h"
#include "backends/core/keys.h"
#include "backends/text/text.h"

#include <QJsonArray>

namespace fl::cli {
namespace {

QStringList listed(const QString &words)
{
    QStringList list;
    for (const QString &word : words.split(QLatin1Char(','), Qt::SkipEmptyParts))
        if (!word.trimmed().isEmpty())
            list << word.trimmed();
    return list;
}

/// What the options fill; the presence of those that are needed is checked at the end.
struct Reading {
    ResolveInput input;
    bool gpu = false, os = false, frameworks = false;
};

Status set(Reading &reading, const QString &keyAndValue)
{
    const qsizetype equals = keyAndValue.indexOf(QLatin1Char('='));
    if (equals < 1)
        return fail(usageError(tr("%1 wants NAME=VALUE, not \"%2\"").arg(QStringLiteral("--set"), keyAndValue)));
    Choices choices;
    const QString key = keyAndValue.left(equals);
    FL_TRY(setKey(choices, key, keyAndValue.mid(equals + 1)));
    if (key == QLatin1String("software.frameworks")) {
        reading.input.frameworks = choices.software.frameworks;
        reading.frameworks = true;
    } else if (key == QLatin1String("software.cuda_toolkit")) {
        reading.input.cudaToolkit = choices.software.cudaToolkit;
    } else if (key == QLatin1String("software.source")) {
        reading.input.conda = choices.software.source == Source::Conda;
    }
    return {};
}

Status takeValue(Reading &reading, const QString &option, const QString &value)
{
    ResolveInput &input = reading.input;
    if (option == QLatin1String("--gpu")) {
        input.gpus += listed(value);
        reading.gpu = true;
    } else if (option == QLatin1String("--os")) {
        input.system = value;
        reading.os = true;
    } else if (option == QLatin1String("--framework")) {
        input.frameworks += listed(value.toLower());
        reading.frameworks = true;
    } else if (option == QLatin1String("--driver")) {
        input.driver = value == QLatin1String("none") ? QString() : value;
    } else if (option == QLatin1String("--kernel")) {
        input.kernel = value;
    } else if (option == QLatin1String("--python")) {
        input.python = value;
    } else if (option == QLatin1String("--keras-backend")) {
        input.kerasBackend = value.toLower();
    } else if (option == QLatin1String("--set")) {
        return set(reading, value);
    } else if (option != QLatin1String("--secret")) { // nothing here needs one
        return fail(usageError(tr("%1 has no option %2").arg(QStringLiteral("resolve"), option)));
    }
    return {};
}

bool takeFlag(ResolveInput &input, const QString &option)
{
    if (option == QLatin1String("--secure-boot"))
        input.secureBoot = true;
    else if (option == QLatin1String("--enrol-key"))
        input.canEnrolKey = true;
    else if (option == QLatin1String("--keep-driver"))
        input.mayChangeDriver = false;
    else if (option == QLatin1String("--cuda-toolkit"))
        input.cudaToolkit = true;
    else
        return option == QLatin1String("--json") || option == QLatin1String("--yes") || option == QLatin1String("--verbose");
    return true;
}

QJsonObject toJson(const FrameworkPick &pick)
{
    QJsonObject object{{QStringLiteral("name"), pick.name},
                       {QStringLiteral("version"), pick.version},
                       {QStringLiteral("requirement"), pick.requirement},
                       {QStringLiteral("with"), QJsonArray::fromStringList(pick.with)},
                       {QStringLiteral("index"), pick.index},
                       {QStringLiteral("cuda"), pick.cuda},
                       {QStringLiteral("python"), pick.python}};
    if (!pick.backend.empty())
        object.insert(QStringLiteral("backend"), toJson(pick.backend.front()));
    return object;
}

QJsonValue toJson(const std::optional<CudaPick> &pick)
{
    if (!pick)
        return QJsonValue::Null;
    return QJsonObject{{QStringLiteral("version"), pick->version},
                       {QStringLiteral("repository"), pick->repository},
                       {QStringLiteral("packages"), QJsonArray::fromStringList(pick->packages)}};
}

QJsonObject toJson(const DriverPick &driver)
{
    QJsonObject object{{QStringLiteral("branch"), driver.branch == 0 ? QString() : QString::number(driver.branch)},
                       {QStringLiteral("module"), slug(driver.module)},
                       {QStringLiteral("action"), slug(driver.action)}};
    if (!driver.packages.isEmpty()) {
        object.insert(QStringLiteral("packages"), QJsonArray::fromStringList(driver.packages));
        object.insert(QStringLiteral("repository"), driver.repository);
        object.insert(QStringLiteral("before"), driver.before);
        object.insert(QStringLiteral("lock"), driver.lock);
        object.insert(QStringLiteral("fabric_manager"), driver.fabricManager);
        object.insert(QStringLiteral("enrol_key"), driver.enrolKey);
    }
    return object;
}

QString driverLine(const DriverPick &driver)
{
    const QString which = tr("%1 (%2 module)").arg(driver.branch).arg(slug(driver.module));
    switch (driver.action) {
    case DriverPick::Action::None: return tr("none");
    case DriverPick::Action::Windows: return tr("the one of Windows");
    case DriverPick::Action::Keep: return tr("%1, stays as it is").arg(which);
    case DriverPick::Action::Replace: return tr("%1, in place of the present one").arg(which);
    case DriverPick::Action::Install: break;
    }
    return which;
}

void tell(const Resolved &resolved, Output &output)
{
    output.show(tr("Driver:     %1").arg(driverLine(resolved.driver)));
    for (const FrameworkPick &pick : resolved.frameworks) {
        const FrameworkPick &wheels = pick.backend.empty() ? pick : pick.backend.front();
        QStringList wanted{pick.requirement};
        if (!pick.backend.empty())
            wanted << wheels.requirement;
        wanted += wheels.with;
        output.show(tr("Framework:  %1, Python %2, from %3").arg(wanted.join(QLatin1Char(' ')), pick.python, wheels.index));
    }
    if (resolved.cuda)
        output.show(tr("CUDA:       %1").arg(resolved.cuda->packages.join(QLatin1Char(' '))));
    if (resolved.cudnn)
        output.show(tr("cuDNN:      %1").arg(resolved.cudnn->packages.join(QLatin1Char(' '))));
    output.show(QString());
    output.show(tr("Why:"));
    for (const Reason &reason : resolved.reasons)
        output.show(QStringLiteral("  · ") + text::reason(reason));
}

} // namespace

Result<ResolveInput> parseResolve(const QStringList &arguments)
{
    Reading reading;
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        QString option = arguments.at(i);
        if (!option.startsWith(QLatin1String("--")))
            return fail(usageError(tr("\"%1\" is one word too many").arg(option)));
        if (takeFlag(reading.input, option))
            continue;
        QString value;
        if (const qsizetype equals = option.indexOf(QLatin1Char('=')); equals > 0) {
            value = option.mid(equals + 1);
            option.truncate(equals);
        } else if (i + 1 < arguments.size()) {
            value = arguments.at(++i);
        } else {
            return fail(usageError(tr("%1 wants a value").arg(option)));
        }
        FL_TRY(takeValue(reading, option, value));
    }
    if (!reading.gpu || !reading.os || !reading.frameworks || reading.input.frameworks.isEmpty())
        return fail(usageError(tr("resolve wants --gpu NAME (or none), --os ID-VERSION and --framework NAME")));
    return reading.input;
}

QJsonObject toJson(const Resolved &resolved, const Matrix &matrix)
{
    QJsonArray frameworks, reasons, codes;
    for (const FrameworkPick &pick : resolved.frameworks)
        frameworks.append(toJson(pick));
    for (const Reason &reason : resolved.reasons) {
        reasons.append(text::reason(reason));
        codes.append(reason.code);
    }
    QJsonObject table{{QStringLiteral("date"), matrix.date.toString(Qt::ISODate)}};
    if (!matrix.file.isEmpty())
        table.insert(QStringLiteral("file"), matrix.file);
    return {{QStringLiteral("kind"), QStringLiteral("resolve")},
            {QStringLiteral("driver"), toJson(resolved.driver)},
            {QStringLiteral("frameworks"), frameworks},
            {QStringLiteral("cuda"), toJson(resolved.cuda)},
            {QStringLiteral("cudnn"), toJson(resolved.cudnn)},
            {QStringLiteral("reasons"), reasons},
            {QStringLiteral("reason_codes"), codes},
            {QStringLiteral("matrix"), table}};
}

Status resolve(const QStringList &arguments, const QString &home, Output &output)
{
    const auto input = parseResolve(arguments);
    if (!input)
        return fail(input.error());
    const auto matrix = currentMatrix(home);
    if (!matrix)
        return fail(matrix.error());
    const auto resolved = fl::resolve(*matrix, *input);
    if (!resolved)
        return fail(resolved.error());
    output.json(toJson(*resolved, *matrix));
    tell(*resolved, output);
    output.result({});
    return {};
}

} // namespace fl::cli
