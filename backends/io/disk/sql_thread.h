// SPDX-License-Identifier: GPL-3.0-or-later
// A thread of its own for one SQLite connection: Qt's connections belong to the thread that opened them, while the
// ledger is called from every worker.
#pragma once

#include <condition_variable>
#include <functional>
#include <future>
#include <mutex>
#include <thread>

namespace fl {

class SqlThread {
public:
    SqlThread() : m_thread([this](std::stop_token stop) { loop(stop); }) { }

    /// Runs `work` there and waits for its answer. One at a time, in the order of the calls.
    template <class Work>
    auto run(Work work) const
    {
        std::packaged_task<decltype(work())()> task(std::move(work));
        auto answer = task.get_future();
        std::function<void()> job = [&task] { task(); };
        {
            const std::lock_guard turn(m_turn);
            std::unique_lock lock(m_mutex);
            m_job = &job;
            m_changed.notify_all();
            m_changed.wait(lock, [this] { return m_job == nullptr; });
        }
        return answer.get();
    }

private:
    void loop(std::stop_token stop)
    {
        std::unique_lock lock(m_mutex);
        while (m_changed.wait(lock, stop, [this] { return m_job != nullptr; })) {
            (*m_job)();
            m_job = nullptr;
            m_changed.notify_all();
        }
    }

    mutable std::mutex m_turn, m_mutex;
    mutable std::condition_variable_any m_changed;
    mutable std::function<void()> *m_job = nullptr;
    std::jthread m_thread; // last: starts when the rest is there
};

} // namespace fl
