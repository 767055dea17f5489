// SPDX-License-Identifier: GPL-3.0-or-later
// A text that must not be seen: cannot be printed, compared with a string, or put in a QVariant; wiped when it goes.
#pragma once

#include <QByteArray>
#include <QString>

#include <memory>
#include <tuple>

namespace fl {

class Secret {
public:
    Secret() = default;
    /// Takes the bytes over and wipes the given array.
    explicit Secret(QByteArray &&bytes);
    static Secret fromString(QString &&text); ///< UTF-8; wipes the given string

    bool isEmpty() const { return m_size == 0; }
    qsizetype size() const { return m_size; }

    /// The only way in. The view dies with the call: do not keep it.
    template <class Use>
    auto reveal(Use &&use) const
    {
        return use(QByteArrayView(m_bytes.get(), m_size));
    }

    bool operator==(const Secret &other) const; ///< constant time

private:
    std::shared_ptr<char[]> m_bytes; ///< sodium_malloc'ed, shared by copies, read-only after construction
    qsizetype m_size = 0;
};

/// Names a secret; the key ring holds it. `scope` is a machine id, a provider id, or empty for the profile.
struct SecretRef {
    QString scope;
    QString name; ///< "jupyter.password", "sudo.password" … as in `--secret NAME`
    bool operator==(const SecretRef &) const = default;
    bool operator<(const SecretRef &other) const { return std::tie(scope, name) < std::tie(other.scope, other.name); }
};

} // namespace fl
