// SPDX-License-Identifier: GPL-3.0-or-later
// One piece of a table that ships is replaced by a mistake, which must be named with its line and key.
#pragma once

#include "backends/plan/table_file.h"

#include <QtTest>

namespace fl {

inline void mistakeColumns()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("problem");
}

inline void mistake(const char *from, const char *to, const char *key, const char *problem)
{
    QTest::addRow("%s -> %s", from, to) << QByteArray(from) << QByteArray(to) << QString::fromLatin1(key) << QString::fromLatin1(problem);
}

template <class Table>
void checkMistake(const QString &name, Result<Table> (*parse)(const QByteArray &, const QString &))
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QByteArray yaml = *builtinTableText(name);
    const qsizetype at = yaml.indexOf(from);
    QVERIFY(at > 0);
    const int line = static_cast<int>(yaml.left(at).count('\n')) + 1;
    const auto table = parse(yaml.replace(at, from.size(), to), QStringLiteral("t.yaml"));
    QVERIFY(!table);
    const Error &error = table.error();
    QCOMPARE(error.cause, Cause::MatrixInvalid);
    QTEST(error.params.value(QStringLiteral("key")), "key");
    QTEST(error.params.value(QStringLiteral("problem")), "problem");
    QVERIFY2(qAbs(error.params.value(QStringLiteral("line")).toInt() - line) <= 3, qPrintable(error.detail));
}

} // namespace fl
