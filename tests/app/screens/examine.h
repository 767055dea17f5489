// SPDX-License-Identifier: GPL-3.0-or-later
// What can be wrong with a view though it looks right at first. Each answers one line for each fault.
#pragma once

#include <QStringList>

class QWidget;

namespace fl {

/// Labels and buttons whose text needs more room than it has.
QStringList cutTexts(QWidget *view);
/// Widgets one can come to by keyboard that have no object name, or no name for a screen reader.
QStringList unnamed(QWidget *view);
/// The tab key goes in reading order: rail, then page from top to bottom, then footer; within a row from left to right.
QStringList wrongTabOrder(QWidget *view);
/// Texts without one Chinese character that are no name, number, address or command.
QStringList untranslated(QWidget *view);

} // namespace fl
