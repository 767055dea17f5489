// SPDX-License-Identifier: GPL-3.0-or-later
// Asks on the terminal, whatever standard input and output are. Without one, or with --json, nobody is there to ask.
#pragma once

#include "app/cli/output.h"
#include "backends/ports/asker.h"

namespace fl::cli {

class TerminalAsker : public Asker {
public:
    /// `yes`: Confirm questions are answered with yes. A host key never is.
    TerminalAsker(Output &output, bool yes, bool mayAsk) : m_output(output), m_yes(yes), m_mayAsk(mayAsk) { }

    Result<Answer> ask(const Question &question, std::stop_token stop) override;

private:
    Output &m_output;
    bool m_yes, m_mayAsk;
};

} // namespace fl::cli
