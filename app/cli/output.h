// SPDX-License-Identifier: GPL-3.0-or-later
// Where lines go: with --json one object a line on standard output and people's text on standard error; else people's
// text on standard output, or on standard error for a verb whose answer alone belongs there. Any thread.
#pragma once

#include "backends/core/error.h"
#include "backends/core/event.h"

#include <cstdio>
#include <mutex>

namespace fl::cli {

class Output {
public:
    /// The files stay the caller's. `live`: the place of people's text is a terminal that can rewrite a line.
    Output(std::FILE *out, std::FILE *err, bool json, bool live);
    void talkOnError() { m_people = m_err; }

    bool isJson() const { return m_json; }
    bool isLive() const { return m_live; }

    void json(const QJsonObject &object); ///< nothing without --json
    void event(const Event &event);       ///< likewise; errors get their sentence
    void result(const QJsonObject &data, bool ok = true);
    void say(const QString &line);    ///< to people
    void show(const QString &line);   ///< the answer itself: to people on standard output, nothing with --json
    void status(const QString &line); ///< a line that the next one replaces; only where live
    void error(const Error &error);   ///< the four lines, to people

private:
    void write(std::FILE *file, const QString &text);
    void clearStatus();

    std::FILE *m_out, *m_err, *m_people;
    bool m_json, m_live;
    bool m_statusShown = false;
    std::mutex m_mutex;
};

} // namespace fl::cli
