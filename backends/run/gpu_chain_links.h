// SPDX-License-Identifier: GPL-3.0-or-later
// What the two halves of gpu_chain.h share: reading facts, and putting links together. Only they include this.
#pragma once

#include "backends/run/gpu_chain.h"

namespace fl {

class Found {
public:
    /// Of the system, or of what stands under a prefix: "pytorch.".
    explicit Found(const ChainFacts &facts, const QString &prefix = {}) : m_facts(facts), m_prefix(prefix) { }
    QString operator[](const char *name) const { return m_facts.value(m_prefix + QLatin1String(name)); }
    bool has(const char *name) const { return !(*this)[name].isEmpty(); }
    bool is(const char *name, const char *value) const { return (*this)[name] == QLatin1String(value); }
    /// -1: not told, or no number.
    int number(const char *name) const
    {
        bool ok = false;
        const int value = (*this)[name].toInt(&ok);
        return ok ? value : -1;
    }
    bool says(const char *name, std::initializer_list<const char *> words) const
    {
        const QString text = (*this)[name];
        for (const char *word : words)
            if (text.contains(QLatin1String(word), Qt::CaseInsensitive))
                return true;
        return false;
    }
    Found under(const QString &prefix) const { return Found(m_facts, prefix + QLatin1Char('.')); }

private:
    const ChainFacts &m_facts;
    QString m_prefix;
};

/// Why a link is broken.
using Fault = std::optional<Error>;

inline Error fault(Cause cause, NextAction next, QMap<QString, QString> params = {}, QString detail = {})
{
    return {cause, std::move(params), next, std::move(detail), {}};
}

class Chain {
public:
    /// Behind a broken link nothing is judged: `why` is not asked.
    template <class Why>
    void link(const QString &id, QMap<QString, QString> facts, Why why)
    {
        using State = DiagnosisLink::State;
        if (m_diagnosis.broken) {
            m_diagnosis.chain.push_back({id, State::NotReached, {}});
            return;
        }
        if (Fault found = why())
            m_diagnosis.broken = std::move(found);
        facts.removeIf([](const auto &fact) { return fact.value().isEmpty(); });
        m_diagnosis.chain.push_back({id, m_diagnosis.broken ? State::Broken : State::Whole, std::move(facts)});
    }
    void notThere(const QString &id)
    {
        m_diagnosis.chain.push_back({id, m_diagnosis.broken ? DiagnosisLink::State::NotReached : DiagnosisLink::State::NotThere, {}});
    }
    Diagnosis taken()
    {
        const auto &broken = m_diagnosis.broken;
        m_diagnosis.repairable = broken && (broken->next == NextAction::Repair || broken->next == NextAction::Reboot);
        return std::move(m_diagnosis);
    }

private:
    Diagnosis m_diagnosis;
};

/// The wheel and the kernel of one framework; `gpu`: the machine has one, which counts alone.
void addFramework(Chain &chain, const Found &system, const QString &framework, bool gpu);

} // namespace fl
