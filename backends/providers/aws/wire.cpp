// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/providers/aws/wire.h"

#include <QUrl>
#include <QXmlStreamReader>

namespace fl::aws {
namespace {

constexpr int deepest = 64;
constexpr int mostElements = 150'000; // a page of 1,000 machines has 100,000

/// Reads the element the reader stands on, to its end; `left`: how many there may be yet.
bool readElement(QXmlStreamReader &reader, Xml &element, int depth, int &left)
{
    if (depth > deepest || --left < 0)
        return false;
    element.name = reader.name().toString();
    while (!reader.atEnd()) {
        switch (reader.readNext()) {
        case QXmlStreamReader::StartElement:
            element.children.emplace_back();
            if (!readElement(reader, element.children.back(), depth + 1, left))
                return false;
            break;
        case QXmlStreamReader::Characters: element.text += reader.text(); break;
        case QXmlStreamReader::EndElement: return true;
        case QXmlStreamReader::DTD:
        case QXmlStreamReader::EntityReference: return false; // no answer of AWS has one; a bomb does
        default: break;
        }
    }
    return false;
}

} // namespace

Form &Form::add(const QString &name, const QString &value)
{
    m_values.emplaceBack(name, value);
    return *this;
}

Form &Form::list(const QString &name, const QStringList &values)
{
    for (qsizetype i = 0; i < values.size(); ++i)
        add(QStringLiteral("%1.%2").arg(name).arg(i + 1), values[i]);
    return *this;
}

Form &Form::filter(const QString &name, const QStringList &values)
{
    const QString prefix = QStringLiteral("Filter.%1").arg(++m_filters);
    add(prefix + QStringLiteral(".Name"), name);
    return list(prefix + QStringLiteral(".Value"), values);
}

Form &Form::tags(const QString &resourceType, const QList<std::pair<QString, QString>> &tags)
{
    const QString prefix = QStringLiteral("TagSpecification.%1").arg(++m_tagged);
    add(prefix + QStringLiteral(".ResourceType"), resourceType);
    for (qsizetype i = 0; i < tags.size(); ++i) {
        add(QStringLiteral("%1.Tag.%2.Key").arg(prefix).arg(i + 1), tags[i].first);
        add(QStringLiteral("%1.Tag.%2.Value").arg(prefix).arg(i + 1), tags[i].second);
    }
    return *this;
}

QByteArray Form::body() const
{
    QByteArray body;
    for (const auto &[name, value] : m_values)
        body += (body.isEmpty() ? "" : "&") + QUrl::toPercentEncoding(name) + '=' + QUrl::toPercentEncoding(value);
    return body;
}

const Xml *Xml::child(QLatin1String childName) const
{
    for (const Xml &each : children)
        if (each.name == childName)
            return &each;
    return nullptr;
}

QString Xml::at(const char *path) const
{
    const Xml *element = this;
    for (const QByteArray &step : QByteArray(path).split('/'))
        if (element = element->child(QLatin1String(step)); !element)
            return {};
    return element->text.trimmed();
}

std::vector<const Xml *> Xml::items(const char *path) const
{
    const Xml *element = this;
    for (const QByteArray &step : QByteArray(path).split('/'))
        if (element = element->child(QLatin1String(step)); !element)
            return {};
    std::vector<const Xml *> items;
    for (const Xml &each : element->children)
        items.push_back(&each);
    return items;
}

Result<Xml> readXml(const HttpAnswer &answer)
{
    if (const auto problem = notAnAnswer(answer))
        return fail(*problem);
    QXmlStreamReader reader(answer.body);
    reader.setEntityExpansionLimit(0);
    Xml root;
    int left = mostElements;
    while (!reader.atEnd()) {
        const auto token = reader.readNext();
        if (token == QXmlStreamReader::DTD)
            return fail(unusable("unreadable"));
        if (token == QXmlStreamReader::StartElement)
            return readElement(reader, root, 1, left) ? Result<Xml>(std::move(root))
                                                      : fail(unusable(reader.hasError() ? "unreadable"
                                                                          : left < 0    ? "too-large"
                                                                                        : "too-deep"));
    }
    return fail(unusable("unreadable"));
}

std::optional<Refusal> refusalOf(const HttpAnswer &answer)
{
    if (answer.status < 400)
        return std::nullopt;
    if (answer.body.trimmed().startsWith('{')) {
        const auto object = readJson(answer);
        if (!object)
            return std::nullopt;
        QString code = object->value(QLatin1String("__type")).toString();
        code = code.mid(code.lastIndexOf(QLatin1Char('#')) + 1);
        const QJsonValue lower = object->value(QLatin1String("message"));
        const QString message = lower.isString() ? lower.toString() : object->value(QLatin1String("Message")).toString();
        return code.isEmpty() ? std::nullopt : std::optional(Refusal{code, message});
    }
    const auto root = readXml(answer);
    if (!root)
        return std::nullopt;
    // EC2 puts the error into a list, the others do not.
    const char *const where = root->child(QLatin1String("Errors")) ? "Errors/Error/" : "Error/";
    const QString code = root->at((QByteArray(where) + "Code").constData());
    return code.isEmpty() ? std::nullopt : std::optional(Refusal{code, root->at((QByteArray(where) + "Message").constData())});
}

} // namespace fl::aws
