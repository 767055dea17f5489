// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cloudsim/lambda_sim.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QUrl>
#include <QUrlQuery>

#include <algorithm>

namespace fl {
namespace {

constexpr qint64 betweenRequests = 1'000, betweenLaunches = 12'000; // ms

LambdaContract::Request parsed(const QByteArray &request)
{
    LambdaContract::Request asked;
    const qsizetype head = request.indexOf("\r\n\r\n");
    asked.body = request.mid(head + 4);
    QList<QByteArray> lines = request.left(head).split('\n');
    const QList<QByteArray> first = lines.takeFirst().trimmed().split(' ');
    asked.method = first.value(0);
    const QUrl url(QString::fromLatin1(first.value(1)));
    asked.path = url.path();
    for (const auto &[name, value] : QUrlQuery(url).queryItems())
        asked.query.insert(name, value);
    for (const QByteArray &line : std::as_const(lines)) {
        const qsizetype colon = line.indexOf(':');
        asked.headers.insert(line.left(colon).trimmed().toLower(), line.mid(colon + 1).trimmed());
    }
    return asked;
}

QByteArray http(int status, const QJsonObject &body)
{
    const QByteArray text = QJsonDocument(body).toJson(QJsonDocument::Compact);
    return "HTTP/1.1 " + QByteArray::number(status)
        + " Said\r\nContent-Type: application/json\r\nContent-Length: " + QByteArray::number(text.size()) + "\r\n\r\n" + text;
}

} // namespace

LambdaSim::LambdaSim(CloudHardware *hardware) : m_hardware(hardware)
{
    setGlobalRules({QJsonObject{{QStringLiteral("protocol"), QStringLiteral("icmp")},
                                {QStringLiteral("source_network"), QStringLiteral("0.0.0.0/0")},
                                {QStringLiteral("description"), QStringLiteral("ping")}}});
    m_server = std::make_unique<FakeHttpServer>([this](const QByteArray &request) { return answer(request); });
}

qint64 LambdaSim::now() const
{
    return m_time > 0 ? m_time : QDateTime::currentMSecsSinceEpoch();
}

QString LambdaSim::newId()
{
    return QStringLiteral("%1").arg(++m_ids, 32, 16, QLatin1Char('0'));
}

std::vector<LambdaSim::Instance> LambdaSim::instances() const
{
    const std::lock_guard lock(m_mutex);
    return m_instances;
}

std::vector<LambdaSim::Thing> LambdaSim::things() const
{
    const std::lock_guard lock(m_mutex);
    return m_things;
}

QStringList LambdaSim::violations() const
{
    const std::lock_guard lock(m_mutex);
    return m_violations;
}

QStringList LambdaSim::operations() const
{
    const std::lock_guard lock(m_mutex);
    return m_operations;
}

int LambdaSim::askedTooFast() const
{
    const std::lock_guard lock(m_mutex);
    return m_tooFast;
}

qint64 LambdaSim::secondsBilled() const
{
    const std::lock_guard lock(m_mutex);
    qint64 all = 0;
    for (const Instance &instance : m_instances)
        all += ((instance.ended > 0 ? instance.ended : now()) - instance.launched) / 1000;
    return all;
}

void LambdaSim::refuse(const QString &operation, const QString &code, int times)
{
    const std::lock_guard lock(m_mutex);
    m_planned.push_back({operation, code, times, {}});
}

void LambdaSim::answerInstead(const QString &operation, const QByteArray &rawAnswer, int times)
{
    const std::lock_guard lock(m_mutex);
    m_planned.push_back({operation, {}, times, rawAnswer});
}

void LambdaSim::recover()
{
    const std::lock_guard lock(m_mutex);
    m_planned.clear();
}

void LambdaSim::setTime(qint64 ms)
{
    const std::lock_guard lock(m_mutex);
    m_time = ms;
    m_paced = true;
}

void LambdaSim::setPaced()
{
    const std::lock_guard lock(m_mutex);
    m_paced = true;
}

void LambdaSim::setNoRoom(const QStringList &where)
{
    const std::lock_guard lock(m_mutex);
    m_noRoom = where;
}

void LambdaSim::setGlobalRules(const QJsonArray &rules)
{
    const std::lock_guard lock(m_mutex);
    m_globalRules = rules;
}

void LambdaSim::setOtherAccount(bool other)
{
    const std::lock_guard lock(m_mutex);
    m_otherAccount = other;
}

void LambdaSim::rename(const QString &instanceId, const QString &name)
{
    const std::lock_guard lock(m_mutex);
    for (Instance &instance : m_instances)
        if (instance.id == instanceId)
            instance.name = name;
}

void LambdaSim::endAll()
{
    const std::lock_guard lock(m_mutex);
    for (Instance &instance : m_instances) {
        instance.status = QStringLiteral("terminated");
        instance.ended = now();
    }
}

bool LambdaSim::isTooFast(const QString &operation)
{
    if (!m_paced)
        return false;
    const bool launches = operation == QLatin1String("launchInstance");
    if (now() - m_last < betweenRequests || (launches && now() - m_lastLaunch < betweenLaunches))
        return true;
    m_last = now();
    if (launches)
        m_lastLaunch = now();
    return false;
}

LambdaSim::Said LambdaSim::refusal(const QString &operation, const QString &code)
{
    int status = m_contract.statusOf(operation, code);
    if (status == 0) {
        m_violations << QStringLiteral("the stand-in has %1 say %2, which it never does").arg(operation, code);
        status = 400;
    }
    return {status,
            {{QStringLiteral("error"),
              QJsonObject{{QStringLiteral("code"), code},
                          {QStringLiteral("message"), QStringLiteral("What Lambda says of ") + code},
                          {QStringLiteral("suggestion"), QStringLiteral("What it proposes.")}}}}};
}

QByteArray LambdaSim::answer(const QByteArray &request)
{
    const std::lock_guard lock(m_mutex);
    const LambdaContract::Request asked = parsed(request);
    const QString operation = m_contract.operationOf(asked);
    m_operations << operation;
    m_violations += m_contract.violations(asked);
    if (operation.isEmpty())
        return http(404, {});
    if (isTooFast(operation)) {
        ++m_tooFast;
        return http(429, {});
    }
    if (asked.headers.value("authorization") != "Bearer " + apiKey()) {
        const Said no = refusal(operation, QStringLiteral("global/invalid-api-key"));
        return http(no.status, no.body);
    }
    for (auto it = m_planned.begin(); it != m_planned.end(); ++it)
        if (it->operation == operation) {
            const Planned planned = *it;
            if (--it->times == 0)
                m_planned.erase(it);
            const Said no = planned.raw.isEmpty() ? refusal(operation, planned.code) : Said();
            return planned.raw.isEmpty() ? http(no.status, no.body) : planned.raw;
        }
    const Said said = answerTo(operation, asked);
    m_violations += m_contract.answerViolations(operation, said.status, said.body);
    return http(said.status, said.body);
}

} // namespace fl
