// SPDX-License-Identifier: GPL-3.0-or-later
// A logged-in session: scripts on exec channels. Calls take turns; a thread of its own answers the server's questions for a
// sign of life between them.
#pragma once

#include "backends/io/ssh/link.h"
#include "backends/ports/ssh.h"

#include <atomic>
#include <mutex>
#include <thread>

namespace fl {

class LibsshSession : public SshSession {
public:
    LibsshSession(std::unique_ptr<SshLink> link, QString fingerprint);
    ~LibsshSession() override;

    /// Errors: Cancelled, ConnectionLost, ConnectionTimeout (silence), SshShellUnusable (params host, user; what it said in the
    /// detail). A process left in the background does not keep a run waiting. The session lives on after Cancelled.
    Result<ShellExit> run(const ShellScript &script, const Sink &sink, std::stop_token stop) override;
    /// Errors also: DiskFull, ServerFile (params path, reason).
    Status upload(const QString &path, QByteArrayView content, int mode, std::stop_token stop) override;
    bool isAlive() const override;
    QString hostKeyFingerprint() const override { return m_fingerprint; }

private:
    void keep(const std::stop_token &stop);

    QString m_fingerprint;
    mutable std::mutex m_mutex;
    std::unique_ptr<SshLink> m_link;
    mutable std::atomic_bool m_alive = true;
    std::jthread m_keeper; // last: it uses the others
};

} // namespace fl
