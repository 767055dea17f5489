// SPDX-License-Identifier: GPL-3.0-or-later
// What stands behind the instances of a cloud's stand-in. All calls come on the stand-in's thread, which answers every request: they
// begin what is asked and do not wait for it.
#pragma once

#include <QByteArray>
#include <QString>

namespace fl {

class CloudHardware {
public:
    enum class Power { Start, Stop, Reboot, End };
    struct Order {
        QString id;               ///< i-…
        QByteArray userData;      ///< as cloud-init is to find it
        QByteArray publicKey;     ///< one line, as it was imported
        bool endsWhenOff = false; ///< powering off from within ends it; else it is stopped
    };
    struct Seen {
        QString state;   ///< as EC2 names it: pending, running, stopping, stopped, shutting-down, terminated
        QString address; ///< empty: it has none
    };

    virtual ~CloudHardware() = default;
    virtual void boot(const Order &order) = 0;
    virtual void act(const QString &id, Power what) = 0;
    virtual void give(const QString &id, const QByteArray &userData) = 0; ///< to a stopped one: what its next start finds
    virtual Seen look(const QString &id) = 0;
    virtual QByteArray console(const QString &id) = 0; ///< what it wrote to its console; empty: nothing yet
};

} // namespace fl
