// SPDX-License-Identifier: GPL-3.0-or-later
// What the wizard knows of the providers: asked once, on the worker thread, then plain values. UI thread.
#pragma once

#include "wizard/backend.h"

#include <QObject>

namespace fl {

struct ProviderInfo {
    QString id;
    Abilities abilities;
    std::vector<Field> fields;
    Availability availability;
    QString policy; ///< what a login must be allowed to do; empty: nothing to hand to anybody
};

class Catalog : public QObject {
    Q_OBJECT
public:
    explicit Catalog(Backend &backend, QObject *parent = nullptr);
    void load(); ///< once; later calls do nothing
    bool isLoaded() const { return m_loaded; }
    const std::vector<ProviderInfo> &providers() const { return m_providers; }
    const Ways &ways() const { return m_ways; }        ///< all ways to a notebook; empty when its table cannot be read
    const ProviderInfo *find(const QString &id) const; ///< nullptr: not known, or not yet

signals:
    void loaded();

private:
    Backend &m_backend;
    bool m_asked = false, m_loaded = false;
    std::vector<ProviderInfo> m_providers;
    Ways m_ways;
};

} // namespace fl
