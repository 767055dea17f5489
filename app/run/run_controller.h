// SPDX-License-Identifier: GPL-3.0-or-later
// One run at a time: starts it on the machine's lane, folds its events, keeps its log. Outlives the pages that show it. UI thread.
#pragma once

#include "app/run/event_queue.h"
#include "app/run/log_model.h"
#include "app/run/run_state.h"
#include "wizard/backend.h"

#include <QTimer>

namespace fl {

class RunController : public QObject {
    Q_OBJECT
public:
    enum class Phase { Idle, Running, Stopping, Done, Failed, Undoing, Undone };

    explicit RunController(Backend &backend, QObject *parent = nullptr);
    ~RunController() override;

    void start(const Plan &plan, const GivenSecrets &secrets);
    void resume(const QString &machine);
    void verify(const QString &machine);
    void update(const QString &machine, UpdateTo to);
    void repair(const QString &machine);
    void tryAgain(); ///< what was started last, from where it stands
    /// The same machine, with these keys of the choices changed from now on.
    void tryAgainWith(const QList<std::pair<QString, QString>> &changes);
    const NetworkChoice &network() const { return m_network; } ///< of the plan that was started here; else as if nothing was set
    void stop(bool thenUndo);
    void undo();
    void forgetPassword(); ///< it was shown; it goes when the user leaves the page

    Phase phase() const { return m_phase; }
    bool isBusy() const { return m_phase == Phase::Running || m_phase == Phase::Stopping || m_phase == Phase::Undoing; }
    const QString &name() const { return m_name; }
    const RunState &state() const { return m_state; }
    LogModel &log() { return m_log; }
    const std::optional<SetupResult> &result() const { return m_result; }
    const std::optional<Error> &error() const { return m_error; }
    const std::optional<Receipt> &receipt() const { return m_receipt; }
    bool isFree() const { return m_free; }
    /// A set-up, which can be undone; else something is done with a machine that was set up before.
    bool setsUp() const { return m_setsUp; }
    /// A set-up whose user wanted the browser to open at its end.
    bool opensBrowser() const { return m_opensBrowser; }

signals:
    void changed();
    void finished(bool ok);

private:
    using Work = std::function<Result<SetupResult>(Operations &, OperationCall &)>;
    void begin(const QString &name, const GivenSecrets &secrets, Work work, bool setsUp = true);
    void ended(Result<SetupResult> &&result);
    void drain();

    Backend &m_backend;
    std::shared_ptr<EventQueue> m_queue; ///< shared with the worker's sink, which may outlive this
    QTimer m_flush;
    std::deque<LogChunk> m_waiting; ///< taken from the queue, not yet in the model
    LogModel m_log;
    RunState m_state;
    Phase m_phase = Phase::Idle;
    QString m_name;
    NetworkChoice m_network;
    GivenSecrets m_secrets;
    Work m_work;
    bool m_free = false, m_opensBrowser = false;
    bool m_thenUndo = false, m_setsUp = true;
    std::stop_source m_stop{std::nostopstate};
    std::optional<SetupResult> m_result;
    std::optional<Error> m_error;
    std::optional<Receipt> m_receipt;
};

} // namespace fl
