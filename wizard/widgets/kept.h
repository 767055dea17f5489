// SPDX-License-Identifier: GPL-3.0-or-later
// A place for one widget that is made anew only when what it shows has changed, and not while one of its buttons is down: a
// change takes no button away from under the finger, and no focus.
#pragma once

#include <QWidget>

#include <functional>

namespace fl {

class Kept : public QWidget {
    Q_OBJECT
public:
    explicit Kept(QWidget *parent = nullptr);

    /// `look`: all that decides how the widget looks and what its buttons can do. The same look again: nothing happens.
    /// While a button in it is down nothing happens either; letGo() then comes when it is up again.
    /// A child that had the focus has it again, by its object name.
    void show(const QStringList &look, const std::function<QWidget *()> &make);
    void clear(); ///< shows nothing

signals:
    void letGo(); ///< what was to be shown meanwhile can be shown now; comes behind the click

private:
    void drop();

    QStringList m_look;
    QWidget *m_shown = nullptr;
};

} // namespace fl
