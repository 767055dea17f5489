// SPDX-License-Identifier: GPL-3.0-or-later
// What runs by itself asks nobody anything: where a question would come it ends with AnswerNeeded.
#pragma once

#include "backends/run/operations.h"

namespace fl {

/// Calls `work` as if nobody were there to answer. On the worker's thread.
template <class Work>
auto quietly(Operations &operations, OperationCall &call, Work work)
{
    class NobodyThere : public Asker {
    public:
        Result<Answer> ask(const Question &, std::stop_token) override
        {
            return fail({Cause::AnswerNeeded, {}, NextAction::Retry, {}, {}});
        }
    } nobody;
    OperationCall quiet{call.events, nobody, call.secrets, call.stop};
    return work(operations, quiet);
}

} // namespace fl
