// SPDX-License-Identifier: GPL-3.0-or-later
// The engine against a real shell on this computer, with a home of its own. Events are compared whole.
#pragma once

#include "backends/io/disk/system_clock.h"
#include "backends/io/local/local_shell.h"
#include "backends/steps/engine.h"
#include "backends/steps/job_scripts.h"
#include "tests/fakes/fake_shells.h"

#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QJsonDocument>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QThread>
#include <QtTest>

#include <thread>

using namespace fl;

inline ServerStep makeStep(const char *id, const QByteArray &apply, const QByteArray &check = "exit 1\n",
                           const QByteArray &verify = "exit 0\n")
{
    ServerStep step;
    step.id = QString::fromLatin1(id);
    step.check = check;
    step.apply = apply;
    step.verify = verify;
    step.limitSeconds = 60;
    return step;
}

/// An event as one line, times and seconds left out.
inline QString line(const Event &event)
{
    auto data = event.data;
    data.remove(QStringLiteral("seconds"));
    return slug(event.kind) + QLatin1Char(' ') + event.step + QLatin1Char(' ')
        + QString::fromUtf8(QJsonDocument(data).toJson(QJsonDocument::Compact));
}

class EngineBench : public QObject {
protected:
    QTemporaryDir m_home;
    LocalShell m_local;
    SystemClock m_clock;
    std::vector<Event> m_events;
    QStringList m_added;

    QString path(const QString &name) const { return m_home.filePath(name); }
    QString state(const QString &name) const { return path(QStringLiteral(".local/state/firstlight/") + name); }
    QByteArray read(const QString &file) const
    {
        QFile f(file);
        return f.open(QIODevice::ReadOnly) ? f.readAll() : QByteArray();
    }
    void write(const QString &file, const QByteArray &content) const
    {
        QFile f(file);
        QVERIFY(f.open(QIODevice::WriteOnly));
        f.write(content);
    }

    Engine::Options options(const char *machine = "m-1")
    {
        Engine::Options made;
        made.machine = QString::fromLatin1(machine);
        made.who = QStringLiteral("anna@laptop");
        made.events = [this](const Event &event) { m_events.push_back(event); };
        made.added = [this](const QString &kind, const QString &name) { m_added.append(kind + QLatin1Char(' ') + name); };
        return made;
    }
    /// With a reconnect that always hands the shell back: a connection that can be made again.
    Engine::Options reconnecting(Shell &shell, const char *machine = "m-1")
    {
        auto made = options(machine);
        made.reconnect = [&shell](std::stop_token) -> Result<Shell *> { return &shell; };
        return made;
    }
    QStringList lines() const
    {
        QStringList all;
        QString text;
        qint64 offset = 0;
        const auto flush = [&] {
            if (!text.isEmpty())
                all.append(QStringLiteral("log @%1 ").arg(offset) + text);
            text.clear();
        };
        for (const auto &event : m_events) {
            if (event.kind == EventKind::Log) {
                if (text.isEmpty())
                    offset = event.data.value(QLatin1String("offset")).toInteger();
                text += event.data.value(QLatin1String("text")).toString();
            } else {
                flush();
                all.append(line(event));
            }
        }
        flush();
        return all;
    }
    QString logText() const
    {
        QString text;
        for (const auto &event : m_events)
            if (event.kind == EventKind::Log)
                text += event.data.value(QLatin1String("text")).toString();
        return text;
    }
    bool waitFor(const std::function<bool()> &condition, int ms = 15000) const { return QTest::qWaitFor(condition, ms); }
    /// The pid of a process that has `word` in its command line, or 0.
    static int processWith(const QByteArray &word)
    {
        for (const auto &entry : QDir(QStringLiteral("/proc")).entryList(QDir::Dirs)) {
            QFile file(QStringLiteral("/proc/") + entry + QStringLiteral("/cmdline"));
            if (entry.toInt() > 0 && file.open(QIODevice::ReadOnly) && file.readAll().contains(word))
                return entry.toInt();
        }
        return 0;
    }

    void freshHome()
    {
        m_events.clear();
        m_added.clear();
        QTRY_VERIFY(QDir(m_home.path()).removeRecursively()); // a job that was ended may still write
        QVERIFY(QDir().mkpath(m_home.path()));
        qputenv("HOME", m_home.path().toLocal8Bit());
    }
    void letGo()
    {
        // The keeper of a lock goes at once.
        if (QFile::exists(state(QStringLiteral("lock"))))
            write(state(QStringLiteral("unlock")), {});
    }
};
