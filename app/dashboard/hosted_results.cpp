// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dashboard/hosted_results.h"

#include <QDateTime>

namespace fl {

HostedResults::HostedResults(Backend &backend, QString home, QObject *parent) : QObject(parent), m_backend(backend), m_home(std::move(home))
{
}

void HostedResults::ask(std::function<Status(Answer &)> first)
{
    m_backend.call(
        Backend::quick(), this,
        [home = m_home, first = std::move(first)](Operations &, OperationCall &) {
            Answer answer;
            if (const Status done = first(answer); !done)
                answer.problem = done.error();
            auto all = hostedRecords(home);
            if (all)
                answer.all = std::move(*all);
            else
                answer.problem = all.error();
            return answer;
        },
        [this](Answer &&answer) {
            m_all = std::move(answer.all);
            m_kept = std::move(answer.kept);
            m_problem = std::move(answer.problem);
            emit changed();
        });
}

void HostedResults::refresh()
{
    ask([](Answer &) { return Status(); });
}

void HostedResults::keep(const QString &service, const QString &code)
{
    ask([home = m_home, service, code](Answer &answer) -> Status {
        auto kept = keepHosted(home, service, code, QDateTime::currentMSecsSinceEpoch());
        if (!kept)
            return fail(kept.error());
        answer.kept = std::move(*kept);
        return {};
    });
}

void HostedResults::forget(const HostedRecord &record)
{
    ask([home = m_home, record](Answer &) { return forgetHosted(home, record.service, record.code); });
}

} // namespace fl
