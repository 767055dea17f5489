// SPDX-License-Identifier: GPL-3.0-or-later
// A set-up of a practice machine with the shipped steps and the engine, as run/ does it, without the wizard around it; and the
// layers that tests start from when they need a server that is ready.
#pragma once

#include "backends/io/disk/system_clock.h"
#include "backends/io/ssh/connector.h"
#include "backends/jupyter/jupyter.h"
#include "backends/steps/engine.h"
#include "tests/practice/practice_fixture.h"

#include <QHash>
#include <QTemporaryDir>

#include <atomic>

namespace fl {

/// An error on one line, its last lines below.
QString told(const Error &error);

class ServerSetup {
public:
    explicit ServerSetup(const PracticeFixture &machine);

    Status connect(); ///< with the host key of the image
    /// Goes another way to the machine from the next connection on: through a proxy of the test's.
    void reachThrough(int port) { m_port = port; }
    /// A variable of every step, or with "step." in front of one alone. A mirror is also the list of mirrors, as run/ binds it.
    void set(const QByteArray &name, const QByteArray &value)
    {
        m_values.insert(name, value);
        if (name.endsWith("_MIRROR"))
            m_values.insert(name + 'S', value);
    }
    void use(const Certificate &certificate);
    /// How long the engine waits for a server that was restarted, from the next connection on.
    void waitForReboot(std::chrono::seconds limit) { m_rebootLimit = limit; }

    std::vector<BoundStep> bound() const;
    /// Runs until everything is there; the ids of the steps that changed something.
    Result<QStringList> run(const QString &operation);
    Result<StepOutcome> apply(const char *id);
    Status verify(const char *id);

    Shell &shell() const { return *m_session; }
    QString fact(const char *name) const { return engine->facts().values.value(QString::fromLatin1(name)); }

    std::unique_ptr<Engine> engine;
    std::vector<Event> events;
    QStringList added;
    std::atomic<int> reconnects = 0; ///< tries, in vain or not; may be read while the engine works on another thread

private:
    SshTarget target() const;

    const PracticeFixture &m_machine;
    int m_port = 0;
    std::optional<std::chrono::seconds> m_rebootLimit;
    QTemporaryDir m_folder;
    LibsshConnector m_connector;
    SystemClock m_clock;
    std::unique_ptr<SshSession> m_session;
    std::vector<ServerStep> m_steps;
    Certificate m_certificate;
    QByteArray m_hash;
    QHash<QByteArray, QByteArray> m_values;
};

/// The password of the machines that ServerSetup makes.
QByteArray practicePassword();

/// A server of readyLayer() as if nothing had been set up, but for most of the packages. They are what base-packages then brings.
bool makeBare(PracticeFixture &machine);

/// A layer with every package that a set-up needs, and nothing of Firstlight's: as if the user had installed them. Answers as
/// readyLayer does.
QString packagesLayer(QString &problem);

/// A layer in which all is set up and proven; its name, or an empty one and what went wrong in `problem`. It is made where it is
/// missing (minutes) and again when a step has changed.
QString readyLayer(QString &problem);

} // namespace fl
