// SPDX-License-Identifier: GPL-3.0-or-later
// The facade when the services could not be opened: every call says why. The window shows it and stays usable.
#pragma once

#include "backends/run/operations.h"
#include "backends/run/report.h"

namespace fl {

class RefusedOperations : public Operations {
public:
    explicit RefusedOperations(Error why) : m_why(std::move(why)) { }
    const std::vector<std::unique_ptr<Provider>> &providers() const override { return m_none; }
    Availability availability(const QString &, OperationCall &) override { return {.possible = false, .why = {}, .how = {}}; }
    Result<std::vector<Offer>> offers(const Choices &, OperationCall &) override { return fail(m_why); }
    Result<Plan> plan(const Choices &, OperationCall &) override { return fail(m_why); }
    Result<SetupResult> setup(const Plan &, OperationCall &) override { return fail(m_why); }
    Result<SetupResult> resume(const QString &, OperationCall &) override { return fail(m_why); }
    Result<std::vector<Machine>> unfinished() const override { return fail(m_why); }
    Result<std::vector<Machine>> list() const override { return fail(m_why); }
    Result<MachineStatus> status(const QString &, OperationCall &) override { return fail(m_why); }
    Result<SetupResult> verify(const QString &, OperationCall &) override { return fail(m_why); }
    Status stop(const QString &, OperationCall &) override { return fail(m_why); }
    Status start(const QString &, OperationCall &) override { return fail(m_why); }
    Status reboot(const QString &, OperationCall &) override { return fail(m_why); }
    Status stopWhenIdle(const QString &, qint64, OperationCall &) override { return fail(m_why); }
    Result<Receipt> destroy(const QString &, OperationCall &) override { return fail(m_why); }
    Result<Receipt> undo(const QString &, OperationCall &) override { return fail(m_why); }
    Result<OpenNotebook> open(const QString &, OperationCall &) override { return fail(m_why); }
    Result<OpenColab> openColab(const QString &, qint64, OperationCall &) override { return fail(m_why); }
    Status closeColab(const QString &, OperationCall &) override { return fail(m_why); }
    Result<Reach> reach(const QString &, OperationCall &) override { return fail(m_why); }
    Result<std::optional<Secret>> password(const QString &, OperationCall &) override { return fail(m_why); }
    Result<SetupResult> newPassword(const QString &, OperationCall &) override { return fail(m_why); }
    Result<std::vector<Event>> history(const QString &) const override { return fail(m_why); }
    Result<QString> report(OperationCall &) override
    {
        ReportParts parts;
        parts.problem = m_why;
        return makeReport(parts, Redactor());
    }
    Result<UserFiles> userFiles(const QString &, OperationCall &) override { return fail(m_why); }
    Result<CopiedFiles> copyHome(const QString &, const QString &, OperationCall &) override { return fail(m_why); }
    Result<CopiedFiles> copyThere(const QString &, const QStringList &, const QString &, OperationCall &) override { return fail(m_why); }
    Result<Diagnosis> diagnose(const QString &, OperationCall &) override { return fail(m_why); }
    Result<SetupResult> repair(const QString &, OperationCall &) override { return fail(m_why); }
    Result<SetupResult> update(const QString &, UpdateTo, OperationCall &) override { return fail(m_why); }
    Result<ProbeReport> probe(const QString &, OperationCall &) override { return fail(m_why); }
    Status watch(const QString &, int, const ProbeTicks &, OperationCall &) override { return fail(m_why); }

private:
    Error m_why;
    std::vector<std::unique_ptr<Provider>> m_none;
};

} // namespace fl
