// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/terminal_asker.h"

#include "app/cli/words.h"
#include "backends/text/text.h"

#include <fcntl.h>
#include <poll.h>
#include <termios.h>
#include <unistd.h>

namespace fl::cli {
namespace {

/// The terminal, with echo off while a secret is typed; as it was when this object goes.
class Terminal {
public:
    explicit Terminal(bool hidden) : m_fd(::open("/dev/tty", O_RDWR | O_CLOEXEC))
    {
        if (m_fd < 0 || !hidden || ::tcgetattr(m_fd, &m_before) != 0)
            return;
        termios quiet = m_before;
        quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        quiet.c_lflag |= ICANON | ECHONL;
        m_changed = ::tcsetattr(m_fd, TCSAFLUSH, &quiet) == 0;
    }
    ~Terminal()
    {
        if (m_changed)
            ::tcsetattr(m_fd, TCSAFLUSH, &m_before);
        if (m_fd >= 0)
            ::close(m_fd);
    }
    Terminal(const Terminal &) = delete;
    Terminal &operator=(const Terminal &) = delete;

    bool isThere() const { return m_fd >= 0; }
    void write(const QString &text) const
    {
        const QByteArray bytes = text.toUtf8();
        (void)!::write(m_fd, bytes.constData(), static_cast<size_t>(bytes.size()));
    }
    /// One line without its end; unset at the end of input or when stopped.
    std::optional<QByteArray> readLine(const std::stop_token &stop) const
    {
        QByteArray line;
        line.reserve(1024); // growing would leave copies of a secret behind
        for (;;) {
            pollfd ready{m_fd, POLLIN, 0};
            const int count = ::poll(&ready, 1, 100);
            if (stop.stop_requested())
                return std::nullopt;
            if (count <= 0)
                continue;
            char c = 0;
            if (::read(m_fd, &c, 1) != 1)
                return std::nullopt;
            if (c == '\n')
                return line;
            line += c;
        }
    }

private:
    int m_fd;
    termios m_before = {};
    bool m_changed = false;
};

Error nobody(const QString &what)
{
    return {Cause::AnswerNeeded, {{QStringLiteral("what"), what}}, NextAction::ChangeInput, {}, {}};
}

} // namespace

Result<Answer> TerminalAsker::ask(const Question &question, std::stop_token stop)
{
    const QString text = text::reason(question.text);
    if (question.kind == Question::Kind::Confirm && m_yes)
        return Answer{true, {}};
    if (!m_mayAsk)
        return fail(nobody(text));
    const bool secret = question.kind == Question::Kind::Secret;
    const Terminal terminal(secret);
    if (!terminal.isThere())
        return fail(nobody(text));
    m_output.say(QString()); // ends a status line
    if (secret && question.text.args.value(QStringLiteral("attempt")).toInt() > 1)
        terminal.write(tr("That was not it.") + QLatin1Char('\n'));
    terminal.write(text + (secret ? QStringLiteral(": ") : QStringLiteral(" ") + tr("[yes/No] ")));
    auto line = terminal.readLine(stop);
    if (!line)
        return fail({Cause::Cancelled, {}, NextAction::Resume, {}, {}});
    if (secret)
        return Answer{!line->isEmpty(), Secret(std::move(*line))};
    // A host key wants the whole word: one letter is pressed too easily.
    const QString answer = QString::fromUtf8(*line).trimmed().toLower();
    const bool whole = answer == QLatin1String("yes") || answer == tr("yes");
    return Answer{whole || (question.kind == Question::Kind::Confirm && (answer == QLatin1String("y") || answer == tr("y"))), {}};
}

} // namespace fl::cli
