// SPDX-License-Identifier: GPL-3.0-or-later
// What the dashboard starts on this computer: a browser, a terminal. An interface, so that tests see what would be started.
#pragma once

#include <QString>
#include <QStringList>

namespace fl {

class Desktop {
public:
    virtual ~Desktop() = default;
    virtual bool openUrl(const QString &url) = 0;
    /// A terminal window that runs the words; false: none was found.
    virtual bool openTerminal(const QStringList &words) = 0;
    /// VS Code on a machine that ~/.ssh/config knows by that name; false: it was not found.
    virtual bool openEditor(const QString &sshName) = 0;
    /// A note of the desktop's own, over whatever is in front. Nothing happens where the desktop shows none.
    virtual void notify(const QString &title, const QString &text) = 0;
};

/// The real one.
class SystemDesktop : public Desktop {
public:
    bool openUrl(const QString &url) override;
    bool openTerminal(const QStringList &words) override;
    bool openEditor(const QString &sshName) override;
    void notify(const QString &title, const QString &text) override;
};

} // namespace fl
