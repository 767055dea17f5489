// SPDX-License-Identifier: GPL-3.0-or-later
// The style sheet, with @token names replaced by colours. Widgets say what they are by the property "kind".
#include "wizard/style/theme.h"

namespace fl {
namespace {

constexpr auto sheet = R"(
QToolTip { background: @raised; color: @text; border: 1px solid @line; padding: 6px; }

QLabel { background: transparent; }
QLabel[kind="muted"], QLabel[kind="small"] { color: @muted; }
QLabel[kind="good"] { color: @good; }
QLabel[kind="warn"] { color: @warn; }
QLabel[kind="bad"] { color: @bad; }
/* A radius of more than half the height would be none at all. */
QLabel[kind="badge-good"] { background: @good-soft; color: @good; border-radius: 8px; padding: 2px 9px; }
QLabel[kind="badge-info"] { background: @accent-soft; color: @accent; border-radius: 8px; padding: 2px 9px; }
QLabel[kind="badge-warn"] { background: @warn-soft; color: @warn; border-radius: 8px; padding: 2px 9px; }
QLabel[kind="badge-bad"] { background: @bad-soft; color: @bad; border-radius: 8px; padding: 2px 9px; }

QFrame[kind="panel"], QFrame[kind="popover"] { background: @raised; border: 1px solid @line; border-radius: 12px; }
QFrame[kind="popover"] { border-radius: 8px; border-color: @control; }
QFrame[kind="panel-bad"] { background: @bad-soft; border: 1px solid @bad; border-radius: 12px; }
QFrame[kind="panel-good"] { background: @good-soft; border: 1px solid @good; border-radius: 12px; }
QFrame[kind="panel-info"] { background: @accent-soft; border: 1px solid @accent; border-radius: 12px; }
QFrame[kind="panel-warn"] { background: @warn-soft; border: 1px solid @warn; border-radius: 12px; }
QFrame[kind="rule"] { background: @line; border: none; min-height: 1px; max-height: 1px; }
QScrollArea, QScrollArea > QWidget > QWidget[kind="column"] { background: transparent; border: none; }

/* The ring says where the focus is; the style's own frame would be a second one. */
QPushButton, QToolButton, QCheckBox, QRadioButton { outline: none; }
QPushButton { background: @raised; color: @text; border: 1px solid @control; border-radius: 8px; padding: 7px 16px; font-weight: 600; min-height: 20px; }
QPushButton:hover { background: @accent-soft; }
QPushButton:pressed { background: @line; }
QPushButton[ring="true"] { border: 2px solid @accent; padding: 6px 15px; }
QPushButton:disabled { background: @disabled-soft; color: @disabled; border-color: @line; }
QPushButton[kind="primary"] { background: @accent; color: @raised; border-color: @accent; }
QPushButton[kind="primary"]:hover, QPushButton[kind="primary"]:pressed { background: @accent-strong; border-color: @accent-strong; }
QPushButton[kind="primary"][ring="true"] { border: 2px solid @text; }
QPushButton[kind="primary"]:disabled { background: @disabled-soft; color: @disabled; border-color: @line; }
QPushButton[kind="danger"] { background: @raised; color: @bad; border-color: @bad; }
QPushButton[kind="danger"]:hover, QPushButton[kind="danger"]:pressed { background: @bad-soft; }
QPushButton[kind="danger"][ring="true"] { border: 2px solid @bad; }
QPushButton[kind="danger"]:disabled { background: @disabled-soft; color: @disabled; border-color: @line; }
/* A link begins where the text above it begins; the line below it is its ring. */
QPushButton[kind="link"], QPushButton[kind="danger-link"] { background: transparent; color: @accent; border: none; border-bottom: 2px solid transparent; border-radius: 0; padding: 5px 0 3px 0; font-weight: 600; min-height: 18px; }
QPushButton[kind="danger-link"] { color: @bad; }
QPushButton[kind="link"]:hover, QPushButton[kind="link"][ring="true"] { border-bottom-color: @accent; }
QPushButton[kind="danger-link"]:hover, QPushButton[kind="danger-link"][ring="true"] { border-bottom-color: @bad; }
QPushButton[kind="link"][ring="true"] { background: @accent-soft; }
QPushButton[kind="danger-link"][ring="true"] { background: @bad-soft; }
QPushButton[kind="link"]:disabled, QPushButton[kind="danger-link"]:disabled { background: transparent; color: @disabled; border-color: transparent; }
QToolButton { background: transparent; border: 2px solid transparent; border-radius: 6px; padding: 3px; }
QToolButton:hover, QToolButton:checked { background: @accent-soft; }
QToolButton[ring="true"] { border-color: @accent; }
QToolButton::menu-indicator { image: none; }
QPushButton::menu-indicator { image: url(:/icons/sheet-chevron.svg); width: 12px; height: 12px; subcontrol-origin: padding; subcontrol-position: center right; right: 2px; }
QPushButton[opens="menu"] { padding-right: 18px; }

/* No colour of the text: with one, a placeholder would be half of it and too faint. */
QLineEdit, QAbstractSpinBox, QComboBox { background: @raised; border: 1px solid @control; border-radius: 6px; padding: 6px 8px; min-height: 20px; selection-background-color: @accent; selection-color: @raised; }
QLineEdit:focus, QAbstractSpinBox:focus, QComboBox:focus { border: 2px solid @accent; padding: 5px 7px; }
QLineEdit[invalid="true"], QAbstractSpinBox[invalid="true"] { border-color: @bad; }
QLineEdit:disabled, QAbstractSpinBox:disabled, QComboBox:disabled { background: @disabled-soft; color: @disabled; border-color: @line; }
QLineEdit[kind="readonly"] { background: @surface; }
QLineEdit > QToolButton { border: none; padding: 0; }
QComboBox::drop-down { border: none; width: 28px; }
QComboBox::down-arrow { image: url(:/icons/sheet-chevron.svg); width: 14px; height: 14px; }
QComboBox QAbstractItemView { background: @raised; color: @text; border: 1px solid @line; selection-background-color: @accent-soft; selection-color: @text; outline: none; padding: 4px; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { width: 0; border: none; }

QCheckBox, QRadioButton { spacing: 8px; padding: 3px 0; border: 2px solid transparent; border-radius: 6px; }
QCheckBox[ring="true"], QRadioButton[ring="true"] { border-color: @accent; }
QCheckBox::indicator, QRadioButton::indicator { width: 16px; height: 16px; border: 1px solid @control; background: @raised; }
QCheckBox::indicator { border-radius: 4px; }
QRadioButton::indicator { border-radius: 9px; }
QCheckBox::indicator:checked { background: @accent; border-color: @accent; image: url(:/icons/sheet-tick-@half.svg); }
QRadioButton::indicator:checked { width: 8px; height: 8px; border: 5px solid @accent; background: @raised; }
QCheckBox:disabled, QRadioButton:disabled { color: @disabled; }

QProgressBar { background: @line; border: none; border-radius: 4px; min-height: 8px; max-height: 8px; }
QProgressBar::chunk { background: @accent; border-radius: 4px; }
QProgressBar[kind="good"]::chunk { background: @good; }
QProgressBar[kind="warn"]::chunk { background: @warn; }
QProgressBar[kind="bad"]::chunk { background: @bad; }

QListView, QPlainTextEdit { background: @raised; color: @text; border: none; selection-background-color: @accent-soft; selection-color: @text; outline: none; }
QListView:focus, QPlainTextEdit:focus { border: 1px solid @accent; }
QPlainTextEdit, QDialog QListView { border: 1px solid @line; border-radius: 8px; padding: 6px; }
QMenu { background: @raised; color: @text; border: 1px solid @control; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 24px; border-radius: 4px; }
QMenu::item:selected { background: @accent-soft; color: @text; }
QMenu::separator { height: 1px; background: @line; margin: 4px 8px; }

QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: @control; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: @muted; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page { background: none; border: none; width: 0; height: 0; }
)";

} // namespace

QString Theme::styleSheet() const
{
    QString text = QString::fromLatin1(sheet);
    text.replace(QLatin1String("@half"), isDark() ? QLatin1String("dark") : QLatin1String("light"));
    // Longest names first: "@accent-soft" before "@accent".
    for (const Token token : {Token::AccentStrong, Token::AccentSoft, Token::GoodSoft, Token::WarnSoft, Token::BadStrong, Token::BadSoft,
                              Token::DisabledSoft, Token::Surface, Token::Raised, Token::Line, Token::Control, Token::Text, Token::Muted,
                              Token::Accent, Token::Good, Token::Warn, Token::Bad, Token::Disabled})
        text.replace(QLatin1Char('@') + tokenName(token), color(token).name());
    return text;
}

} // namespace fl
