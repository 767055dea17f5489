// SPDX-License-Identifier: GPL-3.0-or-later
#include "wizard/backend.h"

namespace fl {

Lane::Lane() : m_thread([this] { run(); })
{
}

Lane::~Lane()
{
    {
        const std::lock_guard lock(m_mutex);
        m_ending = true;
        m_jobs.clear();
        m_running.request_stop();
    }
    m_wake.notify_all();
    m_thread.join();
}

void Lane::add(std::stop_source stop, Job job)
{
    {
        const std::lock_guard lock(m_mutex);
        m_jobs.emplace_back(std::move(stop), std::move(job));
    }
    m_wake.notify_one();
}

void Lane::stopAll()
{
    const std::lock_guard lock(m_mutex);
    m_ending = true;
    m_jobs.clear();
    m_running.request_stop();
}

void Lane::run()
{
    std::unique_lock lock(m_mutex);
    while (true) {
        m_wake.wait(lock, [this] { return m_ending || !m_jobs.empty(); });
        if (m_ending)
            return;
        auto [stop, job] = std::move(m_jobs.front());
        m_jobs.pop_front();
        m_running = stop;
        lock.unlock();
        job(stop.get_token());
        job = nullptr;
        lock.lock();
        m_running = std::stop_source(std::nostopstate);
    }
}

Backend::Backend(Make make, Asker &asker, QObject *parent) : QObject(parent), m_make(std::move(make)), m_asker(asker)
{
}

Backend::~Backend()
{
    // All are told before the first is waited for.
    for (auto &[name, lane] : m_lanes)
        lane->stopAll();
    m_lanes.clear();
}

Lane &Backend::laneNamed(const QString &name)
{
    auto &lane = m_lanes[name];
    if (!lane)
        lane = std::make_unique<Lane>();
    return *lane;
}

std::shared_ptr<Operations> Backend::operations()
{
    std::call_once(m_made, [this] { m_operations = m_make(); });
    return m_operations;
}

} // namespace fl
