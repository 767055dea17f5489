// SPDX-License-Identifier: GPL-3.0-or-later
// Small makers, so that pages read like what they show. All texts are plain text, never markup.
#pragma once

#include "wizard/facts.h"
#include "wizard/style/theme.h"

class QAbstractButton;
class QBoxLayout;
class QFrame;
class QLabel;
class QLineEdit;
class QPushButton;
class QToolButton;
class QVBoxLayout;
class QWidget;

namespace fl {

/// A label that wraps. `kind` is a style sheet's: "muted", "good", "badge-info" … or nullptr.
QLabel *makeLabel(const QString &text, const char *kind = nullptr, TextSize size = TextSize::Body, bool strong = false);
/// A label of one line, for badges and figures.
QLabel *makeTag(const QString &text, const char *kind = nullptr, TextSize size = TextSize::Body, bool strong = false);
/// Kinds: "primary", "danger", "link", "danger-link", nullptr (plain). The object name is what tests drive it by.
QPushButton *makeButton(const QString &objectName, const QString &text, const char *kind = nullptr);
/// A button of an icon alone; `name` is what a screen reader says, and the tool tip.
QToolButton *makeIconButton(const QString &objectName, const QString &iconName, const QString &name);
/// A framed box with 16 px margins and a column in it. Kinds: "panel", "panel-good", "panel-bad", "panel-info", "panel-warn".
QFrame *makePanel(const char *kind = "panel");
QVBoxLayout *columnOf(QFrame *panel);
/// A row of two: what it is (muted), and its value. Values can be selected and copied.
QWidget *makeFacts(const FactRows &rows, int nameWidth = 0);
/// Says that what a widget shows comes from a machine or a person: a name, a version. Translators and their tests pass it by.
void markData(QWidget *widget);
/// A choice with a sentence below it, which belongs to it more than to what comes next.
void addOption(QVBoxLayout *column, QAbstractButton *button, const QString &objectName, const QString &sentence);
QFrame *makeRule();
void setKind(QWidget *widget, const char *kind);
/// From the edge of a choice to its words: its tick or dot is before them.
constexpr int optionIndent = 28;
/// Removes and deletes all that is in a layout.
void clearLayout(QBoxLayout *layout);

} // namespace fl
