// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/run/report.h"

#include "backends/core/error_json.h"
#include "backends/run/server_things.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFile>
#include <QRegularExpression>
#include <QSysInfo>

#include <cerrno>
#include <cstdio>
#include <map>

namespace fl {
namespace {

constexpr int newestEvents = 2000, newestErrors = 20;

const QString other = QStringLiteral("other");

class Lines {
public:
    void add(int depth, const QString &name, const QString &value = {})
    {
        m_text += QString(depth * 2, QLatin1Char(' ')) + name + QLatin1Char(':');
        if (!value.isEmpty())
            m_text += QLatin1Char(' ') + value;
        m_text += QLatin1Char('\n');
    }
    const QString &text() const { return m_text; }

private:
    QString m_text;
};

/// The fact as it may be shown; unset where its value is anything but what it should be.
std::optional<QString> shownFact(const QString &name, const QJsonValue &value)
{
    static const auto form = [](const char *pattern) {
        return QRegularExpression(QLatin1String("^(?:") + QLatin1String(pattern) + QLatin1String(")$"));
    };
    static const QRegularExpression number = form("[0-9]{1,9}"), version = form("[0-9]{1,4}(?:\\.[0-9]{1,4}){0,3}"), yesNo = form("yes|no");
    static const std::map<QString, QRegularExpression> facts{
        {QStringLiteral("arch"), form("x86_64|amd64|aarch64|arm64|ppc64le")},
        {QStringLiteral("cpus"), number},
        {QStringLiteral("disk.free.mb"), number},
        {QStringLiteral("gpu.count"), number},
        {QStringLiteral("gpu.driver"), version},
        {QStringLiteral("gpu.pci"), form("[0-9a-f]{4}(?: [0-9a-f]{4}){0,15}")},
        {QStringLiteral("jupyter.version"), version},
        {QStringLiteral("os.id"), form("debian|ubuntu|fedora|rhel|rocky|almalinux|centos|ol|amzn|sles|opensuse-leap|arch|alpine")},
        {QStringLiteral("os.version"), version},
        {QStringLiteral("python"), version},
        {QStringLiteral("ram.mb"), number},
        {QStringLiteral("reaches.distro"), yesNo},
        {QStringLiteral("reaches.pypi"), yesNo},
        {QStringLiteral("secure_boot"), yesNo},
        {QStringLiteral("source"), form("pypi|conda|distro")},
        {QStringLiteral("systemd"), yesNo},
    };
    const auto found = facts.find(name);
    const QString text = value.isDouble() ? QString::number(value.toInteger()) : value.toString();
    if (found == facts.end() || !found->second.match(text).hasMatch())
        return std::nullopt;
    return text;
}

QString oneOf(const QStringList &allowed, const QString &text)
{
    return allowed.contains(text) ? text : other;
}

QString time(qint64 ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(Qt::ISODate);
}

/// "6.1.0" of "6.1.0-18-amd64": what follows is whoever built it.
QString figures(const QString &version)
{
    static const QRegularExpression leading(QStringLiteral("^[0-9]+(?:\\.[0-9]+){0,3}"));
    return leading.match(version).captured();
}

QString said(const Error &error)
{
    return QStringLiteral("%1, next %2, exists %3").arg(slug(error.cause), slug(error.next), slug(error.exists.what));
}

QString keepingName(const ReportParts &parts)
{
    static const QStringList reasons{QStringLiteral("no-bus"), QStringLiteral("no-backend"), QStringLiteral("denied"),
                                     QStringLiteral("timeout")};
    switch (parts.keeping) {
    case Keeping::System: return QStringLiteral("key ring of the system");
    case Keeping::Vault: return QStringLiteral("locked file");
    case Keeping::Nowhere: break;
    }
    return QStringLiteral("not kept")
        + (parts.keyRing ? QStringLiteral(" (%1)").arg(oneOf(reasons, parts.keyRing->params.value(QStringLiteral("why")))) : QString());
}

void addResources(Lines &lines, const Ledger &ledger, const QString &machine)
{
    static const QStringList made{QStringLiteral("instance"), QStringLiteral("disk"),           QStringLiteral("address"),
                                  QStringLiteral("key-pair"), QStringLiteral("security-group"), QStringLiteral("firewall-ruleset"),
                                  QStringLiteral("network")};
    static const char *const states[] = {"intended", "created", "deleting", "gone"};
    const auto records = ledger.resources(machine);
    if (!records)
        return lines.add(1, QStringLiteral("resources"), slug(records.error().cause));
    std::map<QString, int> counts;
    for (const ResourceRecord &record : *records) {
        const QString kind = isServerThing(record.kind) ? record.kind : oneOf(made, record.kind);
        ++counts[kind + QLatin1Char(' ') + QLatin1String(states[static_cast<size_t>(record.state)])];
    }
    lines.add(1, QStringLiteral("resources"));
    for (const auto &[what, count] : counts)
        lines.add(2, what, QString::number(count));
}

void addEvents(Lines &lines, const ReportParts &parts, const QString &machine)
{
    const auto events = parts.ledger->events(machine, newestEvents);
    if (!events)
        return lines.add(1, QStringLiteral("events"), slug(events.error().cause));
    QStringList order;
    std::map<QString, QString> steps;
    QStringList errors;
    for (const Event &event : *events) {
        const QString step = oneOf(parts.steps, event.step);
        if (event.kind == EventKind::Step) {
            const auto state = stepStateFromSlug(event.data.value(QLatin1String("state")).toString());
            const double seconds = event.data.value(QLatin1String("seconds")).toDouble();
            if (!order.contains(step))
                order += step;
            steps[step] = (state ? slug(*state) : other) + (seconds > 0 ? QStringLiteral(", %1 s").arg(seconds, 0, 'f', 1) : QString());
        } else if (event.kind == EventKind::Error) {
            const auto error = errorFromJson(event.data);
            errors += time(event.t) + QLatin1Char(' ') + (error ? said(*error) : other)
                + (event.step.isEmpty() ? QString() : QStringLiteral(", step ") + step);
        }
    }
    lines.add(1, QStringLiteral("events"), QString::number(events->size()));
    lines.add(1, QStringLiteral("steps"));
    for (const QString &step : std::as_const(order))
        lines.add(2, step, steps[step]);
    lines.add(1, QStringLiteral("errors"), QString::number(errors.size()));
    for (qsizetype i = std::max<qsizetype>(0, errors.size() - newestErrors); i < errors.size(); ++i)
        lines.add(2, QStringLiteral("error"), errors[i]);
}

void addMachine(Lines &lines, const ReportParts &parts, const Machine &machine, int number)
{
    lines.add(0, QStringLiteral("machine %1").arg(number));
    lines.add(1, QStringLiteral("where"), oneOf(parts.places, machine.where));
    lines.add(1, QStringLiteral("state"), slug(machine.state));
    lines.add(1, QStringLiteral("created"), time(machine.created));
    lines.add(1, QStringLiteral("costs"),
              !machine.perHour                ? QStringLiteral("unknown")
                  : machine.perHour->isFree() ? QStringLiteral("no")
                                              : QStringLiteral("yes"));
    lines.add(1, QStringLiteral("verified"),
              machine.facts.contains(QLatin1String("verified_at")) ? QStringLiteral("yes") : QStringLiteral("no"));
    lines.add(1, QStringLiteral("facts"));
    for (auto it = machine.facts.begin(); it != machine.facts.end(); ++it)
        if (const auto shown = shownFact(it.key(), it.value()))
            lines.add(2, it.key(), *shown);
    addResources(lines, *parts.ledger, machine.id);
    addEvents(lines, parts, machine.id);
}

} // namespace

QString makeReport(const ReportParts &parts, const Redactor &redactor)
{
    Lines lines;
    lines.add(0, QStringLiteral("report"), QStringLiteral("firstlight/1"));
    lines.add(0, QStringLiteral("version"), QCoreApplication::applicationVersion());
    lines.add(0, QStringLiteral("qt"), QString::fromLatin1(qVersion()));
    lines.add(0, QStringLiteral("system"), QSysInfo::productType() + QLatin1Char(' ') + QSysInfo::productVersion());
    lines.add(0, QStringLiteral("kernel"), QSysInfo::kernelType() + QLatin1Char(' ') + figures(QSysInfo::kernelVersion()));
    lines.add(0, QStringLiteral("architecture"), QSysInfo::currentCpuArchitecture());
    if (parts.ledger)
        lines.add(0, QStringLiteral("passwords"), keepingName(parts));
    if (parts.problem)
        lines.add(0, QStringLiteral("problem"), said(*parts.problem));
    if (parts.ledger) {
        lines.add(0, QStringLiteral("ledger"));
        lines.add(1, QStringLiteral("schema"), QString::number(parts.ledger->schema()));
        lines.add(1, QStringLiteral("opened for"), parts.ledger->isReadOnly() ? QStringLiteral("reading") : QStringLiteral("writing"));
        const auto machines = parts.ledger->machines();
        lines.add(1, QStringLiteral("machines"), machines ? QString::number(machines->size()) : slug(machines.error().cause));
        int number = 0;
        for (const Machine &machine : machines.value_or(std::vector<Machine>{}))
            addMachine(lines, parts, machine, ++number);
    }
    return redactor.mask(lines.text());
}

Status saveReport(const QString &path, const QString &text)
{
    const auto failed = [&](const QString &reason) {
        return fail({Cause::LocalFile, {{QStringLiteral("path"), path}, {QStringLiteral("reason"), reason}}, NextAction::ChangeInput, {}});
    };
    const QString fresh = path + QStringLiteral(".new");
    QFile::remove(fresh);
    QFile file(fresh);
    const QByteArray bytes = text.toUtf8();
    // Never open to others, whatever the umask, and not over a file that may be.
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly, QFileDevice::ReadOwner | QFileDevice::WriteOwner)
        || file.write(bytes) != bytes.size() || !file.flush()) {
        const QString reason = file.errorString();
        file.remove();
        return failed(reason);
    }
    file.close();
    if (std::rename(QFile::encodeName(fresh).constData(), QFile::encodeName(path).constData()) == 0)
        return {};
    const QString reason = qt_error_string(errno);
    QFile::remove(fresh);
    return failed(reason);
}

} // namespace fl
