// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/output.h"

#include "app/cli/words.h"
#include "backends/core/error_json.h"
#include "backends/text/text.h"

#include <QJsonDocument>

namespace fl::cli {

Output::Output(std::FILE *out, std::FILE *err, bool json, bool live) :
    m_out(out),
    m_err(err),
    m_people(json ? err : out),
    m_json(json),
    m_live(live)
{
}

void Output::write(std::FILE *file, const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    std::fwrite(bytes.constData(), 1, static_cast<size_t>(bytes.size()), file);
    std::fflush(file);
}

void Output::clearStatus()
{
    if (m_statusShown)
        write(m_people, QStringLiteral("\r\x1b[K"));
    m_statusShown = false;
}

void Output::json(const QJsonObject &object)
{
    if (!m_json)
        return;
    const std::lock_guard lock(m_mutex);
    write(m_out, QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact)) + QLatin1Char('\n'));
}

void Output::event(const Event &event)
{
    if (!m_json)
        return;
    QJsonObject object = toJson(event);
    if (event.kind == EventKind::Error)
        if (const auto error = errorFromJson(event.data)) {
            const text::ErrorText said = text::error(*error);
            object.insert(QStringLiteral("message"), said.happened);
            object.insert(QStringLiteral("exists_text"), said.exists);
            object.insert(QStringLiteral("next_text"), said.next);
        }
    json(object);
}

void Output::result(const QJsonObject &data, bool ok)
{
    QJsonObject object = data;
    object.insert(QStringLiteral("kind"), QStringLiteral("result"));
    object.insert(QStringLiteral("ok"), ok);
    json(object);
}

void Output::say(const QString &line)
{
    const std::lock_guard lock(m_mutex);
    clearStatus();
    write(m_people, line + QLatin1Char('\n'));
}

void Output::show(const QString &line)
{
    if (m_json)
        return;
    const std::lock_guard lock(m_mutex);
    clearStatus();
    write(m_out, line + QLatin1Char('\n'));
}

void Output::status(const QString &line)
{
    if (!m_live)
        return;
    const std::lock_guard lock(m_mutex);
    write(m_people, QStringLiteral("\r\x1b[K") + line);
    m_statusShown = true;
}

void Output::error(const Error &error)
{
    const text::ErrorText said = text::error(error);
    QString lines = said.happened + QLatin1Char('\n') + said.exists + QLatin1Char('\n') + said.next + QLatin1Char('\n');
    if (!error.detail.isEmpty())
        lines += tr("Details:") + QLatin1Char('\n') + text::visible(error.detail).trimmed() + QLatin1Char('\n');
    lines += tr("Code: %1").arg(searchCode(error.cause)) + QLatin1Char('\n');
    const std::lock_guard lock(m_mutex);
    clearStatus();
    write(m_err, lines);
}

} // namespace fl::cli
