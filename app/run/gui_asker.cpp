// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/run/gui_asker.h"

#include "app/run/dialogs.h"

#include <condition_variable>
#include <mutex>

namespace fl {

struct GuiAsker::Waiting {
    Question question;
    std::mutex mutex;
    std::condition_variable_any answered;
    std::optional<Answer> answer;
    QPointer<QuestionDialog> dialog; ///< UI thread only
    bool abandoned = false;          ///< UI thread only
};

Result<Answer> GuiAsker::ask(const Question &question, std::stop_token stop)
{
    auto waiting = std::make_shared<Waiting>();
    waiting->question = question;
    QMetaObject::invokeMethod(
        this, [this, waiting] { show(waiting); }, Qt::QueuedConnection);
    std::unique_lock lock(waiting->mutex);
    if (waiting->answered.wait(lock, stop, [&] { return waiting->answer.has_value(); }))
        return *waiting->answer;
    QMetaObject::invokeMethod(
        this,
        [waiting] {
            waiting->abandoned = true;
            if (waiting->dialog)
                waiting->dialog->close();
        },
        Qt::QueuedConnection);
    return fail({.cause = Cause::Cancelled, .params = {}, .next = NextAction::Resume, .detail = {}});
}

void GuiAsker::show(const std::shared_ptr<Waiting> &waiting)
{
    if (waiting->abandoned)
        return;
    QuestionDialog *dialog = makeDialog(waiting->question, m_window);
    waiting->dialog = dialog;
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::finished, this, [waiting, dialog](int result) {
        Answer answer;
        answer.yes = result == QDialog::Accepted;
        if (auto *secret = qobject_cast<SecretDialog *>(dialog); secret && answer.yes)
            answer.secret = secret->secret();
        const std::lock_guard lock(waiting->mutex);
        waiting->answer = std::move(answer);
        waiting->answered.notify_all();
    });
    dialog->open();
}

} // namespace fl
