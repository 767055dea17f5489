// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cloudsim/aws_sim.h"

#include "backends/providers/aws/sigv4.h"
#include "tests/cloudsim/aws_answers.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QUrlQuery>

#include <algorithm>

namespace fl {
namespace {

constexpr qint64 mostSkew = 5 * 60'000; // ms

struct Raw {
    aws::Signable signable;
    QByteArray authorization;
};

Raw parsed(const QByteArray &request)
{
    Raw raw;
    const qsizetype head = request.indexOf("\r\n\r\n");
    raw.signable.body = request.mid(head + 4);
    QList<QByteArray> lines = request.left(head).split('\n');
    const QList<QByteArray> first = lines.takeFirst().trimmed().split(' ');
    raw.signable.method = first.value(0);
    raw.signable.target = first.value(1);
    for (const QByteArray &line : std::as_const(lines)) {
        const qsizetype colon = line.indexOf(':');
        const QByteArray name = line.left(colon).trimmed(), value = line.mid(colon + 1).trimmed();
        if (name.toLower() == "authorization")
            raw.authorization = value;
        else
            raw.signable.headers.emplaceBack(name, value);
    }
    return raw;
}

QMap<QString, QString> formOf(const QByteArray &body)
{
    QMap<QString, QString> form;
    for (const QByteArray &part : body.split('&')) {
        const qsizetype equals = part.indexOf('=');
        // A form writes a space as + or %20; both are read.
        const auto decoded = [](QByteArray text) { return QString::fromUtf8(QByteArray::fromPercentEncoding(text.replace('+', ' '))); };
        if (equals > 0)
            form.insert(decoded(part.left(equals)), decoded(part.mid(equals + 1)));
    }
    return form;
}

} // namespace

AwsSim::AwsSim(CloudHardware *hardware) : m_hardware(hardware)
{
    m_server = std::make_unique<FakeHttpServer>([this](const QByteArray &request) { return answer(request); });
}

QDateTime AwsSim::now() const
{
    return QDateTime::fromMSecsSinceEpoch(QDateTime::currentMSecsSinceEpoch() + m_ahead, Qt::UTC);
}

QString AwsSim::newId(const QString &prefix)
{
    return QStringLiteral("%1-%2").arg(prefix).arg(++m_ids, 17, 16, QLatin1Char('0'));
}

std::vector<AwsSim::Instance> AwsSim::instances() const
{
    const std::lock_guard lock(m_mutex);
    return m_instances;
}

std::vector<AwsSim::Thing> AwsSim::things() const
{
    const std::lock_guard lock(m_mutex);
    return m_things;
}

QStringList AwsSim::violations() const
{
    const std::lock_guard lock(m_mutex);
    return m_violations;
}

QStringList AwsSim::operations() const
{
    const std::lock_guard lock(m_mutex);
    return m_operations;
}

void AwsSim::refuse(const QString &operation, const QString &code, int times, const QByteArray &headers)
{
    const std::lock_guard lock(m_mutex);
    m_planned.push_back({operation, code, times, headers, {}});
}

void AwsSim::answerInstead(const QString &operation, const QByteArray &rawAnswer, int times)
{
    const std::lock_guard lock(m_mutex);
    m_planned.push_back({operation, {}, times, {}, rawAnswer});
}

void AwsSim::recover()
{
    const std::lock_guard lock(m_mutex);
    m_planned.clear();
}

void AwsSim::fill(int machines)
{
    const std::lock_guard lock(m_mutex);
    for (int i = 0; i < machines; ++i) {
        Instance instance;
        instance.id = newId(QStringLiteral("i"));
        instance.region = QStringLiteral("eu-central-1");
        instance.type = QStringLiteral("g4dn.xlarge");
        instance.state = QStringLiteral("running");
        instance.tags = {{QStringLiteral("firstlight:machine"), QStringLiteral("m-%1").arg(i, 12, 16, QLatin1Char('0'))}};
        m_instances.push_back(instance);
    }
}

void AwsSim::setClockAhead(qint64 ms)
{
    const std::lock_guard lock(m_mutex);
    m_ahead = ms;
}

void AwsSim::setConsole(const QByteArray &text)
{
    const std::lock_guard lock(m_mutex);
    m_console = text;
}

void AwsSim::setSources(const QStringList &ranges)
{
    const std::lock_guard lock(m_mutex);
    for (Thing &thing : m_things)
        if (thing.kind == QLatin1String("security-group"))
            thing.sources = ranges;
}

void AwsSim::endAll()
{
    const std::lock_guard lock(m_mutex);
    for (Instance &instance : m_instances)
        instance.state = QStringLiteral("terminated");
}

QByteArray AwsSim::refusal(const AwsRequest &request, const QString &code, const QByteArray &headers) const
{
    const bool isJson = !m_contract.knows(request.service, request.operation)
        ? false
        : request.service != QLatin1String("ec2") && request.service != QLatin1String("sts");
    return awsRefusal(m_contract.statusOf(code), code, request.service == QLatin1String("sts"), isJson, now(), headers);
}

QByteArray AwsSim::answer(const QByteArray &request)
{
    const std::lock_guard lock(m_mutex);
    const Raw raw = parsed(request);
    AwsRequest asked;
    const QByteArray target = headerOf(raw.signable.headers, "x-amz-target");
    static const QRegularExpression credential(QStringLiteral(
        "^AWS4-HMAC-SHA256 Credential=([^/]+)/(\\d{8})/([^/]+)/([^/]+)/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$"));
    const auto signature = credential.match(QString::fromLatin1(raw.authorization));
    const QString region = signature.captured(3), signedService = signature.captured(4);
    if (target.isEmpty()) {
        asked.form = formOf(raw.signable.body);
        asked.operation = asked.form.take(QStringLiteral("Action"));
        asked.service = signedService;
        if (const QString version = asked.form.take(QStringLiteral("Version")); version != m_contract.versionOf(asked.service))
            m_violations << QStringLiteral("%1: version %2").arg(asked.operation, version);
    } else {
        asked.service = m_contract.serviceOfTarget(QString::fromLatin1(target));
        asked.operation = QString::fromLatin1(target.mid(target.indexOf('.') + 1));
        asked.body = QJsonDocument::fromJson(raw.signable.body).object();
        if (headerOf(raw.signable.headers, "content-type") != "application/x-amz-json-1.1")
            m_violations << asked.operation + QStringLiteral(": content type");
    }
    m_operations << QStringLiteral("%1.%2 %3").arg(asked.service, asked.operation, region);
    if (raw.signable.method != "POST")
        m_violations << asked.operation + QStringLiteral(": is not a POST");
    m_violations += m_contract.violations(asked);

    // The signature first, as AWS does: who is not known learns nothing else.
    if (signature.captured(1) != accessKeyId())
        return refusal(asked,
                       asked.service == QLatin1String("ec2") ? QStringLiteral("AuthFailure") : QStringLiteral("InvalidClientTokenId"));
    aws::Signable counted = raw.signable;
    const QStringList names = signature.captured(5).split(QLatin1Char(';'));
    counted.headers.erase(std::remove_if(counted.headers.begin(), counted.headers.end(),
                                         [&](const auto &header) { return !names.contains(QString::fromLatin1(header.first.toLower())); }),
                          counted.headers.end());
    const aws::Credentials ours{accessKeyId(), Secret(secretAccessKey()), {}, 0, {}};
    const QByteArray right = aws::signatureOf(counted, ours, {region, signedService}).authorization;
    if (!right.endsWith(signature.captured(6).toLatin1()) || !names.contains(QStringLiteral("host")))
        return refusal(asked, QStringLiteral("SignatureDoesNotMatch"));
    const auto sent =
        QDateTime::fromString(QString::fromLatin1(headerOf(raw.signable.headers, "x-amz-date")), QStringLiteral("yyyyMMdd'T'HHmmss'Z'"));
    if (std::abs(QDateTime(sent.date(), sent.time(), Qt::UTC).msecsTo(now())) > mostSkew)
        return refusal(asked, QStringLiteral("RequestExpired"));

    for (auto it = m_planned.begin(); it != m_planned.end(); ++it)
        if (it->operation == asked.operation) {
            const Planned planned = *it;
            if (--it->times == 0)
                m_planned.erase(it);
            return planned.raw.isEmpty() ? refusal(asked, planned.code, planned.headers) : planned.raw;
        }
    return answerTo(asked, region);
}

QByteArray AwsSim::answerTo(const AwsRequest &request, const QString &region)
{
    if (!m_contract.knows(request.service, request.operation))
        return refusal(request, QStringLiteral("InvalidParameterValue"));
    if (request.service == QLatin1String("ec2"))
        return ec2(request, region);
    if (request.service == QLatin1String("sts"))
        return awsXml(request.operation,
                      QStringLiteral("<GetCallerIdentityResult><Arn>arn:aws:iam::123456789012:user/ana</Arn><UserId>AIDA</UserId>"
                                     "<Account>123456789012</Account></GetCallerIdentityResult>"));
    return json(request, region);
}

QByteArray AwsSim::json(const AwsRequest &request, const QString &region)
{
    QJsonObject said;
    if (request.operation == QLatin1String("GetParameter"))
        said.insert(QStringLiteral("Parameter"), QJsonObject{{QStringLiteral("Value"), QStringLiteral("ami-0123456789abcdef0")}});
    else if (request.service == QLatin1String("service-quotas"))
        said = quotas(request);
    else if (request.operation == QLatin1String("GetProducts"))
        said = awsProducts(request.body, m_pricePercent);
    Q_UNUSED(region)
    return awsJson(said);
}

} // namespace fl
