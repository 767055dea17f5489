// SPDX-License-Identifier: GPL-3.0-or-later
// One row of matrix.yaml while it is read. Throws Wrong, which parseMatrix() turns into an Error.
#pragma once

#include "backends/core/yaml_tree.h"
#include "backends/plan/matrix.h"

#include <QRegularExpression>
#include <QSet>

#include <functional>

namespace fl {

struct Wrong {
    int line;
    QString key, problem, value;
};

/// One row: each key is taken once, and what nobody took is an unknown key.
class Row {
public:
    Row(const YamlNode &node, QString path) : m_node(node), m_path(std::move(path))
    {
        if (node.kind != YamlNode::Kind::Map)
            throw Wrong{node.line, m_path, QStringLiteral("bad-value"), {}};
    }

    [[noreturn]] void refuse(const char *key, const char *problem, const QString &value = {}) const
    {
        const YamlNode *node = m_node.find(QLatin1String(key));
        throw Wrong{node ? node->line : m_node.line, at(key), QString::fromLatin1(problem), value.left(80)};
    }
    bool has(const char *key) const { return m_node.find(QLatin1String(key)); }

    const YamlNode &child(const char *key)
    {
        const YamlNode *node = m_node.find(QLatin1String(key));
        if (!node)
            refuse(key, "missing");
        m_taken.insert(node->key);
        return *node;
    }
    QString text(const char *key)
    {
        const YamlNode &node = child(key);
        static const QRegularExpression control(QStringLiteral("[\\x00-\\x1f\\x7f]"));
        if (node.kind != YamlNode::Kind::Scalar || node.text.isEmpty() || node.text.size() > 300 || node.text.contains(control))
            refuse(key, "bad-value", node.text);
        return node.text;
    }
    QString optionalText(const char *key) { return has(key) ? text(key) : QString(); }
    QString oneOf(const char *key, const QStringList &allowed)
    {
        const QString value = text(key);
        if (!allowed.contains(value))
            refuse(key, "bad-value", value);
        return value;
    }
    QStringList list(const char *key)
    {
        const YamlNode &node = child(key);
        if (node.kind != YamlNode::Kind::List || node.children.empty())
            refuse(key, "bad-value");
        QStringList values;
        for (const YamlNode &item : node.children) {
            if (item.kind != YamlNode::Kind::Scalar || item.text.isEmpty() || item.text.size() > 120)
                refuse(key, "bad-value", item.text);
            values << item.text;
        }
        return values;
    }
    QStringList optionalList(const char *key) { return has(key) ? list(key) : QStringList(); }
    /// What ends up in a package manager's or pip's command line: no blanks, no shell's own characters but ${NAME}.
    QStringList packages(const char *key)
    {
        const QStringList values = list(key);
        for (const QString &value : values)
            checkPackage(key, value);
        return values;
    }
    QString optionalPackage(const char *key)
    {
        const QString value = optionalText(key);
        if (!value.isEmpty())
            checkPackage(key, value);
        return value;
    }
    int number(const char *key, int least, int most)
    {
        bool ok = false;
        const QString value = text(key);
        const int result = value.toInt(&ok);
        if (!ok || result < least || result > most)
            refuse(key, "bad-value", value);
        return result;
    }
    int optionalNumber(const char *key, int least, int most) { return has(key) ? number(key, least, most) : 0; }
    double amount(const char *key, double most)
    {
        bool ok = false;
        const QString value = text(key);
        const double result = value.toDouble(&ok);
        if (!ok || !(result >= 0 && result <= most))
            refuse(key, "bad-value", value);
        return result;
    }
    double optionalAmount(const char *key, double most) { return has(key) ? amount(key, most) : 0; }
    int sm(const char *key)
    {
        static const QRegularExpression form(QStringLiteral("\\A[0-9]{1,2}\\.[0-9]\\z"));
        QString value = text(key);
        if (!form.match(value).hasMatch())
            refuse(key, "bad-value", value);
        return value.remove(QLatin1Char('.')).toInt();
    }
    int optionalSm(const char *key) { return has(key) ? sm(key) : 0; }
    Version version(const char *key)
    {
        const QString value = text(key);
        const auto version = Version::parse(value);
        if (!version)
            refuse(key, "bad-value", value);
        return *version;
    }
    Version optionalVersion(const char *key) { return has(key) ? version(key) : Version(); }
    bool yes(const char *key) { return oneOf(key, {QStringLiteral("true"), QStringLiteral("false")}) == QLatin1String("true"); }
    QDate date(const char *key)
    {
        const QString value = text(key);
        const QDate date = QDate::fromString(value, Qt::ISODate);
        if (!date.isValid() || value.size() != 10)
            refuse(key, "bad-value", value);
        return date;
    }
    QString month(const char *key)
    {
        const QString value = text(key);
        if (value.size() != 7 || !QDate::fromString(value + QStringLiteral("-01"), Qt::ISODate).isValid())
            refuse(key, "bad-value", value);
        return value;
    }
    Module module(const char *key)
    {
        const QString value = oneOf(key, {QStringLiteral("open"), QStringLiteral("proprietary"), QStringLiteral("any")});
        return value == QLatin1String("open") ? Module::Open : value == QLatin1String("any") ? Module::None : Module::Proprietary;
    }
    void finish() const
    {
        for (const YamlNode &node : m_node.children)
            if (!m_taken.contains(node.key))
                throw Wrong{node.line,
                            m_path.isEmpty() ? node.key : m_path + QLatin1Char('.') + node.key,
                            QStringLiteral("unknown-key"),
                            {}};
    }

private:
    const YamlNode &m_node;
    QString m_path;
    QSet<QString> m_taken;

    void checkPackage(const char *key, const QString &value) const
    {
        static const QRegularExpression form(QStringLiteral("\\A[A-Za-z0-9][A-Za-z0-9._+:=<>*-]*(\\$\\{[A-Z_]+\\})?\\z"));
        if (!form.match(value).hasMatch())
            refuse(key, "bad-value", value);
    }
    QString at(const char *key) const { return (m_path.isEmpty() ? QString() : m_path + QLatin1Char('.')) + QString::fromLatin1(key); }
};

/// Each row of a list that must not be empty.
inline void readRows(Row &top, const char *key, const std::function<void(Row &)> &take)
{
    const YamlNode &list = top.child(key);
    if (list.kind != YamlNode::Kind::List || list.children.empty())
        top.refuse(key, "bad-value");
    int number = 0;
    for (const YamlNode &node : list.children) {
        Row row(node, QStringLiteral("%1[%2]").arg(QLatin1String(key)).arg(++number));
        take(row);
        row.finish();
    }
}

} // namespace fl
