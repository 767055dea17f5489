// SPDX-License-Identifier: GPL-3.0-or-later
// The window's way to Operations: work goes to a worker thread, its answer comes back as a queued call. Nothing here blocks
// the UI thread. Calls of one lane run one after the other, lanes side by side: one for each machine, one for quick questions.
#pragma once

#include "backends/run/operations.h"

#include <QObject>
#include <QPointer>

#include <condition_variable>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <thread>

namespace fl {

class Lane {
public:
    Lane();
    ~Lane(); ///< drops what waits, stops what runs, and joins
    using Job = std::function<void(std::stop_token)>;
    void add(std::stop_source stop, Job job);
    void stopAll();

private:
    void run();
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<std::pair<std::stop_source, Job>> m_jobs;
    std::stop_source m_running{std::nostopstate};
    bool m_ending = false;
    std::thread m_thread;
};

class Backend : public QObject {
    Q_OBJECT
public:
    /// `make` builds the services on the worker thread, at the first call: the first paint does not wait for the disk.
    using Make = std::function<std::shared_ptr<Operations>()>;
    Backend(Make make, Asker &asker, QObject *parent = nullptr);
    ~Backend() override;

    struct With {
        EventSink events = [](const Event &) {};
        GivenSecrets secrets;
    };

    static QString quick() { return QStringLiteral("quick"); }

    /// work: Answer(Operations &, OperationCall &), on the lane's thread. done: void(Answer &&), on the UI thread, and only
    /// while `receiver` lives. The source returned cancels it.
    template <class Work, class Done>
    std::stop_source call(const QString &lane, QObject *receiver, Work work, Done done, With with = {})
    {
        using Answered = std::invoke_result_t<Work, Operations &, OperationCall &>;
        std::stop_source stop;
        auto task = [this, guard = QPointer<QObject>(receiver), work = std::move(work), done = std::move(done),
                     with = std::make_shared<With>(std::move(with))](std::stop_token token) mutable {
            OperationCall operation{with->events, m_asker, with->secrets, std::move(token)};
            auto answer = std::make_shared<Answered>(work(*operations(), operation));
            QMetaObject::invokeMethod(
                this,
                [guard, answer, done = std::move(done)]() mutable {
                    if (guard)
                        done(std::move(*answer));
                },
                Qt::QueuedConnection);
        };
        laneNamed(lane).add(stop, std::move(task));
        return stop;
    }

private:
    Lane &laneNamed(const QString &name);
    std::shared_ptr<Operations> operations();

    Make m_make;
    Asker &m_asker;
    std::once_flag m_made;
    std::shared_ptr<Operations> m_operations;
    std::map<QString, std::unique_ptr<Lane>> m_lanes; ///< UI thread only
};

} // namespace fl
