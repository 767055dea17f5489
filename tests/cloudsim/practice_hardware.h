// SPDX-License-Identifier: GPL-3.0-or-later
// Instances that are real: each is a practice machine whose image has Debian's cloud-init, set up by it from the very user-data, key and
// instance id of the request. It reads them from a NoCloud seed that is on its disk before it boots: the metadata service of EC2 has an
// address of its own, 169.254.169.254, and a practice machine shares this computer's network, where that would be everybody's.
// Each start gives an instance another address, 127.22.0.N, where its sshd is reached at port 22: that needs root.
//
//     PracticeHardware hardware;
//     QVERIFY2(hardware.problem().isEmpty(), qPrintable(hardware.problem()));
//     AwsSim sim(&hardware);
#pragma once

#include "tests/bench/delay_proxy.h"
#include "tests/cloudsim/cloud_hardware.h"
#include "tests/practice/practice_fixture.h"

#include <QTemporaryDir>
#include <QThreadPool>

#include <atomic>
#include <functional>
#include <map>
#include <mutex>

namespace fl {

class PracticeHardware : public CloudHardware {
public:
    /// Makes the image where it is missing (minutes): all that a set-up needs, cloud-init, and "ubuntu" as the image's user.
    PracticeHardware();
    ~PracticeHardware() override;

    QString problem() const; ///< of the image, or of the last machine that did not do as it was told; empty: none
    int machines();          ///< that are there, running or stopped, once what was told is done

    /// A script as root on the instance, once what it was told to do is done.
    PracticeFixture::Output asRoot(const QString &id, const QByteArray &script, int limitSeconds = 120);

    void boot(const Order &order) override;
    void act(const QString &id, Power what) override;
    void give(const QString &id, const QByteArray &userData) override;
    Seen look(const QString &id) override;
    QByteArray console(const QString &id) override;
    void setConsoleSilent(bool silent) { m_silent = silent; } ///< nobody learns what a machine wrote to its console

private:
    struct Box {
        Order order;
        QString state = QStringLiteral("pending"), address;
        QByteArray console;
        int busy = 0; ///< what it was told and has not done yet
        std::unique_ptr<QTemporaryDir> seed;
        std::unique_ptr<PracticeFixture> machine;
        std::unique_ptr<bench::DelayProxy> door;
    };

    /// Hands `work` on to the one worker; `then` is the box's state once it is done.
    void later(Box &box, std::function<bool()> work, const QString &then);
    bool make(Box &box);
    bool open(Box &box);
    QString newAddress();

    QString m_layer;
    mutable std::mutex m_mutex; // all below, but for a busy box's seed, machine and door: those are the worker's
    QString m_problem;
    std::map<QString, Box> m_boxes;
    int m_addresses = 0;
    std::atomic_bool m_silent = false;
    QThreadPool m_worker; // last: ended first
};

} // namespace fl
